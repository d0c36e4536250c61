-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Paper: words that a printed document needs, and the check page that its QR code leads to. By an
-- unguessable code of the very text that was signed anybody learns number, date, kind, who issued it,
-- state and the digest of the text. Neither the title nor anything of people goes out: a title may
-- hold a name, and the page is open to all.

-- Who issues a kind of paper: the department orders, the council keeps minutes, the rest is the centre's.
create function issuer_kind(document text) returns text language sql immutable as $$
  select case when document like 'order%' or document = 'act' then 'department'
    when document in ('minutes', 'excerpt') then 'council' else 'centre' end $$;

-- «И. П. Ветлугина» under a document: initials first, no-break spaces.
create function person_signature(family text, given text, patronymic text) returns text language sql immutable as $$
  select coalesce(nullif(left(given, 1), '') || '.' || U&'\00A0', '') || coalesce(nullif(left(patronymic, 1), '') || '.' || U&'\00A0', '') || family $$;

-- The post as it begins a line, in the nominative; who acts for another says so (и. о.).
create function signer_post(post text, acting boolean) returns text language sql immutable as $$
  select upper(left(post, 1)) || substr(post, 2) || case when acting and post !~* '^и\. ?о\.' then ' (и.' || U&'\00A0' || 'о.)' else '' end $$;

-- «25 ноября 2026 г.», «ноябрь 2026 г.» for a whole month, «01.11.2026–15.11.2026» for another term.
create function date_words(on_date date) returns text language sql immutable as $$
  select extract(day from on_date) || U&'\00A0' || ('{января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря}'::text[])
    [extract(month from on_date)::integer] || U&'\00A0' || extract(year from on_date) || U&'\00A0' || 'г.' $$;
create function term_words(term daterange) returns text language sql immutable as $$
  select case when upper(term) - lower(term) = 1 then to_char(lower(term), 'DD.MM.YYYY')
    when extract(day from lower(term)) = 1 and upper(term) = (lower(term) + interval '1 month')::date then
      ('{январь,февраль,март,апрель,май,июнь,июль,август,сентябрь,октябрь,ноябрь,декабрь}'::text[])[extract(month from lower(term))::integer]
      || ' ' || extract(year from lower(term))
    else to_char(lower(term), 'DD.MM.YYYY') || ' – ' || to_char(upper(term) - 1, 'DD.MM.YYYY') end $$;

-- A theme within «»: without its own, and without saying again that it is a methodological day.
create function theme_words(theme text) returns text language sql immutable as $$
  select upper(left(t, 1)) || substr(t, 2) from (select regexp_replace(regexp_replace(theme, '^методический день[:.,]? +', '', 'i'), '^«([^«»]*)»$', '\1') as t) x $$;

create function direction_words(direction text) returns text language sql immutable as $$
  select case direction when 'analytic' then 'аналитическое' when 'informational' then 'информационное' when 'organisational' then 'организационно-методическое'
    when 'expert' then 'экспертное' when 'consulting' then 'консультационное' else direction end $$;

alter table document_version add code text not null
  default left(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'), 20);
create index document_version_code on document_version (code);

set role metodden_guard;

-- newer: this text was followed by another version of the same paper, or by a paper that replaces it.
create function auth.check_document(code text, out kind text, out number text, out dated text, out state text, out signed_on text,
  out issuer text, out digest text, out newer boolean) returns setof record language sql stable security definer
set search_path = public, pg_temp as $$
  select d.kind, d.number, d.dated::text, d.state,
    (select min(coalesce(s.signed_on, (s.signed_at at time zone z.timezone)::date))::text from signature s
      where (s.district_id, s.document_id, s.version) = (v.district_id, v.document_id, v.version)),
    (select o.name from organisation o where o.district_id = d.district_id and o.kind = issuer_kind(d.kind) order by o.id limit 1),
    encode(v.digest, 'hex'), d.version > v.version or exists (select from document n
      where (n.district_id, n.supersedes_id) = (d.district_id, d.id) and n.state not in ('draft', 'cancelled'))
  from document_version v join document d on (d.district_id, d.id) = (v.district_id, v.document_id)
    join district z on z.district_id = d.district_id
  where v.code = check_document.code $$;

reset role;
grant execute on function auth.check_document(text) to metodden_login;
