-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- One search over people, schools, orders, days, materials and practices. Conditions on text can't use
-- an index below row security (their operators tell of rows that are not the reader's), so a function of
-- the guard finds by trigrams which rows have all the words, and answers ids alone: the query joins them
-- with the tables as the reader sees them, and what he may not see falls out there.

create extension if not exists pg_trgm;

-- What a search compares: small letters, ё as е, no quotes.
create function search_key(x text) returns text language sql immutable as $$ select translate(lower(x), 'ё«»"', 'е') $$;

create index person_search on person using gin (search_key(family_name || ' ' || given_name || ' ' || coalesce(patronymic, '')) gin_trgm_ops);
create index document_search on document using gin (search_key(coalesce(number, '') || ' ' || title) gin_trgm_ops);

grant select on day, document to metodden_guard;
set role metodden_guard;

-- Rows of the sender's district that hold every word; `far` is 0 where one begins with the first word, 1
-- where a word in it does, else 2. Of people and papers two hundred come, so that a common word costs no
-- more than a rare one; papers of the sender's own schools and his own come first, because of the others he
-- may see few.
create function auth.search(words text[]) returns table (what text, id uuid, far integer) language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare
  d uuid := auth.district();  me uuid := auth.person();  schools uuid[] := auth.schools();
  keys text[] := array(select replace(replace(replace(search_key(w), '\', '\\'), '%', '\%'), '_', '\_') from unnest(words) with ordinality u(w, n) order by n);
  inside text[] := array(select '%' || k || '%' from unnest(keys) k);
  longest text := (select '%' || k || '%' from unnest(keys) k order by length(k) desc limit 1);
  first text := keys[1];
begin
  return query
  with people as (select p.id, search_key(p.family_name || ' ' || p.given_name || ' ' || coalesce(p.patronymic, '')) as key from person p
      where p.district_id = d and p.erased_at is null and p.left_on is null
        and search_key(p.family_name || ' ' || p.given_name || ' ' || coalesce(p.patronymic, '')) like longest),
    papers as (select o.id, search_key(coalesce(o.number, '') || ' ' || o.title) as key, o.created_at,
        o.person_id is null or o.person_id = me or o.created_by = me or o.organisation_id = any(schools) as near from document o
      where o.district_id = d and search_key(coalesce(o.number, '') || ' ' || o.title) like longest),
    found as (
      (select 'person' as what, p.id, p.key from people p where p.key like all (inside) order by p.key like first || '%' desc, p.key limit 200)
      union all (select 'document', o.id, o.key from papers o where o.key like all (inside) order by o.near desc, o.created_at desc limit 200)
      union all select 'school', g.id, search_key(g.name) from organisation g where g.district_id = d and g.kind in ('school', 'kindergarten', 'extra') and g.closed_on is null
        and search_key(g.name) like all (inside)
      union all select 'day', y.id, search_key(to_char(y.held_on, 'DD.MM.YYYY') || ' ' || y.theme || ' ' || g.name)
        from day y join organisation g on (g.district_id, g.id) = (y.district_id, y.organisation_id) where y.district_id = d
        and search_key(to_char(y.held_on, 'DD.MM.YYYY') || ' ' || y.theme || ' ' || g.name) like all (inside))
  select f.what, f.id, case when f.key like first || '%' then 0 when f.key like '% ' || first || '%' then 1 else 2 end from found f;
end $$;

reset role;
grant execute on function auth.search(text[]) to metodden_app;
