
CREATE SCHEMA auth;

CREATE SCHEMA rule;

CREATE COLLATION public.ru_natural (provider = icu, locale = 'ru-u-kn-true');

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE FUNCTION auth.act_as_sender(import uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare s session := auth.session();  i import;
begin
  select * into i from import t where (t.district_id, t.id) = (s.district_id, act_as_sender.import);
  if not found or not auth.has('{system}') or i.kind not in ('school', 'timetable') or exists (select from appointment a
    where (a.district_id, a.person_id) = (i.district_id, i.created_by) and a.role in ('admin', 'system') and a.during @> auth.today()) then return; end if;
  update session t set person_id = i.created_by where (t.district_id, t.digest) = (s.district_id, s.digest);
end $$;

CREATE FUNCTION auth.add_working_days(from_date date, n integer) RETURNS date
    LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare d date := from_date;  left_over integer := abs(n);  district uuid := auth.district();
begin
  while left_over > 0 loop
    d := d + sign(n)::integer;
    if rule.is_working(district, d) then left_over := left_over - 1; end if;
  end loop;
  return d;
end $$;

CREATE FUNCTION auth.attend(activity uuid, code text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare k attendance_key;  s slot;  zone text;  now_period bigint := rule.attendance_period();
begin
  select * into k from attendance_key where district_id = auth.district() and slot_id = activity;
  perform rule.need(k.slot_id is not null, '', 'attendance_code_unknown');
  if code not in (rule.attendance_code(k, 0), rule.attendance_code(k, now_period), rule.attendance_code(k, now_period - 1)) then
    perform rule.need(not exists (select from generate_series(now_period - 300, now_period - 2) p where rule.attendance_code(k, p) = code), '', 'attendance_code_expired');
    perform rule.refuse('', 'attendance_code_unknown');
  end if;
  select * into s from slot where district_id = k.district_id and id = activity;
  select timezone into zone from district where district_id = k.district_id;
  perform rule.need(now() between lower(s.during) - interval '15 minutes' and upper(s.during), '4.2', 'attendance_out_of_time', jsonb_build_object(
    'title', s.title, 'date', to_char(lower(s.during) at time zone zone, 'DD.MM.YYYY'), 'from', to_char(lower(s.during) at time zone zone, 'HH24:MI'),
    'to', to_char(upper(s.during) at time zone zone, 'HH24:MI')));
  perform rule.need(exists (select from booking b where b.district_id = k.district_id and b.slot_id = activity and b.person_id = auth.person() and b.state = 'booked'),
    '4.2', 'not_invited_to_slot', jsonb_build_object('title', s.title));
  insert into attendance as a (district_id, slot_id, person_id, present, by_code) values (k.district_id, activity, auth.person(), true, true)
  on conflict (district_id, slot_id, person_id) do update set present = true, by_code = true where not a.present;
end $$;

CREATE FUNCTION auth.attendance_code(activity uuid, on_paper boolean) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select rule.attendance_code(k, case when on_paper then 0 else rule.attendance_period() end) from attendance_key k
    join slot s on (s.district_id, s.id) = (k.district_id, k.slot_id)
  where k.district_id = auth.district() and k.slot_id = activity and (auth.has('{methodist,centre_head}')
    or auth.has('{school_head}') and s.organisation_id = any(auth.schools())) $$;

CREATE FUNCTION auth.cancel_job(job uuid) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update job t set state = 'cancelled', leased_until = null
  where t.district_id = auth.district() and t.id = cancel_job.job and t.state in ('ready', 'leased') and rule.may_steer(t) returning true $$;

CREATE FUNCTION auth.check_document(code text, OUT kind text, OUT number text, OUT dated text, OUT state text, OUT signed_on text, OUT issuer text, OUT digest text, OUT newer boolean) RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select d.kind, d.number, d.dated::text, d.state,
    (select min(coalesce(s.signed_on, (s.signed_at at time zone z.timezone)::date))::text from signature s
      where (s.district_id, s.document_id, s.version) = (v.district_id, v.document_id, v.version)),
    (select o.name from organisation o where o.district_id = d.district_id and o.kind = issuer_kind(d.kind) order by o.id limit 1),
    encode(v.digest, 'hex'), d.version > v.version or exists (select from document n
      where (n.district_id, n.supersedes_id) = (d.district_id, d.id) and n.state not in ('draft', 'cancelled'))
  from document_version v join document d on (d.district_id, d.id) = (v.district_id, v.document_id)
    join district z on z.district_id = d.district_id
  where v.code = check_document.code $$;

CREATE FUNCTION auth.person() RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ begin return (auth.session()).person_id; end $$;

CREATE TABLE public.job (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    queue text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    input jsonb DEFAULT '{}'::jsonb NOT NULL,
    output jsonb,
    progress real DEFAULT 0 NOT NULL,
    state text DEFAULT 'ready'::text NOT NULL,
    run_after timestamp with time zone DEFAULT now() NOT NULL,
    leased_until timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    doing text,
    CONSTRAINT job_queue_check CHECK ((queue = ANY (ARRAY['compute'::text, 'net'::text]))),
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'leased'::text, 'done'::text, 'dead'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY public.job FORCE ROW LEVEL SECURITY;

CREATE FUNCTION auth.claim(q text, lease interval, OUT job public.job, OUT token text) RETURNS SETOF record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update job t set state = 'leased', attempts = attempts + 1, progress = 0, leased_until = now() + lease
  where (t.district_id, t.id) = (select j.district_id, j.id from job j where j.queue = q and j.run_after <= now()
    and (j.state = 'ready' or j.state = 'leased' and j.leased_until < now()) order by j.run_after, j.id limit 1 for update skip locked)
  returning t.* into job;
  if not found then return; end if;
  token := auth.open_system_session(job.district_id, interval '1 hour');
  return next;
end $$;

CREATE FUNCTION auth.clean() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare n bigint := 0;  m bigint;
begin
  delete from session where expires_at < now() or seen_at < now() - interval '1 day';  get diagnostics m = row_count;  n := n + m;
  delete from idempotency where created_at < now() - interval '48 hours';  get diagnostics m = row_count;  n := n + m;
  delete from portal_nonce where expires_at < now() - interval '1 day';  get diagnostics m = row_count;  n := n + m;
  return n;
end $$;

CREATE FUNCTION auth.create_district(name text, timezone text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare d uuid;  o uuid;  p uuid;
begin
  insert into district (name, timezone) values (create_district.name, create_district.timezone) returning district_id into d;
  insert into organisation (district_id, kind, name) values (d, 'technical', 'metodden') returning id into o;
  insert into person (district_id, family_name, given_name) values (d, 'metodden', '') returning id into p;
  insert into appointment (district_id, person_id, organisation_id, role, during) values (d, p, o, 'system', daterange(null, null));
  return d;
end $$;

CREATE FUNCTION auth.demo_persons(OUT district_id uuid, OUT person_id uuid, OUT name text, OUT roles text[], OUT organisation text, OUT post text, OUT rank integer) RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select p.district_id, p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic), array_agg(distinct a.role order by a.role),
    min(o.name), min(a.post),
    min(array_position('{centre_head,methodist,department_head,clerk,council_chair,council_secretary,council_member,admin,school_head,teacher}'::text[], a.role))
  from person p
    join appointment a on (a.district_id, a.person_id) = (p.district_id, p.id) and a.role <> 'system' and a.during @> rule.on_date(p.district_id)
    join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
  where p.erased_at is null group by p.district_id, p.id $$;

CREATE FUNCTION auth.district() RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ begin return (auth.session()).district_id; end $$;

CREATE FUNCTION auth.districts() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select district_id from district order by 1 $$;

CREATE FUNCTION auth.enter(token text, OUT person_id uuid, OUT district_id uuid, OUT roles text[], OUT csrf text, OUT zone text, OUT today date) RETURNS SETOF record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare s session;
begin
  perform set_config('metodden.session', token, true);
  s := auth.session();
  if s.person_id is null then return; end if;
  if current_setting('transaction_read_only') = 'off' and s.seen_at < now() - interval '1 minute' then
    update session t set seen_at = now() where (t.district_id, t.digest) = (s.district_id, s.digest);
  end if;
  person_id := s.person_id;  district_id := s.district_id;  today := auth.today();
  roles := array(select distinct a.role from appointment a where a.district_id = s.district_id
    and a.person_id = s.person_id and a.during @> today order by 1);
  csrf := encode(sha256(convert_to('csrf ' || token, 'UTF8')), 'hex');
  zone := (select timezone from district d where d.district_id = s.district_id);
  return next;
end $$;

CREATE FUNCTION auth.erase_person(request uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare q personal_request := rule.open_request(request, 'erasure');  p person;  did jsonb;
begin
  if q.id is null then return null; end if;
  select * into p from person where (district_id, id) = (q.district_id, q.person_id) for update;
  perform rule.need(p.id <> auth.person(), '', 'role_to_oneself');
  perform rule.need(p.left_on is not null, '', 'person_still_works');
  perform rule.need(p.erased_at is null, '', 'request_is_answered');
  select jsonb_agg(jsonb_build_object('what', e.what, 'deed', e.deed, 'n', e.n)) into did from rule.personal_effects(p.district_id, p.id, p.family_name) e where e.n > 0;
  perform rule.erase_copies(p);
  perform rule.erase_drafts(p);
  delete from estimate e where e.district_id = p.district_id and e.person_id = p.id;
  delete from unavailability u where u.district_id = p.district_id and u.person_id = p.id;
  update consent c set withdrawn_at = now() where c.district_id = p.district_id and c.person_id = p.id and c.withdrawn_at is null;
  update person set family_name = 'Сотрудник ' || upper(left(id::text, 6)), given_name = '', patronymic = null, email = null, name_cases = null, erased_at = now()
  where (district_id, id) = (p.district_id, p.id);
  update personal_request r set outcome = did where (r.district_id, r.id) = (q.district_id, q.id);
  return q.id;
end $$;

CREATE FUNCTION auth.has(roles text[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare s session := auth.session();
begin
  return exists (select from appointment where district_id = s.district_id and person_id = s.person_id
                 and role = any(roles) and during @> auth.today());
end $$;

CREATE FUNCTION auth.import_forget(import uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  delete from import_piece p where p.district_id = auth.district() and p.import_id = import_forget.import
    and exists (select from import i where (i.district_id, i.id) = (p.district_id, p.import_id)
      and (auth.has('{admin,system,centre_head}') or i.created_by = auth.person())) $$;

CREATE FUNCTION auth.imports_clean() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare n bigint := 0;  m bigint;
begin
  delete from import_piece p using import i where (i.district_id, i.id) = (p.district_id, p.import_id) and i.created_at < now() - interval '7 days';
  get diagnostics m = row_count;  n := n + m;
  update job set output = output - 'findings' where kind = 'import' and state = 'done' and ended_at < now() - interval '90 days' and output ? 'findings';
  get diagnostics m = row_count;  n := n + m;
  return n;
end $$;

CREATE FUNCTION auth.is_author(document uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from party p where p.district_id = auth.district() and p.document_id = is_author.document and p.part = 'author'
    and p.person_id = auth.person()) $$;

CREATE FUNCTION auth.is_working(on_date date) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return rule.is_working(auth.district(), on_date);
end $$;

CREATE FUNCTION auth.job_done(district uuid, job uuid, try integer, output jsonb) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update job t set state = 'done', progress = 1, output = job_done.output, leased_until = null
  where t.district_id = district and t.id = job and t.state = 'leased' and t.attempts = try returning true $$;

CREATE FUNCTION auth.job_failed(district uuid, job uuid, try integer, words text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update job t set state = case when attempts >= 5 then 'dead' else 'ready' end, leased_until = null,
    run_after = now() + interval '5 seconds' * power(4, attempts), output = jsonb_build_object('error', words)
  where t.district_id = district and t.id = job and t.state = 'leased' and t.attempts = try returning true $$;

CREATE FUNCTION auth.job_progress(district uuid, job uuid, try integer, share real, lease interval, words text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update job t set progress = share, leased_until = now() + lease, doing = words
  where t.district_id = district and t.id = job and t.state = 'leased' and t.attempts = try returning true $$;

CREATE FUNCTION auth.job_returned(district uuid, job uuid, try integer) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update job t set state = 'ready', leased_until = null, attempts = attempts - 1, progress = 0
  where t.district_id = district and t.id = job and t.state = 'leased' and t.attempts = try returning true $$;

CREATE FUNCTION auth.kept_schools() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare s session := auth.session();
begin
  if auth.has('{admin,system}') then
    return array(select id from organisation where district_id = s.district_id);
  end if;
  return array(select organisation_id from appointment where district_id = s.district_id and person_id = s.person_id
               and role = 'school_head' and during @> auth.today());
end $$;

CREATE FUNCTION auth.keys_turned() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not auth.has('{admin}') then return false; end if;
  insert into audit (district_id, person_id, entity, event, change) values (auth.district(), auth.person(), 'service_keys', 'update', '{}');
  return true;
end $$;

CREATE FUNCTION auth.lti_again(state text, browser text, OUT new_state text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare l lti_login;
begin
  update lti_login t set used_at = now() where t.digest = rule.digest(lti_again.state) and t.used_at is null and t.expires_at > now() returning * into l;
  if not found then return; end if;
  new_state := rule.new_secret();
  insert into lti_login (district_id, digest, portal_id, browser, nonce, hints, expires_at)
  values (l.district_id, rule.digest(new_state), l.portal_id, rule.digest(lti_again.browser), rule.new_secret(), l.hints, now() + interval '10 minutes');
end $$;

CREATE FUNCTION auth.lti_ask(district uuid, portal uuid, deployment text, request jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare code text := rule.new_secret();
begin
  insert into lti_choice (district_id, digest, portal_id, request, expires_at)
  select p.district_id, rule.digest(code), p.id, lti_ask.request, now() + interval '1 hour' from portal p join portal q
    on (q.district_id, q.issuer, q.client_id) = (p.district_id, p.issuer, p.client_id)
  where q.district_id = district and q.id = portal and p.deployment_id = deployment and p.kind = 'lti';
  return code;
end $$;

CREATE FUNCTION auth.lti_begin(issuer text, client text, deployment text, hints jsonb, browser text, OUT state text, OUT nonce text, OUT client_id text, OUT authorize text, OUT district_id uuid, OUT portal_id uuid) RETURNS SETOF record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  select p.district_id, p.id, p.client_id, p.settings ->> 'authorize' into district_id, portal_id, client_id, authorize
  from portal p where p.kind = 'lti' and p.enabled and p.issuer = lti_begin.issuer
    and (client = '' and not exists (select from portal o where o.kind = 'lti' and o.enabled and o.issuer = p.issuer and o.client_id <> p.client_id)
      or p.client_id = client)
    and (deployment = '' or p.deployment_id = deployment)
  order by p.district_id, p.deployment_id limit 1;
  if not found then return; end if;
  state := rule.new_secret();  nonce := rule.new_secret();
  insert into lti_login (district_id, digest, portal_id, browser, nonce, hints, expires_at)
  values (lti_begin.district_id, rule.digest(state), lti_begin.portal_id, rule.digest(lti_begin.browser), lti_begin.nonce, lti_begin.hints, now() + interval '10 minutes');
  return next;
end $$;

CREATE FUNCTION auth.lti_choose(code text, OUT issuer text, OUT client_id text, OUT deployment_id text, OUT request jsonb) RETURNS SETOF record
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with c as (update lti_choice t set used_at = now() where t.digest = rule.digest(code) and t.used_at is null and t.expires_at > now() returning *)
  select p.issuer, p.client_id, p.deployment_id, c.request from c join portal p on (p.district_id, p.id) = (c.district_id, c.portal_id) where p.enabled $$;

CREATE FUNCTION auth.lti_clean() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare n bigint := 0;  m bigint;
begin
  delete from lti_login where expires_at < now();  get diagnostics m = row_count;  n := n + m;
  delete from lti_choice where expires_at < now();  get diagnostics m = row_count;  n := n + m;
  return n;
end $$;

CREATE FUNCTION auth.lti_enter(district uuid, portal uuid, deployment text, nonce text, subject text, idnumber text, context jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare p portal;  token text;
begin
  select o.* into p from portal o join portal q on (q.district_id, q.issuer, q.client_id) = (o.district_id, o.issuer, o.client_id)
  where q.district_id = district and q.id = lti_enter.portal and o.kind = 'lti' and o.enabled and o.deployment_id = deployment;
  perform rule.need(found, '', 'lti_deployment_unknown', jsonb_build_object('deployment', deployment));
  -- A number that was corrected in the portal moves the account to the person it names.
  update portal_account a set person_id = n.id from person n
  where (a.district_id, a.portal_id, a.subject) = (district, p.id, lti_enter.subject) and lti_enter.idnumber <> '' and a.person_id <> n.id
    and n.district_id = district and n.idnumber = lti_enter.idnumber and n.left_on is null and n.erased_at is null;
  token := auth.portal_enter(district, p.id, nonce, now() + interval '10 minutes', subject, idnumber);
  update session s set kind = 'lti' where (s.district_id, s.digest) = (district, rule.digest(split_part(token, '.', 2)));
  if coalesce(context ->> 'id', '') <> '' and coalesce(context ->> 'memberships', '') <> '' then
    insert into portal_context as c (district_id, portal_id, context_id, title, memberships)
    values (district, p.id, context ->> 'id', coalesce(context ->> 'title', ''), context ->> 'memberships')
    on conflict (district_id, portal_id, context_id) do update set title = excluded.title, memberships = excluded.memberships
    where (c.title, c.memberships) is distinct from (excluded.title, excluded.memberships);
  end if;
  return token;
end $$;

CREATE FUNCTION auth.lti_keys(district uuid, portal uuid, job uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select p.settings -> 'jwks' from portal p where p.district_id = district and p.id = portal
    and not exists (select from job j where j.district_id = district and j.id = job and (j.state = 'leased' or j.state = 'ready' and j.attempts = 0)) $$;

CREATE FUNCTION auth.lti_login(state text, browser text, OUT nonce text, OUT client_id text, OUT authorize text, OUT hints jsonb, OUT issuer text, OUT marked boolean) RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select l.nonce, p.client_id, p.settings ->> 'authorize', l.hints, p.issuer, l.browser = rule.digest(lti_login.browser)
  from lti_login l join portal p on (p.district_id, p.id) = (l.district_id, l.portal_id)
  where l.digest = rule.digest(lti_login.state) and l.used_at is null and l.expires_at > now() and p.enabled $$;

CREATE FUNCTION auth.lti_nightly() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare n bigint;
begin
  insert into job (district_id, queue, kind, key, input)
  select d.district_id, 'net', w.kind, w.key || ' ' || (now() at time zone d.timezone)::date, w.input from district d, lateral (
    select 'portal_keys' as kind, p.id || ' night' as key, jsonb_build_object('portal', p.id) as input from portal p
      where p.district_id = d.district_id and p.enabled and p.settings ? 'jwks_uri'
    union all select 'roster', c.portal_id || ' night', jsonb_build_object('portal', c.portal_id, 'context', c.context_id)
      from portal_context c join portal p on (p.district_id, p.id) = (c.district_id, c.portal_id) and p.enabled
      where c.district_id = d.district_id and c.roster) w
  where (now() at time zone d.timezone)::time >= '03:00'
    and exists (select from appointment a where a.district_id = d.district_id and a.role = 'system')
  on conflict (district_id, kind, key) do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

CREATE FUNCTION auth.lti_refetch(district uuid, portal uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare j job;
begin
  insert into job (district_id, queue, kind, key, input)
  select p.district_id, 'net', 'portal_keys', p.id || ' ' || to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), jsonb_build_object('portal', p.id)
  from portal p where p.district_id = district and p.id = portal and p.settings ? 'jwks_uri'
  on conflict (district_id, kind, key) do nothing;
  select * into j from job t where t.district_id = district and t.kind = 'portal_keys' and t.input ->> 'portal' = portal::text
    and t.state in ('ready', 'leased') and t.attempts <= 1 and t.run_after > now() - interval '5 seconds' order by t.run_after desc limit 1;
  return j.id;
end $$;

CREATE FUNCTION auth.lti_refused(district uuid, portal uuid, change jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit (district_id, entity, entity_id, event, change)
  select d.district_id, 'portal', portal, 'refused', change from district d
  where (district is null or d.district_id = district)
    and (select count(*) from audit a where a.district_id = d.district_id and a.entity = 'portal' and a.event = 'refused'
      and a.at > now() - interval '1 minute') < 60 $$;

CREATE FUNCTION auth.lti_register(code text, input jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare i lti_invitation;  j job;
begin
  select * into i from lti_invitation t where t.digest = rule.digest(code) and t.expires_at > now() for update;
  if not found then return false; end if;
  select * into j from job t where t.district_id = i.district_id and t.id = i.job_id;
  if found and not (j.state in ('done', 'dead') and not coalesce(j.output ? 'portal', false)) then
    return j.state in ('ready', 'leased') or j.input = rule.spent(lti_register.input);
  end if;
  insert into job (district_id, queue, kind, key, input) values (i.district_id, 'net', 'portal_register', i.id || ' ' || i.revision, lti_register.input) returning * into j;
  update lti_invitation t set job_id = j.id where (t.district_id, t.id) = (i.district_id, i.id);
  return true;
end $$;

CREATE FUNCTION auth.lti_registration(code text, OUT state text, OUT output jsonb) RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select j.state, j.output from lti_invitation i join job j on (j.district_id, j.id) = (i.district_id, i.job_id)
  where i.digest = rule.digest(code) and i.expires_at > now() - interval '1 day' $$;

CREATE FUNCTION auth.lti_take(state text, browser text, OUT district_id uuid, OUT portal_id uuid, OUT issuer text, OUT client_id text, OUT nonce text, OUT jwks jsonb) RETURNS SETOF record
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with l as (update lti_login t set used_at = now()
    where t.digest = rule.digest(lti_take.state) and t.browser = rule.digest(lti_take.browser) and t.used_at is null and t.expires_at > now() returning *)
  select l.district_id, l.portal_id, p.issuer, p.client_id, l.nonce, p.settings -> 'jwks'
  from l join portal p on (p.district_id, p.id) = (l.district_id, l.portal_id) where p.enabled $$;

CREATE FUNCTION auth.may_answer(document uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce((select rule.may_answer(d, auth.person()) from document d where d.district_id = auth.district() and d.id = may_answer.document), false) $$;

CREATE FUNCTION auth.methodist_days(year integer) RETURNS TABLE(month date, days bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with work as (select d::date as on_date, (d::timestamp at time zone z.timezone) as begins, ((d + interval '1 day')::timestamp at time zone z.timezone) as ends
      from district z cross join generate_series(make_date(year, 9, 1)::timestamp, make_date(year + 1, 5, 31)::timestamp, interval '1 day') d
      where z.district_id = auth.district() and rule.is_working(z.district_id, d::date))
  select m::date, count(a.person_id)
  from generate_series(make_date(year, 9, 1)::timestamp, make_date(year + 1, 5, 1)::timestamp, interval '1 month') m
    left join work w on date_trunc('month', w.on_date::timestamp) = m
    left join lateral (select distinct a.person_id from appointment a where a.district_id = auth.district() and a.role = 'methodist' and a.during @> w.on_date
      and not exists (select from unavailability u where (u.district_id, u.person_id) = (a.district_id, a.person_id)
        and (u.weekday = extract(isodow from w.on_date) or u.during && tstzrange(w.begins, w.ends)))) a on true
  group by m $$;

CREATE FUNCTION auth.minutes(sitting uuid) RETURNS TABLE(id uuid, state text, number text, dated date, state_since timestamp with time zone, revision integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select d.id, d.state, d.number, d.dated, d.state_since, d.revision from document d
  where d.district_id = auth.district() and d.sitting_id = minutes.sitting and d.kind = 'minutes'
    and auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk,system}') $$;

CREATE FUNCTION auth.move_classes_up(year integer, dry boolean) RETURNS TABLE(organisation uuid, name text, had bigint, there bigint, added bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare d uuid := auth.district();
begin
  if not auth.has('{admin,centre_head}') then return; end if;
  return query
  with was as (select c.* from school_class c join organisation o on (o.district_id, o.id) = (c.district_id, c.organisation_id) and o.closed_on is null
      where c.district_id = d and c.school_year = year - 1),
    coming as (
      select w.organisation_id, 0 as grade, w.letter, null::integer as pupils from was w where w.grade = 0
      union select w.organisation_id, w.grade + 1, w.letter, w.pupils from was w where w.grade between 1 and 10 and w.grade <> 9
      union select w.organisation_id, 1, w.letter, null from was w where w.grade = 1
      union select w.organisation_id, 10, w.letter, null from was w where w.grade = 10),
    missing as (select c.* from coming c where not exists (select from school_class x
      where (x.district_id, x.organisation_id, x.school_year, x.grade, x.letter) = (d, c.organisation_id, year, c.grade, c.letter))),
    made as (insert into school_class (district_id, organisation_id, school_year, grade, letter, pupils)
      select d, m.organisation_id, year, m.grade, m.letter, m.pupils from missing m where not dry on conflict do nothing returning organisation_id)
  select o.id, o.name, (select count(*) from was w where w.organisation_id = o.id),
    (select count(*) from school_class x where (x.district_id, x.organisation_id, x.school_year) = (d, o.id, year)),
    case when dry then (select count(*) from missing m where m.organisation_id = o.id) else (select count(*) from made m where m.organisation_id = o.id) end
  from organisation o where o.district_id = d and o.kind in ('school', 'kindergarten', 'extra') and o.closed_on is null
    and (exists (select from was w where w.organisation_id = o.id) or exists (select from school_class x where (x.district_id, x.organisation_id, x.school_year) = (d, o.id, year)))
  order by o.name;
end $$;

CREATE FUNCTION auth.names_party(document uuid, part text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce((select rule.machine('document', d.kind) <> 'material' or rule.writes_material(d, auth.person())
      or part = 'author' and auth.has('{centre_head}') or auth.has('{system}') from document d
    where d.district_id = auth.district() and d.id = names_party.document), false) $$;

CREATE FUNCTION auth.nightly() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare n bigint;
begin
  insert into job (district_id, queue, kind, key)
  select d.district_id, 'compute', 'growth', 'night ' || (now() at time zone d.timezone)::date from district d
    left join lateral (select max(r.created_at) as at from run r where r.district_id = d.district_id and r.state = 'done') last on true
  where (now() at time zone d.timezone)::time >= '02:00'
    and exists (select from appointment a where a.district_id = d.district_id and a.role = 'system')
    and not exists (select from job j where j.district_id = d.district_id and j.kind = 'growth' and j.state in ('ready', 'leased'))
    and (last.at < now() - interval '7 days' or coalesce(last.at < now() - interval '12 hours', true)
      and exists (select from sheet h where h.district_id = d.district_id and h.state = 'submitted' and h.state_since > coalesce(last.at, '-infinity')))
  on conflict (district_id, kind, key) do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

CREATE FUNCTION auth.nightly_staff() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare n bigint;
begin
  insert into job (district_id, queue, kind, key)
  select d.district_id, 'net', 'staff', 'night ' || (now() at time zone d.timezone)::date
  from district d join portal_service s on s.district_id = d.district_id and s.enabled and s.roster
  where (now() at time zone d.timezone)::time >= '03:00'
    and not exists (select from job j where j.district_id = d.district_id and j.kind = 'staff' and j.state in ('ready', 'leased'))
  on conflict (district_id, kind, key) do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

CREATE FUNCTION auth.open_session(district uuid, person uuid, kind text, life interval DEFAULT NULL::interval) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare token text := encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
begin
  insert into session (district_id, digest, person_id, kind, expires_at)
  values (district, sha256(convert_to(token, 'UTF8')), person, kind, now() + coalesce(life,
    case when exists (select from appointment where appointment.district_id = district and person_id = person and role = 'admin')
    then interval '1 hour' else interval '12 hours' end));
  return district || '.' || token;
end $$;

CREATE FUNCTION auth.open_system_session(district uuid, life interval) RETURNS text
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select auth.open_session(a.district_id, a.person_id, 'job', life) from appointment a
  where a.district_id = district and a.role = 'system' limit 1 $$;

CREATE FUNCTION auth.outbox_away(district uuid, id uuid, try integer, words text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare l portal_line;
begin
  insert into portal_line (district_id) values (district) on conflict do nothing;
  update portal_line p set failures = p.failures + 1, away_since = coalesce(p.away_since, now()), error = words,
    paused_until = now() + least(interval '2 seconds' * power(2, least(p.failures + 1, 20)), interval '15 minutes')
  where p.district_id = district returning * into l;
  update outbox t set leased_until = null, tried_at = now(), error = words, run_after = l.paused_until,
    attempts = t.attempts + w.own, state = case when t.attempts + w.own >= 5 then 'dead' else 'ready' end,
    ended_at = case when t.attempts + w.own >= 5 then now() end
  from (select coalesce((l.answered_at > o.tried_at)::integer, 0) as own from outbox o where o.district_id = district and o.id = outbox_away.id) w
  where t.district_id = district and t.id = outbox_away.id and t.tries = try and t.leased_until is not null;
end $$;

CREATE FUNCTION auth.outbox_claim(lease interval, OUT district uuid, OUT id uuid, OUT try integer, OUT channel text, OUT key text, OUT input jsonb, OUT idnumber text, OUT subject text, OUT url text, OUT token text) RETURNS SETOF record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare o outbox;
begin
  update outbox t set leased_until = null, attempts = t.attempts + 1, tried_at = now(), state = case when t.attempts >= 4 then 'dead' else 'ready' end,
    ended_at = case when t.attempts >= 4 then now() end, error = 'Доставка прервалась на полпути'
  where t.state = 'ready' and t.leased_until < now();
  update outbox t set leased_until = now() + lease, tries = t.tries + 1
  where (t.district_id, t.id) = (select w.district_id, w.id from outbox w join portal_service s on s.district_id = w.district_id and s.enabled
    where not exists (select from portal_line l where l.district_id = w.district_id and l.paused_until > now())
      and w.state = 'ready' and w.run_after <= now() and w.leased_until is null
      and not exists (select from outbox e where e.district_id = w.district_id and e.state = 'ready' and e.person_id = w.person_id and e.seq < w.seq)
      and not exists (select from outbox e where e.district_id = w.district_id and e.state = 'ready' and e.person_id is null and e.seq < w.seq
        and w.channel in ('framework', 'evidence', 'rating'))
    order by w.run_after, w.seq limit 1 for update of w skip locked)
  returning t.* into o;
  if not found then return; end if;
  district := o.district_id;  id := o.id;  try := o.tries;  channel := o.channel;  key := o.key;  input := o.input;
  select p.idnumber into idnumber from person p where (p.district_id, p.id) = (o.district_id, o.person_id);
  select a.subject into subject from portal_account a join portal w on (w.district_id, w.id) = (a.district_id, a.portal_id) and w.kind = 'plugin'
  where (a.district_id, a.person_id) = (o.district_id, o.person_id) and a.subject ~ '^[1-9]\d{0,9}$' limit 1;
  select s.url, s.token into url, token from portal_service s where s.district_id = o.district_id;
  return next;
end $_$;

CREATE FUNCTION auth.outbox_clean() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare n bigint;
begin
  delete from outbox where ended_at < now() - interval '90 days' and (state = 'sent' or state = 'dead' and ended_at < now() - interval '1 year')
    and (channel <> 'calendar' or coalesce((input ->> 'timestart')::numeric, 0) < extract(epoch from now() - interval '90 days'));
  get diagnostics n = row_count;
  return n;
end $$;

CREATE FUNCTION auth.outbox_refused(district uuid, id uuid, try integer, words text, useless boolean, asked boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update outbox t set leased_until = null, tried_at = now(), error = words, attempts = t.attempts + 1,
    state = case when useless or t.attempts >= 4 then 'dead' else 'ready' end, ended_at = case when useless or t.attempts >= 4 then now() end,
    run_after = now() + interval '5 seconds' * power(4, t.attempts + 1)
  where t.district_id = district and t.id = outbox_refused.id and t.tries = try and t.leased_until is not null;
  if asked then perform rule.portal_answers(district); end if;
end $$;

CREATE FUNCTION auth.outbox_retry(one uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare n bigint;
begin
  if not auth.has('{admin,system}') then return 0; end if;
  update outbox t set state = 'ready', attempts = 0, run_after = now(), ended_at = null, tried_at = null
  where t.district_id = auth.district() and (one is null or t.id = one) and t.state = 'dead' and not rule.superseded(t);
  get diagnostics n = row_count;
  notify job;
  return n;
end $$;

CREATE FUNCTION auth.outbox_returned(district uuid, id uuid, try integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update outbox t set leased_until = null where t.district_id = district and t.id = outbox_returned.id and t.tries = try and t.leased_until is not null $$;

CREATE FUNCTION auth.outbox_sent(district uuid, id uuid, try integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update outbox t set state = 'sent', leased_until = null, tried_at = now(), ended_at = now(), error = null
  where t.district_id = district and t.id = outbox_sent.id and t.tries = try and t.leased_until is not null;
  perform rule.portal_answers(district);
end $$;

CREATE FUNCTION auth.personal_data(request uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare q personal_request := rule.open_request(request, 'access');  d uuid := auth.district();  p person;
begin
  if q.id is null then return null; end if;
  select * into p from person x where (x.district_id, x.id) = (d, q.person_id);
  perform auth.viewed('person', p.id);
  update personal_request r set exported_at = now() where (r.district_id, r.id) = (d, q.id);
  return jsonb_build_object('made_at', now(), 'district', (select w.name from district w where w.district_id = d),
    'person', jsonb_build_array(jsonb_build_object('family_name', p.family_name, 'given_name', p.given_name, 'patronymic', p.patronymic, 'email', p.email, 'idnumber', p.idnumber,
      'from', (p.created_at at time zone (select auth.zone()))::date, 'to', p.left_on, 'restricted_on', p.restricted_on)))
    || rule.held_on_work(d, p.id) || rule.held_on_skills(d, p.id) || rule.held_on_visits(d, p.id) || rule.held_on_papers(d, p.id);
end $$;

CREATE FUNCTION auth.personal_effects(person uuid) RETURNS TABLE(what text, deed text, n bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not auth.has('{admin}') then return; end if;
  return query select e.* from person p, rule.personal_effects(p.district_id, p.id, p.family_name) e
  where p.district_id = auth.district() and p.id = person;
end $$;

CREATE TABLE public.audit (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    person_id uuid,
    entity text NOT NULL,
    entity_id uuid,
    event text NOT NULL,
    change jsonb NOT NULL,
    seq bigint,
    hash bytea,
    CONSTRAINT audit_event_check CHECK ((event = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text, 'read'::text, 'refused'::text])))
);

ALTER TABLE ONLY public.audit FORCE ROW LEVEL SECURITY;

CREATE FUNCTION auth.plan_history(plan uuid) RETURNS SETOF public.audit
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select a.* from plan_version v join audit a on a.district_id = v.district_id
    and (a.entity = 'plan_version' and a.entity_id = v.id or a.entity in ('plan_item', 'plan_change') and a.change #>> '{row,version_id}' = v.id::text)
  where v.district_id = auth.district() and v.plan_id = plan
    and auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk,admin}') $$;

CREATE FUNCTION auth.portal_connect(url text, token text, channels text[], roster boolean, enabled boolean) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare n integer := 0;  was portal_service;
begin
  if not auth.has('{admin,system}') then return false; end if;
  select * into was from portal_service s where s.district_id = auth.district();
  perform rule.need(was.url is null or portal_connect.url is null or portal_connect.url = was.url or portal_connect.token is not null, '', 'key_goes_with_address');
  if portal_connect.url is not null and portal_connect.token is not null then
    insert into portal_service (district_id, url, token) values (auth.district(), portal_connect.url, portal_connect.token) on conflict do nothing;
    get diagnostics n = row_count;
  end if;
  update portal_service s set url = coalesce(portal_connect.url, s.url), token = coalesce(portal_connect.token, s.token),
    channels = coalesce(portal_connect.channels, s.channels), roster = coalesce(portal_connect.roster, s.roster), enabled = coalesce(portal_connect.enabled, s.enabled)
  where s.district_id = auth.district() and (s.url, s.token, s.channels, s.roster, s.enabled) is distinct from (coalesce(portal_connect.url, s.url),
    coalesce(portal_connect.token, s.token), coalesce(portal_connect.channels, s.channels), coalesce(portal_connect.roster, s.roster), coalesce(portal_connect.enabled, s.enabled));
  n := n + case when found then 1 else 0 end;
  if n = 0 then return false; end if;
  if was.url <> portal_connect.url then                -- another portal has none of the frameworks yet
    delete from outbox o where o.district_id = auth.district() and o.channel = 'framework' and o.state = 'sent';
  end if;
  if was.url is distinct from coalesce(portal_connect.url, was.url) or portal_connect.enabled or portal_connect.channels is not null then
    perform rule.tell_calendar(auth.district());
  end if;
  update portal_line l set failures = 0, paused_until = null where l.district_id = auth.district();
  notify job;                                          -- what was wrong may be mended: try at once
  return true;
end $$;

CREATE FUNCTION auth.portal_enter(district uuid, portal uuid, nonce text, expires timestamp with time zone, subject text, idnumber text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare who uuid;
begin
  insert into portal_nonce (district_id, portal_id, nonce, expires_at) values (district, portal, nonce, expires) on conflict do nothing;
  perform rule.need(found, '', 'token_used');
  select a.person_id into who from portal_account a where a.district_id = district and a.portal_id = portal and a.subject = portal_enter.subject;
  if who is null and portal_enter.idnumber <> '' then
    select p.id into who from person p where p.district_id = district and p.idnumber = portal_enter.idnumber
      and p.left_on is null and p.erased_at is null;
    if who is not null then
      insert into portal_account (district_id, portal_id, subject, person_id) values (district, portal, portal_enter.subject, who);
    end if;
  end if;
  perform rule.need(exists (select from person p where p.district_id = district and p.id = who
    and p.left_on is null and p.erased_at is null), '', 'person_unknown');
  return auth.open_session(district, who, 'portal');
end $$;

CREATE FUNCTION auth.practice_is_open(document uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(bool_and(exists (select from consent c where c.district_id = p.district_id and c.document_id = p.document_id
    and c.person_id = p.person_id and c.purpose = 'publish_practice' and c.withdrawn_at is null)), false)
  from party p where p.district_id = auth.district() and p.document_id = practice_is_open.document and p.part = 'author' $$;

CREATE FUNCTION auth.resolutions(sitting uuid) RETURNS TABLE(place integer, title text, document_id uuid, kind text, state text, version integer, organisation_id uuid, day_id uuid, plan_version_id uuid, decision text, resolution text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select a.position, coalesce(d.title, a.title), d.id, d.kind, d.state, d.version, d.organisation_id, d.day_id, a.plan_version_id, a.decision, a.resolution
  from agenda_item a left join document d on (d.district_id, d.id) = (a.district_id, a.document_id)
  where a.district_id = auth.district() and a.sitting_id = resolutions.sitting
    and auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk,system}') $$;

CREATE FUNCTION auth.restrict_person(request uuid, on_off boolean) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare q personal_request := rule.open_request(request, 'restriction');
begin
  if q.id is null then return null; end if;
  update person p set restricted_on = case when on_off then auth.today() end where (p.district_id, p.id) = (q.district_id, q.person_id);
  if on_off then
    delete from estimate e where e.district_id = q.district_id and e.person_id = q.person_id;
    delete from outbox o where o.district_id = q.district_id and o.person_id = q.person_id and o.state <> 'sent';
  end if;
  return q.id;
end $$;

CREATE FUNCTION auth.retry_job(job uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update job t set state = 'ready', attempts = 0, progress = 0, output = null, run_after = now()
  where t.district_id = auth.district() and t.id = retry_job.job and t.state in ('dead', 'cancelled')
    and t.kind in ('audit_verify', 'growth', 'portal_keys', 'roster', 'staff') and rule.may_steer(t);
  if found then notify job; end if;
  return found;
end $$;

CREATE FUNCTION auth.schools() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$   -- whose lessons and papers I may read
declare s session := auth.session();
begin
  if auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,system}') then
    return array(select id from organisation where district_id = s.district_id);
  end if;
  return array(select organisation_id from appointment where district_id = s.district_id and person_id = s.person_id
               and role = 'school_head' and during @> auth.today());
end $$;

CREATE FUNCTION auth.search(words text[]) RETURNS TABLE(what text, id uuid, far integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE TABLE public.session (
    district_id uuid NOT NULL,
    digest bytea NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT session_kind_check CHECK ((kind = ANY (ARRAY['portal'::text, 'lti'::text, 'demo'::text, 'job'::text])))
);

ALTER TABLE ONLY public.session FORCE ROW LEVEL SECURITY;

CREATE FUNCTION auth.session() RETURNS public.session
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare c text := current_setting('metodden.session', true);  s session;
begin
  select * into s from session
  where district_id = nullif(split_part(c, '.', 1), '')::uuid
    and digest = sha256(convert_to(split_part(c, '.', 2), 'UTF8')) and expires_at > now() and seen_at > now() - interval '60 minutes';
  return s;
exception when invalid_text_representation then return null;
end $$;

CREATE FUNCTION auth.sign_out() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  delete from session where (district_id, digest) = ((auth.session()).district_id, (auth.session()).digest) $$;

CREATE FUNCTION auth.signed_on(document uuid, on_date date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform rule.need(on_date <= auth.today(), '', 'date_in_future');
  update signature s set signed_on = on_date where s.district_id = auth.district() and s.document_id = signed_on.document
    and s.person_id = auth.person() and s.signed_at = now();
end $$;

CREATE FUNCTION auth.ties(person uuid) RETURNS TABLE(what text, n bigint, nearest date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare d uuid := auth.district();  t date := auth.today();
begin
  if not auth.has('{admin}') then return; end if;
  return query
  select 'days', count(*), min(y.held_on) from day y where y.district_id = d and y.lead_id = person and y.state not in ('approved', 'closed', 'cancelled')
  union all select 'slots', count(*), min((lower(b.during) at time zone (select auth.zone()))::date) from booking b where b.district_id = d and b.person_id = person
    and b.state in ('requested', 'waiting', 'booked') and b.during && tstzrange(now(), null)
  union all select 'visits', count(*), min(v.held_on) from visit v where v.district_id = d and v.teacher_id = person and v.state in ('planned', 'held', 'assessed')
  union all select 'sheets', count(*), min(v.held_on) from sheet h join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id)
    where h.district_id = d and h.author_id = person and h.state = 'draft' and v.state <> 'cancelled'
  union all select 'materials', count(distinct o.id), min(o.due_on) from document o left join party y on (y.district_id, y.document_id) = (o.district_id, o.id)
      and y.part = 'author' where o.district_id = d and o.kind in ('lesson_analysis', 'spravka', 'recommendations', 'practice_card')
    and o.state in ('draft', 'returned', 'noticed', 'described') and coalesce(y.person_id, o.created_by) = person
  union all select 'tasks', count(*), min(k.due_on) from task k where k.district_id = d and k.person_id = person and k.done_at is null
  union all select 'corrections', count(*), min(c.due_on) from correction c where c.district_id = d and c.person_id = person and c.state not in ('closed', 'withdrawn')
  union all select 'sittings', count(*), min(s.held_on) from sitting s where s.district_id = d and person in (s.chair_id, s.secretary_id) and s.state not in ('closed', 'cancelled')
  union all select 'agenda', count(*), min(s.held_on) from agenda_item i join sitting s on (s.district_id, s.id) = (i.district_id, i.sitting_id)
    where i.district_id = d and i.reporter_id = person and s.state not in ('closed', 'cancelled')
  union all select 'plan_items', count(*), min(upper(i.term) - 1) from plan_item i join plan_version v on (v.district_id, v.id) = (i.district_id, i.version_id)
    where i.district_id = d and i.responsible_id = person and v.state in ('draft', 'at_council', 'approved') and i.term && daterange(t, null)
  union all select 'remarks', count(*), min(r.due_on) from remark r where r.district_id = d and r.author_id = person and r.state <> 'closed'
  union all select 'only_' || a.role, 1, null from appointment a where a.district_id = d and a.person_id = person and a.during @> t
    and a.role in ('centre_head', 'department_head', 'clerk', 'council_chair', 'council_secretary', 'admin')
    and not exists (select from appointment b where b.district_id = d and b.role = a.role and b.person_id <> person and b.during @> t)
  union all select 'only_school_head', count(*), null from appointment a where a.district_id = d and a.person_id = person and a.during @> t and a.role = 'school_head'
    and not exists (select from appointment b where b.district_id = d and b.role = a.role and b.organisation_id = a.organisation_id and b.person_id <> person and b.during @> t);
end $$;

CREATE FUNCTION auth.today() RETURNS date
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return (now() at time zone coalesce((select timezone from district where district_id = auth.district()), 'UTC'))::date;
end $$;

CREATE FUNCTION auth.viewed(entity text, entity_id uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit (district_id, person_id, entity, entity_id, event, change)
  select auth.district(), auth.person(), entity, entity_id, 'read', '{}' where auth.district() is not null $$;

CREATE FUNCTION auth.visit_differs(visit uuid, seen timestamp with time zone) RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select rule.visit_differs(auth.district(), visit, seen) $$;

CREATE FUNCTION auth.visit_is_ready(visit uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from sheet h where h.district_id = auth.district() and h.visit_id = visit_is_ready.visit and h.part = 'visitor' and h.state = 'submitted')
    and not exists (select from sheet h where h.district_id = auth.district() and h.visit_id = visit_is_ready.visit and h.part = 'visitor' and h.state = 'draft')
    and not exists (select from visit v join booking b on (b.district_id, b.slot_id) = (v.district_id, v.slot_id)
      where v.district_id = auth.district() and v.id = visit_is_ready.visit and b.involvement = 'visits' and b.state = 'booked'
        and not exists (select from sheet h where (h.district_id, h.visit_id, h.author_id) = (v.district_id, v.id, b.person_id))) $$;

CREATE FUNCTION auth.writes_material(document uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce((select auth.has('{methodist,centre_head}') and rule.writes_material(d, auth.person()) from document d
    where d.district_id = auth.district() and d.id = writes_material.document), false) $$;

CREATE FUNCTION auth.year_left_over(year integer) RETURNS TABLE(what text, n bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare d uuid := auth.district();  span daterange := daterange(make_date(year, 9, 1), make_date(year + 1, 9, 1));
begin
  if not auth.has('{admin,centre_head}') then return; end if;
  return query select 'days', count(*) from day y where y.district_id = d and span @> y.held_on and y.state not in ('approved', 'closed', 'cancelled')
  union all select 'visits', count(*) from visit v where v.district_id = d and span @> v.held_on and v.state not in ('acknowledged', 'closed', 'cancelled')
  union all select 'materials', count(*) from document o where o.district_id = d and o.kind in ('lesson_analysis', 'spravka', 'recommendations')
    and o.state not in ('considered', 'approved') and span @> (o.created_at at time zone (select auth.zone()))::date
  union all select 'orders', count(*) from document o where o.district_id = d and o.kind like 'order%' and o.state <> 'registered' and span @> (o.created_at at time zone (select auth.zone()))::date
  union all select 'sittings', count(*) from sitting s where s.district_id = d and span @> s.held_on and s.state not in ('closed', 'cancelled')
  union all select 'remarks', count(*) from remark r where r.district_id = d and r.state <> 'closed' and span @> (r.created_at at time zone (select auth.zone()))::date
  union all select 'corrections', count(*) from correction c where c.district_id = d and c.state not in ('closed', 'withdrawn') and span @> (c.created_at at time zone (select auth.zone()))::date
  union all select 'needs', count(*) from need w where w.district_id = d and w.state = 'open' and span @> (w.created_at at time zone (select auth.zone()))::date;
end $$;

CREATE FUNCTION auth.zone() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return coalesce((select timezone from district where district_id = auth.district()), 'UTC');
end $$;

CREATE FUNCTION public.class_name(grade integer, letter text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select case when grade = 0 then letter when letter = '' then grade::text else grade || U&'\00A0\00AB' || letter || U&'\00BB' end $$;

CREATE FUNCTION public.csv_cell(x text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select '"' || replace(case when x ~ '^[=+@\t-]' then '''' || x else coalesce(x, '') end, '"', '""') || '"' $$;

CREATE FUNCTION public.date_words(on_date date) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select extract(day from on_date) || U&'\00A0' || ('{января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря}'::text[])
    [extract(month from on_date)::integer] || U&'\00A0' || extract(year from on_date) || U&'\00A0' || 'г.' $$;

CREATE FUNCTION public.direction_words(direction text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select case direction when 'analytic' then 'аналитическое' when 'informational' then 'информационное' when 'organisational' then 'организационно-методическое'
    when 'expert' then 'экспертное' when 'consulting' then 'консультационное' else direction end $$;

CREATE TABLE public.estimate (
    district_id uuid NOT NULL,
    run_id uuid NOT NULL,
    measure text NOT NULL,
    competence_id uuid NOT NULL,
    person_id uuid,
    organisation_id uuid,
    unit_id uuid GENERATED ALWAYS AS (COALESCE(person_id, organisation_id, district_id)) STORED NOT NULL,
    value double precision NOT NULL,
    se double precision NOT NULL,
    low double precision NOT NULL,
    high double precision NOT NULL,
    n integer NOT NULL,
    raters integer NOT NULL,
    people integer,
    df double precision,
    reliability double precision,
    p_decline double precision,
    forecast double precision,
    forecast_se double precision,
    says text NOT NULL,
    more_visits integer,
    more_raters integer,
    flagged boolean DEFAULT false NOT NULL,
    line jsonb,
    linkage double precision,
    observed jsonb,
    forecast_enough boolean,
    CONSTRAINT estimate_check CHECK (((low <= value) AND (value <= high))),
    CONSTRAINT estimate_check1 CHECK ((num_nonnulls(person_id, organisation_id) <= 1)),
    CONSTRAINT estimate_check2 CHECK (((NOT flagged) OR (says <> 'not_enough_data'::text))),
    CONSTRAINT estimate_linkage_check CHECK (((linkage >= (0)::double precision) AND (linkage <= (1)::double precision))),
    CONSTRAINT estimate_measure_check CHECK ((measure = ANY (ARRAY['level'::text, 'growth'::text, 'severity'::text, 'day_effect'::text]))),
    CONSTRAINT estimate_p_decline_check CHECK (((p_decline >= (0)::double precision) AND (p_decline <= (1)::double precision))),
    CONSTRAINT estimate_reliability_check CHECK (((reliability >= (0)::double precision) AND (reliability <= (1)::double precision))),
    CONSTRAINT estimate_says_check CHECK ((says = ANY (ARRAY['growth'::text, 'decline'::text, 'no_change'::text, 'not_enough_data'::text]))),
    CONSTRAINT estimate_se_check CHECK ((se >= (0)::double precision))
);

ALTER TABLE ONLY public.estimate FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.growth_cell(level public.estimate, growth public.estimate, fewest integer) RETURNS json
    LANGUAGE sql IMMUTABLE
    AS $$
  select json_build_object('n', level.n, 'raters', level.raters, 'people', level.people, 'level', growth_figure(level),
    'growth', growth_figure(growth), 'observed', growth_observed(level.observed, fewest),
    'line', case when growth.says <> 'not_enough_data' and level.says <> 'not_enough_data' then
      case when level.forecast_enough then level.line else level.line - -1 end end) $$;

CREATE FUNCTION public.growth_figure(e public.estimate) RETURNS json
    LANGUAGE sql IMMUTABLE
    AS $$
  select case when e.says = 'not_enough_data' then
      json_build_object('enough', false, 'more_visits', e.more_visits, 'more_raters', e.more_raters)
    when e.value is not null then
      json_build_object('enough', true, 'value', round(e.value::numeric, 4), 'low', round(e.low::numeric, 4), 'high', round(e.high::numeric, 4),
        'reliability', round(e.reliability::numeric, 3), 'says', e.says, 'p_decline', round(e.p_decline::numeric, 4), 'flagged', e.flagged,
        'forecast', case when e.forecast_enough then round(e.forecast::numeric, 4) end,
        'forecast_se', case when e.forecast_enough then round(e.forecast_se::numeric, 4) end) end $$;

CREATE FUNCTION public.growth_observed(observed jsonb, fewest integer) RETURNS json
    LANGUAGE sql IMMUTABLE
    AS $$
  select json_build_object('years', (select coalesce(json_agg(y order by (y ->> 'year')::integer), '[]')
      from jsonb_array_elements(observed -> 'years') y where (y ->> 'people')::integer >= fewest),
    'recent', case when (observed -> 'recent' ->> 'people')::integer >= fewest then observed -> 'recent' end) $$;

CREATE FUNCTION public.instant(at timestamp with time zone, zone text) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  select to_char(at at time zone zone, 'YYYY-MM-DD"T"HH24:MI:SS')
    || to_char(extract(epoch from (at at time zone zone) - (at at time zone 'UTC')) / 3600, 'SG00') || ':00' $$;

CREATE FUNCTION public.issuer_kind(document text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select case when document like 'order%' or document = 'act' then 'department'
    when document in ('minutes', 'excerpt') then 'council' else 'centre' end $$;

CREATE FUNCTION public.level_word(bands jsonb, percent numeric) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select b ->> 'word' from jsonb_array_elements(bands) b where (b ->> 'from')::numeric <= percent
  order by (b ->> 'from')::numeric desc limit 1 $$;

CREATE FUNCTION public.list_page(items json[], ids uuid[], lim integer) RETURNS json
    LANGUAGE sql IMMUTABLE
    AS $$
  select json_build_object('items', coalesce(array_to_json(items[1:lim]), '[]'),
    'next', case when cardinality(ids) > lim then ids[lim] end) $$;

CREATE FUNCTION public.named(id uuid, name text) RETURNS json
    LANGUAGE sql IMMUTABLE
    AS $$
  select case when id is not null then json_build_object('id', id, 'name', name) end $$;

CREATE FUNCTION public.person_ref(id uuid, family text, given text, patronymic text) RETURNS json
    LANGUAGE sql IMMUTABLE
    AS $$
  select case when id is not null then json_build_object('id', id, 'short', person_short(family, given, patronymic)) end $$;

CREATE FUNCTION public.person_short(family text, given text, patronymic text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select family || coalesce(U&'\00A0' || nullif(left(given, 1), '') || '.', '')
    || coalesce(U&'\00A0' || nullif(left(patronymic, 1), '') || '.', '') $$;

CREATE FUNCTION public.person_signature(family text, given text, patronymic text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select coalesce(nullif(left(given, 1), '') || '.' || U&'\00A0', '') || coalesce(nullif(left(patronymic, 1), '') || '.' || U&'\00A0', '') || family $$;

CREATE FUNCTION public.points_top(points numeric[]) RETURNS numeric
    LANGUAGE sql IMMUTABLE
    AS $$ select max(p) from unnest(points) p $$;

CREATE FUNCTION public.programme_take(target uuid, template uuid, source uuid) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
declare
  home uuid := auth.district();  d day;  zone text;  x record;
  activity uuid;  ids jsonb := '[]';  left_out jsonb := '[]';
begin
  select * into d from day where district_id = home and id = target;
  select timezone into zone from district where district_id = home;
  for x in
    select t.starts, t.ends, t.form_id, t.direction, t.title, t.capacity, t.expected_result,
      jsonb_build_object('people', case when d.lead_id is null then '[]' else jsonb_build_array(jsonb_build_object('person', d.lead_id, 'involvement', 'leads')) end) as wish
    from template_slots(template) t
    union all
    select (lower(s.during) at time zone zone)::time, (upper(s.during) at time zone zone)::time, s.form_id, s.direction, s.title, s.capacity, s.expected_result,
      jsonb_build_object(
        'people', (select coalesce(jsonb_agg(jsonb_build_object('person', b.person_id, 'involvement', b.involvement)), '[]') from booking b
          where b.district_id = home and b.slot_id = s.id and b.state = 'booked' and b.person_id is not null and (o.organisation_id = d.organisation_id
            or exists (select from appointment a where a.district_id = home and a.person_id = b.person_id and a.role in ('methodist', 'centre_head') and a.during @> d.held_on))),
        'rooms', (select coalesce(jsonb_agg(b.room_id), '[]') from booking b where b.district_id = home and b.slot_id = s.id and b.state = 'booked'
          and b.room_id is not null and o.organisation_id = d.organisation_id),
        'classes', (select coalesce(jsonb_agg(b.class_id), '[]') from booking b join school_class c on (c.district_id, c.id) = (b.district_id, b.class_id)
          where b.district_id = home and b.slot_id = s.id and b.state = 'booked' and o.organisation_id = d.organisation_id and c.school_year = school_year(d.held_on)))
    from slot s join day o on (o.district_id, o.id) = (s.district_id, s.day_id)
    where s.district_id = home and s.day_id = source and not s.cancelled and s.lesson_id is null
    order by 1, 2
  loop
    insert into slot (district_id, day_id, organisation_id, form_id, direction, title, during, capacity, expected_result)
    values (home, d.id, d.organisation_id, x.form_id, x.direction, x.title,
      tstzrange((d.held_on + x.starts) at time zone zone, (d.held_on + x.ends) at time zone zone), x.capacity, x.expected_result) returning id into activity;
    ids := ids || to_jsonb(activity);
    left_out := left_out || slot_try(activity, x.wish, false);
  end loop;
  return jsonb_build_object('slots', ids, 'left_out', left_out,
    'lessons', (select count(*) from slot s where s.district_id = home and s.day_id = source and not s.cancelled and s.lesson_id is not null));
end $$;

CREATE FUNCTION public.refusal(slug text, clause text, params text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
  select jsonb_build_object('slug', slug, 'clause', clause, 'params', coalesce(nullif(params, ''), '{}')::jsonb) $$;

CREATE FUNCTION public.role_of_post(post text, kind text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select case
    when kind in ('centre', 'department') then case when post ~* '\mметодист' then 'methodist' end
    when post ~* '^(и\.?\s*о\.?\s+)?(директор|заведующ|руководител[ья] (школы|детского сада|образовательн))' then 'school_head'
    when post ~* '\m(учител|преподавател|воспитател|педагог|логопед|дефектолог|психолог|тьютор|концертмейстер|методист|инструктор|музыкальный руководител|мастер производственн|заместител[ья]\s+(директора|заведующ)|завуч)' then 'teacher'
  end $$;

CREATE FUNCTION public.school_year(on_date date) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$
  select extract(year from on_date - interval '8 months')::integer $$;

CREATE FUNCTION public.search_key(x text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$ select translate(lower(x), 'ё«»"', 'е') $$;

CREATE FUNCTION public.shipped_programmes() RETURNS TABLE(id uuid, name text, starts time without time zone, ends time without time zone, form text, direction text, title text, result text)
    LANGUAGE sql IMMUTABLE
    AS $$
  select ('00000000-0000-4000-8000-00000000000' || v.n)::uuid, v.name, v.starts::time, v.ends::time, v.form, v.direction, v.title, v.result from (values
  (1, 'Посещения уроков и итоги', '08:30', '09:00', 'Собеседование с руководителем', 'informational', 'Начало дня: задачи и порядок посещений', 'Согласованы порядок дня и состав посещений'),
  (1, 'Посещения уроков и итоги', '13:15', '14:00', 'Консультация', 'consulting', 'Беседы с педагогами по посещённым урокам', 'У каждого педагога есть один шаг до следующего посещения'),
  (1, 'Посещения уроков и итоги', '14:10', '14:50', 'Информационное совещание', 'informational', 'Итоги дня с администрацией', 'Названы сильные стороны, затруднения и сроки'),
  (2, 'Пять направлений за день', '08:30', '09:15', 'Изучение документации', 'analytic', 'Рабочие программы и журналы', 'Выводы по документам для справки'),
  (2, 'Пять направлений за день', '09:25', '10:10', 'Экспертиза материалов', 'expert', 'Экспертиза методических материалов педагогов', 'Заключение с критериями'),
  (2, 'Пять направлений за день', '10:20', '11:05', 'Мастер-класс', 'organisational', 'Мастер-класс по теме дня', 'Приём показан и опробован участниками'),
  (2, 'Пять направлений за день', '11:25', '12:10', 'Групповая консультация', 'consulting', 'Ответы на вопросы педагогов', 'Вопросы разобраны, следующие шаги названы'),
  (2, 'Пять направлений за день', '12:20', '13:05', 'Информационное совещание', 'informational', 'Новое в нормативных документах; итоги дня', 'Педагоги и администрация ознакомлены'),
  (3, 'Открытый урок и семинар-практикум', '09:25', '10:10', 'Открытый урок', 'organisational', 'Открытый урок по теме дня', 'Опыт показан коллегам'),
  (3, 'Открытый урок и семинар-практикум', '10:20', '11:05', 'Круглый стол', 'analytic', 'Самоанализ и обсуждение урока', 'Названы находки и вопросы'),
  (3, 'Открытый урок и семинар-практикум', '11:25', '12:55', 'Семинар-практикум', 'organisational', 'Семинар-практикум по теме дня', 'Участники составили фрагмент своего урока'),
  (3, 'Открытый урок и семинар-практикум', '13:15', '14:00', 'Консультация', 'consulting', 'Консультации по запросам', 'Запросы педагогов сняты или записаны как потребности'),
  (4, 'День молодого педагога', '09:25', '10:10', 'Диагностика', 'analytic', 'Диагностика профессиональных затруднений', 'Дефициты названы, потребности записаны'),
  (4, 'День молодого педагога', '10:20', '11:05', 'Школа молодого педагога', 'organisational', 'Занятие школы молодого педагога', 'Участники знают приём и готовы применить'),
  (4, 'День молодого педагога', '11:25', '12:10', 'Мастер-класс', 'organisational', 'Мастер-класс наставника', 'Опыт наставника показан'),
  (4, 'День молодого педагога', '12:20', '13:05', 'Консультация', 'consulting', 'Индивидуальные маршруты', 'У каждого есть шаг маршрута и срок')
  ) v(n, name, starts, ends, form, direction, title, result) $$;

CREATE FUNCTION public.signer_post(post text, acting boolean) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select upper(left(post, 1)) || substr(post, 2) || case when acting and post !~* '^и\. ?о\.' then ' (и.' || U&'\00A0' || 'о.)' else '' end $$;

CREATE FUNCTION public.slot_elsewhere(wish jsonb) RETURNS TABLE(lesson_id uuid, during tstzrange)
    LANGUAGE sql STABLE
    AS $$
  with d as (select k.*, t.timezone, (lower(r.during) at time zone t.timezone)::time as at, upper(r.during) - lower(r.during) as long
    from day k join district t on t.district_id = k.district_id cross join lateral (select tstzrange((wish ->> 'starts_at')::timestamptz, (wish ->> 'ends_at')::timestamptz) as during) r
    where k.district_id = (select auth.district()) and k.id = (wish ->> 'day')::uuid),
  place as (select coalesce((wish ->> 'organisation')::uuid, (select organisation_id from d)) as id),
  b as (select distinct starts, ends from bell, d, place where bell.district_id = d.district_id and bell.organisation_id = place.id),
  hours as (select make_time(h / 2, h % 2 * 30, 0) as starts from generate_series(16, 36) h),
  start as (select starts from b union select starts from hours where not exists (select from b having min(b.starts) <= hours.starts and max(b.ends) > hours.starts))
  select lesson_id, during from (
    select null::uuid as lesson_id, tstzrange((d.held_on + s.starts) at time zone d.timezone, (d.held_on + s.starts) at time zone d.timezone + d.long) as during,
      1 as rank, abs(extract(epoch from s.starts - d.at)) as far
    from start s, d where not wish ? 'lesson' and s.starts <> d.at
    union all
    select n.id, tstzrange((d.held_on + b.starts) at time zone d.timezone, (d.held_on + b.ends) at time zone d.timezone),
      case when n.teacher_id = l.teacher_id then 1 when n.subject_id = l.subject_id then 2 else 3 end, abs(extract(epoch from b.starts - c.starts))
    from d join lesson l on l.district_id = d.district_id and l.id = (wish ->> 'lesson')::uuid
      join bell c on (c.district_id, c.organisation_id, c.profile, c.lesson) = (l.district_id, l.organisation_id, l.profile, l.number)
      join lesson n on (n.district_id, n.organisation_id) = (l.district_id, l.organisation_id) and n.weekday = l.weekday and n.term @> d.held_on and n.id <> l.id
      join bell b on (b.district_id, b.organisation_id, b.profile, b.lesson) = (n.district_id, n.organisation_id, n.profile, n.number)) x
  order by rank, far, during limit 40 $$;

CREATE FUNCTION public.slot_trial(wish jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
declare
  home uuid := auth.district();
  activity uuid := (wish ->> 'slot')::uuid;
  clashes jsonb;  free jsonb := '[]';  e record;
begin
  begin
    if activity is null then
      insert into slot (district_id, day_id, organisation_id, form_id, direction, title, during)
      select home, d.id, coalesce((wish ->> 'organisation')::uuid, d.organisation_id), (select id from form where district_id = home limit 1), 'organisational', '-',
        tstzrange((wish ->> 'starts_at')::timestamptz, (wish ->> 'ends_at')::timestamptz)
      from day d where d.district_id = home and d.id = (wish ->> 'day')::uuid returning id into activity;
    else
      delete from booking where district_id = home and slot_id = activity;
      update slot set during = tstzrange((wish ->> 'starts_at')::timestamptz, (wish ->> 'ends_at')::timestamptz),
        organisation_id = coalesce((wish ->> 'organisation')::uuid, organisation_id) where district_id = home and id = activity;
    end if;
    clashes := slot_try(activity, wish, false);
    for e in select * from slot_elsewhere(wish) where clashes <> '[]' loop
      begin
        delete from booking where district_id = home and slot_id = activity;
        update slot set during = e.during where district_id = home and id = activity;
        if slot_try(activity, wish || case when e.lesson_id is null then '{}' else jsonb_build_object('lesson', e.lesson_id) end, true) = '[]' then
          free := free || jsonb_build_object('starts_at', lower(e.during), 'ends_at', upper(e.during), 'lesson', e.lesson_id);
        end if;
        raise exception using errcode = 'MD002';
      exception when sqlstate 'MD001' or sqlstate 'MD002' then null;   -- not there, or there and undone
      end;
      exit when jsonb_array_length(free) = 3;
    end loop;
    raise exception using errcode = 'MD002';
  exception when sqlstate 'MD002' then null;
  end;
  return jsonb_build_object('clashes', clashes, 'free', free);
end $$;

CREATE FUNCTION public.slot_try(activity uuid, wish jsonb, first boolean) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
declare w record;  found jsonb := '[]';  slug text;  named text;  clause text;  params text;
begin
  for w in select * from slot_wants(wish) loop
    begin
      insert into booking (district_id, slot_id, person_id, room_id, class_id, involvement, during)
      values (auth.district(), activity, w.person_id, w.room_id, w.class_id, w.involvement, tstzrange(now(), now() + interval '1 minute'));
    exception when sqlstate 'MD001' or exclusion_violation or unique_violation then
      get stacked diagnostics slug = message_text, named = constraint_name, clause = pg_exception_hint, params = pg_exception_detail;
      found := found || case when named = '' then refusal(slug, clause, params) else refusal(named, '4.2', '') end;
      exit when first;
    end;
  end loop;
  return found;
end $$;

CREATE FUNCTION public.slot_wants(wish jsonb) RETURNS TABLE(person_id uuid, involvement text, room_id uuid, class_id uuid)
    LANGUAGE sql STABLE
    AS $$
  with l as (select * from lesson where district_id = (select auth.district()) and id = (wish ->> 'lesson')::uuid),
  of_lesson as (
    select teacher_id as person_id, 'shows' as involvement, null::uuid as room_id, null::uuid as class_id from l
    union select null, null, l.room_id, null from l where l.room_id is not null
    union select null, null, null, m.class_id from l join lesson m on (m.district_id, m.organisation_id, m.teacher_id, m.weekday, m.profile, m.number)
      = (l.district_id, l.organisation_id, l.teacher_id, l.weekday, l.profile, l.number) and m.term && l.term),
  more as (
    select (x ->> 'person')::uuid as person_id, x ->> 'involvement' as involvement, null::uuid as room_id, null::uuid as class_id
    from jsonb_array_elements(wish -> 'people') x
    union select null, null, x::uuid, null from jsonb_array_elements_text(wish -> 'rooms') x
    union select null, null, null, x::uuid from jsonb_array_elements_text(wish -> 'classes') x)
  select * from of_lesson union all select * from more m
  where not exists (select from of_lesson l where coalesce(l.person_id, l.room_id, l.class_id) = coalesce(m.person_id, m.room_id, m.class_id))
  order by 1, 3, 4 $$;

CREATE FUNCTION public.template_slots(template uuid) RETURNS TABLE(starts time without time zone, ends time without time zone, form_id uuid, direction text, title text, capacity integer, expected_result text)
    LANGUAGE sql STABLE
    AS $$
  select s.starts, s.ends, s.form_id, s.direction, s.title, s.capacity, s.expected_result from programme_template_slot s
  where s.district_id = (select auth.district()) and s.template_id = template
  union all
  select s.starts, s.ends, f.id, s.direction, s.title, null, s.result from shipped_programmes() s
    join form f on f.district_id = (select auth.district()) and lower(f.name) = lower(s.form) where s.id = template
  order by 1, 2 $$;

CREATE FUNCTION public.term_words(term daterange) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select case when upper(term) - lower(term) = 1 then to_char(lower(term), 'DD.MM.YYYY')
    when extract(day from lower(term)) = 1 and upper(term) = (lower(term) + interval '1 month')::date then
      ('{январь,февраль,март,апрель,май,июнь,июль,август,сентябрь,октябрь,ноябрь,декабрь}'::text[])[extract(month from lower(term))::integer]
      || ' ' || extract(year from lower(term))
    else to_char(lower(term), 'DD.MM.YYYY') || ' – ' || to_char(upper(term) - 1, 'DD.MM.YYYY') end $$;

CREATE FUNCTION public.theme_words(theme text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $_$
  select upper(left(t, 1)) || substr(t, 2) from (select regexp_replace(regexp_replace(theme, '^методический день[:.,]? +', '', 'i'), '^«([^«»]*)»$', '\1') as t) x $_$;

CREATE FUNCTION rule.actor() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare who uuid := case when tg_op = 'UPDATE' then to_jsonb(old) ->> tg_argv[0] end;
begin
  if tg_op = 'UPDATE' and new.state <> old.state and new.state = any(tg_argv[1]::text[]) then who := auth.person(); end if;
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], who));
end $$;

CREATE FUNCTION rule.adoption() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform rule.need(exists (select from document d where d.district_id = new.district_id and d.id = new.document_id and d.kind = 'practice_card'
    and d.state in ('published', 'adopted')), '3.4', 'practice_is_not_published');
  perform rule.need(not exists (select from party p where p.district_id = new.district_id and p.document_id = new.document_id and p.part = 'author'
    and p.person_id = new.person_id), '3.4', 'author_adopts_nothing');
  return new;
end $$;

CREATE FUNCTION rule.agenda_item() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare s sitting;  v record;  author boolean;
begin
  perform rule.need(new.document_id is null or tg_op = 'UPDATE' and new.document_id is not distinct from old.document_id or exists (select from document
    where district_id = new.district_id and id = new.document_id and (rule.machine('document', kind), state) in (('material', 'queued'), ('practice', 'council'))),
    '4.5', 'material_is_not_queued');
  perform rule.need(new.plan_version_id is null or tg_op = 'UPDATE' and new.plan_version_id is not distinct from old.plan_version_id or exists (select from plan_version
    where district_id = new.district_id and id = new.plan_version_id and state = 'at_council'), '4.6b', 'version_is_not_submitted');
  if new.decision is null or tg_op = 'UPDATE' and new.decision is not distinct from old.decision then return new; end if;
  select * into strict s from sitting where district_id = new.district_id and id = new.sitting_id;
  perform rule.need(s.state = 'open', '4.5', 'sitting_is_not_open');
  select * into v from rule.votes(new.district_id, new.id);
  perform rule.need(v.votes_for + v.votes_against + v.votes_abstain > 0, '4.5', 'nobody_has_voted');
  perform rule.need(new.decision = 'postponed' or v.votes_for > v.votes_against or v.votes_for = v.votes_against and s.casting_vote and v.chair = 'for'
    or new.decision = 'returned' and (v.votes_against > v.votes_for or v.votes_for = v.votes_against and s.casting_vote and v.chair = 'against'), '4.5', 'votes_say_otherwise',
    jsonb_build_object('for', v.votes_for, 'against', v.votes_against, 'abstain', v.votes_abstain));
  return new;
end $$;

CREATE FUNCTION rule.all_day(district uuid, on_date date, more jsonb) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('timestart', extract(epoch from on_date::timestamp at time zone d.timezone)::bigint, 'duration', 86340) || more
  from district d where d.district_id = district $$;

CREATE FUNCTION rule.announce_job() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ begin notify job;  return null; end $$;

CREATE FUNCTION rule.appointment() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' then
    perform rule.need((new.person_id, new.organisation_id, new.role) = (old.person_id, old.organisation_id, old.role), '', 'appointment_keeps_role');
  end if;
  if not rule.by_person() or pg_trigger_depth() > 1 then return new; end if;
  if tg_op = 'INSERT' then
    perform rule.need(new.role <> 'system', '', 'appointment_keeps_role');
    perform rule.need(new.person_id <> auth.person(), '', 'role_to_oneself');
    perform rule.need(exists (select from person p where (p.district_id, p.id) = (new.district_id, new.person_id)
      and p.left_on is null and p.erased_at is null), '', 'person_has_left');
    new.by_hand := true;
  else
    perform rule.need(new.person_id <> auth.person() or new.during <@ old.during, '', 'role_to_oneself');
    new.by_hand := (new.post, new.acting, new.during) is distinct from (old.post, old.acting, old.during) or new.by_hand;
  end if;
  return new;
end $$;

CREATE FUNCTION rule.approve() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update document d set state = 'approved', order_id = new.id from agenda_item a
  where a.district_id = new.district_id and a.sitting_id = new.sitting_id and a.decision in ('accepted', 'amended')
    and (d.district_id, d.id) = (a.district_id, a.document_id) and d.state = 'considered';
  return null;
end $$;

CREATE FUNCTION rule.attendance() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare r record;  k record;
begin
  r := case tg_op when 'DELETE' then old else new end;
  select d.state, s.cancelled, lower(s.during) as opens, (lower(s.during) at time zone t.timezone)::date as date into k
  from slot s join day d on (d.district_id, d.id) = (s.district_id, s.day_id) join district t on t.district_id = s.district_id
  where s.district_id = r.district_id and s.id = r.slot_id for share of d;
  perform rule.need(k.state in ('announced', 'running', 'held', 'analysed'), '4.2', 'attendance_is_closed', jsonb_build_object('state', k.state));
  perform rule.need(not k.cancelled, '4.2', 'slot_is_cancelled');
  perform rule.need(k.date <= auth.today(), '4.2', 'attendance_before_day', jsonb_build_object('date', to_char(k.date, 'DD.MM.YYYY')));
  if tg_op = 'DELETE' then return old; end if;
  if tg_op = 'UPDATE' and new.present <> old.present and new.by_code = old.by_code then new.by_code := false; end if;
  new.noted_at := clock_timestamp();  new.noted_by := auth.person();
  return new;
end $$;

CREATE TABLE public.attendance_key (
    district_id uuid NOT NULL,
    slot_id uuid NOT NULL,
    secret bytea DEFAULT sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))) NOT NULL
);

ALTER TABLE ONLY public.attendance_key FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.attendance_code(k public.attendance_key, period bigint) RETURNS text
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select left(encode(sha256(k.secret || uuid_send(k.slot_id) || int8send(period)), 'hex'), 16) $$;

CREATE FUNCTION rule.attendance_key() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into attendance_key (district_id, slot_id) values (new.district_id, new.id);
  return null;
end $$;

CREATE FUNCTION rule.attendance_period() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select floor(extract(epoch from now()) / 300)::bigint $$;

CREATE FUNCTION rule.audit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  skip text[] := '{revision,created_at,created_by,state_since}';
  o jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) - skip end;
  n jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) - skip end;
  r jsonb := case when tg_op = 'DELETE' then o else n end;
  c jsonb;
begin
  select jsonb_object_agg(key, case when key = any(tg_argv[1]::text[]) then '"*"'
    when tg_op = 'UPDATE' then jsonb_build_array(o -> key, n -> key) else r -> key end) into c
  from jsonb_object_keys(r) key where case tg_op when 'UPDATE' then o -> key <> n -> key else r -> key <> 'null' end;
  if c is null then return null; end if;
  if not r ? 'id' then c := c || jsonb_build_object('row', r - tg_argv[1]::text[]); end if;
  if tg_argv[0] = 'sheet' and r ->> 'state' = 'submitted' then
    c := c || jsonb_build_object('marks', (select encode(sha256(convert_to(string_agg(item_id || '=' || coalesce(points::text, '-'), ','
      order by item_id), 'UTF8')), 'hex') from mark where district_id = new.district_id and sheet_id = new.id));
  end if;
  insert into audit (district_id, person_id, entity, entity_id, event, change)
  values ((r ->> 'district_id')::uuid, auth.person(), tg_argv[0], (r ->> 'id')::uuid, lower(tg_op), c - '{district_id,id}'::text[]);
  return null;
end $$;

CREATE FUNCTION rule.audit_broken(district uuid) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare a audit;  prev bytea := '\x00';  n bigint := 0;
begin
  for a in select * from audit where district_id = district and seq is not null order by seq loop
    n := n + 1;
    if a.seq <> n or a.hash <> rule.link(prev, a) then return n; end if;
    prev := a.hash;
  end loop;
  if exists (select from audit_head where district_id = district and (seq, hash) <> (n, prev))
    or n > 0 and not exists (select from audit_head where district_id = district) then return n + 1; end if;
  return null;
end $$;

CREATE FUNCTION rule.booking() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare s slot;
begin
  select * into strict s from slot where district_id = new.district_id and id = new.slot_id for update;
  new.during := s.during;
  perform rule.need(tg_op = 'INSERT' or pg_trigger_depth() > 1 or old.state <> 'requested' or new.state <> 'booked'
    or auth.has('{methodist,centre_head,system}'), '4.3', 'sign_up_is_approved');
  if tg_op = 'INSERT' or new.state <> old.state then
    perform rule.need(new.state in ('declined', 'released') or not s.cancelled, '4.2', 'slot_is_cancelled');
    if new.involvement = 'attends' and new.state in ('requested', 'booked', 'waiting') then
      if tg_op = 'INSERT' or old.state in ('released', 'declined') then
        new.queued_at := clock_timestamp();
        new.state := case when s.approval then 'requested' else 'booked' end;
      end if;
      if new.state = 'booked' and s.capacity <= (select count(*) from booking where district_id = new.district_id
           and slot_id = s.id and state = 'booked' and involvement = 'attends' and id <> new.id) then
        new.state := 'waiting';
      end if;
      perform rule.need(new.state <> 'booked' or not exists (select from booking where district_id = new.district_id
        and slot_id = s.id and state = 'waiting' and id <> new.id and (queued_at, id) < (new.queued_at, new.id)), '4.3', 'others_wait_before');
    elsif tg_op = 'INSERT' and new.state = 'requested' then
      new.state := 'booked';                           -- people, rooms and classes put there by the organiser
    end if;
  end if;
  if new.state = 'booked' then
    perform rule.name_clash(new);
    if new.person_id is not null then perform rule.name_unavailable(new, s.organisation_id); end if;
  end if;
  return new;
end $$;

CREATE FUNCTION rule.by_person() RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ begin return auth.person() is not null and not auth.has('{system}'); end $$;

CREATE FUNCTION rule.calendar() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  case tg_argv[0]
  when 'day' then
    perform rule.tell_day(new, case when tg_op = 'UPDATE' then nullif(old.lead_id, new.lead_id) end);
    perform rule.tell_slot(s.district_id, s.id) from slot s where s.district_id = new.district_id and s.day_id = new.id;
  when 'slot' then perform rule.tell_slot(new.district_id, new.id);
  when 'booking' then
    if tg_op = 'DELETE' then
      if old.person_id is not null then
        perform rule.tell_event(old.district_id, old.person_id, format('slot %s gone', old.id), jsonb_build_object('uid', 'slot-' || old.slot_id), false);
      end if;
      perform rule.tell_slot(old.district_id, old.slot_id) where old.room_id is not null;
    else
      perform rule.tell_slot(new.district_id, new.slot_id, case when new.person_id is not null then new.id end) where num_nonnulls(new.person_id, new.room_id) > 0;
    end if;
  when 'sitting' then perform rule.tell_sitting(new);
  when 'correction' then perform rule.tell_correction(new);
  when 'task' then perform rule.tell_task(new);
  when 'document' then
    perform rule.tell_task(t) from task t where t.district_id = new.district_id and t.document_id = new.id;
  end case;
  return null;
end $$;

CREATE FUNCTION rule.carry_out() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare a record;
begin
  for a in select i.*, rule.machine('document', d.kind) as machine, coalesce(nullif(i.remark, ''), i.resolution) as words
    from agenda_item i left join document d on (d.district_id, d.id) = (i.district_id, i.document_id)
      left join plan_version v on (v.district_id, v.id) = (i.district_id, i.plan_version_id)
    where i.district_id = new.district_id and i.sitting_id = new.id and i.decision in ('accepted', 'amended', 'returned')
      and (d.state in ('queued', 'council') or v.state = 'at_council') order by i.position
  loop
    if a.decision <> 'accepted' then
      insert into remark (district_id, document_id, plan_version_id, phase, author_id, body, due_on)
      values (a.district_id, a.document_id, a.plan_version_id, case when a.plan_version_id is null then 'summing_up' else 'organisation' end, auth.person(),
        a.words, auth.add_working_days(auth.today(), (rule.setting(a.district_id, 'remark_days'))::integer));
    end if;
    case
    when a.plan_version_id is not null then            -- accepted, it waits for its order
      update plan_version set state = 'draft' where district_id = a.district_id and id = a.plan_version_id and a.decision <> 'accepted';
    when a.machine = 'material' then
      update document set state = case a.decision when 'accepted' then 'considered' else 'returned' end
      where district_id = a.district_id and id = a.document_id;
    when a.decision <> 'accepted' then
      update document set state = 'described' where district_id = a.district_id and id = a.document_id;
    else                                               -- a consent withdrawn since stops the publication, not the sitting
      update document d set state = 'published' where district_id = a.district_id and id = a.document_id
        and not exists (select from party p where (p.district_id, p.document_id) = (d.district_id, d.id) and p.part = 'author'
          and not exists (select from consent c where (c.district_id, c.document_id, c.person_id) = (p.district_id, p.document_id, p.person_id)
            and c.purpose = 'publish_practice' and c.withdrawn_at is null));
    end case;
  end loop;
  return null;
end $$;

CREATE TABLE public.booking (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slot_id uuid NOT NULL,
    person_id uuid,
    room_id uuid,
    class_id uuid,
    involvement text,
    state text DEFAULT 'requested'::text NOT NULL,
    queued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    during tstzrange NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT booking_check CHECK ((num_nonnulls(person_id, room_id, class_id) = 1)),
    CONSTRAINT booking_check1 CHECK (((person_id IS NULL) = (involvement IS NULL))),
    CONSTRAINT booking_involvement_check CHECK ((involvement = ANY (ARRAY['leads'::text, 'visits'::text, 'shows'::text, 'co_organises'::text, 'jury'::text, 'attends'::text]))),
    CONSTRAINT booking_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'waiting'::text, 'booked'::text, 'declined'::text, 'released'::text])))
);

ALTER TABLE ONLY public.booking FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.clash_words(b public.booking, who text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('who', who, 'title', s.title, 'slot', s.id, 'day', s.day_id, 'school', o.name,
    'date', to_char(lower(s.during) at time zone d.timezone, 'DD.MM.YYYY'),
    'from', to_char(lower(s.during) at time zone d.timezone, 'HH24:MI'),
    'to', to_char(upper(s.during) at time zone d.timezone, 'HH24:MI'),
    'room', coalesce((select string_agg(r.name, ', ' order by r.name) from booking k join room r on (r.district_id, r.id) = (k.district_id, k.room_id)
      where k.district_id = s.district_id and k.slot_id = s.id and k.state = 'booked'), '-'))
  from slot s join organisation o on (o.district_id, o.id) = (s.district_id, s.organisation_id) join district d on d.district_id = s.district_id
  where s.district_id = b.district_id and s.id = b.slot_id $$;

CREATE FUNCTION rule.competences() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_argv[0] = 'visit' then
    if new.state = 'acknowledged' or new.state = 'closed' and old.state = 'objected' then perform rule.tell_evidence(new); end if;
  elsif new.state = 'agreed' then
    perform rule.tell_level(new, 'Исходный уровень, согласован', new.base_value);
  elsif new.state = 'closed' then
    perform rule.tell_level(new, 'Уровень по итогам коррекции', new.again_value);
  end if;
  return null;
end $$;

CREATE FUNCTION rule.consent() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform rule.need(exists (select from party p where p.district_id = new.district_id and p.document_id = new.document_id and p.part = 'author'
    and p.person_id = new.person_id), '4.6c', 'only_author_consents');
  perform rule.need(tg_op = 'INSERT' or old.withdrawn_at is null and new.withdrawn_at is not null and to_jsonb(new) - '{withdrawn_at,revision}'::text[]
    = to_jsonb(old) - '{withdrawn_at,revision}'::text[], '4.6c', 'consent_is_withdrawn_already');
  return new;
end $$;

CREATE FUNCTION rule.correction() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' then
    perform rule.need((new.person_id, new.competence_id, new.organisation_id) = (old.person_id, old.competence_id, old.organisation_id), '4.6a',
      'frozen', jsonb_build_object('entity', 'correction', 'state', old.state));
    perform rule.need(old.state in ('proposed', 'checked') or (new.body, new.base_value, new.base_se, new.base_n) is not distinct from
      (old.body, old.base_value, old.base_se, old.base_n), '4.6a', 'frozen', jsonb_build_object('entity', 'correction', 'state', old.state));
    if new.state = old.state then return new; end if;
  end if;
  case new.state
  when 'agreed' then                                   -- it is his work: nobody agrees for him
    perform rule.need(new.person_id = auth.person(), '4.6a', 'only_the_person_agrees');
  when 'checked' then
    perform rule.need(new.base_value is not null and new.again_value is not null and new.verdict is not null, '4.6a', 'check_needs_measures');
  else null;
  end case;
  return new;
end $$;

CREATE FUNCTION rule.correction_framework() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare leaders boolean;  title text;
begin
  select bool_and(coalesce(r.body ->> 'for', 'teacher') = 'leader'), max(f.title) into leaders, title
  from competence k join edition f on (f.district_id, f.id) = (k.district_id, k.edition_id)
    join edition v on (v.district_id, v.kind, v.code) = (f.district_id, f.kind, f.code)
    join competence c on (c.district_id, c.edition_id) = (v.district_id, v.id)
    join rubric_item i on (i.district_id, i.competence_id) = (c.district_id, c.id)
    join edition r on (r.district_id, r.id) = (i.district_id, i.edition_id) and r.state = 'published'
  where k.district_id = new.district_id and k.id = new.competence_id;
  perform rule.need(leaders is null or exists (select from appointment a where a.district_id = new.district_id and a.person_id = new.person_id
    and a.role = case when leaders then 'school_head' else 'teacher' end and a.during @> auth.today()), '4.6a',
    case when leaders then 'competence_is_of_leaders' else 'competence_is_of_teachers' end, jsonb_build_object('title', title));
  return new;
end $$;

CREATE FUNCTION rule.correction_start() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  new.started_on := coalesce(old.started_on, auth.today());
  return new;
end $$;

CREATE FUNCTION rule.council_accepts(district uuid, document uuid, decisions text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce((select a.decision = any(decisions) from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id)
    where a.district_id = district and a.document_id = council_accepts.document and t.state = 'closed' and a.decision <> 'postponed'
    order by t.held_on desc, t.number desc limit 1), false) $$;

CREATE FUNCTION rule.council_members(district uuid, council uuid, on_date date) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select distinct person_id from appointment where district_id = district and organisation_id = council
    and role in ('council_member', 'council_secretary', 'council_chair') and during @> on_date $$;

CREATE TABLE public.document (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    organisation_id uuid NOT NULL,
    person_id uuid,
    title text NOT NULL COLLATE public.ru_natural,
    body jsonb DEFAULT '[]'::jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    number text,
    dated date,
    due_on date,
    day_id uuid,
    plan_version_id uuid,
    edition_id uuid,
    supersedes_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    visit_id uuid,
    sitting_id uuid,
    order_id uuid,
    subject_id uuid,
    competence_id uuid,
    CONSTRAINT document_check CHECK (((number IS NULL) = (dated IS NULL))),
    CONSTRAINT document_kind_check CHECK ((kind = ANY (ARRAY['act'::text, 'order_hold'::text, 'order_approve'::text, 'order_plan'::text, 'order_amend'::text, 'order_other'::text, 'lesson_analysis'::text, 'spravka'::text, 'recommendations'::text, 'minutes'::text, 'practice_card'::text])))
);

ALTER TABLE ONLY public.document FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.council_step(d public.document, was text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  case d.state
  when 'considered' then                               -- accepted; or accepted with amendments that are made by now
    perform rule.need(rule.council_accepts(d.district_id, d.id, '{accepted}')
      or rule.council_accepts(d.district_id, d.id, '{amended}') and not exists (select from remark
        where district_id = d.district_id and document_id = d.id and state <> 'closed'), '4.5', 'council_has_not_accepted');
  when 'returned' then
    perform rule.need(exists (select from remark where district_id = d.district_id and document_id = d.id and state = 'open'),
      '4.5', 'return_needs_remark');
  when 'approved' then
    perform rule.need(exists (select from document o join agenda_item a on (a.district_id, a.sitting_id) = (o.district_id, o.sitting_id)
      where o.district_id = d.district_id and o.id = d.order_id and o.kind = 'order_approve' and o.state = 'registered' and a.document_id = d.id
        and a.decision in ('accepted', 'amended')), '4.5', 'no_registered_order_of_approval');
  else null;
  end case;
end $$;

CREATE FUNCTION rule.day() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare o document;
begin
  perform rule.need(new.kind = 'event' or exists (select from organisation where district_id = new.district_id and id = new.organisation_id
    and kind in ('school', 'kindergarten', 'extra')), '4.2', 'day_is_at_a_school');
  if tg_op = 'UPDATE' then                             -- also together with a step: no step changes these by the way
    perform rule.need(new.kind = old.kind and new.regulation_id is not distinct from old.regulation_id, '1.2', 'day_keeps_regulation');
    perform rule.need(old.state in ('draft', 'in_plan', 'postponed') or new.state = 'postponed' or (new.held_on, new.organisation_id, new.order_id)
      is not distinct from (old.held_on, old.organisation_id, old.order_id), '4.1', 'ordered_day_is_postponed');
    perform rule.need(old.state = 'draft' or (new.plan_version_id, new.plan_item_id)
      is not distinct from (old.plan_version_id, old.plan_item_id), '4.1', 'day_keeps_plan_item');
    if new.state = old.state then return new; end if;
  end if;
  select * into o from document where district_id = new.district_id and id = new.order_id;
  case new.state
  when 'in_plan' then
    perform rule.need(exists (select from plan_version where district_id = new.district_id and id = new.plan_version_id
      and state in ('approved', 'superseded')), '4.1', 'item_not_in_approved_plan');
  when 'ordered' then
    perform rule.need(o.kind = 'order_hold' and o.state = 'registered' and o.day_id = new.id, '4.1', 'no_registered_order');
    new.regulation_id := (select id from edition where district_id = new.district_id and kind = 'regulation'
                          and state = 'published' and in_force @> o.dated);
    perform rule.need(new.regulation_id is not null, '1.2', 'no_regulation_in_force');
  when 'announced' then
    perform rule.need(new.kind = 'event' or (o.kind = 'order_hold' and o.state = 'registered' and o.day_id = new.id), '4.1', 'no_registered_order');
  when 'postponed', 'cancelled' then
    perform rule.need(coalesce(new.reason, '') <> '', '4.1', 'reason_is_needed');
  else null;
  end case;
  return new;
end $$;

CREATE FUNCTION rule.day_closes_visits() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update visit v set state = 'closed' from slot s
  where (s.district_id, s.day_id) = (new.district_id, new.id) and (v.district_id, v.slot_id) = (s.district_id, s.id)
    and v.state in ('acknowledged', 'objected');
  return null;
end $$;

CREATE FUNCTION rule.day_follows() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare next text;
begin
  loop
    select case d.state when 'held' then 'analysed' when 'analysed' then 'at_council' when 'at_council' then 'considered' when 'considered' then 'approved' end
    into next from day d where d.district_id = new.district_id and d.id = new.day_id and d.kind = 'day' for update;
    exit when next is null;
    begin
      update day set state = next where district_id = new.district_id and id = new.day_id;
    exception when sqlstate 'MD001' then exit;
    end;
  end loop;
  return null;
end $$;

CREATE FUNCTION rule.day_papers() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare waiting text;
begin
  if new.kind <> 'day' or new.state = old.state then return new; end if;
  case new.state
  when 'analysed' then
    perform rule.need(old.state = 'at_council' or exists (select from document where district_id = new.district_id and day_id = new.id
      and kind = 'spravka' and state not in ('draft', 'returned')), '4.5', 'no_signed_spravka');
    perform rule.need(old.state = 'at_council' or not exists (select from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
      where v.district_id = new.district_id and s.day_id = new.id and v.state in ('planned', 'held')), '4.5', 'visits_not_assessed');
  when 'at_council' then
    perform rule.need(exists (select from document where district_id = new.district_id and day_id = new.id
      and rule.machine('document', kind) = 'material' and state in ('queued', 'considered')), '4.5', 'nothing_queued');
  when 'considered', 'approved', 'closed' then
    waiting := (select string_agg(title, '; ' order by title) from document where district_id = new.district_id and day_id = new.id
      and rule.machine('document', kind) = 'material' and state <> 'approved' and (new.state <> 'considered' or state <> 'considered'));
    perform rule.need(waiting is null, '4.5', 'materials_wait', jsonb_build_object('titles', waiting));
    perform rule.need(new.state <> 'closed' or not exists (select from remark where district_id = new.district_id and day_id = new.id
      and state <> 'closed'), '1.5', 'remarks_are_open');
  else null;
  end case;
  return new;
end $$;

CREATE FUNCTION rule.digest(secret text) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$ select sha256(convert_to(secret, 'UTF8')) $$;

CREATE FUNCTION rule.document() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare m text := rule.machine('document', new.kind);
begin
  if tg_op = 'UPDATE' then
    perform rule.need(new.kind = old.kind, '', 'document_keeps_kind');
    perform rule.need(old.state in ('draft', 'noticed', 'described') or (new.title, new.body, new.organisation_id, new.person_id, new.day_id, new.visit_id,
        new.sitting_id, new.plan_version_id, new.edition_id) is not distinct from (old.title, old.body, old.organisation_id, old.person_id,
        old.day_id, old.visit_id, old.sitting_id, old.plan_version_id, old.edition_id), case m when 'material' then '4.5' else '4.1' end, 'frozen',
      jsonb_build_object('entity', m, 'state', old.state));
    perform rule.need(new.version = old.version or old.state = 'returned' and new.state = 'draft', '4.5', 'frozen',
      jsonb_build_object('entity', m, 'state', old.state));
    perform rule.need(old.state <> 'registered' or (new.number, new.dated) is not distinct from (old.number, old.dated), '4.1',
      'registered_number_stays');
  end if;
  case m
  when 'order' then perform rule.order_step(new, case when tg_op = 'UPDATE' then old.state else '' end);
  when 'material' then new := rule.material_step(new, case when tg_op = 'UPDATE' then old.state else '' end);
  when 'minutes' then perform rule.minutes_step(new, case when tg_op = 'UPDATE' then old.state else '' end);
  when 'practice' then perform rule.practice_step(new, case when tg_op = 'UPDATE' then old.state else '' end);
  else null;
  end case;
  if tg_op = 'UPDATE' and new.state <> old.state and new.state in ('signed', 'published') then
    perform rule.fix_text(new, old.state);
  end if;
  return new;
end $$;

CREATE FUNCTION rule.edition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' and old.state = 'published' then -- only the end of its term may change
    perform rule.need((to_jsonb(new) - '{in_force,revision,state_since}'::text[]) = (to_jsonb(old) - '{in_force,revision,state_since}'::text[])
      and lower(new.in_force) = lower(old.in_force), '1.2', 'frozen', '{"entity": "edition", "state": "published"}');
  elsif new.state = 'submitted' then
    perform rule.need(new.kind = 'regulation', '5', 'only_regulation_is_submitted');
  elsif new.state = 'published' then
    perform rule.need(new.in_force is not null, '1.2', 'edition_needs_date');
    if new.kind = 'regulation' then
      perform rule.need(new.version = 1 or exists (select from document where district_id = new.district_id and id = new.order_id
        and kind = 'order_amend' and state = 'registered'), '5', 'no_registered_order_of_amendment');
    end if;
  end if;
  return new;
end $$;

CREATE TABLE public.person (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    family_name text NOT NULL COLLATE public.ru_natural,
    given_name text NOT NULL COLLATE public.ru_natural,
    patronymic text COLLATE public.ru_natural,
    email text,
    idnumber text,
    left_on date,
    name_cases jsonb,
    erased_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    by_hand text[] DEFAULT '{}'::text[] NOT NULL,
    restricted_on date,
    CONSTRAINT person_by_hand_check CHECK ((by_hand <@ '{name,email,left_on}'::text[]))
);

ALTER TABLE ONLY public.person FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.erase_copies(p public.person) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  delete from outbox o where o.district_id = p.district_id and o.person_id = p.id;
  update outbox o set input = jsonb_build_object('erased', true), error = null
  where o.district_id = p.district_id and o.state <> 'ready' and rule.names(concat_ws(' ', o.input, o.error), p.family_name);
  update job j set output = case when j.kind = 'import' then j.output - '{findings,notes,parts,error}'::text[] else '{}' end || jsonb_build_object('erased', true) where j.district_id = p.district_id and j.state in ('done', 'dead') and rule.names(j.output::text, p.family_name);
  update import i set size = null, digest = null from rule.files_naming(p.district_id, p.family_name) f where (i.district_id, i.id) = (p.district_id, f.id) and f.waits
    and not exists (select from job l where (l.district_id, l.id) = (i.district_id, i.load_id) and l.state in ('ready', 'leased'));
  delete from import_piece i using rule.files_naming(p.district_id, p.family_name) f where (i.district_id, i.import_id) = (p.district_id, f.id) and f.waits;
  update import i set name = 'Стёрто' from rule.files_naming(p.district_id, p.family_name) f where (i.district_id, i.id) = (p.district_id, f.id) and f.named;
  delete from idempotency i where i.district_id = p.district_id and (i.person_id = p.id or rule.names(i.body, p.family_name));
  delete from session s where s.district_id = p.district_id and s.person_id = p.id;
  delete from portal_account a where a.district_id = p.district_id and a.person_id = p.id;
end $$;

CREATE FUNCTION rule.erase_drafts(p public.person) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare mine text := current_setting('metodden.session');
begin
  perform set_config('metodden.session', auth.open_system_session(p.district_id, interval '1 minute'), true);
  delete from note n using sheet h, visit v where (h.district_id, h.id) = (n.district_id, n.sheet_id) and (v.district_id, v.id) = (h.district_id, h.visit_id)
    and n.district_id = p.district_id and h.state = 'draft' and p.id in (h.author_id, v.teacher_id);
  update sheet h set strengths = null, difficulties = null, action_step = null from visit v
  where (v.district_id, v.id) = (h.district_id, h.visit_id) and h.district_id = p.district_id and h.state = 'draft' and p.id in (h.author_id, v.teacher_id);
  update document o set body = '[]', title = 'Стёрто' where o.district_id = p.district_id and o.person_id = p.id and o.state = 'draft';
  update need w set body = 'Стёрто по заявлению' where w.district_id = p.district_id and w.person_id = p.id;
  perform set_config('metodden.session', mine, true);
end $$;

CREATE FUNCTION rule.evidence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare r evidence := case tg_op when 'DELETE' then old else new end;
begin
  perform rule.need(tg_op <> 'UPDATE', '4.6b', 'frozen', jsonb_build_object('entity', 'evidence', 'state', ''));
  perform rule.need(r.plan_change_id is null or not exists (select from plan_change c join plan_version v on (v.district_id, v.id) = (c.district_id, c.version_id)
    where c.district_id = r.district_id and c.id = r.plan_change_id and v.state <> 'draft'), '4.6b', 'frozen', jsonb_build_object('entity', 'plan_version', 'state', ''));
  return r;
end $$;

CREATE FUNCTION rule.files_naming(d uuid, family text) RETURNS TABLE(id uuid, waits boolean, named boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select * from (select i.id, i.kind not in ('framework', 'rubric')
        and exists (select from import_piece p where (p.district_id, p.import_id) = (i.district_id, i.id)) as waits,
      coalesce(rule.names(translate(i.name, '_', ' '), family), false) as named
    from import i where i.district_id = d) x where waits or named $$;

CREATE FUNCTION rule.fill(district uuid, slot uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare b booking;
begin
  loop
    exit when (select capacity from slot s where s.district_id = district and s.id = slot) <= (select count(*) from booking k
      where k.district_id = district and k.slot_id = slot and k.state = 'booked' and k.involvement = 'attends');
    select * into b from booking k where k.district_id = district and k.slot_id = slot and k.state = 'waiting' order by queued_at, id limit 1;
    exit when not found;
    begin
      update booking set state = 'booked' where district_id = b.district_id and id = b.id;
    exception when exclusion_violation or sqlstate 'MD001' then   -- busy by now: passed over, the next one
      update booking set state = 'declined' where district_id = b.district_id and id = b.id;
    end;
  end loop;
end $$;

CREATE FUNCTION rule.fix_text(d public.document, was text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare m text := rule.machine('document', d.kind);
begin
  insert into document_version (district_id, document_id, version, body, digest)
  values (d.district_id, d.id, d.version, d.body, sha256(convert_to(d.title || d.body::text, 'UTF8')));
  insert into signature (district_id, document_id, version, person_id, capacity)
  select d.district_id, d.id, d.version, auth.person(), coalesce((select r from unnest(t.roles) r where auth.has(array[r]) limit 1), t.roles[1])
  from transition t where t.machine = m and t.state_from = was and t.state_to = d.state limit 1;
end $$;

CREATE FUNCTION rule.frozen() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare r jsonb;  s text;
begin
  foreach r in array array[to_jsonb(old), to_jsonb(new)] loop
    continue when r is null;
    execute format('select state from %I where district_id = $1 and id = $2 for share', tg_argv[0])
      into s using (r ->> 'district_id')::uuid, (r ->> tg_argv[1])::uuid;
    perform rule.need(s = any(tg_argv[2]::text[]), tg_argv[3], 'frozen', jsonb_build_object('entity', tg_argv[0], 'state', s));
  end loop;
  return case tg_op when 'DELETE' then old else new end;
end $_$;

CREATE FUNCTION rule.held_on_papers(d uuid, p uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object(
  'papers', (select coalesce(jsonb_agg(jsonb_build_object('date', (o.created_at at time zone (select auth.zone()))::date, 'kind', o.kind, 'title', o.title, 'number', o.number, 'state', o.state,
      'part', concat_ws(', ', case when o.person_id = p then 'about' end, (select string_agg(distinct y.part, ', ') from party y where (y.district_id, y.document_id, y.person_id) = (o.district_id, o.id, p)),
        case when exists (select from signature s where (s.district_id, s.document_id, s.person_id) = (o.district_id, o.id, p)) then 'signed' end)) order by o.created_at), '[]')
    from document o where o.district_id = d and (o.person_id = p or exists (select from party y where (y.district_id, y.document_id, y.person_id) = (o.district_id, o.id, p))
      or exists (select from signature s where (s.district_id, s.document_id, s.person_id) = (o.district_id, o.id, p)))),
  'tasks', (select coalesce(jsonb_agg(jsonb_build_object('body', k.body, 'to', k.due_on, 'done', k.done_at, 'report', k.report)), '[]') from task k where k.district_id = d and k.person_id = p),
  'sittings', (select coalesce(jsonb_agg(jsonb_build_object('date', s.held_on, 'number', s.number) order by s.held_on), '[]')
    from presence r join sitting s on (s.district_id, s.id) = (r.district_id, r.sitting_id) where r.district_id = d and r.person_id = p),
  'votes', (select coalesce(jsonb_agg(jsonb_build_object('date', s.held_on, 'title', i.title, 'choice', v.choice, 'dissent', v.dissent) order by s.held_on), '[]')
    from vote v join agenda_item i on (i.district_id, i.id) = (v.district_id, v.agenda_item_id) join sitting s on (s.district_id, s.id) = (i.district_id, i.sitting_id)
    where v.district_id = d and v.person_id = p),
  'remarks', (select coalesce(jsonb_agg(jsonb_build_object('date', (r.created_at at time zone (select auth.zone()))::date, 'body', r.body, 'state', r.state)), '[]') from remark r where r.district_id = d and r.author_id = p),
  'consents', (select coalesce(jsonb_agg(jsonb_build_object('purpose', c.purpose, 'from', c.given_at, 'to', c.withdrawn_at)), '[]') from consent c where c.district_id = d and c.person_id = p),
  'messages', (select coalesce(jsonb_agg(jsonb_build_object('at', o.created_at, 'channel', o.channel, 'state', o.state, 'title', coalesce(o.input ->> 'subject', o.input ->> 'name'),
      'body', o.input ->> 'text') order by o.created_at), '[]') from outbox o where o.district_id = d and o.person_id = p),
  'sessions', (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'at', s.seen_at, 'to', s.expires_at)), '[]') from session s where s.district_id = d and s.person_id = p),
  'viewed', (select coalesce(jsonb_agg(jsonb_build_object('at', a.at, 'author', rule.short_name(d, a.person_id)) order by a.at), '[]') from audit a
    where a.district_id = d and a.entity = 'person' and a.entity_id = p and a.event = 'read')) $$;

CREATE FUNCTION rule.held_on_skills(d uuid, p uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('skills', (select coalesce(jsonb_agg(jsonb_build_object('from', (s.created_at at time zone (select auth.zone()))::date, 'competence', coalesce((select c.name from competence c
      join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id) and (e.kind, e.code) = ('framework', s.framework)
      where (c.district_id, c.code) = (d, s.competence) order by e.version desc limit 1), s.competence)) order by s.framework, s.competence), '[]')
    from skill s where s.district_id = d and s.person_id = p)) $$;

CREATE FUNCTION rule.held_on_visits(d uuid, p uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object(
  'visits', (select coalesce(jsonb_agg(jsonb_build_object('date', v.held_on, 'organisation', o.name, 'subject', u.name, 'topic', v.topic, 'state', v.state) order by v.held_on), '[]')
    from visit v join organisation o on (o.district_id, o.id) = (v.district_id, v.organisation_id) left join subject u on (u.district_id, u.id) = (v.district_id, v.subject_id)
    where v.district_id = d and v.teacher_id = p),
  'sheets_on_me', (select coalesce(jsonb_agg(jsonb_build_object('date', v.held_on, 'author', rule.short_name(d, h.author_id), 'state', h.state, 'points', h.points, 'max_points', h.max_points,
      'strengths', h.strengths, 'difficulties', h.difficulties, 'action_step', h.action_step) order by v.held_on), '[]')
    from sheet h join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id) where h.district_id = d and v.teacher_id = p and (h.state <> 'draft' or h.author_id = p)),
  'sheets_by_me', (select coalesce(jsonb_agg(jsonb_build_object('date', v.held_on, 'teacher', rule.short_name(d, v.teacher_id), 'state', h.state, 'points', h.points, 'max_points', h.max_points)
      order by v.held_on), '[]') from sheet h join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id) where h.district_id = d and h.author_id = p and v.teacher_id <> p),
  'answers', (select coalesce(jsonb_agg(jsonb_build_object('at', r.at, 'deed', r.kind, 'body', r.body) order by r.at), '[]') from receipt r where r.district_id = d and r.person_id = p),
  'growth', (select coalesce(jsonb_agg(jsonb_build_object('date', r.as_of, 'competence', c.name, 'measure', e.measure, 'value', round(e.value::numeric, 2), 'low', round(e.low::numeric, 2),
      'high', round(e.high::numeric, 2), 'n', e.n, 'says', e.says) order by r.as_of, e.measure, c.code), '[]')
    from estimate e join run r on (r.district_id, r.id) = (e.district_id, e.run_id) join competence c on (c.district_id, c.id) = (e.district_id, e.competence_id)
    where e.district_id = d and e.person_id = p),
  'needs', (select coalesce(jsonb_agg(jsonb_build_object('date', (w.created_at at time zone (select auth.zone()))::date, 'source', w.source, 'body', w.body, 'state', w.state)), '[]') from need w where w.district_id = d and w.person_id = p),
  'corrections', (select coalesce(jsonb_agg(jsonb_build_object('date', (c.created_at at time zone (select auth.zone()))::date, 'competence', k.name, 'body', c.body, 'to', c.due_on, 'state', c.state)), '[]')
    from correction c join competence k on (k.district_id, k.id) = (c.district_id, c.competence_id) where c.district_id = d and c.person_id = p)) $$;

CREATE FUNCTION rule.held_on_work(d uuid, p uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object(
  'posts', (select coalesce(jsonb_agg(jsonb_build_object('role', a.role, 'organisation', o.name, 'post', a.post, 'acting', a.acting, 'from', lower(a.during), 'to', upper(a.during) - 1,
      'subjects', (select string_agg(u.name, ', ' order by u.name) from teaching e join subject u on (u.district_id, u.id) = (e.district_id, e.subject_id) where (e.district_id, e.appointment_id) = (a.district_id, a.id)))
      order by lower(a.during)), '[]') from appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id) where a.district_id = d and a.person_id = p),
  'accounts', (select coalesce(jsonb_agg(jsonb_build_object('portal', w.issuer, 'number', a.subject, 'from', (a.created_at at time zone (select auth.zone()))::date, 'to', a.closed_on)), '[]')
    from portal_account a join portal w on (w.district_id, w.id) = (a.district_id, a.portal_id) where a.district_id = d and a.person_id = p),
  'lessons', (select coalesce(jsonb_agg(jsonb_build_object('organisation', o.name, 'weekday', l.weekday, 'number', l.number, 'class', class_name(c.grade, c.letter), 'subject', u.name,
      'from', lower(l.term), 'to', upper(l.term) - 1) order by lower(l.term), l.weekday, l.number), '[]')
    from lesson l join organisation o on (o.district_id, o.id) = (l.district_id, l.organisation_id) join school_class c on (c.district_id, c.id) = (l.district_id, l.class_id)
      left join subject u on (u.district_id, u.id) = (l.district_id, l.subject_id) where l.district_id = d and l.teacher_id = p),
  'absences', (select coalesce(jsonb_agg(jsonb_build_object('weekday', u.weekday, 'from', lower(u.during), 'to', upper(u.during), 'reason', u.reason)), '[]')
    from unavailability u where u.district_id = d and u.person_id = p),
  'activities', (select coalesce(jsonb_agg(jsonb_build_object('from', lower(b.during), 'title', s.title, 'organisation', o.name, 'part', b.involvement, 'state', b.state, 'attended', (select a.present from attendance a where (a.district_id, a.slot_id, a.person_id) = (b.district_id, b.slot_id, p)))
      order by lower(b.during)), '[]') from booking b join slot s on (s.district_id, s.id) = (b.district_id, b.slot_id)
      join organisation o on (o.district_id, o.id) = (s.district_id, s.organisation_id) where b.district_id = d and b.person_id = p),
  'plan_items', (select coalesce(jsonb_agg(distinct jsonb_build_object('title', i.title, 'from', lower(i.term), 'to', upper(i.term) - 1)), '[]')
    from plan_item i where i.district_id = d and i.responsible_id = p),
  'days', (select coalesce(jsonb_agg(jsonb_build_object('date', y.held_on, 'title', y.theme, 'state', y.state) order by y.held_on), '[]') from day y where y.district_id = d and y.lead_id = p)) $$;

CREATE FUNCTION rule.holders(district uuid, roles text[], organisation uuid DEFAULT NULL::uuid) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(array_agg(distinct a.person_id), '{}') from appointment a where a.district_id = district and a.role = any(roles)
    and (organisation is null or a.organisation_id = organisation) and a.during @> rule.on_date(district) $$;

CREATE FUNCTION rule.import() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare l job;
begin
  select * into l from job j where (j.district_id, j.id) = (old.district_id, old.load_id);
  perform rule.need(old.load_id is null or l.state in ('dead', 'cancelled') or l.state = 'done' and l.output ->> 'bad' <> '0', '', 'import_is_loaded');
  if new.digest is distinct from old.digest then
    new.check_id := null;  new.load_id := null;
  end if;
  if new.load_id is distinct from old.load_id and new.load_id is not null then
    perform rule.need(exists (select from job j where (j.district_id, j.id) = (new.district_id, new.check_id) and j.state = 'done'
      and j.output ->> 'bad' = '0'), '', 'import_is_not_checked');
  end if;
  return new;
end $$;

CREATE FUNCTION rule.is_public(state text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select state in ('announced', 'running', 'held', 'analysed', 'at_council', 'considered', 'approved', 'closed') $$;

CREATE FUNCTION rule.is_working(district uuid, on_date date) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return coalesce((select working from calendar_day c where c.district_id = district and c.on_date = is_working.on_date),
    extract(isodow from is_working.on_date) < 6);
end $$;

CREATE FUNCTION rule.job_moves() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.state = 'leased' and (old.state <> 'leased' or new.attempts <> old.attempts) then
    new.started_at := now();  new.doing := null;
  elsif new.state = 'ready' then
    new.ended_at := null;  new.doing := null;
  elsif new.state in ('done', 'dead', 'cancelled') and old.state in ('ready', 'leased') then
    new.ended_at := now();  new.doing := null;  new.input := rule.spent(new.input);
  end if;
  return new;
end $$;

CREATE FUNCTION rule.keeps_former_name() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.name <> old.name then new.formerly := array_remove(old.formerly || old.name, new.name); end if;
  return new;
end $$;

CREATE FUNCTION rule.last_admin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare since date := greatest(auth.today(), upper(new.during));
begin
  if not rule.by_person() or new.during @> old.during then return null; end if;
  perform from appointment a where a.district_id = new.district_id and a.role = 'admin' order by a.id for update;
  perform rule.need(exists (select from appointment a join person p on (p.district_id, p.id) = (a.district_id, a.person_id)
    where a.district_id = new.district_id and a.role = 'admin' and a.during @> since and p.left_on is null), '', 'last_admin');
  return null;
end $$;

CREATE TABLE public.visit (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organisation_id uuid NOT NULL,
    teacher_id uuid NOT NULL,
    slot_id uuid,
    rubric_id uuid NOT NULL,
    subject_id uuid,
    class_id uuid,
    held_on date NOT NULL,
    topic text,
    aim text,
    pupils_listed integer,
    pupils_present integer,
    source text DEFAULT 'screen'::text NOT NULL,
    blind boolean DEFAULT false NOT NULL,
    state text DEFAULT 'planned'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT more_present_than_listed CHECK ((pupils_present <= pupils_listed)),
    CONSTRAINT visit_source_check CHECK ((source = ANY (ARRAY['screen'::text, 'paper'::text, 'import'::text])))
);

ALTER TABLE ONLY public.visit FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.lesson_words(v public.visit) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select concat_ws(', ', 'Урок ' || rule.said_date(v.held_on), (select class_name(c.grade, c.letter) from school_class c where (c.district_id, c.id) = (v.district_id, v.class_id)),
    (select s.name from subject s where (s.district_id, s.id) = (v.district_id, v.subject_id))) $$;

CREATE FUNCTION rule.link(prev bytea, a public.audit) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select sha256(prev || convert_to(concat_ws('|', a.district_id, a.id, a.seq, extract(epoch from a.at), a.person_id, a.entity,
    a.entity_id, a.event, a.change::text), 'UTF8')) $$;

CREATE FUNCTION rule.listens(district uuid, channel text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from portal_service s where s.district_id = district and listens.channel = any(s.channels)) $$;

CREATE FUNCTION rule.machine(entity text, kind text) RETURNS text
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case entity
    when 'day' then kind
    when 'edition' then case kind when 'regulation' then kind else 'edition' end
    when 'document' then case
      when kind like 'order%' then 'order'
      when kind in ('lesson_analysis', 'spravka', 'recommendations') then 'material'
      when kind = 'practice_card' then 'practice'
      else kind end
    else entity end $$;

CREATE FUNCTION rule.mark() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare bad record;
begin
  perform from sheet where (district_id, id) in (select district_id, sheet_id from changed) for no key update;
  select s.position || '.' || i.position as code, h.state, m.points into bad from changed m
    join sheet h on (h.district_id, h.id) = (m.district_id, m.sheet_id)
    left join rubric_item i on (i.district_id, i.id) = (m.district_id, m.item_id) and i.edition_id = h.rubric_id
    left join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
  where h.state <> 'draft' or i.id is null or not case when m.points is null then s.may_be_absent else m.points = any(i.points) end limit 1;
  if found then
    perform rule.need(bad.state = 'draft', '4.5', 'frozen', jsonb_build_object('entity', 'sheet', 'state', bad.state));
    perform rule.refuse('4.5', case when bad.points is null and bad.code is not null then 'stage_cannot_be_absent' else 'points_not_in_rubric' end,
      jsonb_build_object('item', coalesce(bad.code, '?'), 'points', bad.points));
  end if;
  return null;
end $$;

CREATE FUNCTION rule.mark_gone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform from sheet where (district_id, id) in (select district_id, sheet_id from gone) for no key update;
  perform rule.need(not exists (select from gone m join sheet h on (h.district_id, h.id) = (m.district_id, m.sheet_id) where h.state <> 'draft'),
    '4.5', 'frozen', '{"entity": "sheet", "state": "submitted"}');
  return null;
end $$;

CREATE FUNCTION rule.material_author() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if auth.has('{system}') or rule.writes_material(old, auth.person()) then return new; end if;
  perform rule.need((new.title, new.body, new.due_on) is not distinct from (old.title, old.body, old.due_on)
    and (old.state <> 'draft' or new.state = 'draft') and (old.state <> 'returned' or new.state = 'returned' or auth.has('{centre_head}')),
    '4.5', 'only_author_writes');
  perform rule.need(new.state <> 'queued' or old.state = 'queued' or auth.has('{centre_head}'), '4.5', 'only_author_queues');
  return new;
end $$;

CREATE FUNCTION rule.material_step(d public.document, was text) RETURNS public.document
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform rule.need(d.kind <> 'lesson_analysis' or d.visit_id is not null and d.person_id is not null, '4.5', 'analysis_needs_visit');
  perform rule.need(d.kind <> 'spravka' or d.day_id is not null, '4.5', 'spravka_needs_day');
  perform rule.need(d.kind = 'lesson_analysis' or d.person_id is null, '4.5', 'paper_names_nobody');
  if d.state = was then return d; end if;
  case d.state
  when 'draft' then
    if was = 'returned' then d.version := d.version + 1; end if;
  when 'signed' then
    perform rule.need(jsonb_array_length(d.body) > 0, '4.5', 'document_has_no_text');
    if d.kind = 'lesson_analysis' then                 -- the teacher's time to answer runs from now
      d.due_on := auth.add_working_days(auth.today(), (rule.setting(d.district_id, 'reply_days'))::integer);
    end if;
  when 'acknowledged', 'objected' then
    perform rule.need(exists (select from receipt r where r.district_id = d.district_id and r.kind = d.state and rule.may_answer(d, r.person_id)
      and (r.document_id = d.id and r.version = d.version or d.version = 1 and r.visit_id = d.visit_id)), '4.5', 'answer_needs_receipt');
  when 'queued' then
    perform rule.need(d.kind <> 'lesson_analysis' or was <> 'signed' or d.due_on < auth.today(), '4.5', 'teacher_has_time_left',
      jsonb_build_object('date', to_char(d.due_on, 'DD.MM.YYYY')));
  else
    perform rule.council_step(d, was);
  end case;
  return d;
end $$;

CREATE FUNCTION rule.may_answer(d public.document, person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case d.kind when 'lesson_analysis' then person = d.person_id
    else exists (select from party p where p.district_id = d.district_id and p.document_id = d.id and p.part = 'addressee' and p.person_id = person)
      or exists (select from appointment a where a.district_id = d.district_id and a.person_id = person and a.role = 'school_head'
        and a.during @> auth.today() and (a.organisation_id = d.organisation_id or a.organisation_id in (select p.organisation_id from party p
          where p.district_id = d.district_id and p.document_id = d.id and p.part = 'addressee'))) end $$;

CREATE FUNCTION rule.may_steer(j public.job) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select j.district_id = auth.district() and (auth.has('{admin,centre_head}') or j.kind = 'growth' and auth.has('{methodist}') or j.created_by = auth.person()) $$;

CREATE TABLE public.sitting (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organisation_id uuid NOT NULL,
    kind text DEFAULT 'in_person'::text NOT NULL,
    number integer,
    held_on date NOT NULL,
    place text,
    chair_id uuid NOT NULL,
    secretary_id uuid NOT NULL,
    members integer,
    quorum numeric,
    casting_vote boolean,
    author_abstains boolean,
    guests text,
    state text DEFAULT 'planned'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT chair_is_not_secretary CHECK ((chair_id <> secretary_id)),
    CONSTRAINT sitting_kind_check CHECK ((kind = ANY (ARRAY['in_person'::text, 'correspondence'::text]))),
    CONSTRAINT sitting_quorum_check CHECK (((quorum > (0)::numeric) AND (quorum <= (1)::numeric)))
);

ALTER TABLE ONLY public.sitting FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.members(s public.sitting) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select array_agg(distinct x) from (select a.person_id as x from appointment a where a.district_id = s.district_id and a.organisation_id = s.organisation_id
      and a.role in ('council_member', 'council_secretary', 'council_chair') and a.during @> s.held_on
    union select s.chair_id union select s.secretary_id) m $$;

CREATE FUNCTION rule.minutes_step(d public.document, was text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform rule.need(exists (select from sitting where district_id = d.district_id and id = d.sitting_id and state = 'closed'), '4.5',
    'sitting_is_not_closed');
end $$;

CREATE FUNCTION rule.name_clash(new public.booking) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare other booking;
begin
  if new.person_id is not null then
    select * into other from booking b where b.district_id = new.district_id and b.person_id = new.person_id and b.state = 'booked'
      and b.during && new.during and b.id <> new.id and b.slot_id <> new.slot_id limit 1;
    perform rule.need(other.id is null, '4.2', 'person_in_two_places', rule.clash_words(other, (select person_short(family_name, given_name, patronymic)
      from person where district_id = new.district_id and id = new.person_id)));
  elsif new.room_id is not null then
    select * into other from booking b where b.district_id = new.district_id and b.room_id = new.room_id and b.state = 'booked'
      and b.during && new.during and b.id <> new.id and b.slot_id <> new.slot_id limit 1;
    perform rule.need(other.id is null, '4.2', 'room_in_two_places', rule.clash_words(other, (select name from room
      where district_id = new.district_id and id = new.room_id)));
  else
    select * into other from booking b where b.district_id = new.district_id and b.class_id = new.class_id and b.state = 'booked'
      and b.during && new.during and b.id <> new.id and b.slot_id <> new.slot_id limit 1;
    perform rule.need(other.id is null, '4.2', 'class_in_two_places', rule.clash_words(other, (select case when grade = 0 then letter else grade || ' «' || letter || '»' end
      from school_class where district_id = new.district_id and id = new.class_id)));
  end if;
end $$;

CREATE FUNCTION rule.name_unavailable(new public.booking, place uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare u unavailability;  zone text;  who text;  other record;
begin
  select timezone into zone from district where district_id = new.district_id;
  select person_short(family_name, given_name, patronymic) into who from person where district_id = new.district_id and id = new.person_id;
  select * into u from unavailability a where a.district_id = new.district_id and a.person_id = new.person_id
    and (a.during && new.during or a.weekday = extract(isodow from lower(new.during) at time zone zone)) limit 1;
  perform rule.need(u.id is null, '4.2', 'person_unavailable', jsonb_build_object('who', who, 'reason', u.reason,
    'date', to_char(lower(new.during) at time zone zone, 'DD.MM.YYYY')));
  perform pg_advisory_xact_lock(hashtextextended(new.person_id::text, 42));   -- travel compares with neighbours
  select s.title, s.id, o.name as school, t.minutes into other
  from booking b join slot s on (s.district_id, s.id) = (b.district_id, b.slot_id)
    join organisation o on (o.district_id, o.id) = (s.district_id, s.organisation_id)
    join travel t on t.district_id = s.district_id and (t.from_id, t.to_id) in ((s.organisation_id, place), (place, s.organisation_id))
  where b.district_id = new.district_id and b.person_id = new.person_id and b.state = 'booked' and b.slot_id <> new.slot_id
    and not b.during && new.during
    and tstzrange(lower(new.during) - make_interval(mins => t.minutes), upper(new.during) + make_interval(mins => t.minutes)) && b.during
  limit 1;
  perform rule.need(other.id is null, '4.2', 'no_time_to_travel', jsonb_build_object('who', who, 'title', other.title,
    'school', other.school, 'minutes', other.minutes, 'slot', other.id));
end $$;

CREATE FUNCTION rule.names(txt text, family text) RETURNS boolean
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select length(family) > 1 and txt ~* ('\m' || regexp_replace(family, '([^[:alnum:] -])', '\\\1', 'g') || '\M') $$;

CREATE FUNCTION rule.need(ok boolean, clause text, slug text, params jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  if ok is not true then perform rule.refuse(clause, slug, params); end if;
end $$;

CREATE FUNCTION rule.new_secret() RETURNS text
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex') $$;

CREATE FUNCTION rule.not_of_restricted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.person_id is not null and exists (select from person p where (p.district_id, p.id) = (new.district_id, new.person_id)
    and (p.erased_at is not null or p.restricted_on is not null)) then return null; end if;
  return new;
end $$;

CREATE FUNCTION rule.notice(subject text, target text, VARIADIC lines text[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('subject', subject, 'text', coalesce(nullif(array_to_string(lines, E'\n'), ''), subject), 'target', target) $$;

CREATE FUNCTION rule.notice_of_booking(new public.booking, was text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare s record;  said text;
begin
  if new.person_id is null or new.state = was then return; end if;
  select k.title, k.cancelled, k.day_id, to_char(lower(k.during) at time zone z.timezone, 'DD.MM.YYYY HH24:MI') as at, o.name as school into s
  from slot k join day d on (d.district_id, d.id) = (k.district_id, k.day_id) and d.state in ('announced', 'running') join district z on z.district_id = k.district_id
    join organisation o on (o.district_id, o.id) = (k.district_id, k.organisation_id)
  where (k.district_id, k.id) = (new.district_id, new.slot_id) and upper(k.during) > now();
  said := case when new.state = 'booked' then 'Вы в программе: ' when new.state = 'declined' then 'Заявка отклонена: '
    when new.state = 'released' and was = 'booked' then case when s.cancelled then 'Отменено: ' else 'Вы больше не в программе: ' end end;
  if s.title is null or said is null then return; end if;
  perform rule.notify_people(new.district_id, array[new.person_id], 'booking', new.id, new.revision,
    rule.notice(said || s.title, '/days/' || s.day_id || '/programme', s.at, s.school));
end $$;

CREATE TABLE public.correction (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organisation_id uuid NOT NULL,
    person_id uuid NOT NULL,
    competence_id uuid NOT NULL,
    body text NOT NULL,
    due_on date,
    run_id uuid,
    document_id uuid,
    state text DEFAULT 'proposed'::text NOT NULL,
    base_value double precision,
    base_se double precision,
    base_n integer,
    base_on date,
    again_visit_id uuid,
    again_value double precision,
    again_se double precision,
    again_n integer,
    again_on date,
    verdict text,
    decided_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    started_on date,
    CONSTRAINT corrected_does_not_decide CHECK ((decided_by <> person_id)),
    CONSTRAINT correction_body_check CHECK ((body <> ''::text)),
    CONSTRAINT correction_verdict_check CHECK ((verdict = ANY (ARRAY['helped'::text, 'not_seen_yet'::text, 'worse'::text])))
);

ALTER TABLE ONLY public.correction FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.notice_of_correction(new public.correction) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare target text := '/corrections/' || new.id;
begin
  case new.state
  when 'proposed' then
    perform rule.notify_people(new.district_id, array[new.person_id], 'correction', new.id, new.revision,
      rule.notice('Предложена коррекция: согласуйте её', target, new.body, 'Срок: ' || rule.said_date(new.due_on)));
  when 'agreed' then
    perform rule.notify_people(new.district_id, array[new.created_by], 'correction', new.id, new.revision,
      rule.notice('Коррекция согласована', target, rule.short_name(new.district_id, new.person_id), new.body));
  when 'checked' then
    perform rule.notify_people(new.district_id, array[new.person_id], 'correction', new.id, new.revision, rule.notice('Итог коррекции: ' ||
      case new.verdict when 'helped' then 'есть рост' when 'worse' then 'стало ниже' else 'изменений пока не видно' end, target, new.body));
  when 'withdrawn' then
    perform rule.notify_people(new.district_id, array[new.person_id], 'correction', new.id, new.revision, rule.notice('Коррекция отозвана', target, new.body));
  else null;
  end case;
end $$;

CREATE TABLE public.day (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text DEFAULT 'day'::text NOT NULL,
    organisation_id uuid NOT NULL,
    plan_version_id uuid,
    plan_item_id uuid,
    order_id uuid,
    regulation_id uuid,
    lead_id uuid,
    theme text NOT NULL,
    aim text,
    held_on date NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    reason text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT day_kind_check CHECK ((kind = ANY (ARRAY['day'::text, 'event'::text])))
);

ALTER TABLE ONLY public.day FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.notice_of_day(new public.day, was text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare said text := case new.kind when 'day' then 'Методический день ' else 'Мероприятие ' end;
  target text := '/days/' || new.id;
  school text := (select o.name from organisation o where (o.district_id, o.id) = (new.district_id, new.organisation_id));
  hosts uuid[] := rule.holders(new.district_id, '{school_head}', new.organisation_id) || new.lead_id;
  guests uuid[] := array(select b.person_id from slot s join booking b on (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked'
    where s.district_id = new.district_id and s.day_id = new.id and b.person_id is not null and b.person_id <> all(array_remove(hosts, null)));
begin
  if new.state = 'announced' then
    perform rule.notify_people(new.district_id, hosts, 'day', new.id, new.revision, rule.notice(said || rule.said_date(new.held_on), target, new.theme, school));
    perform rule.notify_people(new.district_id, guests, 'day', new.id, new.revision,
      rule.notice('Вы в программе: ' || lower(left(said, 1)) || substr(said, 2) || rule.said_date(new.held_on), target || '/programme', new.theme, school));
  elsif new.state in ('postponed', 'cancelled') and was = 'announced' then
    perform rule.notify_people(new.district_id, hosts || guests, 'day', new.id, new.revision, rule.notice(said || rule.said_date(new.held_on) ||
      case when new.kind = 'day' then case new.state when 'postponed' then ' перенесён' else ' отменён' end else ' отменено' end, target, new.theme, school, new.reason));
  end if;
end $$;

CREATE FUNCTION rule.notice_of_document(new public.document) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.kind like 'order%' then
    perform rule.notice_of_order(new);
  elsif new.kind in ('lesson_analysis', 'spravka', 'recommendations') then
    perform rule.notice_of_material(new);
  elsif new.kind = 'minutes' and new.state = 'draft' then
    perform rule.notify_people(new.district_id, array[(select s.chair_id from sitting s where (s.district_id, s.id) = (new.district_id, new.sitting_id))],
      'minutes', new.id, new.revision, rule.notice('Протокол ждёт подписи председателя', '/sittings/' || new.sitting_id, new.title));
  elsif new.kind = 'practice_card' and new.state = 'described' then
    perform rule.notify_people(new.district_id, array(select y.person_id from party y where (y.district_id, y.document_id) = (new.district_id, new.id) and y.part = 'author'
        and not exists (select from consent c where (c.district_id, c.document_id, c.person_id) = (y.district_id, y.document_id, y.person_id) and c.withdrawn_at is null)),
      'practice', new.id, new.revision, rule.notice('Нужно ваше согласие на публикацию опыта', '/practices/' || new.id, new.title));
  end if;
end $$;

CREATE FUNCTION rule.notice_of_material(new public.document) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare target text := '/materials/' || new.id;
begin
  case new.state
  when 'signed' then
    perform rule.notify_people(new.district_id, array(select y.person_id from party y where (y.district_id, y.document_id) = (new.district_id, new.id) and y.part = 'addressee')
        || case when new.person_id is not null then array[new.person_id] else rule.holders(new.district_id, '{school_head}', new.organisation_id) end,
      'material', new.id, new.revision, rule.notice('Ознакомьтесь с документом', target, new.title, 'Ответить можно до ' || rule.said_date(new.due_on)));
  when 'objected' then
    perform rule.notify_people(new.district_id, array[new.created_by], 'material', new.id, new.revision, rule.notice('На документ возразили', target, new.title));
  when 'returned' then
    perform rule.notify_people(new.district_id, array[new.created_by], 'material', new.id, new.revision, rule.notice('Совет вернул документ с замечаниями', target, new.title));
  when 'approved' then
    perform rule.notify_people(new.district_id, array[new.created_by, new.person_id], 'material', new.id, new.revision, rule.notice('Документ утверждён', target, new.title));
  else null;
  end case;
end $$;

CREATE FUNCTION rule.notice_of_order(new public.document) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare target text := '/orders/' || new.id;
begin
  case new.state
  when 'draft' then
    perform rule.notify_people(new.district_id, rule.holders(new.district_id, '{department_head}'), 'order', new.id, new.revision,
      rule.notice('Приказ ждёт подписи', target, new.title));
  when 'signed' then
    perform rule.notify_people(new.district_id, rule.holders(new.district_id, '{clerk}'), 'order', new.id, new.revision,
      rule.notice('Приказ ждёт регистрации', target, new.title));
  when 'registered' then
    perform rule.notify_people(new.district_id, array[new.created_by, (select d.lead_id from day d where (d.district_id, d.id) = (new.district_id, new.day_id))],
      'order', new.id, new.revision, rule.notice(format('Приказ № %s от %s зарегистрирован', new.number, rule.said_date(new.dated)), target, new.title));
    perform rule.notify_people(t.district_id, array[t.person_id], 'task', t.id, t.revision, rule.notice('Поручение по приказу', target, new.title, t.body,
      'Срок: ' || rule.said_date(t.due_on))) from task t where (t.district_id, t.document_id) = (new.district_id, new.id) and t.person_id is not null;
  else null;
  end case;
end $$;

CREATE TABLE public.remark (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    day_id uuid,
    document_id uuid,
    plan_version_id uuid,
    phase text NOT NULL,
    author_id uuid DEFAULT auth.person() NOT NULL,
    body text NOT NULL,
    answer text,
    answered_by uuid,
    due_on date,
    state text DEFAULT 'open'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT answer_needs_words CHECK (((state = 'open'::text) OR (COALESCE(answer, ''::text) <> ''::text))),
    CONSTRAINT remark_body_check CHECK ((body <> ''::text)),
    CONSTRAINT remark_check CHECK ((num_nonnulls(day_id, document_id, plan_version_id) = 1)),
    CONSTRAINT remark_phase_check CHECK ((phase = ANY (ARRAY['organisation'::text, 'holding'::text, 'summing_up'::text])))
);

ALTER TABLE ONLY public.remark FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.notice_of_remark(new public.remark) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare d day;  o document;
begin
  select * into o from document x where (x.district_id, x.id) = (new.district_id, new.document_id);
  select * into d from day x where (x.district_id, x.id) = (new.district_id, coalesce(new.day_id, o.day_id));
  if new.state = 'open' then
    perform rule.notify_people(new.district_id, array[d.lead_id, o.created_by] || case when coalesce(d.lead_id, o.created_by) is null
        then rule.holders(new.district_id, '{centre_head}') end, 'remark', new.id, new.revision,
      rule.notice('Замечание методического совета', '/control' || coalesce('?day=' || d.id, ''), new.body, 'Ответить до ' || rule.said_date(new.due_on)));
  elsif new.state = 'answered' then
    perform rule.notify_people(new.district_id, array[new.author_id], 'remark', new.id, new.revision,
      rule.notice('На ваше замечание ответили', '/control' || coalesce('?day=' || d.id, ''), new.body, new.answer));
  end if;
end $$;

CREATE FUNCTION rule.notice_of_sitting(new public.sitting, was text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.state in ('called', 'cancelled') and was <> 'planned' or new.state = 'called' or new.state = 'open' and new.kind = 'correspondence' then
    perform rule.notify_people(new.district_id, rule.members(new), 'sitting', new.id, new.revision, rule.notice(
      case when new.state = 'cancelled' then 'Заседание методического совета отменено: ' when new.kind = 'correspondence' then 'Заочное голосование методического совета: до '
        else 'Заседание методического совета: ' end || rule.said_date(new.held_on), '/sittings/' || new.id, new.place));
  end if;
end $$;

CREATE TABLE public.slot (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    day_id uuid NOT NULL,
    lesson_id uuid,
    organisation_id uuid NOT NULL,
    form_id uuid NOT NULL,
    direction text NOT NULL,
    title text NOT NULL COLLATE public.ru_natural,
    during tstzrange NOT NULL,
    capacity integer,
    approval boolean DEFAULT false NOT NULL,
    expected_result text,
    cancelled boolean DEFAULT false NOT NULL,
    sequence integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT slot_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT slot_direction_check CHECK ((direction = ANY (ARRAY['analytic'::text, 'informational'::text, 'organisational'::text, 'expert'::text, 'consulting'::text]))),
    CONSTRAINT slot_during_check CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL) AND (upper(during) IS NOT NULL)))
);

ALTER TABLE ONLY public.slot FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.notice_of_slot(new public.slot, old public.slot) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if (new.during, new.organisation_id) = (old.during, old.organisation_id) or new.cancelled then return; end if;
  perform rule.notify_people(new.district_id, array(select b.person_id from booking b where (b.district_id, b.slot_id, b.state) = (new.district_id, new.id, 'booked')
      and b.person_id is not null), 'slot', new.id, new.revision, rule.notice('Изменились время или место: ' || new.title, '/days/' || d.id || '/programme',
    to_char(lower(new.during) at time zone z.timezone, 'DD.MM.YYYY HH24:MI'), o.name))
  from day d join district z on z.district_id = d.district_id join organisation o on (o.district_id, o.id) = (new.district_id, new.organisation_id)
  where (d.district_id, d.id) = (new.district_id, new.day_id) and d.state in ('announced', 'running');
end $$;

CREATE FUNCTION rule.notice_of_visit(new public.visit, was text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.state = 'assessed' then
    perform rule.notify_people(new.district_id, array[new.teacher_id], 'visit', new.id, new.revision, rule.notice(
      case when was in ('acknowledged', 'objected') then 'Лист посещения исправлен: ознакомьтесь ещё раз' else 'Ознакомьтесь с листом посещения урока' end,
      '/visits/' || new.id, rule.lesson_words(new), 'Можно ознакомиться или возразить.'));
  elsif new.state = 'objected' then
    perform rule.notify_people(new.district_id, array(select h.author_id from sheet h where (h.district_id, h.visit_id) = (new.district_id, new.id)
        and h.part = 'visitor' and h.state = 'submitted'), 'visit', new.id, new.revision,
      rule.notice('Педагог возразил на лист посещения', '/visits/' || new.id, rule.lesson_words(new), rule.short_name(new.district_id, new.teacher_id)));
  end if;
end $$;

CREATE FUNCTION rule.notices() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare was text := case when tg_op = 'UPDATE' then to_jsonb(old) ->> 'state' else '' end;
begin
  if not rule.listens(new.district_id, 'notice') then return null; end if;
  case tg_argv[0]
  when 'slot' then perform rule.notice_of_slot(new, old);
  when 'visit' then perform rule.notice_of_visit(new, was);
  when 'document' then perform rule.notice_of_document(new);
  when 'sitting' then perform rule.notice_of_sitting(new, was);
  when 'remark' then perform rule.notice_of_remark(new);
  when 'correction' then perform rule.notice_of_correction(new);
  when 'day' then perform rule.notice_of_day(new, was);
  when 'booking' then perform rule.notice_of_booking(new, was);
  end case;
  return null;
end $$;

CREATE FUNCTION rule.notify_people(district uuid, people uuid[], word text, row_id uuid, rev integer, input jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not rule.listens(district, 'notice') then return; end if;
  perform rule.tell(district, p.id, 'notice', format('%s %s %s %s', word, row_id, rev, p.id), word || '-' || row_id, input)
  from person p where p.district_id = district and p.id = any(people) and p.id is distinct from auth.person() and p.left_on is null and p.erased_at is null
  order by p.id;
end $$;

CREATE FUNCTION rule.on_date(district uuid) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select (now() at time zone d.timezone)::date from district d where d.district_id = district $$;

CREATE FUNCTION rule.one_agenda() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare other sitting;
begin
  if tg_op = 'UPDATE' and (new.document_id, new.plan_version_id) is not distinct from (old.document_id, old.plan_version_id) then return new; end if;
  perform from document where district_id = new.district_id and id = new.document_id for update;  -- two secretaries at once
  perform from plan_version where district_id = new.district_id and id = new.plan_version_id for update;
  select t.* into other from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id)
  where a.district_id = new.district_id and a.sitting_id <> new.sitting_id and (a.document_id = new.document_id or a.plan_version_id = new.plan_version_id)
    and t.state in ('planned', 'called', 'open') and a.decision is distinct from 'postponed' limit 1;
  perform rule.need(other.id is null, '4.5', 'on_another_agenda', jsonb_build_object('date', to_char(other.held_on, 'DD.MM.YYYY')));
  return new;
end $$;

CREATE FUNCTION rule."only"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare free text[] := tg_argv[1]::text[] || '{revision,state_since}';
begin
  perform rule.need(pg_trigger_depth() > 1 or auth.has(tg_argv[0]::text[]) or to_jsonb(new) - free = to_jsonb(old) - free, '',
    'not_your_columns', jsonb_build_object('columns', tg_argv[1]));
  return new;
end $$;

CREATE TABLE public.personal_request (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    body text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    answer text,
    answered_on date,
    answered_by uuid,
    exported_at timestamp with time zone,
    outcome jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT answer_is_needed CHECK (((state = 'open'::text) OR (COALESCE(answer, ''::text) <> ''::text))),
    CONSTRAINT personal_request_body_check CHECK ((body <> ''::text)),
    CONSTRAINT personal_request_check CHECK ((due_on >= received_on)),
    CONSTRAINT personal_request_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'correction'::text, 'restriction'::text, 'erasure'::text]))),
    CONSTRAINT personal_request_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'rejected'::text])))
);

ALTER TABLE ONLY public.personal_request FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.open_request(request uuid, wanted text) RETURNS public.personal_request
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare q personal_request;
begin
  perform rule.need(auth.has('{admin}'), '', 'not_your_step', '{"roles": ""}');
  select * into q from personal_request r where r.district_id = auth.district() and r.id = request for update;
  if not found then return null; end if;
  perform rule.need(q.state = 'open' and q.kind = wanted, '', 'request_is_answered');
  return q;
end $$;

CREATE FUNCTION rule.order_step(d public.document, was text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare other document;  s sitting;
begin
  if d.kind = 'order_approve' then                     -- 4.5 considered at a sitting, then approved by order
    select * into s from sitting where district_id = d.district_id and id = d.sitting_id;
    perform rule.need(exists (select from document where district_id = d.district_id and sitting_id = d.sitting_id
      and kind = 'minutes' and state = 'signed'), '4.5', 'minutes_are_not_signed');
    perform rule.need(d.dated is null or d.dated >= s.held_on, '4.5', 'order_is_before_sitting',
      jsonb_build_object('date', to_char(s.held_on, 'DD.MM.YYYY')));
  end if;
  if d.state = was or d.state <> 'registered' then return; end if;
  perform rule.need(coalesce(d.number, '') <> '' and d.dated is not null, '4.1', 'order_needs_number_and_date');
  select * into other from document where district_id = d.district_id and id <> d.id and kind like 'order%'
    and number = d.number and date_part('year', dated) = date_part('year', d.dated);
  perform rule.need(other.id is null, '4.1', 'registry_number_taken',
    jsonb_build_object('number', d.number, 'title', other.title, 'dated', to_char(other.dated, 'DD.MM.YYYY'), 'id', other.id));
end $$;

CREATE FUNCTION rule.person_by_hand() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare mended text[] := '{}';
begin
  if not rule.by_person() then return new; end if;
  if tg_op = 'INSERT' then
    new.by_hand := case when new.email is null then '{name}'::text[] else '{email,name}' end;
    return new;
  end if;
  if (new.family_name, new.given_name, new.patronymic) is distinct from (old.family_name, old.given_name, old.patronymic) then
    mended := mended || '{name}';
  end if;
  if new.email is distinct from old.email then mended := mended || '{email}'; end if;
  if new.left_on is distinct from old.left_on then mended := mended || '{left_on}'; end if;
  new.by_hand := array(select distinct x from unnest(new.by_hand || mended) x order by 1);
  return new;
end $$;

CREATE FUNCTION rule.person_left() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.left_on is not null and new.left_on is distinct from old.left_on then
    update appointment a set during = a.during * daterange(null, new.left_on + 1)
    where a.district_id = new.district_id and a.person_id = new.id and not a.during <@ daterange(null, new.left_on + 1);
    delete from session s where s.district_id = new.district_id and s.person_id = new.id;
  end if;
  return null;
end $$;

CREATE FUNCTION rule.personal_effects(d uuid, person uuid, family text) RETURNS TABLE(what text, deed text, n bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select 'name', 'replaced', 1::bigint
  union all select 'accounts', 'erased', count(*) from portal_account a where a.district_id = d and a.person_id = person
  union all select 'sessions', 'erased', count(*) from session s where s.district_id = d and s.person_id = person
  union all select 'messages', 'erased', count(*) from outbox o where o.district_id = d and o.person_id = person
  union all select 'letters_of_others', 'erased', count(*) from outbox o where o.district_id = d and o.person_id is distinct from person and o.state <> 'ready' and rule.names(o.input::text, family)
  union all select 'job_reports', 'erased', count(*) from job j where j.district_id = d and j.state in ('done', 'dead') and rule.names(j.output::text, family)
  union all select 'files', 'erased', count(*) from rule.files_naming(d, family)
  union all select 'growth', 'erased', count(*) from estimate e where e.district_id = d and e.person_id = person
  union all select 'absences', 'erased', count(*) from unavailability u where u.district_id = d and u.person_id = person
  union all select 'needs', 'erased', count(*) from need w where w.district_id = d and w.person_id = person
  union all select 'draft_sheets', 'erased', count(*) from sheet h join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id)
    where h.district_id = d and h.state = 'draft' and person in (h.author_id, v.teacher_id)
  union all select 'draft_papers', 'erased', count(*) from document o where o.district_id = d and o.person_id = person and o.state = 'draft'
  union all select 'consents', 'erased', count(*) from consent c where c.district_id = d and c.person_id = person and c.withdrawn_at is null
  union all select 'signed_papers', 'kept', count(*) from document o where o.district_id = d and o.state not in ('draft', 'noticed', 'described') and (o.person_id = person
    or exists (select from signature s where (s.district_id, s.document_id, s.person_id) = (o.district_id, o.id, person))
    or exists (select from party y where (y.district_id, y.document_id, y.person_id) = (o.district_id, o.id, person)))
  union all select 'visits', 'kept', count(*) from visit v where v.district_id = d and v.teacher_id = person
  union all select 'sheets', 'kept', count(*) from sheet h join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id)
    where h.district_id = d and h.state <> 'draft' and person in (h.author_id, v.teacher_id)
  union all select 'council', 'kept', (select count(*) from vote v where v.district_id = d and v.person_id = person) + (select count(*) from presence p where p.district_id = d and p.person_id = person)
  union all select 'corrections', 'kept', count(*) from correction c where c.district_id = d and c.person_id = person
  union all select 'posts', 'kept', count(*) from appointment a where a.district_id = d and a.person_id = person
  union all select 'audit', 'kept', count(*) from audit a where a.district_id = d and (a.person_id = person or a.entity_id = person) $$;

CREATE FUNCTION rule.personal_request() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform rule.need((new.person_id, new.kind, new.received_on) = (old.person_id, old.kind, old.received_on), '', 'request_keeps_person');
  perform rule.need(old.state = 'open', '', 'request_is_answered');
  perform rule.need(new.kind <> 'erasure' or new.state <> 'answered' or new.outcome is not null, '', 'nothing_was_erased');
  if new.state <> old.state then new.answered_on := auth.today();  new.answered_by := auth.person(); end if;
  return new;
end $$;

CREATE FUNCTION rule.plain(input jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select translate(input::text, '<>', '‹›')::jsonb $$;

CREATE FUNCTION rule.plan_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare bare text;
begin
  if tg_op = 'UPDATE' then
    perform rule.need((new.plan_id, new.version, new.base_id) is not distinct from (old.plan_id, old.version, old.base_id)
      and (new.order_id is not distinct from old.order_id or old.state not in ('approved', 'superseded')), '4.6b', 'frozen',
      jsonb_build_object('entity', 'plan_version', 'state', old.state));
    if new.state = old.state then return new; end if;
  end if;
  case new.state
  when 'at_council' then
    bare := (select string_agg(coalesce(n.title, b.title), '; ' order by coalesce(n.title, b.title)) from plan_diff d
      left join plan_item n on (n.district_id, n.version_id, n.item_id) = (d.district_id, d.version_id, d.item_id)
      left join plan_item b on (b.district_id, b.version_id, b.item_id) = (d.district_id, new.base_id, d.item_id)
      where d.district_id = new.district_id and d.version_id = new.id
      and not exists (select from plan_change c join evidence e on (e.district_id, e.plan_change_id) = (c.district_id, c.id)
        where c.district_id = d.district_id and c.version_id = d.version_id and c.item_id = d.item_id));
    perform rule.need(bare is null, '4.6b', 'change_without_evidence', jsonb_build_object('items', bare));
  when 'approved' then
    perform rule.need(new.base_id is null and not exists (select from plan_version where district_id = new.district_id
        and plan_id = new.plan_id and state = 'approved' and id <> new.id)
      or exists (select from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id)
        where a.district_id = new.district_id and a.plan_version_id = new.id and a.decision = 'accepted' and t.state = 'closed'),
      '4.6b', 'council_has_not_considered');
    -- an order of past years, brought in by an importer, names no version
    perform rule.need(exists (select from document where district_id = new.district_id and id = new.order_id
      and kind = 'order_plan' and state = 'registered' and coalesce(plan_version_id, new.id) = new.id), '4.6b', 'no_registered_order_of_plan');
    update plan_version set state = 'superseded'
    where district_id = new.district_id and plan_id = new.plan_id and state = 'approved' and id <> new.id;
  when 'draft' then                                    -- returned by the council
    perform rule.need(tg_op = 'INSERT' or exists (select from remark where district_id = new.district_id and plan_version_id = new.id
      and state = 'open'), '4.6b', 'return_needs_remark');
  else null;
  end case;
  return new;
end $$;

CREATE FUNCTION rule.portal_answers(district uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into portal_line (district_id, answered_at) values (district, now())
  on conflict (district_id) do update set answered_at = now(), away_since = null, failures = 0, paused_until = null, error = null $$;

CREATE FUNCTION rule.practice_step(d public.document, was text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if d.state = was then return; end if;
  case d.state
  when 'council', 'published' then
    perform rule.need(exists (select from party where district_id = d.district_id and document_id = d.id and part = 'author')
      and not exists (select from party p where p.district_id = d.district_id and p.document_id = d.id and p.part = 'author'
        and not exists (select from consent c where c.district_id = p.district_id and c.document_id = p.document_id
          and c.person_id = p.person_id and c.purpose = 'publish_practice' and c.withdrawn_at is null)), '4.6c', 'author_has_not_consented');
    perform rule.need(jsonb_array_length(d.body) > 0, '4.6c', 'document_has_no_text');
    perform rule.need(d.state = 'council' or rule.council_accepts(d.district_id, d.id, '{accepted}'), '4.6c', 'council_has_not_accepted');
  when 'adopted' then
    perform rule.need(exists (select from adoption where district_id = d.district_id and document_id = d.id and state = 'verified'),
      '4.6c', 'no_verified_adoption');
  else null;
  end case;
end $$;

CREATE FUNCTION rule.presence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare s sitting;
begin
  if tg_op = 'DELETE' then
    perform rule.need(not exists (select from vote v join agenda_item a on (a.district_id, a.id) = (v.district_id, v.agenda_item_id)
      where a.district_id = old.district_id and a.sitting_id = old.sitting_id and v.person_id = old.person_id), '4.5', 'has_voted_already');
    return old;
  end if;
  select * into strict s from sitting where district_id = new.district_id and id = new.sitting_id;
  perform rule.need(new.person_id in (select rule.council_members(s.district_id, s.organisation_id, s.held_on)), '4.5', 'not_a_member_that_day');
  return new;
end $$;

CREATE FUNCTION rule.promote() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if old.state = 'booked' and new.state <> 'booked' then perform rule.fill(new.district_id, new.slot_id); end if;
  return null;
end $$;

CREATE FUNCTION rule.published() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform rule.need(exists (select from edition where district_id = new.district_id
    and id = (to_jsonb(new) ->> tg_argv[0])::uuid and state = 'published' and kind = tg_argv[1]), '1.2', 'not_published',
    jsonb_build_object('kind', tg_argv[1]));
  return new;
end $$;

CREATE FUNCTION rule.refuse(clause text, slug text, params jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  raise exception using errcode = 'MD001', message = slug, hint = coalesce(clause, ''), detail = params::text;
end $$;

CREATE FUNCTION rule.said_date(on_date date) RETURNS text
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select to_char(on_date, 'DD.MM.YYYY') $$;

CREATE FUNCTION rule.seal(district uuid, most integer DEFAULT NULL::integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare h audit_head;  a audit;  n bigint := 0;
begin
  insert into audit_head (district_id) values (district) on conflict do nothing;
  select * into h from audit_head where district_id = district for update;
  for a in select * from audit where district_id = district and seq is null order by at, id limit most loop
    a.seq := h.seq + 1;  h.seq := a.seq;  h.hash := rule.link(h.hash, a);  n := n + 1;
    update audit set seq = a.seq, hash = h.hash where district_id = district and id = a.id;
  end loop;
  update audit_head set seq = h.seq, hash = h.hash where district_id = district;
  return n;
end $$;

CREATE FUNCTION rule.setting(district uuid, wanted text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce((select value from setting where district_id = district and code = wanted), (select value from setting_default where code = wanted)) $$;

CREATE FUNCTION rule.sheet() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare v visit;  missing jsonb;
begin
  select * into v from visit where district_id = new.district_id and id = new.visit_id;
  if tg_op = 'UPDATE' then
    perform rule.need(old.state = 'draft' or (old.state = 'submitted' and new.state = 'superseded'
      and to_jsonb(new) - '{state,state_since,revision}'::text[] = to_jsonb(old) - '{state,state_since,revision}'::text[]), '4.5', 'frozen',
      jsonb_build_object('entity', 'sheet', 'state', old.state));
    perform rule.need((new.author_id, new.rubric_id, new.part, new.visit_id, new.version, new.supersedes_id) is not distinct from
      (old.author_id, old.rubric_id, old.part, old.visit_id, old.version, old.supersedes_id), '4.5', 'sheet_keeps_author');
    if new.state = 'superseded' then
      perform rule.need(pg_trigger_depth() > 1, '4.5', 'no_step', jsonb_build_object('from', old.state, 'event', 'supersede'));
      return new;
    end if;
  else
    perform rule.need(new.version = 1 and new.supersedes_id is null or exists (select from sheet where district_id = new.district_id and id = new.supersedes_id
      and visit_id = new.visit_id and author_id = new.author_id and state = 'submitted' and version = new.version - 1), '4.5', 'nothing_to_correct');
    perform rule.need(v.state in ('planned', 'held') or v.state in ('assessed', 'acknowledged', 'objected') and (new.version > 1 or new.part = 'visitor'
        and exists (select from booking b where (b.district_id, b.slot_id, b.person_id) = (v.district_id, v.slot_id, new.author_id) and b.involvement = 'visits'))
      or new.part = 'self' and v.state = 'assessed', '4.5', 'visit_is_locked', jsonb_build_object('state', v.state));
    perform rule.need(v.rubric_id = new.rubric_id, '4.5', 'one_lesson_one_rubric');
    perform rule.need((new.part = 'self') = (new.author_id = v.teacher_id), '4.5', 'only_teacher_assesses_himself');
  end if;
  if new.state = 'submitted' then
    perform rule.need(v.state not in ('closed', 'cancelled'), '4.5', 'visit_is_locked', jsonb_build_object('state', v.state));
    select jsonb_agg(s.position || '.' || i.position order by s.position, i.position) into missing from rubric_item i
      join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
    where i.district_id = new.district_id and i.edition_id = new.rubric_id
      and not exists (select from mark m where m.district_id = i.district_id and m.sheet_id = new.id and m.item_id = i.id);
    perform rule.need(missing is null, '4.5', 'items_without_mark', jsonb_build_object('items', missing));
    if new.supersedes_id is not null then
      update sheet set state = 'superseded' where district_id = new.district_id and id = new.supersedes_id;
      delete from score where district_id = new.district_id and sheet_id = new.supersedes_id;
    end if;
    select r.points, r.max_points into new.points, new.max_points
    from rule.sheet_result(new.district_id, new.id) r where r.competence_id is null;
    insert into score (district_id, sheet_id, competence_id, part, teacher_id, organisation_id, rater_id, held_on, points, max_points)
    select new.district_id, new.id, r.competence_id, new.part, v.teacher_id, v.organisation_id, new.author_id, v.held_on, r.points, r.max_points
    from rule.sheet_result(new.district_id, new.id) r where r.competence_id is not null;
  end if;
  return new;
end $$;

CREATE FUNCTION rule.sheet_differs() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare word text;
begin
  if new.part <> 'visitor' or new.state not in ('draft', 'submitted') or auth.has('{system}') then return new; end if;
  foreach word in array rule.visit_differs(new.district_id, new.visit_id, null) loop
    if word <> all(new.differs) then new.differs := new.differs || word; end if;
  end loop;
  return new;
end $$;

CREATE FUNCTION rule.sheet_result(district uuid, sheet uuid, OUT competence_id uuid, OUT points numeric, OUT max_points numeric) RETURNS SETOF record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
begin
  return query
  with given as (
    select s.id as section, s.takes, i.competence_id, m.points * i.weight as points, points_top(i.points) * i.weight as top
    from mark m join rubric_item i on (i.district_id, i.id) = (m.district_id, m.item_id)
      join rubric_section s on (s.district_id, s.id) = (i.district_id, i.section_id)
    where m.district_id = district and m.sheet_id = sheet and m.points is not null),
  by_section as (
    select g.competence_id, grouping(g.competence_id) = 1 as whole, case g.takes when 'sum' then sum(g.points) else max(g.points) end as points,
      case g.takes when 'sum' then sum(g.top) else max(g.top) end as top
    from given g group by grouping sets ((g.section, g.takes), (g.section, g.takes, g.competence_id)))
  select b.competence_id, sum(b.points), sum(b.top) from by_section b where b.whole or b.competence_id is not null group by b.whole, b.competence_id
  union all select null, null, null where not exists (select from given);
end $$;

CREATE FUNCTION rule.short_name(district uuid, person uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select person_short(p.family_name, p.given_name, p.patronymic) from person p where p.district_id = district and p.id = person $$;

CREATE FUNCTION rule.sitting() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare here integer;
begin
  perform rule.need(exists (select from organisation where district_id = new.district_id and id = new.organisation_id and kind = 'council'),
    '4.5', 'sitting_is_of_council');
  perform rule.need(tg_op = 'INSERT' or old.state in ('planned', 'called') or (new.organisation_id, new.kind, new.held_on, new.members, new.quorum,
      new.casting_vote, new.author_abstains, new.number) is not distinct from (old.organisation_id, old.kind, old.held_on, old.members, old.quorum,
      old.casting_vote, old.author_abstains, old.number), '4.5', 'frozen', jsonb_build_object('entity', 'sitting', 'state', new.state));
  perform rule.need(tg_op = 'INSERT' or old.state <> 'closed', '4.5', 'frozen', jsonb_build_object('entity', 'sitting', 'state', 'closed'));
  perform rule.need((select count(*) from rule.council_members(new.district_id, new.organisation_id, new.held_on) m
    where m in (new.chair_id, new.secretary_id)) = 2, '4.5', 'chair_is_a_member');
  if tg_op = 'INSERT' or new.state = old.state then return new; end if;
  case new.state
  when 'called' then
    perform rule.need(exists (select from agenda_item where district_id = new.district_id and sitting_id = new.id), '4.5', 'agenda_is_empty');
  when 'open' then
    new.members := (select count(*) from rule.council_members(new.district_id, new.organisation_id, new.held_on));
    new.quorum := (rule.setting(new.district_id, 'quorum'))::numeric;
    new.casting_vote := (rule.setting(new.district_id, 'casting_vote'))::boolean;
    new.author_abstains := (rule.setting(new.district_id, 'author_abstains'))::boolean;
    new.number := 1 + coalesce((select max(number) from sitting where district_id = new.district_id and organisation_id = new.organisation_id
      and school_year(held_on) = school_year(new.held_on)), 0);
    select count(*) into here from presence where district_id = new.district_id and sitting_id = new.id;
    perform rule.need(new.kind = 'correspondence' or here >= new.quorum * new.members, '4.5', 'no_quorum',
      jsonb_build_object('present', here, 'members', new.members, 'needed', ceil(new.quorum * new.members)));
  when 'closed' then
    select count(*) into here from presence where district_id = new.district_id and sitting_id = new.id;
    perform rule.need(here >= new.quorum * new.members, '4.5', 'no_quorum',
      jsonb_build_object('present', here, 'members', new.members, 'needed', ceil(new.quorum * new.members)));
    perform rule.need(not exists (select from agenda_item where district_id = new.district_id and sitting_id = new.id and decision is null),
      '4.5', 'item_without_decision', jsonb_build_object('items', (select string_agg(position::text, ', ' order by position)
        from agenda_item where district_id = new.district_id and sitting_id = new.id and decision is null)));
  else null;
  end case;
  return new;
end $$;

CREATE FUNCTION rule.sitting_day() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform rule.need(new.chair_id <> new.secretary_id, '4.5', 'chair_is_not_secretary');
  perform rule.need(tg_op = 'INSERT' or new.state = old.state or new.state <> 'open' or new.kind = 'correspondence' or new.held_on <= auth.today(), '4.5',
    'sitting_is_ahead', jsonb_build_object('date', to_char(new.held_on, 'DD.MM.YYYY')));
  return new;
end $$;

CREATE FUNCTION rule.slot() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.during <> old.during or new.organisation_id <> old.organisation_id or new.cancelled <> old.cancelled then
    update slot set sequence = sequence + 1 where district_id = new.district_id and id = new.id;
    update booking set state = case when new.cancelled then 'released' else state end
    where district_id = new.district_id and slot_id = new.id and state in ('booked', 'waiting', 'requested');
  end if;
  if not new.cancelled then perform rule.fill(new.district_id, new.id); end if;
  return null;
end $$;

CREATE FUNCTION rule.slot_in_day() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare d date;  zone text;
begin
  select held_on into d from day where district_id = new.district_id and id = new.day_id;
  select timezone into zone from district where district_id = new.district_id;
  perform rule.need((lower(new.during) at time zone zone)::date = d and (upper(new.during) at time zone zone)::date = d, '4.2', 'slot_outside_day',
    jsonb_build_object('date', to_char(d, 'DD.MM.YYYY')));
  return new;
end $$;

CREATE FUNCTION rule.slot_of_visit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare word text := case when new.cancelled and not old.cancelled then 'slot_cancelled' when lower(new.during) <> lower(old.during) then 'slot_moved' end;
begin
  if word is null then return null; end if;
  update visit v set held_on = (lower(new.during) at time zone z.timezone)::date from district z
  where z.district_id = v.district_id and (v.district_id, v.slot_id) = (new.district_id, new.id) and v.state = 'planned'
    and v.held_on <> (lower(new.during) at time zone z.timezone)::date;
  update sheet h set differs = h.differs || word from visit v
  where (v.district_id, v.slot_id) = (new.district_id, new.id) and (h.district_id, h.visit_id) = (v.district_id, v.id)
    and h.part = 'visitor' and h.state = 'draft' and word <> all(h.differs);
  return null;
end $$;

CREATE FUNCTION rule.spent(input jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case when input ? 'token' then input - 'token' || jsonb_build_object('token_digest', encode(rule.digest(input ->> 'token'), 'hex')) else input end $$;

CREATE FUNCTION rule.stamp() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    new.revision := 1;  new.created_at := now();  new.created_by := auth.person();
    return new;
  end if;
  new.revision := old.revision + 1;  new.created_at := old.created_at;  new.created_by := old.created_by;
  perform rule.need(new.district_id = old.district_id, '', 'row_stays_in_district');
  return new;
end $$;

CREATE FUNCTION rule.step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  m text := rule.machine(tg_argv[0], to_jsonb(new) ->> 'kind');
  f text := '';
  known boolean;
  allowed boolean;
  c text;
begin
  if tg_op = 'UPDATE' then
    if new.state = old.state then return new; end if;
    f := old.state;
  end if;
  select count(*) > 0, bool_or(roles = '{}' or auth.has(roles)), min(clause) into known, allowed, c
  from transition where machine = m and state_from = f and state_to = new.state;
  perform rule.need(known, c, 'no_step', jsonb_build_object('from', f, 'event', new.state));
  perform rule.need(allowed, c, 'not_your_step', jsonb_build_object('roles', ''));
  new.state_since := now();
  return new;
end $$;

CREATE TABLE public.outbox (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    seq bigint NOT NULL,
    channel text NOT NULL,
    person_id uuid,
    key text NOT NULL,
    subject text NOT NULL,
    input jsonb NOT NULL,
    state text DEFAULT 'ready'::text NOT NULL,
    run_after timestamp with time zone DEFAULT now() NOT NULL,
    leased_until timestamp with time zone,
    tries integer DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    tried_at timestamp with time zone,
    ended_at timestamp with time zone,
    error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT outbox_attempts_check CHECK ((attempts <= 5)),
    CONSTRAINT outbox_channel_check CHECK ((channel = ANY (ARRAY['framework'::text, 'notice'::text, 'calendar'::text, 'evidence'::text, 'rating'::text]))),
    CONSTRAINT outbox_check CHECK (((person_id IS NULL) = (channel = 'framework'::text))),
    CONSTRAINT outbox_key_check CHECK (((length(key) >= 1) AND (length(key) <= 100))),
    CONSTRAINT outbox_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'sent'::text, 'dead'::text])))
);

ALTER TABLE ONLY public.outbox FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.superseded(o public.outbox) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select o.channel = 'calendar' and exists (select from outbox l where l.district_id = o.district_id and l.channel = 'calendar'
    and l.subject = o.subject and l.person_id = o.person_id and l.seq > o.seq) $$;

CREATE FUNCTION rule.tell(district uuid, person uuid, channel text, key text, subject text, input jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into outbox (district_id, channel, person_id, key, subject, input)
  select district, tell.channel, person, tell.key, tell.subject, rule.plain(tell.input) from portal_service s
  where s.district_id = district and (tell.channel = any(s.channels) or tell.channel = 'framework')
  on conflict on constraint outbox_key do nothing $$;

CREATE FUNCTION rule.tell_calendar(district uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare today date := rule.on_date(district);
begin
  perform rule.tell_day(d) from day d where d.district_id = district and d.held_on >= today;
  perform rule.tell_slot(s.district_id, s.id) from slot s join day d on (d.district_id, d.id) = (s.district_id, s.day_id) where s.district_id = district and d.held_on >= today;
  perform rule.tell_sitting(s) from sitting s where s.district_id = district and s.held_on >= today;
  perform rule.tell_correction(k) from correction k where k.district_id = district and k.due_on >= today;
  perform rule.tell_task(t) from task t where t.district_id = district and t.due_on >= today;
end $$;

CREATE FUNCTION rule.tell_correction(k public.correction) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if k.due_on is null or not rule.listens(k.district_id, 'calendar') then return; end if;
  perform rule.tell_event(k.district_id, k.person_id, format('correction %s %s', k.id, k.revision), rule.all_day(k.district_id, k.due_on,
    jsonb_build_object('uid', 'correction-' || k.id, 'name', 'Срок коррекции', 'description', k.body, 'location', '', 'target', '/corrections/' || k.id)),
    k.state in ('agreed', 'in_work', 'checked'));
end $$;

CREATE FUNCTION rule.tell_day(d public.day, off_for uuid DEFAULT NULL::uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare p uuid;
begin
  if not rule.listens(d.district_id, 'calendar') then return; end if;
  for p in select distinct x from unnest(rule.holders(d.district_id, '{school_head}', d.organisation_id) || d.lead_id || off_for) x where x is not null order by x loop
    perform rule.tell_event(d.district_id, p, format('day %s %s %s', d.id, p, d.revision), rule.all_day(d.district_id, d.held_on,
      jsonb_build_object('uid', 'day-' || d.id, 'name', d.theme, 'description', case d.kind when 'day' then 'Методический день' else 'Мероприятие' end,
        'location', (select o.name from organisation o where (o.district_id, o.id) = (d.district_id, d.organisation_id)), 'target', '/days/' || d.id)),
      rule.is_public(d.state) and p is distinct from off_for);
  end loop;
end $$;

CREATE FUNCTION rule.tell_event(district uuid, person uuid, key text, input jsonb, is_on boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare last jsonb;
begin
  select o.input into last from outbox o where o.district_id = district and o.channel = 'calendar' and o.subject = tell_event.input ->> 'uid' and o.person_id = person
  order by o.seq desc limit 1;
  if last is null and (not is_on or (input ->> 'timestart')::numeric + (input ->> 'duration')::numeric < extract(epoch from now()))
    or not is_on and (last ->> 'cancelled')::boolean then return; end if;
  input := rule.plain(case when is_on then input else last end || jsonb_build_object('cancelled', not is_on));
  if last is distinct from input then perform rule.tell(district, person, 'calendar', key, input ->> 'uid', input); end if;
end $$;

CREATE FUNCTION rule.tell_evidence(v public.visit) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare c record;
begin
  if not rule.listens(v.district_id, 'evidence') then return; end if;
  for c in
    select k.id, k.code, e.id as framework_id, e.code as framework, 1 + 3 * sum(s.points) / sum(s.max_points) as level, count(*) as sheets,
      left(md5(string_agg(h.id::text, ' ' order by h.id)), 8) as digest
    from sheet h join score s on (s.district_id, s.sheet_id) = (h.district_id, h.id) join competence k on (k.district_id, k.id) = (s.district_id, s.competence_id)
      join edition e on (e.district_id, e.id) = (k.district_id, k.edition_id)
    where (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted' and k.code <> ''
    group by k.id, k.code, e.id, e.code order by e.code, k.code loop
    perform rule.tell_framework(v.district_id, c.framework_id);
    perform rule.tell(v.district_id, v.teacher_id, 'evidence', format('visit %s %s %s', v.id, c.id, c.digest), 'visit-' || v.id, jsonb_build_object(
      'framework', c.framework, 'competency', c.code, 'title', rule.lesson_words(v), 'note', format('Результат посещения: %s из 4 (листов: %s)',
        replace(to_char(c.level, 'FM0.0'), '.', ','), c.sheets), 'target', '/visits/' || v.id));
  end loop;
end $$;

CREATE FUNCTION rule.tell_framework(district uuid, framework uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare s text := 'framework-' || framework;
begin
  if exists (select from outbox o where o.district_id = district and o.key = s) then return; end if;
  perform rule.tell(district, null, 'framework', s, s, jsonb_build_object('framework', e.code, 'name', e.title,
    'levels', jsonb_build_array('Начальный', 'Базовый', 'Уверенный', 'Мастерский'), 'proficient', 3, 'competencies', (
      with recursive tree as (select c.id, c.code, c.name, '' as parent, array[c.position] as way from competence c
          left join competence p on (p.district_id, p.id) = (c.district_id, c.parent_id)
        where c.district_id = district and c.edition_id = framework and c.code <> '' and coalesce(p.code, '') = ''
        union all select c.id, c.code, c.name, t.code, t.way || c.position from tree t join competence c on c.district_id = district and c.parent_id = t.id)
      select coalesce(jsonb_agg(jsonb_build_object('code', code, 'parent', parent, 'name', name) order by way, code), '[]') from tree)))
  from edition e where e.district_id = district and e.id = framework;
end $$;

CREATE FUNCTION rule.tell_level(k public.correction, word text, level double precision) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare c competence;  e edition;
begin
  select * into c from competence x where (x.district_id, x.id) = (k.district_id, k.competence_id);
  select * into e from edition x where (x.district_id, x.id) = (c.district_id, c.edition_id);
  if level is null or c.code = '' or not rule.listens(k.district_id, 'rating') then return; end if;
  perform rule.tell_framework(k.district_id, e.id);
  perform rule.tell(k.district_id, k.person_id, 'rating', format('level %s %s %s', k.id, k.state, k.revision), 'correction-' || k.id, jsonb_build_object(
    'framework', e.code, 'competency', c.code, 'grade', least(4, greatest(1, round(level::numeric))), 'title', word || ': ' || c.name,
    'note', format('Уровень %s из 4', replace(to_char(level, 'FM0.0'), '.', ',')), 'target', '/corrections/' || k.id));
end $$;

CREATE FUNCTION rule.tell_sitting(s public.sitting) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare p uuid;
begin
  if not rule.listens(s.district_id, 'calendar') then return; end if;
  foreach p in array rule.members(s) loop
    perform rule.tell_event(s.district_id, p, format('sitting %s %s %s', s.id, p, s.revision), rule.all_day(s.district_id, s.held_on,
      jsonb_build_object('uid', 'sitting-' || s.id, 'name', case s.kind when 'in_person' then 'Заседание методического совета' else 'Заочное голосование методического совета' end,
        'description', '', 'location', coalesce(s.place, ''), 'target', '/sittings/' || s.id)), s.state in ('called', 'open', 'closed'));
  end loop;
end $$;

CREATE FUNCTION rule.tell_slot(district uuid, slot uuid, one uuid DEFAULT NULL::uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare b record;
begin
  if not rule.listens(district, 'calendar') then return; end if;
  for b in
    select k.person_id, format('slot %s %s.%s.%s', k.id, k.revision, s.revision, d.revision) as key,
      k.state = 'booked' and not s.cancelled and rule.is_public(d.state) as is_on,
      jsonb_build_object('uid', 'slot-' || s.id, 'name', s.title, 'description', concat_ws(E'\n', case d.kind when 'day' then 'Методический день' else 'Мероприятие' end
          || ': ' || d.theme, case k.involvement when 'leads' then 'Вы ведёте' when 'visits' then 'Вы посещаете' when 'shows' then 'Вы показываете'
          when 'co_organises' then 'Вы помогаете с проведением' when 'jury' then 'Вы в жюри' else 'Вы участвуете' end),
        'timestart', extract(epoch from lower(s.during))::bigint, 'duration', extract(epoch from upper(s.during) - lower(s.during))::bigint,
        'location', concat_ws(', ', o.name, (select string_agg(r.name, ', ' order by r.name) from booking x join room r on (r.district_id, r.id) = (x.district_id, x.room_id)
          where (x.district_id, x.slot_id) = (s.district_id, s.id) and x.state = 'booked')),
        'target', '/days/' || d.id || '/programme') as input
    from slot s join day d on (d.district_id, d.id) = (s.district_id, s.day_id) join organisation o on (o.district_id, o.id) = (s.district_id, s.organisation_id)
      join booking k on (k.district_id, k.slot_id) = (s.district_id, s.id) and k.person_id is not null and (one is null or k.id = one)
    where s.district_id = district and s.id = slot order by k.id loop
    perform rule.tell_event(district, b.person_id, b.key, b.input, b.is_on);
  end loop;
end $$;

CREATE TABLE public.task (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    document_id uuid NOT NULL,
    "position" integer NOT NULL,
    person_id uuid,
    organisation_id uuid,
    body text NOT NULL,
    due_on date,
    done_at timestamp with time zone,
    report text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT task_check CHECK ((num_nonnulls(person_id, organisation_id) >= 1))
);

ALTER TABLE ONLY public.task FORCE ROW LEVEL SECURITY;

CREATE FUNCTION rule.tell_task(t public.task) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare d document;
begin
  select * into d from document x where (x.district_id, x.id) = (t.district_id, t.document_id);
  if t.person_id is null or t.due_on is null or d.kind not like 'order%' or not rule.listens(t.district_id, 'calendar') then return; end if;
  perform rule.tell_event(t.district_id, t.person_id, format('task %s %s.%s', t.id, t.revision, d.revision), rule.all_day(t.district_id, t.due_on,
    jsonb_build_object('uid', 'task-' || t.id, 'name', 'Срок поручения: ' || d.title, 'description', t.body, 'location', '', 'target', '/orders/' || d.id)),
    d.state = 'registered' and t.done_at is null);
end $$;

CREATE FUNCTION rule.visit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform rule.need(new.state = old.state or new.state <> 'assessed' or old.state in ('acknowledged', 'objected') or (
    exists (select from sheet where district_id = new.district_id and visit_id = new.id and part = 'visitor' and state = 'submitted')
    and not exists (select from sheet where district_id = new.district_id and visit_id = new.id and part = 'visitor' and state = 'draft')),
    '4.5', 'not_all_sheets_are_in');
  perform rule.need((new.rubric_id, new.teacher_id) = (old.rubric_id, old.teacher_id) or not exists (select from sheet
    where district_id = new.district_id and visit_id = new.id), '4.5', 'one_lesson_one_rubric');
  perform rule.need(new.state <> 'acknowledged' or old.state = 'acknowledged' or auth.person() = new.teacher_id, '4.5', 'only_teacher_answers');
  perform rule.need(new.state <> 'objected' or old.state = 'objected' or auth.person() = new.teacher_id, '4.5', 'only_teacher_answers');
  perform rule.need(old.state in ('planned', 'held') or old.state = 'cancelled' and new.state = 'held'
    or (to_jsonb(new) - '{state,state_since,revision}'::text[]) = (to_jsonb(old) - '{state,state_since,revision}'::text[]),
    '4.5', 'visit_is_locked', jsonb_build_object('state', old.state));
  return new;
end $$;

CREATE FUNCTION rule.visit_differs(district uuid, visit uuid, seen timestamp with time zone) RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select array_remove(array[
    case when lower(s.during) <> seen then 'slot_moved' end,
    case when s.cancelled then 'slot_cancelled' end,
    case when v.state = 'cancelled' then 'visit_cancelled' end,
    case when exists (select from edition n where (n.district_id, n.kind, n.code, n.state) = (e.district_id, e.kind, e.code, 'published')
      and n.version > e.version and lower(n.in_force) <= (now() at time zone z.timezone)::date) then 'rubric_replaced' end], null)
  from visit v join edition e on (e.district_id, e.id) = (v.district_id, v.rubric_id) join district z on z.district_id = v.district_id
    left join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
  where v.district_id = visit_differs.district and v.id = visit_differs.visit $$;

CREATE FUNCTION rule.vote() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare a agenda_item;  s sitting;
begin
  select * into strict a from agenda_item where district_id = coalesce(new.district_id, old.district_id)
    and id = coalesce(new.agenda_item_id, old.agenda_item_id) for update;
  select * into strict s from sitting where district_id = a.district_id and id = a.sitting_id for share;
  perform rule.need(s.state = 'open', '4.5', 'sitting_is_not_open');
  perform rule.need(a.decision is null, '4.5', 'item_is_decided');
  if tg_op = 'DELETE' then return old; end if;
  perform rule.need(tg_op = 'INSERT' or (new.agenda_item_id, new.person_id) = (old.agenda_item_id, old.person_id), '4.5', 'vote_keeps_its_person');
  perform rule.need(new.person_id in (select rule.council_members(s.district_id, s.organisation_id, s.held_on)), '4.5', 'not_a_member_that_day');
  if s.kind = 'correspondence' then
    insert into presence (district_id, sitting_id, person_id) values (s.district_id, s.id, new.person_id) on conflict do nothing;
  end if;
  perform rule.need(exists (select from presence p where p.district_id = s.district_id and p.sitting_id = s.id and p.person_id = new.person_id),
    '4.5', 'only_present_vote');
  perform rule.need(not s.author_abstains or new.choice = 'abstain' or not exists (select from party p where p.district_id = a.district_id
    and p.document_id = a.document_id and p.part = 'author' and p.person_id = new.person_id), '4.5', 'author_abstains');
  return new;
end $$;

CREATE FUNCTION rule.votes(district uuid, item uuid, OUT votes_for integer, OUT votes_against integer, OUT votes_abstain integer, OUT chair text) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select count(*) filter (where v.choice = 'for'), count(*) filter (where v.choice = 'against'), count(*) filter (where v.choice = 'abstain'),
    min(v.choice) filter (where v.person_id = s.chair_id)
  from agenda_item a join sitting s on (s.district_id, s.id) = (a.district_id, a.sitting_id)
    left join vote v on (v.district_id, v.agenda_item_id) = (a.district_id, a.id)
  where a.district_id = district and a.id = item $$;

CREATE FUNCTION rule.writes_material(d public.document, person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case when exists (select from party p where p.district_id = d.district_id and p.document_id = d.id and p.part = 'author')
    then exists (select from party p where p.district_id = d.district_id and p.document_id = d.id and p.part = 'author' and p.person_id = person)
    else coalesce(d.created_by = person, d.created_by is null) end $$;

CREATE TABLE public.adoption (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    document_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    person_id uuid DEFAULT auth.person() NOT NULL,
    body text NOT NULL,
    visit_id uuid,
    state text DEFAULT 'claimed'::text NOT NULL,
    verified_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT adoption_body_check CHECK ((body <> ''::text)),
    CONSTRAINT adoption_check CHECK (((state = 'claimed'::text) OR (verified_by IS NOT NULL))),
    CONSTRAINT another_verifies_adoption CHECK ((verified_by <> person_id))
);

ALTER TABLE ONLY public.adoption FORCE ROW LEVEL SECURITY;

CREATE TABLE public.agenda_item (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    sitting_id uuid NOT NULL,
    "position" integer NOT NULL,
    title text NOT NULL COLLATE public.ru_natural,
    document_id uuid,
    plan_version_id uuid,
    reporter_id uuid,
    heard text,
    spoke text,
    decision text,
    resolution text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    remark text,
    CONSTRAINT agenda_item_check CHECK ((num_nonnulls(document_id, plan_version_id) <= 1)),
    CONSTRAINT agenda_item_decision_check CHECK ((decision = ANY (ARRAY['accepted'::text, 'amended'::text, 'returned'::text, 'noted'::text, 'postponed'::text]))),
    CONSTRAINT agenda_item_position_check CHECK (("position" > 0)),
    CONSTRAINT agenda_item_title_check CHECK ((title <> ''::text)),
    CONSTRAINT resolution_needs_words CHECK (((decision IS NULL) OR (decision = ANY (ARRAY['accepted'::text, 'noted'::text])) OR (COALESCE(resolution, ''::text) <> ''::text)))
);

ALTER TABLE ONLY public.agenda_item FORCE ROW LEVEL SECURITY;

CREATE TABLE public.vote (
    district_id uuid NOT NULL,
    agenda_item_id uuid NOT NULL,
    person_id uuid NOT NULL,
    choice text NOT NULL,
    dissent text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT vote_choice_check CHECK ((choice = ANY (ARRAY['for'::text, 'against'::text, 'abstain'::text])))
);

ALTER TABLE ONLY public.vote FORCE ROW LEVEL SECURITY;

CREATE VIEW public.agenda_total WITH (security_invoker='true') AS
 SELECT a.district_id,
    a.sitting_id,
    a.id AS agenda_item_id,
    count(*) FILTER (WHERE (v.choice = 'for'::text)) AS votes_for,
    count(*) FILTER (WHERE (v.choice = 'against'::text)) AS votes_against,
    count(*) FILTER (WHERE (v.choice = 'abstain'::text)) AS votes_abstain
   FROM (public.agenda_item a
     LEFT JOIN public.vote v ON (((v.district_id = a.district_id) AND (v.agenda_item_id = a.id))))
  GROUP BY a.district_id, a.sitting_id, a.id;

CREATE TABLE public.agreement (
    district_id uuid NOT NULL,
    run_id uuid NOT NULL,
    competence_id uuid NOT NULL,
    n integer NOT NULL,
    people integer NOT NULL,
    raters integer NOT NULL,
    sets integer NOT NULL,
    method text,
    note text,
    more_visits integer,
    more_raters integer,
    person double precision,
    rater double precision,
    visit double precision,
    doubles integer NOT NULL,
    blind integer NOT NULL,
    more_doubles integer,
    kappa double precision,
    kappa_low double precision,
    kappa_high double precision,
    design jsonb DEFAULT '[]'::jsonb NOT NULL,
    growth jsonb DEFAULT '[]'::jsonb NOT NULL,
    "least" jsonb DEFAULT '[]'::jsonb NOT NULL,
    levels jsonb DEFAULT '[]'::jsonb NOT NULL,
    compressed boolean DEFAULT false NOT NULL,
    links jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT agreement_check CHECK (((method IS NULL) = (person IS NULL))),
    CONSTRAINT agreement_check1 CHECK (((kappa IS NULL) OR ((kappa_low <= kappa) AND (kappa <= kappa_high)))),
    CONSTRAINT agreement_method_check CHECK ((method = ANY (ARRAY['model'::text, 'moments'::text]))),
    CONSTRAINT agreement_note_check CHECK ((note = ANY (ARRAY['one_rater'::text, 'not_linked'::text, 'too_few'::text, 'no_spread'::text])))
);

ALTER TABLE ONLY public.agreement FORCE ROW LEVEL SECURITY;

CREATE TABLE public.appointment (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    role text NOT NULL,
    post text,
    acting boolean DEFAULT false NOT NULL,
    during daterange DEFAULT daterange(CURRENT_DATE, NULL::date) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    portal boolean DEFAULT false NOT NULL,
    by_hand boolean DEFAULT false NOT NULL,
    CONSTRAINT appointment_role_check CHECK ((role = ANY (ARRAY['methodist'::text, 'centre_head'::text, 'council_member'::text, 'council_secretary'::text, 'council_chair'::text, 'department_head'::text, 'clerk'::text, 'school_head'::text, 'teacher'::text, 'admin'::text, 'system'::text])))
);

ALTER TABLE ONLY public.appointment FORCE ROW LEVEL SECURITY;

CREATE TABLE public.attendance (
    district_id uuid NOT NULL,
    slot_id uuid NOT NULL,
    person_id uuid NOT NULL,
    present boolean NOT NULL,
    by_code boolean DEFAULT false NOT NULL,
    noted_at timestamp with time zone DEFAULT now() NOT NULL,
    noted_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.attendance FORCE ROW LEVEL SECURITY;

CREATE TABLE public.audit_head (
    district_id uuid NOT NULL,
    seq bigint DEFAULT 0 NOT NULL,
    hash bytea DEFAULT '\x00'::bytea NOT NULL
)
WITH (fillfactor='20');

ALTER TABLE ONLY public.audit_head FORCE ROW LEVEL SECURITY;

CREATE TABLE public.bell (
    district_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    profile text DEFAULT ''::text NOT NULL,
    lesson integer NOT NULL,
    starts time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT bell_check CHECK ((ends > starts))
);

ALTER TABLE ONLY public.bell FORCE ROW LEVEL SECURITY;

CREATE TABLE public.calendar_day (
    district_id uuid NOT NULL,
    on_date date NOT NULL,
    working boolean NOT NULL,
    title text NOT NULL COLLATE public.ru_natural,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.calendar_day FORCE ROW LEVEL SECURITY;

CREATE TABLE public.clause (
    district_id uuid NOT NULL,
    edition_id uuid NOT NULL,
    number text NOT NULL,
    label text NOT NULL,
    "position" integer NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.clause FORCE ROW LEVEL SECURITY;

CREATE TABLE public.competence (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    edition_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL COLLATE public.ru_natural,
    parent_id uuid,
    "position" integer DEFAULT 0 NOT NULL,
    body text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.competence FORCE ROW LEVEL SECURITY;

CREATE TABLE public.consent (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid DEFAULT auth.person() NOT NULL,
    document_id uuid NOT NULL,
    purpose text NOT NULL,
    given_at timestamp with time zone DEFAULT now() NOT NULL,
    withdrawn_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT consent_purpose_check CHECK ((purpose = 'publish_practice'::text))
);

ALTER TABLE ONLY public.consent FORCE ROW LEVEL SECURITY;

CREATE TABLE public.district (
    district_id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL COLLATE public.ru_natural,
    timezone text DEFAULT 'Europe/Moscow'::text NOT NULL
);

ALTER TABLE ONLY public.district FORCE ROW LEVEL SECURITY;

CREATE TABLE public.document_version (
    district_id uuid NOT NULL,
    document_id uuid NOT NULL,
    version integer NOT NULL,
    body jsonb NOT NULL,
    digest bytea NOT NULL,
    code text DEFAULT "left"(encode(sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))), 'hex'::text), 20) NOT NULL
);

ALTER TABLE ONLY public.document_version FORCE ROW LEVEL SECURITY;

CREATE TABLE public.edition (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    version integer NOT NULL,
    title text NOT NULL COLLATE public.ru_natural,
    body jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    in_force daterange,
    submitted_by uuid,
    enacted_by uuid,
    order_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT edition_kind_check CHECK ((kind = ANY (ARRAY['regulation'::text, 'rubric'::text, 'framework'::text, 'layout'::text, 'template'::text]))),
    CONSTRAINT two_people_amend CHECK ((submitted_by <> enacted_by))
);

ALTER TABLE ONLY public.edition FORCE ROW LEVEL SECURITY;

CREATE TABLE public.effect (
    district_id uuid NOT NULL,
    run_id uuid NOT NULL,
    competence_id uuid NOT NULL,
    n integer NOT NULL,
    raters integer NOT NULL,
    days integer NOT NULL,
    schools integer NOT NULL,
    visited integer NOT NULL,
    unvisited integer NOT NULL,
    verdict text NOT NULL,
    more_visits integer,
    more_raters integer,
    more_visited integer,
    more_unvisited integer,
    more_history integer,
    figures jsonb DEFAULT '[]'::jsonb NOT NULL,
    events jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT effect_verdict_check CHECK ((verdict = ANY (ARRAY['credible'::text, 'no_placebo'::text, 'placebo_fails'::text, 'models_disagree'::text, 'no_model'::text, 'not_enough_data'::text])))
);

ALTER TABLE ONLY public.effect FORCE ROW LEVEL SECURITY;

CREATE TABLE public.evidence (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    plan_change_id uuid,
    correction_id uuid,
    adoption_id uuid,
    need_id uuid,
    visit_id uuid,
    from_document_id uuid,
    from_need_id uuid,
    proposal_id uuid,
    body text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT evidence_check CHECK ((num_nonnulls(plan_change_id, correction_id, adoption_id, need_id) = 1)),
    CONSTRAINT evidence_rests_on_something CHECK ((num_nonnulls(visit_id, from_document_id, from_need_id, proposal_id, NULLIF(body, ''::text)) >= 1))
);

ALTER TABLE ONLY public.evidence FORCE ROW LEVEL SECURITY;

CREATE TABLE public.form (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL COLLATE public.ru_natural,
    is_day boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    retired_on date,
    CONSTRAINT day_form_stays CHECK (((NOT is_day) OR (retired_on IS NULL)))
);

ALTER TABLE ONLY public.form FORCE ROW LEVEL SECURITY;

CREATE TABLE public.idempotency (
    district_id uuid NOT NULL,
    person_id uuid NOT NULL,
    key text NOT NULL,
    digest bytea NOT NULL,
    status integer,
    location text,
    body text,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.idempotency FORCE ROW LEVEL SECURITY;

CREATE TABLE public.import (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    name text NOT NULL COLLATE public.ru_natural,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    size bigint,
    digest bytea,
    check_id uuid,
    load_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT import_kind_check CHECK ((kind = ANY (ARRAY['roster'::text, 'school'::text, 'timetable'::text, 'plan'::text, 'visits'::text, 'framework'::text, 'rubric'::text]))),
    CONSTRAINT import_size_check CHECK (((size >= 1) AND (size <= 67108864)))
);

ALTER TABLE ONLY public.import FORCE ROW LEVEL SECURITY;

CREATE TABLE public.import_piece (
    district_id uuid NOT NULL,
    import_id uuid NOT NULL,
    "position" integer NOT NULL,
    bytes bytea NOT NULL
);
ALTER TABLE ONLY public.import_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;

ALTER TABLE ONLY public.import_piece FORCE ROW LEVEL SECURITY;

CREATE TABLE public.lesson (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organisation_id uuid NOT NULL,
    class_id uuid NOT NULL,
    subject_id uuid,
    teacher_id uuid NOT NULL,
    room_id uuid,
    weekday integer NOT NULL,
    number integer NOT NULL,
    profile text DEFAULT ''::text NOT NULL,
    term daterange NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT lesson_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

ALTER TABLE ONLY public.lesson FORCE ROW LEVEL SECURITY;

CREATE TABLE public.lti_choice (
    district_id uuid NOT NULL,
    digest bytea NOT NULL,
    portal_id uuid NOT NULL,
    request jsonb NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

ALTER TABLE ONLY public.lti_choice FORCE ROW LEVEL SECURITY;

CREATE TABLE public.lti_invitation (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    digest bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    job_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.lti_invitation FORCE ROW LEVEL SECURITY;

CREATE TABLE public.lti_login (
    district_id uuid NOT NULL,
    digest bytea NOT NULL,
    portal_id uuid NOT NULL,
    browser bytea NOT NULL,
    nonce text NOT NULL,
    hints jsonb NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

ALTER TABLE ONLY public.lti_login FORCE ROW LEVEL SECURITY;

CREATE TABLE public.mark (
    district_id uuid NOT NULL,
    sheet_id uuid NOT NULL,
    item_id uuid NOT NULL,
    points numeric,
    evidence text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.mark FORCE ROW LEVEL SECURITY;

CREATE TABLE public.need (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organisation_id uuid NOT NULL,
    person_id uuid,
    competence_id uuid NOT NULL,
    subject_id uuid,
    source text NOT NULL,
    body text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT need_source_check CHECK ((source = ANY (ARRAY['diagnosis'::text, 'visit'::text, 'request'::text, 'results'::text])))
);

ALTER TABLE ONLY public.need FORCE ROW LEVEL SECURITY;

CREATE TABLE public.note (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    sheet_id uuid NOT NULL,
    item_id uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.note FORCE ROW LEVEL SECURITY;

CREATE TABLE public.organisation (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    name text NOT NULL COLLATE public.ru_natural,
    idnumber text,
    rural boolean DEFAULT false NOT NULL,
    closed_on date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT organisation_kind_check CHECK ((kind = ANY (ARRAY['department'::text, 'centre'::text, 'council'::text, 'school'::text, 'kindergarten'::text, 'extra'::text, 'technical'::text])))
);

ALTER TABLE ONLY public.organisation FORCE ROW LEVEL SECURITY;

ALTER TABLE public.outbox ALTER COLUMN seq ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outbox_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.party (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    document_id uuid NOT NULL,
    person_id uuid,
    organisation_id uuid,
    part text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT party_check CHECK ((num_nonnulls(person_id, organisation_id) = 1)),
    CONSTRAINT party_part_check CHECK ((part = ANY (ARRAY['author'::text, 'addressee'::text, 'audience'::text, 'expert'::text])))
);

ALTER TABLE ONLY public.party FORCE ROW LEVEL SECURITY;

CREATE TABLE public.plan (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    school_year integer NOT NULL,
    title text NOT NULL COLLATE public.ru_natural,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.plan FORCE ROW LEVEL SECURITY;

CREATE TABLE public.plan_build (
    district_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    method text NOT NULL,
    objective double precision NOT NULL,
    days integer NOT NULL,
    unused integer NOT NULL,
    left_out text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT plan_build_days_check CHECK ((days >= 0)),
    CONSTRAINT plan_build_left_out_check CHECK ((left_out <@ '{linking,coverage,shares}'::text[])),
    CONSTRAINT plan_build_method_check CHECK ((method = ANY (ARRAY['optimum'::text, 'best_found'::text, 'greedy'::text]))),
    CONSTRAINT plan_build_unused_check CHECK ((unused >= 0))
);

ALTER TABLE ONLY public.plan_build FORCE ROW LEVEL SECURITY;

CREATE TABLE public.plan_change (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    version_id uuid NOT NULL,
    item_id uuid NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT plan_change_reason_check CHECK ((reason <> ''::text))
);

ALTER TABLE ONLY public.plan_change FORCE ROW LEVEL SECURITY;

CREATE TABLE public.plan_item (
    district_id uuid NOT NULL,
    version_id uuid NOT NULL,
    item_id uuid DEFAULT gen_random_uuid() NOT NULL,
    number integer,
    form_id uuid NOT NULL,
    title text NOT NULL,
    section text DEFAULT ''::text NOT NULL,
    term daterange NOT NULL,
    organisation_id uuid,
    responsible_id uuid,
    direction text,
    addressee text,
    result text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT plan_item_direction_check CHECK ((direction = ANY (ARRAY['analytic'::text, 'informational'::text, 'organisational'::text, 'expert'::text, 'consulting'::text]))),
    CONSTRAINT plan_item_term_check CHECK (((NOT isempty(term)) AND (lower(term) IS NOT NULL) AND (upper(term) IS NOT NULL)))
);

ALTER TABLE ONLY public.plan_item FORCE ROW LEVEL SECURITY;

CREATE TABLE public.plan_version (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    plan_id uuid NOT NULL,
    version integer NOT NULL,
    base_id uuid,
    state text DEFAULT 'draft'::text NOT NULL,
    order_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.plan_version FORCE ROW LEVEL SECURITY;

CREATE VIEW public.plan_diff WITH (security_invoker='true') AS
 SELECT v.district_id,
    v.id AS version_id,
    x.item_id,
    x.change
   FROM ((((public.plan_version v
     JOIN public.plan p ON (((p.district_id = v.district_id) AND (p.id = v.plan_id))))
     JOIN public.plan_version w ON (((w.district_id = v.district_id) AND (w.id = v.base_id))))
     JOIN public.plan q ON (((q.district_id = w.district_id) AND (q.id = w.plan_id))))
     CROSS JOIN LATERAL ( SELECT item_id,
                CASE
                    WHEN (b.item_id IS NULL) THEN 'added'::text
                    WHEN (n.item_id IS NULL) THEN 'removed'::text
                    ELSE 'changed'::text
                END AS change
           FROM (( SELECT plan_item.district_id,
                    plan_item.version_id,
                    plan_item.item_id,
                    plan_item.number,
                    plan_item.form_id,
                    plan_item.title,
                    plan_item.section,
                    plan_item.term,
                    plan_item.organisation_id,
                    plan_item.responsible_id,
                    plan_item.direction,
                    plan_item.addressee,
                    plan_item.result,
                    plan_item.created_at,
                    plan_item.created_by,
                    plan_item.revision
                   FROM public.plan_item
                  WHERE ((plan_item.district_id = v.district_id) AND (plan_item.version_id = v.id))) n
             FULL JOIN ( SELECT plan_item.district_id,
                    plan_item.version_id,
                    plan_item.item_id,
                    plan_item.number,
                    plan_item.form_id,
                    plan_item.title,
                    plan_item.section,
                    plan_item.term,
                    plan_item.organisation_id,
                    plan_item.responsible_id,
                    plan_item.direction,
                    plan_item.addressee,
                    plan_item.result,
                    plan_item.created_at,
                    plan_item.created_by,
                    plan_item.revision
                   FROM public.plan_item
                  WHERE ((plan_item.district_id = v.district_id) AND (plan_item.version_id = v.base_id))) b USING (item_id))
          WHERE ((n.* IS NULL) OR (b.* IS NULL) OR ((to_jsonb(n.*) - '{version_id,number,term,created_at,created_by,revision}'::text[]) <> (to_jsonb(b.*) - '{version_id,number,term,created_at,created_by,revision}'::text[])) OR (((lower(n.term) - make_interval(years => (p.school_year - q.school_year))))::date <> lower(b.term)) OR (((upper(n.term) - make_interval(years => (p.school_year - q.school_year))))::date <> upper(b.term)))) x)
  WHERE (v.base_id IS NOT NULL);

CREATE TABLE public.plan_gain (
    district_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    competence_id uuid NOT NULL,
    gap double precision NOT NULL,
    needs double precision NOT NULL,
    years double precision NOT NULL,
    CONSTRAINT plan_gain_gap_check CHECK ((gap >= (0)::double precision)),
    CONSTRAINT plan_gain_needs_check CHECK ((needs >= (0)::double precision)),
    CONSTRAINT plan_gain_years_check CHECK ((years >= (0)::double precision))
);

ALTER TABLE ONLY public.plan_gain FORCE ROW LEVEL SECURITY;

CREATE TABLE public.plan_scenario (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    plan_id uuid NOT NULL,
    job_id uuid NOT NULL,
    asked jsonb NOT NULL,
    result jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.plan_scenario FORCE ROW LEVEL SECURITY;

CREATE TABLE public.portal (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    deployment_id text DEFAULT ''::text NOT NULL,
    settings jsonb NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT portal_kind_check CHECK ((kind = ANY (ARRAY['lti'::text, 'plugin'::text])))
);

ALTER TABLE ONLY public.portal FORCE ROW LEVEL SECURITY;

CREATE TABLE public.portal_account (
    district_id uuid NOT NULL,
    portal_id uuid NOT NULL,
    subject text NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    rostered_on date,
    closed_on date
);

ALTER TABLE ONLY public.portal_account FORCE ROW LEVEL SECURITY;

CREATE TABLE public.portal_context (
    district_id uuid NOT NULL,
    portal_id uuid NOT NULL,
    context_id text NOT NULL,
    title text NOT NULL COLLATE public.ru_natural,
    memberships text NOT NULL,
    roster boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.portal_context FORCE ROW LEVEL SECURITY;

CREATE TABLE public.portal_line (
    district_id uuid NOT NULL,
    answered_at timestamp with time zone,
    away_since timestamp with time zone,
    failures integer DEFAULT 0 NOT NULL,
    paused_until timestamp with time zone,
    error text
)
WITH (fillfactor='20');

ALTER TABLE ONLY public.portal_line FORCE ROW LEVEL SECURITY;

CREATE TABLE public.portal_nonce (
    district_id uuid NOT NULL,
    portal_id uuid NOT NULL,
    nonce text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.portal_nonce FORCE ROW LEVEL SECURITY;

CREATE TABLE public.portal_service (
    district_id uuid NOT NULL,
    url text NOT NULL,
    token text NOT NULL,
    channels text[] DEFAULT '{notice,calendar,evidence,rating}'::text[] NOT NULL,
    roster boolean DEFAULT true NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT portal_address_makes_no_sense CHECK ((url ~ '^https?://[^ ?#/][^ ?#]*[^ ?#/]$'::text)),
    CONSTRAINT portal_channel_unknown CHECK ((channels <@ '{notice,calendar,evidence,rating}'::text[])),
    CONSTRAINT portal_service_token_check CHECK ((token <> ''::text))
);

ALTER TABLE ONLY public.portal_service FORCE ROW LEVEL SECURITY;

CREATE TABLE public.presence (
    district_id uuid NOT NULL,
    sitting_id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.presence FORCE ROW LEVEL SECURITY;

CREATE TABLE public.programme_template (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    title text NOT NULL COLLATE public.ru_natural,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.programme_template FORCE ROW LEVEL SECURITY;

CREATE TABLE public.programme_template_slot (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    template_id uuid NOT NULL,
    starts time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    form_id uuid NOT NULL,
    direction text NOT NULL,
    title text NOT NULL COLLATE public.ru_natural,
    capacity integer,
    expected_result text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT programme_template_slot_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT programme_template_slot_check CHECK ((starts < ends)),
    CONSTRAINT programme_template_slot_direction_check CHECK ((direction = ANY (ARRAY['analytic'::text, 'informational'::text, 'organisational'::text, 'expert'::text, 'consulting'::text])))
);

ALTER TABLE ONLY public.programme_template_slot FORCE ROW LEVEL SECURITY;

CREATE TABLE public.proposal (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    run_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    competence_id uuid,
    rank integer NOT NULL,
    gain double precision NOT NULL,
    loss_if_dropped double precision NOT NULL,
    reason text NOT NULL,
    terms jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text DEFAULT 'proposed'::text NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    decision_reason text,
    plan_version_id uuid,
    plan_item_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    chosen boolean DEFAULT true NOT NULL,
    kind text DEFAULT 'add'::text NOT NULL,
    drops_item_id uuid,
    CONSTRAINT a_person_decides CHECK (((state = 'proposed'::text) OR ((decided_by IS NOT NULL) AND (COALESCE(decision_reason, ''::text) <> ''::text)))),
    CONSTRAINT proposal_drops_its_item CHECK (((kind = 'add'::text) OR (plan_item_id IS NULL) OR (plan_item_id = drops_item_id))),
    CONSTRAINT proposal_kind_check CHECK ((kind = ANY (ARRAY['add'::text, 'drop'::text]))),
    CONSTRAINT proposal_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT proposal_says_what CHECK ((((kind = 'add'::text) = (competence_id IS NOT NULL)) AND ((kind = 'drop'::text) = (drops_item_id IS NOT NULL))))
);

ALTER TABLE ONLY public.proposal FORCE ROW LEVEL SECURITY;

CREATE TABLE public.receipt (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    document_id uuid,
    visit_id uuid,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    body text,
    at timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT objection_needs_words CHECK (((kind <> 'objected'::text) OR (COALESCE(body, ''::text) <> ''::text))),
    CONSTRAINT receipt_check CHECK ((num_nonnulls(document_id, visit_id) = 1)),
    CONSTRAINT receipt_kind_check CHECK ((kind = ANY (ARRAY['read'::text, 'acknowledged'::text, 'objected'::text])))
);

ALTER TABLE ONLY public.receipt FORCE ROW LEVEL SECURITY;

CREATE TABLE public.room (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organisation_id uuid NOT NULL,
    name text NOT NULL COLLATE public.ru_natural,
    seats integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    retired_on date
);

ALTER TABLE ONLY public.room FORCE ROW LEVEL SECURITY;

CREATE TABLE public.rubric_item (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    edition_id uuid NOT NULL,
    section_id uuid NOT NULL,
    "position" integer NOT NULL,
    body text NOT NULL,
    looks text NOT NULL,
    points numeric[] NOT NULL,
    labels text[] DEFAULT '{}'::text[] NOT NULL,
    descriptors text[] DEFAULT '{}'::text[] NOT NULL,
    weight numeric DEFAULT 1 NOT NULL,
    competence_id uuid,
    required boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT rubric_item_looks_check CHECK ((looks = ANY (ARRAY['scale'::text, 'binary'::text, 'choice'::text]))),
    CONSTRAINT rubric_item_points_check CHECK ((cardinality(points) >= 2)),
    CONSTRAINT rubric_item_weight_check CHECK ((weight > (0)::numeric))
);

ALTER TABLE ONLY public.rubric_item FORCE ROW LEVEL SECURITY;

CREATE TABLE public.rubric_section (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    edition_id uuid NOT NULL,
    "position" integer NOT NULL,
    title text NOT NULL COLLATE public.ru_natural,
    takes text DEFAULT 'sum'::text NOT NULL,
    may_be_absent boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT rubric_section_takes_check CHECK ((takes = ANY (ARRAY['sum'::text, 'best'::text])))
);

ALTER TABLE ONLY public.rubric_section FORCE ROW LEVEL SECURITY;

CREATE TABLE public.run (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    job_id uuid,
    framework_id uuid NOT NULL,
    model text NOT NULL,
    data_window daterange NOT NULL,
    as_of date NOT NULL,
    n integer,
    seed bigint DEFAULT 0 NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    components jsonb,
    state text DEFAULT 'running'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY public.run FORCE ROW LEVEL SECURITY;

CREATE TABLE public.saved_filter (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid DEFAULT auth.person() NOT NULL,
    screen text NOT NULL,
    name text NOT NULL COLLATE public.ru_natural,
    query text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT filter_names_nobody CHECK (((length(query) <= 1000) AND (query ~ '^([a-z_]+=[A-Za-z0-9_.-]+(&[a-z_]+=[A-Za-z0-9_.-]+)*)?$'::text))),
    CONSTRAINT saved_filter_name_check CHECK ((name <> ''::text)),
    CONSTRAINT saved_filter_screen_check CHECK ((screen ~ '^[a-z_]{1,40}$'::text))
);

ALTER TABLE ONLY public.saved_filter FORCE ROW LEVEL SECURITY;

CREATE TABLE public.schema_migration (
    number integer NOT NULL,
    name text NOT NULL,
    digest text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.school_class (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organisation_id uuid NOT NULL,
    school_year integer NOT NULL,
    grade integer NOT NULL,
    letter text DEFAULT ''::text NOT NULL COLLATE public.ru_natural,
    pupils integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    retired_on date,
    CONSTRAINT school_class_grade_check CHECK (((grade >= 0) AND (grade <= 12)))
);

ALTER TABLE ONLY public.school_class FORCE ROW LEVEL SECURITY;

CREATE TABLE public.score (
    district_id uuid NOT NULL,
    sheet_id uuid NOT NULL,
    competence_id uuid NOT NULL,
    part text NOT NULL,
    teacher_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    rater_id uuid NOT NULL,
    held_on date NOT NULL,
    points numeric NOT NULL,
    max_points numeric NOT NULL,
    CONSTRAINT score_max_points_check CHECK ((max_points > (0)::numeric))
);

ALTER TABLE ONLY public.score FORCE ROW LEVEL SECURITY;

CREATE TABLE public.setting (
    district_id uuid NOT NULL,
    code text NOT NULL,
    value jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.setting FORCE ROW LEVEL SECURITY;

CREATE TABLE public.setting_default (
    code text NOT NULL,
    value jsonb NOT NULL,
    title text NOT NULL,
    title_en text NOT NULL,
    clause text
);

CREATE VIEW public.setting_now WITH (security_invoker='true') AS
 SELECT d.code,
    d.title,
    d.title_en,
    COALESCE(s.value, d.value) AS value,
    (s.value IS NOT NULL) AS own,
    d.clause,
    d.value AS default_value,
    COALESCE(s.revision, 0) AS revision
   FROM (public.setting_default d
     LEFT JOIN public.setting s USING (code));

CREATE TABLE public.sheet (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    visit_id uuid NOT NULL,
    rubric_id uuid NOT NULL,
    author_id uuid NOT NULL,
    part text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    supersedes_id uuid,
    state text DEFAULT 'draft'::text NOT NULL,
    strengths text,
    difficulties text,
    action_step text,
    mastered boolean,
    points numeric,
    max_points numeric,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    differs text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT sheet_part_check CHECK ((part = ANY (ARRAY['visitor'::text, 'self'::text])))
);

ALTER TABLE ONLY public.sheet FORCE ROW LEVEL SECURITY;

CREATE TABLE public.signature (
    district_id uuid NOT NULL,
    document_id uuid NOT NULL,
    version integer NOT NULL,
    person_id uuid NOT NULL,
    capacity text NOT NULL,
    signed_at timestamp with time zone DEFAULT now() NOT NULL,
    signed_on date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.signature FORCE ROW LEVEL SECURITY;

CREATE TABLE public.skill (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    framework text NOT NULL,
    competence text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT skill_competence_check CHECK ((competence <> ''::text)),
    CONSTRAINT skill_framework_check CHECK ((framework <> ''::text))
);

ALTER TABLE ONLY public.skill FORCE ROW LEVEL SECURITY;

CREATE TABLE public.slot_need (
    district_id uuid NOT NULL,
    slot_id uuid NOT NULL,
    need_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.slot_need FORCE ROW LEVEL SECURITY;

CREATE TABLE public.subject (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL COLLATE public.ru_natural,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    retired_on date,
    formerly text[] DEFAULT '{}'::text[] NOT NULL
);

ALTER TABLE ONLY public.subject FORCE ROW LEVEL SECURITY;

CREATE VIEW public.subject_known WITH (security_invoker='true') AS
 SELECT subject.district_id,
    subject.id,
    subject.name
   FROM public.subject
UNION ALL
 SELECT s.district_id,
    s.id,
    f.f AS name
   FROM (public.subject s
     CROSS JOIN LATERAL unnest(s.formerly) f(f))
  WHERE (NOT (EXISTS ( SELECT
           FROM public.subject o
          WHERE ((o.district_id = s.district_id) AND (o.name = f.f)))));

CREATE TABLE public.teaching (
    district_id uuid NOT NULL,
    appointment_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    grades int4range,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.teaching FORCE ROW LEVEL SECURITY;

CREATE TABLE public.transition (
    machine text NOT NULL,
    state_from text NOT NULL,
    event text NOT NULL,
    state_to text NOT NULL,
    roles text[] NOT NULL,
    clause text
);

CREATE TABLE public.travel (
    district_id uuid NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    minutes integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT travel_minutes_check CHECK ((minutes >= 0))
);

ALTER TABLE ONLY public.travel FORCE ROW LEVEL SECURITY;

CREATE TABLE public.unavailability (
    district_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    weekday integer,
    during tstzrange,
    reason text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT unavailability_check CHECK ((num_nonnulls(weekday, during) = 1)),
    CONSTRAINT unavailability_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

ALTER TABLE ONLY public.unavailability FORCE ROW LEVEL SECURITY;

CREATE TABLE public.year_step (
    district_id uuid NOT NULL,
    school_year integer NOT NULL,
    step text NOT NULL,
    done boolean DEFAULT true NOT NULL,
    note text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT auth.person(),
    revision integer DEFAULT 1 NOT NULL,
    marked_by uuid DEFAULT auth.person(),
    marked_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT year_step_note_check CHECK ((length(note) <= 500)),
    CONSTRAINT year_step_school_year_check CHECK (((school_year >= 2000) AND (school_year <= 2100))),
    CONSTRAINT year_step_step_check CHECK ((step = ANY (ARRAY['calendar'::text, 'people'::text, 'bells'::text, 'classes'::text, 'timetable'::text, 'plan'::text, 'left_over'::text])))
);

ALTER TABLE ONLY public.year_step FORCE ROW LEVEL SECURITY;

ALTER TABLE ONLY public.adoption
    ADD CONSTRAINT adoption_exists UNIQUE (district_id, document_id, person_id);

ALTER TABLE ONLY public.adoption
    ADD CONSTRAINT adoption_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_position_taken UNIQUE (district_id, sitting_id, "position") DEFERRABLE;

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (district_id, run_id, competence_id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.attendance_key
    ADD CONSTRAINT attendance_key_pkey PRIMARY KEY (district_id, slot_id);

ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT attendance_pkey PRIMARY KEY (district_id, slot_id, person_id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_district_id_seq_key UNIQUE (district_id, seq);

ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (district_id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.bell
    ADD CONSTRAINT bell_pkey PRIMARY KEY (district_id, organisation_id, profile, lesson);

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT booking_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.calendar_day
    ADD CONSTRAINT calendar_day_pkey PRIMARY KEY (district_id, on_date);

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT class_in_two_places EXCLUDE USING gist (district_id WITH =, class_id WITH =, during WITH &&) WHERE ((state = 'booked'::text)) DEFERRABLE;

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT class_is_there_already UNIQUE (district_id, slot_id, class_id);

ALTER TABLE ONLY public.school_class
    ADD CONSTRAINT class_of_school_is_there_already UNIQUE (district_id, organisation_id, school_year, grade, letter);

ALTER TABLE ONLY public.clause
    ADD CONSTRAINT clause_pkey PRIMARY KEY (district_id, edition_id, number);

ALTER TABLE ONLY public.competence
    ADD CONSTRAINT competence_district_id_edition_id_code_key UNIQUE (district_id, edition_id, code);

ALTER TABLE ONLY public.competence
    ADD CONSTRAINT competence_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.day
    ADD CONSTRAINT day_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.district
    ADD CONSTRAINT district_pkey PRIMARY KEY (district_id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.document_version
    ADD CONSTRAINT document_version_pkey PRIMARY KEY (district_id, document_id, version);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT edition_district_id_kind_code_version_key UNIQUE (district_id, kind, code, version);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT edition_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.effect
    ADD CONSTRAINT effect_pkey PRIMARY KEY (district_id, run_id, competence_id);

ALTER TABLE ONLY public.estimate
    ADD CONSTRAINT estimate_pkey PRIMARY KEY (district_id, run_id, unit_id, measure, competence_id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.form
    ADD CONSTRAINT form_is_there_already UNIQUE (district_id, name);

ALTER TABLE ONLY public.form
    ADD CONSTRAINT form_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (district_id, person_id, key);

ALTER TABLE ONLY public.import_piece
    ADD CONSTRAINT import_piece_pkey PRIMARY KEY (district_id, import_id, "position");

ALTER TABLE ONLY public.import
    ADD CONSTRAINT import_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_district_id_kind_key_key UNIQUE (district_id, kind, key);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT lesson_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.lti_choice
    ADD CONSTRAINT lti_choice_pkey PRIMARY KEY (district_id, digest);

ALTER TABLE ONLY public.lti_invitation
    ADD CONSTRAINT lti_invitation_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.lti_login
    ADD CONSTRAINT lti_login_pkey PRIMARY KEY (district_id, digest);

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT mark_pkey PRIMARY KEY (district_id, sheet_id, item_id);

ALTER TABLE ONLY public.need
    ADD CONSTRAINT need_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT one_edition_in_force EXCLUDE USING gist (district_id WITH =, kind WITH =, code WITH =, in_force WITH &&) WHERE ((state = 'published'::text));

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_district_id_idnumber_key UNIQUE (district_id, idnumber);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_key UNIQUE (district_id, key);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_is_there_already UNIQUE NULLS NOT DISTINCT (district_id, document_id, part, person_id, organisation_id);

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_district_id_idnumber_key UNIQUE (district_id, idnumber);

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT person_in_two_places EXCLUDE USING gist (district_id WITH =, person_id WITH =, during WITH &&) WHERE ((state = 'booked'::text)) DEFERRABLE;

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT person_is_there_already UNIQUE (district_id, slot_id, person_id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.personal_request
    ADD CONSTRAINT personal_request_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.plan_build
    ADD CONSTRAINT plan_build_pkey PRIMARY KEY (district_id, plan_id);

ALTER TABLE ONLY public.plan_change
    ADD CONSTRAINT plan_change_district_id_version_id_item_id_key UNIQUE (district_id, version_id, item_id);

ALTER TABLE ONLY public.plan_change
    ADD CONSTRAINT plan_change_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.plan_gain
    ADD CONSTRAINT plan_gain_pkey PRIMARY KEY (district_id, plan_id, organisation_id, competence_id);

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT plan_item_pkey PRIMARY KEY (district_id, version_id, item_id);

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_of_year_exists UNIQUE (district_id, school_year);

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.plan_scenario
    ADD CONSTRAINT plan_scenario_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_district_id_plan_id_version_key UNIQUE (district_id, plan_id, version);

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.portal_account
    ADD CONSTRAINT portal_account_pkey PRIMARY KEY (district_id, portal_id, subject);

ALTER TABLE ONLY public.portal_context
    ADD CONSTRAINT portal_context_pkey PRIMARY KEY (district_id, portal_id, context_id);

ALTER TABLE ONLY public.portal
    ADD CONSTRAINT portal_district_id_issuer_client_id_deployment_id_key UNIQUE (district_id, issuer, client_id, deployment_id);

ALTER TABLE ONLY public.portal_line
    ADD CONSTRAINT portal_line_pkey PRIMARY KEY (district_id);

ALTER TABLE ONLY public.portal_nonce
    ADD CONSTRAINT portal_nonce_pkey PRIMARY KEY (district_id, portal_id, nonce);

ALTER TABLE ONLY public.portal
    ADD CONSTRAINT portal_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.portal_service
    ADD CONSTRAINT portal_service_pkey PRIMARY KEY (district_id);

ALTER TABLE ONLY public.presence
    ADD CONSTRAINT presence_pkey PRIMARY KEY (district_id, sitting_id, person_id);

ALTER TABLE ONLY public.programme_template
    ADD CONSTRAINT programme_template_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.programme_template_slot
    ADD CONSTRAINT programme_template_slot_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_district_id_run_id_plan_id_organisation_id_compete_key UNIQUE (district_id, run_id, plan_id, organisation_id, competence_id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.remark
    ADD CONSTRAINT remark_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT role_is_held_already EXCLUDE USING gist (district_id WITH =, person_id WITH =, organisation_id WITH =, role WITH =, during WITH &&);

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT room_in_two_places EXCLUDE USING gist (district_id WITH =, room_id WITH =, during WITH &&) WHERE ((state = 'booked'::text)) DEFERRABLE;

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT room_is_there_already UNIQUE (district_id, slot_id, room_id);

ALTER TABLE ONLY public.room
    ADD CONSTRAINT room_of_school_is_there_already UNIQUE (district_id, organisation_id, name);

ALTER TABLE ONLY public.room
    ADD CONSTRAINT room_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.rubric_item
    ADD CONSTRAINT rubric_item_district_id_section_id_position_key UNIQUE (district_id, section_id, "position");

ALTER TABLE ONLY public.rubric_item
    ADD CONSTRAINT rubric_item_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.rubric_section
    ADD CONSTRAINT rubric_section_district_id_edition_id_position_key UNIQUE (district_id, edition_id, "position");

ALTER TABLE ONLY public.rubric_section
    ADD CONSTRAINT rubric_section_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.saved_filter
    ADD CONSTRAINT saved_filter_district_id_person_id_screen_name_key UNIQUE (district_id, person_id, screen, name);

ALTER TABLE ONLY public.saved_filter
    ADD CONSTRAINT saved_filter_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.school_class
    ADD CONSTRAINT school_class_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.score
    ADD CONSTRAINT score_pkey PRIMARY KEY (district_id, sheet_id, competence_id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (district_id, digest);

ALTER TABLE ONLY public.setting_default
    ADD CONSTRAINT setting_default_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (district_id, code);

ALTER TABLE ONLY public.sheet
    ADD CONSTRAINT sheet_exists UNIQUE (district_id, visit_id, author_id, version);

ALTER TABLE ONLY public.sheet
    ADD CONSTRAINT sheet_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.signature
    ADD CONSTRAINT signature_pkey PRIMARY KEY (district_id, document_id, version, person_id, capacity);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT sitting_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.skill
    ADD CONSTRAINT skill_district_id_person_id_framework_competence_key UNIQUE (district_id, person_id, framework, competence);

ALTER TABLE ONLY public.skill
    ADD CONSTRAINT skill_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.slot_need
    ADD CONSTRAINT slot_need_pkey PRIMARY KEY (district_id, slot_id, need_id);

ALTER TABLE ONLY public.slot
    ADD CONSTRAINT slot_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.subject
    ADD CONSTRAINT subject_is_there_already UNIQUE (district_id, name);

ALTER TABLE ONLY public.subject
    ADD CONSTRAINT subject_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.teaching
    ADD CONSTRAINT teaching_pkey PRIMARY KEY (district_id, appointment_id, subject_id);

ALTER TABLE ONLY public.programme_template
    ADD CONSTRAINT template_title_taken UNIQUE (district_id, title);

ALTER TABLE ONLY public.transition
    ADD CONSTRAINT transition_pkey PRIMARY KEY (machine, state_from, event);

ALTER TABLE ONLY public.travel
    ADD CONSTRAINT travel_pkey PRIMARY KEY (district_id, from_id, to_id);

ALTER TABLE ONLY public.unavailability
    ADD CONSTRAINT unavailability_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (district_id, id);

ALTER TABLE ONLY public.vote
    ADD CONSTRAINT vote_pkey PRIMARY KEY (district_id, agenda_item_id, person_id);

ALTER TABLE ONLY public.year_step
    ADD CONSTRAINT year_step_pkey PRIMARY KEY (district_id, school_year, step);

CREATE INDEX agenda_of_document ON public.agenda_item USING btree (district_id, document_id) WHERE (document_id IS NOT NULL);

CREATE INDEX agenda_of_version ON public.agenda_item USING btree (district_id, plan_version_id) WHERE (plan_version_id IS NOT NULL);

CREATE UNIQUE INDEX analysis_of_visit_exists ON public.document USING btree (district_id, visit_id) WHERE (kind = 'lesson_analysis'::text);

CREATE INDEX appointment_of ON public.appointment USING btree (district_id, person_id);

CREATE INDEX attendance_of_person ON public.attendance USING btree (district_id, person_id);

CREATE INDEX audit_by_person ON public.audit USING btree (district_id, person_id, at DESC, id DESC);

CREATE INDEX audit_by_time ON public.audit USING btree (district_id, at DESC, id DESC);

CREATE INDEX audit_of ON public.audit USING btree (district_id, entity_id, at);

CREATE INDEX audit_of_plan ON public.audit USING btree (district_id, ((change #>> '{row,version_id}'::text[])), at) WHERE (entity = ANY (ARRAY['plan_item'::text, 'plan_change'::text]));

CREATE INDEX audit_open ON public.audit USING btree (district_id, at, id) WHERE (seq IS NULL);

CREATE INDEX audit_refused ON public.audit USING btree (district_id, at) WHERE (event = 'refused'::text);

CREATE INDEX booking_of_person ON public.booking USING btree (district_id, person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX booking_queue ON public.booking USING btree (district_id, slot_id, queued_at, id) WHERE (state = ANY (ARRAY['waiting'::text, 'requested'::text]));

CREATE UNIQUE INDEX consent_is_given_already ON public.consent USING btree (district_id, document_id, person_id, purpose) WHERE (withdrawn_at IS NULL);

CREATE UNIQUE INDEX correction_is_under_way ON public.correction USING btree (district_id, person_id, competence_id) WHERE (state <> ALL (ARRAY['closed'::text, 'withdrawn'::text]));

CREATE INDEX correction_of_person ON public.correction USING btree (district_id, person_id);

CREATE INDEX day_by_date ON public.day USING btree (district_id, held_on, id);

CREATE INDEX day_by_school ON public.day USING btree (district_id, organisation_id, held_on);

CREATE INDEX day_of_item ON public.day USING btree (district_id, plan_item_id) WHERE (plan_item_id IS NOT NULL);

CREATE INDEX document_by_kind ON public.document USING btree (district_id, kind, state);

CREATE UNIQUE INDEX document_is_answered_once ON public.receipt USING btree (district_id, document_id, version, person_id, kind) WHERE (document_id IS NOT NULL);

CREATE INDEX document_of_day ON public.document USING btree (district_id, day_id) WHERE (day_id IS NOT NULL);

CREATE INDEX document_search ON public.document USING gin (public.search_key(((COALESCE(number, ''::text) || ' '::text) || title)) public.gin_trgm_ops);

CREATE INDEX document_version_code ON public.document_version USING btree (code);

CREATE INDEX estimate_history ON public.estimate USING btree (district_id, unit_id, measure, competence_id);

CREATE INDEX evidence_of_change ON public.evidence USING btree (district_id, plan_change_id) WHERE (plan_change_id IS NOT NULL);

CREATE INDEX idempotency_age ON public.idempotency USING btree (created_at);

CREATE INDEX import_newest ON public.import USING btree (district_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX item_is_on_agenda_already ON public.agenda_item USING btree (district_id, sitting_id, document_id) WHERE (document_id IS NOT NULL);

CREATE INDEX job_newest ON public.job USING btree (district_id, created_at DESC, id DESC);

CREATE INDEX job_ready ON public.job USING btree (queue, run_after, id) WHERE (state = ANY (ARRAY['ready'::text, 'leased'::text]));

CREATE INDEX lesson_of_school ON public.lesson USING btree (district_id, organisation_id, weekday, number);

CREATE UNIQUE INDEX lesson_once ON public.lesson USING btree (district_id, organisation_id, class_id, weekday, profile, number, teacher_id, lower(term));

CREATE INDEX lti_login_digest ON public.lti_login USING btree (digest);

CREATE UNIQUE INDEX minutes_once ON public.document USING btree (district_id, sitting_id) WHERE (kind = 'minutes'::text);

CREATE INDEX outbox_leased ON public.outbox USING btree (leased_until) WHERE (leased_until IS NOT NULL);

CREATE INDEX outbox_line ON public.outbox USING btree (district_id, person_id, seq) WHERE (state = 'ready'::text);

CREATE INDEX outbox_newest ON public.outbox USING btree (district_id, seq DESC);

CREATE INDEX outbox_of_subject ON public.outbox USING btree (district_id, subject, seq) WHERE (channel = 'calendar'::text);

CREATE INDEX outbox_ready ON public.outbox USING btree (run_after, seq) WHERE (state = 'ready'::text);

CREATE INDEX party_of_person ON public.party USING btree (district_id, person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX person_search ON public.person USING gin (public.search_key(((((family_name || ' '::text) || given_name) || ' '::text) || COALESCE(patronymic, ''::text))) public.gin_trgm_ops);

CREATE INDEX personal_request_by_term ON public.personal_request USING btree (district_id, due_on, id);

CREATE INDEX plan_item_term ON public.plan_item USING btree (district_id, version_id, lower(term));

CREATE UNIQUE INDEX plan_one_approved ON public.plan_version USING btree (district_id, plan_id) WHERE (state = 'approved'::text);

CREATE INDEX plan_scenario_of_job ON public.plan_scenario USING btree (district_id, job_id);

CREATE UNIQUE INDEX portal_context_one_key ON public.portal_context USING btree (district_id, portal_id) WHERE roster;

CREATE INDEX practice_by_state ON public.document USING btree (district_id, state, created_at DESC, id) WHERE (kind = 'practice_card'::text);

CREATE INDEX programme_template_slot_of ON public.programme_template_slot USING btree (district_id, template_id);

CREATE UNIQUE INDEX proposal_drops_once ON public.proposal USING btree (district_id, run_id, plan_id, drops_item_id) WHERE (kind = 'drop'::text);

CREATE INDEX proposal_of_plan ON public.proposal USING btree (district_id, plan_id, rank);

CREATE INDEX receipt_of_document ON public.receipt USING btree (district_id, document_id);

CREATE INDEX receipt_of_visit ON public.receipt USING btree (district_id, visit_id);

CREATE UNIQUE INDEX registry_number_taken ON public.document USING btree (district_id, split_part(kind, '_'::text, 1), date_part('year'::text, dated), number) WHERE ((number IS NOT NULL) AND (kind ~~ 'order%'::text));

CREATE INDEX remark_of_day ON public.remark USING btree (district_id, day_id) WHERE (day_id IS NOT NULL);

CREATE INDEX remark_of_document ON public.remark USING btree (district_id, document_id) WHERE (document_id IS NOT NULL);

CREATE INDEX remark_open ON public.remark USING btree (district_id, state, due_on) WHERE (state <> 'closed'::text);

CREATE INDEX run_newest ON public.run USING btree (district_id, framework_id, created_at DESC) WHERE (state = 'done'::text);

CREATE INDEX score_of_teacher ON public.score USING btree (district_id, teacher_id, competence_id, held_on);

CREATE INDEX sheet_of_author ON public.sheet USING btree (district_id, author_id, state);

CREATE INDEX sheet_of_visit ON public.sheet USING btree (district_id, visit_id);

CREATE INDEX sitting_by_date ON public.sitting USING btree (district_id, held_on DESC, id);

CREATE UNIQUE INDEX sitting_number_taken ON public.sitting USING btree (district_id, organisation_id, public.school_year(held_on), number) WHERE (number IS NOT NULL);

CREATE INDEX slot_of_day ON public.slot USING btree (district_id, day_id);

CREATE UNIQUE INDEX spravka_of_day_exists ON public.document USING btree (district_id, day_id) WHERE (kind = 'spravka'::text);

CREATE UNIQUE INDEX version_is_on_agenda_already ON public.agenda_item USING btree (district_id, sitting_id, plan_version_id) WHERE (plan_version_id IS NOT NULL);

CREATE INDEX visit_by_date ON public.visit USING btree (district_id, held_on DESC, id);

CREATE INDEX visit_by_school ON public.visit USING btree (district_id, organisation_id, held_on DESC, id);

CREATE INDEX visit_by_teacher ON public.visit USING btree (district_id, teacher_id, held_on DESC, id);

CREATE UNIQUE INDEX visit_of_slot ON public.visit USING btree (district_id, slot_id, teacher_id) WHERE ((slot_id IS NOT NULL) AND (state <> 'cancelled'::text));

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.agenda_item FOR EACH ROW EXECUTE FUNCTION rule.frozen('sitting', 'sitting_id', '{planned,called,open}', '4.5');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.clause FOR EACH ROW EXECUTE FUNCTION rule.frozen('edition', 'edition_id', '{draft}', '1.2');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.competence FOR EACH ROW EXECUTE FUNCTION rule.frozen('edition', 'edition_id', '{draft}', '1.2');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.note FOR EACH ROW EXECUTE FUNCTION rule.frozen('sheet', 'sheet_id', '{draft}', '4.5');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.party FOR EACH ROW EXECUTE FUNCTION rule.frozen('document', 'document_id', '{draft,noticed,described}', '4.5');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.plan_change FOR EACH ROW EXECUTE FUNCTION rule.frozen('plan_version', 'version_id', '{draft}', '4.6b');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.plan_item FOR EACH ROW EXECUTE FUNCTION rule.frozen('plan_version', 'version_id', '{draft}', '4.6b');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.presence FOR EACH ROW EXECUTE FUNCTION rule.frozen('sitting', 'sitting_id', '{planned,called,open}', '4.5');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.rubric_item FOR EACH ROW EXECUTE FUNCTION rule.frozen('edition', 'edition_id', '{draft}', '1.2');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.rubric_section FOR EACH ROW EXECUTE FUNCTION rule.frozen('edition', 'edition_id', '{draft}', '1.2');

CREATE TRIGGER a_frozen BEFORE INSERT OR DELETE OR UPDATE ON public.slot FOR EACH ROW EXECUTE FUNCTION rule.frozen('day', 'day_id', '{draft,in_plan,ordered,announced,running,postponed}', '4.2');

CREATE TRIGGER a_import BEFORE UPDATE OF kind, options, size, digest, check_id, load_id ON public.import FOR EACH ROW EXECUTE FUNCTION rule.import();

CREATE TRIGGER a_only BEFORE UPDATE ON public.booking FOR EACH ROW EXECUTE FUNCTION rule."only"('{methodist,centre_head,system}', '{state}');

CREATE TRIGGER a_only BEFORE UPDATE ON public.correction FOR EACH ROW EXECUTE FUNCTION rule."only"('{methodist,centre_head,system}', '{state}');

CREATE TRIGGER a_only BEFORE UPDATE ON public.day FOR EACH ROW EXECUTE FUNCTION rule."only"('{centre_head,methodist,system}', '{state,order_id,regulation_id}');

CREATE TRIGGER a_only BEFORE UPDATE ON public.document FOR EACH ROW WHEN ((old.kind <> 'practice_card'::text)) EXECUTE FUNCTION rule."only"('{methodist,centre_head,clerk,department_head,council_secretary,council_chair,system}', '{state}');

CREATE TRIGGER a_only BEFORE UPDATE ON public.plan_scenario FOR EACH ROW EXECUTE FUNCTION rule."only"('{}', '{result}');

CREATE TRIGGER a_only BEFORE UPDATE ON public.plan_version FOR EACH ROW EXECUTE FUNCTION rule."only"('{centre_head,methodist,system}', '{state,order_id}');

CREATE TRIGGER a_only BEFORE UPDATE ON public.proposal FOR EACH ROW EXECUTE FUNCTION rule."only"('{system}', '{state,decided_by,decided_at,decision_reason,plan_version_id,plan_item_id}');

CREATE TRIGGER a_only BEFORE UPDATE ON public.remark FOR EACH ROW EXECUTE FUNCTION rule."only"('{council_chair,council_secretary,system}', '{state,answer,answered_by}');

CREATE TRIGGER a_only BEFORE UPDATE ON public.task FOR EACH ROW EXECUTE FUNCTION rule."only"('{methodist,centre_head,system}', '{done_at,report}');

CREATE TRIGGER a_only BEFORE UPDATE ON public.visit FOR EACH ROW EXECUTE FUNCTION rule."only"('{methodist,centre_head,system}', '{state}');

CREATE TRIGGER a_only_card BEFORE UPDATE ON public.document FOR EACH ROW WHEN ((old.kind = 'practice_card'::text)) EXECUTE FUNCTION rule."only"('{methodist,centre_head,clerk,department_head,council_secretary,council_chair,system}', '{state,title,body,subject_id,competence_id}');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.adoption FOR EACH ROW EXECUTE FUNCTION rule.step('adoption');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.correction FOR EACH ROW EXECUTE FUNCTION rule.step('correction');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.day FOR EACH ROW EXECUTE FUNCTION rule.step('day');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.document FOR EACH ROW EXECUTE FUNCTION rule.step('document');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.edition FOR EACH ROW EXECUTE FUNCTION rule.step('edition');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.need FOR EACH ROW EXECUTE FUNCTION rule.step('need');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.personal_request FOR EACH ROW EXECUTE FUNCTION rule.step('personal_request');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.plan_version FOR EACH ROW EXECUTE FUNCTION rule.step('plan');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.proposal FOR EACH ROW EXECUTE FUNCTION rule.step('proposal');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.remark FOR EACH ROW EXECUTE FUNCTION rule.step('remark');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.sheet FOR EACH ROW EXECUTE FUNCTION rule.step('sheet');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.sitting FOR EACH ROW EXECUTE FUNCTION rule.step('sitting');

CREATE TRIGGER a_step BEFORE INSERT OR UPDATE OF state ON public.visit FOR EACH ROW EXECUTE FUNCTION rule.step('visit');

CREATE TRIGGER b_attendance BEFORE INSERT OR DELETE OR UPDATE ON public.attendance FOR EACH ROW EXECUTE FUNCTION rule.attendance();

CREATE TRIGGER b_author BEFORE UPDATE ON public.document FOR EACH ROW WHEN ((old.kind = ANY (ARRAY['lesson_analysis'::text, 'spravka'::text, 'recommendations'::text]))) EXECUTE FUNCTION rule.material_author();

CREATE TRIGGER b_booking BEFORE INSERT OR UPDATE ON public.booking FOR EACH ROW EXECUTE FUNCTION rule.booking();

CREATE TRIGGER b_by_hand BEFORE INSERT OR UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION rule.person_by_hand();

CREATE TRIGGER b_day BEFORE INSERT OR UPDATE ON public.sitting FOR EACH ROW EXECUTE FUNCTION rule.sitting_day();

CREATE TRIGGER b_formerly BEFORE UPDATE OF name ON public.subject FOR EACH ROW EXECUTE FUNCTION rule.keeps_former_name();

CREATE TRIGGER b_framework BEFORE INSERT ON public.correction FOR EACH ROW EXECUTE FUNCTION rule.correction_framework();

CREATE TRIGGER b_guard BEFORE INSERT ON public.adoption FOR EACH ROW EXECUTE FUNCTION rule.adoption();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.agenda_item FOR EACH ROW EXECUTE FUNCTION rule.agenda_item();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.appointment FOR EACH ROW EXECUTE FUNCTION rule.appointment();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.consent FOR EACH ROW EXECUTE FUNCTION rule.consent();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.correction FOR EACH ROW EXECUTE FUNCTION rule.correction();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.day FOR EACH ROW EXECUTE FUNCTION rule.day();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.document FOR EACH ROW EXECUTE FUNCTION rule.document();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.edition FOR EACH ROW EXECUTE FUNCTION rule.edition();

CREATE TRIGGER b_guard BEFORE INSERT OR DELETE OR UPDATE ON public.evidence FOR EACH ROW EXECUTE FUNCTION rule.evidence();

CREATE TRIGGER b_guard BEFORE UPDATE ON public.personal_request FOR EACH ROW EXECUTE FUNCTION rule.personal_request();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.plan_version FOR EACH ROW EXECUTE FUNCTION rule.plan_version();

CREATE TRIGGER b_guard BEFORE INSERT OR DELETE ON public.presence FOR EACH ROW EXECUTE FUNCTION rule.presence();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.sheet FOR EACH ROW EXECUTE FUNCTION rule.sheet();

CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON public.sitting FOR EACH ROW EXECUTE FUNCTION rule.sitting();

CREATE TRIGGER b_guard BEFORE UPDATE ON public.visit FOR EACH ROW EXECUTE FUNCTION rule.visit();

CREATE TRIGGER b_guard BEFORE INSERT OR DELETE OR UPDATE ON public.vote FOR EACH ROW EXECUTE FUNCTION rule.vote();

CREATE TRIGGER b_in_day BEFORE INSERT OR UPDATE OF during, day_id ON public.slot FOR EACH ROW EXECUTE FUNCTION rule.slot_in_day();

CREATE TRIGGER b_mark_gone AFTER DELETE ON public.mark REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION rule.mark_gone();

CREATE TRIGGER b_mark_moved AFTER UPDATE ON public.mark REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION rule.mark_gone();

CREATE TRIGGER b_mark_new AFTER INSERT ON public.mark REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rule.mark();

CREATE TRIGGER b_mark_set AFTER UPDATE ON public.mark REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rule.mark();

CREATE TRIGGER b_moves BEFORE UPDATE OF state ON public.job FOR EACH ROW EXECUTE FUNCTION rule.job_moves();

CREATE TRIGGER b_one_agenda BEFORE INSERT OR UPDATE ON public.agenda_item FOR EACH ROW EXECUTE FUNCTION rule.one_agenda();

CREATE TRIGGER b_papers BEFORE UPDATE ON public.day FOR EACH ROW EXECUTE FUNCTION rule.day_papers();

CREATE TRIGGER b_published BEFORE INSERT OR UPDATE OF rubric_id ON public.visit FOR EACH ROW EXECUTE FUNCTION rule.published('rubric_id', 'rubric');

CREATE TRIGGER b_restricted BEFORE INSERT ON public.estimate FOR EACH ROW EXECUTE FUNCTION rule.not_of_restricted();

CREATE TRIGGER b_restricted BEFORE INSERT ON public.outbox FOR EACH ROW EXECUTE FUNCTION rule.not_of_restricted();

CREATE TRIGGER c_actor_answered_by BEFORE INSERT OR UPDATE ON public.remark FOR EACH ROW EXECUTE FUNCTION rule.actor('answered_by', '{answered}');

CREATE TRIGGER c_actor_decided_by BEFORE INSERT OR UPDATE ON public.correction FOR EACH ROW EXECUTE FUNCTION rule.actor('decided_by', '{checked}');

CREATE TRIGGER c_actor_decided_by BEFORE INSERT OR UPDATE ON public.proposal FOR EACH ROW EXECUTE FUNCTION rule.actor('decided_by', '{accepted,rejected}');

CREATE TRIGGER c_actor_enacted_by BEFORE INSERT OR UPDATE ON public.edition FOR EACH ROW EXECUTE FUNCTION rule.actor('enacted_by', '{published}');

CREATE TRIGGER c_actor_submitted_by BEFORE INSERT OR UPDATE ON public.edition FOR EACH ROW EXECUTE FUNCTION rule.actor('submitted_by', '{submitted}');

CREATE TRIGGER c_actor_verified_by BEFORE INSERT OR UPDATE ON public.adoption FOR EACH ROW EXECUTE FUNCTION rule.actor('verified_by', '{verified,refused}');

CREATE TRIGGER c_approve AFTER UPDATE OF state ON public.document FOR EACH ROW WHEN (((new.kind = 'order_approve'::text) AND (new.state = 'registered'::text) AND (old.state <> 'registered'::text))) EXECUTE FUNCTION rule.approve();

CREATE TRIGGER c_carry_out AFTER UPDATE OF state ON public.sitting FOR EACH ROW WHEN ((new.state = 'closed'::text)) EXECUTE FUNCTION rule.carry_out();

CREATE TRIGGER c_closes_visits AFTER UPDATE OF state ON public.day FOR EACH ROW WHEN (((new.state = 'closed'::text) AND (old.state <> 'closed'::text))) EXECUTE FUNCTION rule.day_closes_visits();

CREATE TRIGGER c_day_follows AFTER UPDATE OF state ON public.document FOR EACH ROW WHEN (((new.kind = ANY (ARRAY['lesson_analysis'::text, 'spravka'::text, 'recommendations'::text])) AND (new.day_id IS NOT NULL) AND (new.state <> old.state))) EXECUTE FUNCTION rule.day_follows();

CREATE TRIGGER c_differs BEFORE INSERT OR UPDATE OF state ON public.sheet FOR EACH ROW EXECUTE FUNCTION rule.sheet_differs();

CREATE TRIGGER c_last_admin AFTER UPDATE ON public.appointment FOR EACH ROW WHEN ((old.role = 'admin'::text)) EXECUTE FUNCTION rule.last_admin();

CREATE TRIGGER c_left AFTER UPDATE OF left_on ON public.person FOR EACH ROW EXECUTE FUNCTION rule.person_left();

CREATE TRIGGER c_moved AFTER UPDATE OF during, organisation_id, cancelled, capacity ON public.slot FOR EACH ROW EXECUTE FUNCTION rule.slot();

CREATE TRIGGER c_promote AFTER UPDATE OF state ON public.booking FOR EACH ROW EXECUTE FUNCTION rule.promote();

CREATE TRIGGER c_start BEFORE UPDATE OF state ON public.correction FOR EACH ROW WHEN ((new.state = 'in_work'::text)) EXECUTE FUNCTION rule.correction_start();

CREATE TRIGGER d_attendance_key AFTER INSERT ON public.slot FOR EACH ROW EXECUTE FUNCTION rule.attendance_key();

CREATE TRIGGER d_of_visit AFTER UPDATE OF during, cancelled ON public.slot FOR EACH ROW EXECUTE FUNCTION rule.slot_of_visit();

CREATE TRIGGER job_announced AFTER INSERT ON public.job FOR EACH STATEMENT EXECUTE FUNCTION rule.announce_job();

CREATE TRIGGER outbox_announced AFTER INSERT ON public.outbox FOR EACH STATEMENT EXECUTE FUNCTION rule.announce_job();

CREATE TRIGGER x_calendar AFTER INSERT OR DELETE OR UPDATE ON public.booking FOR EACH ROW EXECUTE FUNCTION rule.calendar('booking');

CREATE TRIGGER x_calendar AFTER INSERT OR UPDATE OF state, due_on ON public.correction FOR EACH ROW EXECUTE FUNCTION rule.calendar('correction');

CREATE TRIGGER x_calendar AFTER INSERT OR UPDATE OF state, lead_id, held_on, theme, organisation_id ON public.day FOR EACH ROW EXECUTE FUNCTION rule.calendar('day');

CREATE TRIGGER x_calendar AFTER UPDATE OF state ON public.document FOR EACH ROW WHEN ((new.kind ~~ 'order%'::text)) EXECUTE FUNCTION rule.calendar('document');

CREATE TRIGGER x_calendar AFTER INSERT OR UPDATE OF state, held_on, place, chair_id, secretary_id ON public.sitting FOR EACH ROW EXECUTE FUNCTION rule.calendar('sitting');

CREATE TRIGGER x_calendar AFTER UPDATE OF during, organisation_id, title, cancelled ON public.slot FOR EACH ROW EXECUTE FUNCTION rule.calendar('slot');

CREATE TRIGGER x_calendar AFTER INSERT OR UPDATE ON public.task FOR EACH ROW EXECUTE FUNCTION rule.calendar('task');

CREATE TRIGGER x_competences AFTER UPDATE OF state ON public.correction FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION rule.competences('correction');

CREATE TRIGGER x_competences AFTER UPDATE OF state ON public.visit FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION rule.competences('visit');

CREATE TRIGGER x_notice AFTER UPDATE OF state ON public.booking FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION rule.notices('booking');

CREATE TRIGGER x_notice AFTER UPDATE OF state ON public.correction FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION rule.notices('correction');

CREATE TRIGGER x_notice AFTER UPDATE OF state ON public.day FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION rule.notices('day');

CREATE TRIGGER x_notice AFTER UPDATE OF state ON public.document FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION rule.notices('document');

CREATE TRIGGER x_notice AFTER UPDATE OF state ON public.remark FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION rule.notices('remark');

CREATE TRIGGER x_notice AFTER UPDATE OF state ON public.sitting FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION rule.notices('sitting');

CREATE TRIGGER x_notice AFTER UPDATE OF during, organisation_id ON public.slot FOR EACH ROW EXECUTE FUNCTION rule.notices('slot');

CREATE TRIGGER x_notice AFTER UPDATE OF state ON public.visit FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION rule.notices('visit');

CREATE TRIGGER x_notice_new AFTER INSERT ON public.booking FOR EACH ROW EXECUTE FUNCTION rule.notices('booking');

CREATE TRIGGER x_notice_new AFTER INSERT ON public.correction FOR EACH ROW EXECUTE FUNCTION rule.notices('correction');

CREATE TRIGGER x_notice_new AFTER INSERT ON public.document FOR EACH ROW EXECUTE FUNCTION rule.notices('document');

CREATE TRIGGER x_notice_new AFTER INSERT ON public.remark FOR EACH ROW EXECUTE FUNCTION rule.notices('remark');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.adoption FOR EACH ROW EXECUTE FUNCTION rule.audit('adoption', '{body}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.agenda_item FOR EACH ROW EXECUTE FUNCTION rule.audit('agenda_item', '{heard,spoke,resolution,remark}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.appointment FOR EACH ROW EXECUTE FUNCTION rule.audit('appointment', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.attendance FOR EACH ROW EXECUTE FUNCTION rule.audit('attendance', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.bell FOR EACH ROW EXECUTE FUNCTION rule.audit('bell', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.booking FOR EACH ROW EXECUTE FUNCTION rule.audit('booking', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.calendar_day FOR EACH ROW EXECUTE FUNCTION rule.audit('calendar_day', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.clause FOR EACH ROW EXECUTE FUNCTION rule.audit('clause', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.competence FOR EACH ROW EXECUTE FUNCTION rule.audit('competence', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.consent FOR EACH ROW EXECUTE FUNCTION rule.audit('consent', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.correction FOR EACH ROW EXECUTE FUNCTION rule.audit('correction', '{body}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.day FOR EACH ROW EXECUTE FUNCTION rule.audit('day', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.district FOR EACH ROW EXECUTE FUNCTION rule.audit('district', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.document FOR EACH ROW EXECUTE FUNCTION rule.audit('document', '{title,body}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.edition FOR EACH ROW EXECUTE FUNCTION rule.audit('edition', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.evidence FOR EACH ROW EXECUTE FUNCTION rule.audit('evidence', '{body}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.form FOR EACH ROW EXECUTE FUNCTION rule.audit('form', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.import FOR EACH ROW EXECUTE FUNCTION rule.audit('import', '{name}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.lti_invitation FOR EACH ROW EXECUTE FUNCTION rule.audit('lti_invitation', '{digest}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.need FOR EACH ROW EXECUTE FUNCTION rule.audit('need', '{body}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.organisation FOR EACH ROW EXECUTE FUNCTION rule.audit('organisation', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.party FOR EACH ROW EXECUTE FUNCTION rule.audit('party', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION rule.audit('person', '{family_name,given_name,patronymic,name_cases,email,idnumber}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.personal_request FOR EACH ROW EXECUTE FUNCTION rule.audit('personal_request', '{body,answer,outcome}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.plan FOR EACH ROW EXECUTE FUNCTION rule.audit('plan', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.plan_build FOR EACH ROW EXECUTE FUNCTION rule.audit('plan_build', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.plan_change FOR EACH ROW EXECUTE FUNCTION rule.audit('plan_change', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.plan_item FOR EACH ROW EXECUTE FUNCTION rule.audit('plan_item', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.plan_scenario FOR EACH ROW EXECUTE FUNCTION rule.audit('plan_scenario', '{result}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.plan_version FOR EACH ROW EXECUTE FUNCTION rule.audit('plan_version', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.portal FOR EACH ROW EXECUTE FUNCTION rule.audit('portal', '{settings}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.portal_account FOR EACH ROW EXECUTE FUNCTION rule.audit('portal_account', '{subject}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.portal_context FOR EACH ROW EXECUTE FUNCTION rule.audit('portal_context', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.portal_service FOR EACH ROW EXECUTE FUNCTION rule.audit('portal_service', '{token}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.presence FOR EACH ROW EXECUTE FUNCTION rule.audit('presence', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.programme_template FOR EACH ROW EXECUTE FUNCTION rule.audit('programme_template', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.programme_template_slot FOR EACH ROW EXECUTE FUNCTION rule.audit('programme_template_slot', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.proposal FOR EACH ROW EXECUTE FUNCTION rule.audit('proposal', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.receipt FOR EACH ROW EXECUTE FUNCTION rule.audit('receipt', '{body}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.remark FOR EACH ROW EXECUTE FUNCTION rule.audit('remark', '{body,answer}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.room FOR EACH ROW EXECUTE FUNCTION rule.audit('room', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.rubric_item FOR EACH ROW EXECUTE FUNCTION rule.audit('rubric_item', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.rubric_section FOR EACH ROW EXECUTE FUNCTION rule.audit('rubric_section', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.run FOR EACH ROW EXECUTE FUNCTION rule.audit('run', '{components}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.school_class FOR EACH ROW EXECUTE FUNCTION rule.audit('school_class', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.setting FOR EACH ROW EXECUTE FUNCTION rule.audit('setting', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.sheet FOR EACH ROW EXECUTE FUNCTION rule.audit('sheet', '{strengths,difficulties,action_step}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.signature FOR EACH ROW EXECUTE FUNCTION rule.audit('signature', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.sitting FOR EACH ROW EXECUTE FUNCTION rule.audit('sitting', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.skill FOR EACH ROW EXECUTE FUNCTION rule.audit('skill', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.slot FOR EACH ROW EXECUTE FUNCTION rule.audit('slot', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.slot_need FOR EACH ROW EXECUTE FUNCTION rule.audit('slot_need', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.subject FOR EACH ROW EXECUTE FUNCTION rule.audit('subject', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.task FOR EACH ROW EXECUTE FUNCTION rule.audit('task', '{body,report}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.teaching FOR EACH ROW EXECUTE FUNCTION rule.audit('teaching', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.travel FOR EACH ROW EXECUTE FUNCTION rule.audit('travel', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.unavailability FOR EACH ROW EXECUTE FUNCTION rule.audit('unavailability', '{reason}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.visit FOR EACH ROW EXECUTE FUNCTION rule.audit('visit', '{}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.vote FOR EACH ROW EXECUTE FUNCTION rule.audit('vote', '{dissent}');

CREATE TRIGGER y_audit AFTER INSERT OR DELETE OR UPDATE ON public.year_step FOR EACH ROW EXECUTE FUNCTION rule.audit('year_step', '{}');

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.adoption FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.agenda_item FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.appointment FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.attendance FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.bell FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.booking FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.calendar_day FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.clause FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.competence FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.consent FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.correction FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.day FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.document FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.edition FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.evidence FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.form FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.import FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.job FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.lesson FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.lti_invitation FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.mark FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.need FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.note FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.organisation FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.outbox FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.party FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.personal_request FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.plan FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.plan_build FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.plan_change FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.plan_item FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.plan_scenario FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.plan_version FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.portal FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.portal_account FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.portal_context FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.portal_service FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.presence FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.programme_template FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.programme_template_slot FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.proposal FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.receipt FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.remark FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.room FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.rubric_item FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.rubric_section FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.run FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.saved_filter FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.school_class FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.setting FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.sheet FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.signature FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.sitting FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.skill FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.slot FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.slot_need FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.subject FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.task FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.teaching FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.travel FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.unavailability FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.visit FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.vote FOR EACH ROW EXECUTE FUNCTION rule.stamp();

CREATE TRIGGER z_stamp BEFORE INSERT OR UPDATE ON public.year_step FOR EACH ROW EXECUTE FUNCTION rule.stamp();

ALTER TABLE ONLY public.adoption
    ADD CONSTRAINT adoption_district_id_document_id_fkey FOREIGN KEY (district_id, document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.adoption
    ADD CONSTRAINT adoption_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.adoption
    ADD CONSTRAINT adoption_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.adoption
    ADD CONSTRAINT adoption_district_id_verified_by_fkey FOREIGN KEY (district_id, verified_by) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.adoption
    ADD CONSTRAINT adoption_district_id_visit_id_fkey FOREIGN KEY (district_id, visit_id) REFERENCES public.visit(district_id, id);

ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_district_id_document_id_fkey FOREIGN KEY (district_id, document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_district_id_plan_version_id_fkey FOREIGN KEY (district_id, plan_version_id) REFERENCES public.plan_version(district_id, id);

ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_district_id_reporter_id_fkey FOREIGN KEY (district_id, reporter_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_district_id_sitting_id_fkey FOREIGN KEY (district_id, sitting_id) REFERENCES public.sitting(district_id, id);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_district_id_run_id_fkey FOREIGN KEY (district_id, run_id) REFERENCES public.run(district_id, id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT attendance_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT attendance_district_id_slot_id_fkey FOREIGN KEY (district_id, slot_id) REFERENCES public.slot(district_id, id);

ALTER TABLE ONLY public.attendance_key
    ADD CONSTRAINT attendance_key_district_id_slot_id_fkey FOREIGN KEY (district_id, slot_id) REFERENCES public.slot(district_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.bell
    ADD CONSTRAINT bell_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT booking_district_id_class_id_fkey FOREIGN KEY (district_id, class_id) REFERENCES public.school_class(district_id, id);

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT booking_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT booking_district_id_room_id_fkey FOREIGN KEY (district_id, room_id) REFERENCES public.room(district_id, id);

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT booking_district_id_slot_id_fkey FOREIGN KEY (district_id, slot_id) REFERENCES public.slot(district_id, id);

ALTER TABLE ONLY public.calendar_day
    ADD CONSTRAINT calendar_day_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.clause
    ADD CONSTRAINT clause_district_id_edition_id_fkey FOREIGN KEY (district_id, edition_id) REFERENCES public.edition(district_id, id);

ALTER TABLE ONLY public.competence
    ADD CONSTRAINT competence_district_id_edition_id_fkey FOREIGN KEY (district_id, edition_id) REFERENCES public.edition(district_id, id);

ALTER TABLE ONLY public.competence
    ADD CONSTRAINT competence_district_id_parent_id_fkey FOREIGN KEY (district_id, parent_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_district_id_document_id_fkey FOREIGN KEY (district_id, document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_district_id_again_visit_id_fkey FOREIGN KEY (district_id, again_visit_id) REFERENCES public.visit(district_id, id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_district_id_decided_by_fkey FOREIGN KEY (district_id, decided_by) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_district_id_document_id_fkey FOREIGN KEY (district_id, document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT correction_district_id_run_id_fkey FOREIGN KEY (district_id, run_id) REFERENCES public.run(district_id, id);

ALTER TABLE ONLY public.day
    ADD CONSTRAINT day_district_id_lead_id_fkey FOREIGN KEY (district_id, lead_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.day
    ADD CONSTRAINT day_district_id_order_id_fkey FOREIGN KEY (district_id, order_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.day
    ADD CONSTRAINT day_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.day
    ADD CONSTRAINT day_district_id_plan_version_id_plan_item_id_fkey FOREIGN KEY (district_id, plan_version_id, plan_item_id) REFERENCES public.plan_item(district_id, version_id, item_id);

ALTER TABLE ONLY public.day
    ADD CONSTRAINT day_district_id_regulation_id_fkey FOREIGN KEY (district_id, regulation_id) REFERENCES public.edition(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_day_id_fkey FOREIGN KEY (district_id, day_id) REFERENCES public.day(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_edition_id_fkey FOREIGN KEY (district_id, edition_id) REFERENCES public.edition(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_order_id_fkey FOREIGN KEY (district_id, order_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_plan_version_id_fkey FOREIGN KEY (district_id, plan_version_id) REFERENCES public.plan_version(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_sitting_id_fkey FOREIGN KEY (district_id, sitting_id) REFERENCES public.sitting(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_subject_id_fkey FOREIGN KEY (district_id, subject_id) REFERENCES public.subject(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_supersedes_id_fkey FOREIGN KEY (district_id, supersedes_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_district_id_visit_id_fkey FOREIGN KEY (district_id, visit_id) REFERENCES public.visit(district_id, id);

ALTER TABLE ONLY public.document_version
    ADD CONSTRAINT document_version_district_id_document_id_fkey FOREIGN KEY (district_id, document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT edition_district_id_enacted_by_fkey FOREIGN KEY (district_id, enacted_by) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT edition_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT edition_district_id_order_id_fkey FOREIGN KEY (district_id, order_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT edition_district_id_submitted_by_fkey FOREIGN KEY (district_id, submitted_by) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.effect
    ADD CONSTRAINT effect_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.effect
    ADD CONSTRAINT effect_district_id_run_id_fkey FOREIGN KEY (district_id, run_id) REFERENCES public.run(district_id, id);

ALTER TABLE ONLY public.estimate
    ADD CONSTRAINT estimate_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.estimate
    ADD CONSTRAINT estimate_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.estimate
    ADD CONSTRAINT estimate_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.estimate
    ADD CONSTRAINT estimate_district_id_run_id_fkey FOREIGN KEY (district_id, run_id) REFERENCES public.run(district_id, id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_district_id_adoption_id_fkey FOREIGN KEY (district_id, adoption_id) REFERENCES public.adoption(district_id, id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_district_id_correction_id_fkey FOREIGN KEY (district_id, correction_id) REFERENCES public.correction(district_id, id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_district_id_from_document_id_fkey FOREIGN KEY (district_id, from_document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_district_id_from_need_id_fkey FOREIGN KEY (district_id, from_need_id) REFERENCES public.need(district_id, id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_district_id_need_id_fkey FOREIGN KEY (district_id, need_id) REFERENCES public.need(district_id, id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_district_id_plan_change_id_fkey FOREIGN KEY (district_id, plan_change_id) REFERENCES public.plan_change(district_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_district_id_proposal_id_fkey FOREIGN KEY (district_id, proposal_id) REFERENCES public.proposal(district_id, id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_district_id_visit_id_fkey FOREIGN KEY (district_id, visit_id) REFERENCES public.visit(district_id, id);

ALTER TABLE ONLY public.form
    ADD CONSTRAINT form_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.import
    ADD CONSTRAINT import_district_id_check_id_fkey FOREIGN KEY (district_id, check_id) REFERENCES public.job(district_id, id);

ALTER TABLE ONLY public.import
    ADD CONSTRAINT import_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.import
    ADD CONSTRAINT import_district_id_load_id_fkey FOREIGN KEY (district_id, load_id) REFERENCES public.job(district_id, id);

ALTER TABLE ONLY public.import_piece
    ADD CONSTRAINT import_piece_district_id_import_id_fkey FOREIGN KEY (district_id, import_id) REFERENCES public.import(district_id, id);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT lesson_district_id_class_id_fkey FOREIGN KEY (district_id, class_id) REFERENCES public.school_class(district_id, id);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT lesson_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT lesson_district_id_organisation_id_profile_number_fkey FOREIGN KEY (district_id, organisation_id, profile, number) REFERENCES public.bell(district_id, organisation_id, profile, lesson);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT lesson_district_id_room_id_fkey FOREIGN KEY (district_id, room_id) REFERENCES public.room(district_id, id);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT lesson_district_id_subject_id_fkey FOREIGN KEY (district_id, subject_id) REFERENCES public.subject(district_id, id);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT lesson_district_id_teacher_id_fkey FOREIGN KEY (district_id, teacher_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.lti_choice
    ADD CONSTRAINT lti_choice_district_id_portal_id_fkey FOREIGN KEY (district_id, portal_id) REFERENCES public.portal(district_id, id);

ALTER TABLE ONLY public.lti_invitation
    ADD CONSTRAINT lti_invitation_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.lti_invitation
    ADD CONSTRAINT lti_invitation_district_id_job_id_fkey FOREIGN KEY (district_id, job_id) REFERENCES public.job(district_id, id);

ALTER TABLE ONLY public.lti_login
    ADD CONSTRAINT lti_login_district_id_portal_id_fkey FOREIGN KEY (district_id, portal_id) REFERENCES public.portal(district_id, id);

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT mark_district_id_item_id_fkey FOREIGN KEY (district_id, item_id) REFERENCES public.rubric_item(district_id, id);

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT mark_district_id_sheet_id_fkey FOREIGN KEY (district_id, sheet_id) REFERENCES public.sheet(district_id, id);

ALTER TABLE ONLY public.need
    ADD CONSTRAINT need_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.need
    ADD CONSTRAINT need_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.need
    ADD CONSTRAINT need_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.need
    ADD CONSTRAINT need_district_id_subject_id_fkey FOREIGN KEY (district_id, subject_id) REFERENCES public.subject(district_id, id);

ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_district_id_item_id_fkey FOREIGN KEY (district_id, item_id) REFERENCES public.rubric_item(district_id, id);

ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_district_id_sheet_id_fkey FOREIGN KEY (district_id, sheet_id) REFERENCES public.sheet(district_id, id);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_district_id_document_id_fkey FOREIGN KEY (district_id, document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.personal_request
    ADD CONSTRAINT personal_request_district_id_answered_by_fkey FOREIGN KEY (district_id, answered_by) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.personal_request
    ADD CONSTRAINT personal_request_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.plan_build
    ADD CONSTRAINT plan_build_district_id_plan_id_fkey FOREIGN KEY (district_id, plan_id) REFERENCES public.plan(district_id, id);

ALTER TABLE ONLY public.plan_change
    ADD CONSTRAINT plan_change_district_id_version_id_fkey FOREIGN KEY (district_id, version_id) REFERENCES public.plan_version(district_id, id);

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.plan_gain
    ADD CONSTRAINT plan_gain_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.plan_gain
    ADD CONSTRAINT plan_gain_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.plan_gain
    ADD CONSTRAINT plan_gain_district_id_plan_id_fkey FOREIGN KEY (district_id, plan_id) REFERENCES public.plan(district_id, id);

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT plan_item_district_id_form_id_fkey FOREIGN KEY (district_id, form_id) REFERENCES public.form(district_id, id);

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT plan_item_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT plan_item_district_id_responsible_id_fkey FOREIGN KEY (district_id, responsible_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT plan_item_district_id_version_id_fkey FOREIGN KEY (district_id, version_id) REFERENCES public.plan_version(district_id, id);

ALTER TABLE ONLY public.plan_scenario
    ADD CONSTRAINT plan_scenario_district_id_job_id_fkey FOREIGN KEY (district_id, job_id) REFERENCES public.job(district_id, id);

ALTER TABLE ONLY public.plan_scenario
    ADD CONSTRAINT plan_scenario_district_id_plan_id_fkey FOREIGN KEY (district_id, plan_id) REFERENCES public.plan(district_id, id);

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_district_id_base_id_fkey FOREIGN KEY (district_id, base_id) REFERENCES public.plan_version(district_id, id);

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_district_id_order_id_fkey FOREIGN KEY (district_id, order_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_district_id_plan_id_fkey FOREIGN KEY (district_id, plan_id) REFERENCES public.plan(district_id, id);

ALTER TABLE ONLY public.portal_account
    ADD CONSTRAINT portal_account_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.portal_account
    ADD CONSTRAINT portal_account_district_id_portal_id_fkey FOREIGN KEY (district_id, portal_id) REFERENCES public.portal(district_id, id);

ALTER TABLE ONLY public.portal_context
    ADD CONSTRAINT portal_context_district_id_portal_id_fkey FOREIGN KEY (district_id, portal_id) REFERENCES public.portal(district_id, id);

ALTER TABLE ONLY public.portal
    ADD CONSTRAINT portal_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.portal_line
    ADD CONSTRAINT portal_line_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.portal_nonce
    ADD CONSTRAINT portal_nonce_district_id_portal_id_fkey FOREIGN KEY (district_id, portal_id) REFERENCES public.portal(district_id, id);

ALTER TABLE ONLY public.portal_service
    ADD CONSTRAINT portal_service_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.presence
    ADD CONSTRAINT presence_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.presence
    ADD CONSTRAINT presence_district_id_sitting_id_fkey FOREIGN KEY (district_id, sitting_id) REFERENCES public.sitting(district_id, id);

ALTER TABLE ONLY public.programme_template
    ADD CONSTRAINT programme_template_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.programme_template_slot
    ADD CONSTRAINT programme_template_slot_district_id_form_id_fkey FOREIGN KEY (district_id, form_id) REFERENCES public.form(district_id, id);

ALTER TABLE ONLY public.programme_template_slot
    ADD CONSTRAINT programme_template_slot_district_id_template_id_fkey FOREIGN KEY (district_id, template_id) REFERENCES public.programme_template(district_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_district_id_decided_by_fkey FOREIGN KEY (district_id, decided_by) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_district_id_plan_id_fkey FOREIGN KEY (district_id, plan_id) REFERENCES public.plan(district_id, id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_district_id_plan_version_id_fkey FOREIGN KEY (district_id, plan_version_id) REFERENCES public.plan_version(district_id, id);

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_district_id_run_id_fkey FOREIGN KEY (district_id, run_id) REFERENCES public.run(district_id, id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_district_id_document_id_fkey FOREIGN KEY (district_id, document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_district_id_visit_id_fkey FOREIGN KEY (district_id, visit_id) REFERENCES public.visit(district_id, id);

ALTER TABLE ONLY public.remark
    ADD CONSTRAINT remark_district_id_answered_by_fkey FOREIGN KEY (district_id, answered_by) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.remark
    ADD CONSTRAINT remark_district_id_author_id_fkey FOREIGN KEY (district_id, author_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.remark
    ADD CONSTRAINT remark_district_id_day_id_fkey FOREIGN KEY (district_id, day_id) REFERENCES public.day(district_id, id);

ALTER TABLE ONLY public.remark
    ADD CONSTRAINT remark_district_id_document_id_fkey FOREIGN KEY (district_id, document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.remark
    ADD CONSTRAINT remark_district_id_plan_version_id_fkey FOREIGN KEY (district_id, plan_version_id) REFERENCES public.plan_version(district_id, id);

ALTER TABLE ONLY public.room
    ADD CONSTRAINT room_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.rubric_item
    ADD CONSTRAINT rubric_item_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.rubric_item
    ADD CONSTRAINT rubric_item_district_id_edition_id_fkey FOREIGN KEY (district_id, edition_id) REFERENCES public.edition(district_id, id);

ALTER TABLE ONLY public.rubric_item
    ADD CONSTRAINT rubric_item_district_id_section_id_fkey FOREIGN KEY (district_id, section_id) REFERENCES public.rubric_section(district_id, id);

ALTER TABLE ONLY public.rubric_section
    ADD CONSTRAINT rubric_section_district_id_edition_id_fkey FOREIGN KEY (district_id, edition_id) REFERENCES public.edition(district_id, id);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_district_id_framework_id_fkey FOREIGN KEY (district_id, framework_id) REFERENCES public.edition(district_id, id);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_district_id_job_id_fkey FOREIGN KEY (district_id, job_id) REFERENCES public.job(district_id, id);

ALTER TABLE ONLY public.saved_filter
    ADD CONSTRAINT saved_filter_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.school_class
    ADD CONSTRAINT school_class_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.score
    ADD CONSTRAINT score_district_id_competence_id_fkey FOREIGN KEY (district_id, competence_id) REFERENCES public.competence(district_id, id);

ALTER TABLE ONLY public.score
    ADD CONSTRAINT score_district_id_sheet_id_fkey FOREIGN KEY (district_id, sheet_id) REFERENCES public.sheet(district_id, id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_code_fkey FOREIGN KEY (code) REFERENCES public.setting_default(code);

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.sheet
    ADD CONSTRAINT sheet_district_id_author_id_fkey FOREIGN KEY (district_id, author_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.sheet
    ADD CONSTRAINT sheet_district_id_rubric_id_fkey FOREIGN KEY (district_id, rubric_id) REFERENCES public.edition(district_id, id);

ALTER TABLE ONLY public.sheet
    ADD CONSTRAINT sheet_district_id_supersedes_id_fkey FOREIGN KEY (district_id, supersedes_id) REFERENCES public.sheet(district_id, id);

ALTER TABLE ONLY public.sheet
    ADD CONSTRAINT sheet_district_id_visit_id_fkey FOREIGN KEY (district_id, visit_id) REFERENCES public.visit(district_id, id);

ALTER TABLE ONLY public.signature
    ADD CONSTRAINT signature_district_id_document_id_version_fkey FOREIGN KEY (district_id, document_id, version) REFERENCES public.document_version(district_id, document_id, version);

ALTER TABLE ONLY public.signature
    ADD CONSTRAINT signature_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT sitting_district_id_chair_id_fkey FOREIGN KEY (district_id, chair_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT sitting_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT sitting_district_id_secretary_id_fkey FOREIGN KEY (district_id, secretary_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.skill
    ADD CONSTRAINT skill_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.slot
    ADD CONSTRAINT slot_district_id_day_id_fkey FOREIGN KEY (district_id, day_id) REFERENCES public.day(district_id, id);

ALTER TABLE ONLY public.slot
    ADD CONSTRAINT slot_district_id_form_id_fkey FOREIGN KEY (district_id, form_id) REFERENCES public.form(district_id, id);

ALTER TABLE ONLY public.slot
    ADD CONSTRAINT slot_district_id_lesson_id_fkey FOREIGN KEY (district_id, lesson_id) REFERENCES public.lesson(district_id, id);

ALTER TABLE ONLY public.slot
    ADD CONSTRAINT slot_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.slot_need
    ADD CONSTRAINT slot_need_district_id_need_id_fkey FOREIGN KEY (district_id, need_id) REFERENCES public.need(district_id, id);

ALTER TABLE ONLY public.slot_need
    ADD CONSTRAINT slot_need_district_id_slot_id_fkey FOREIGN KEY (district_id, slot_id) REFERENCES public.slot(district_id, id);

ALTER TABLE ONLY public.subject
    ADD CONSTRAINT subject_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_district_id_document_id_fkey FOREIGN KEY (district_id, document_id) REFERENCES public.document(district_id, id);

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.teaching
    ADD CONSTRAINT teaching_district_id_appointment_id_fkey FOREIGN KEY (district_id, appointment_id) REFERENCES public.appointment(district_id, id);

ALTER TABLE ONLY public.teaching
    ADD CONSTRAINT teaching_district_id_subject_id_fkey FOREIGN KEY (district_id, subject_id) REFERENCES public.subject(district_id, id);

ALTER TABLE ONLY public.travel
    ADD CONSTRAINT travel_district_id_from_id_fkey FOREIGN KEY (district_id, from_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.travel
    ADD CONSTRAINT travel_district_id_to_id_fkey FOREIGN KEY (district_id, to_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.unavailability
    ADD CONSTRAINT unavailability_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_district_id_class_id_fkey FOREIGN KEY (district_id, class_id) REFERENCES public.school_class(district_id, id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_district_id_organisation_id_fkey FOREIGN KEY (district_id, organisation_id) REFERENCES public.organisation(district_id, id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_district_id_rubric_id_fkey FOREIGN KEY (district_id, rubric_id) REFERENCES public.edition(district_id, id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_district_id_slot_id_fkey FOREIGN KEY (district_id, slot_id) REFERENCES public.slot(district_id, id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_district_id_subject_id_fkey FOREIGN KEY (district_id, subject_id) REFERENCES public.subject(district_id, id);

ALTER TABLE ONLY public.visit
    ADD CONSTRAINT visit_district_id_teacher_id_fkey FOREIGN KEY (district_id, teacher_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.vote
    ADD CONSTRAINT vote_district_id_agenda_item_id_fkey FOREIGN KEY (district_id, agenda_item_id) REFERENCES public.agenda_item(district_id, id);

ALTER TABLE ONLY public.vote
    ADD CONSTRAINT vote_district_id_person_id_fkey FOREIGN KEY (district_id, person_id) REFERENCES public.person(district_id, id);

ALTER TABLE ONLY public.year_step
    ADD CONSTRAINT year_step_district_id_fkey FOREIGN KEY (district_id) REFERENCES public.district(district_id);

ALTER TABLE public.adoption ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.agenda_item ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.agreement ENABLE ROW LEVEL SECURITY;

CREATE POLICY answers ON public.document FOR UPDATE TO metodden_app USING (((kind = ANY (ARRAY['spravka'::text, 'recommendations'::text])) AND (state = 'signed'::text) AND auth.may_answer(id))) WITH CHECK (((kind = ANY (ARRAY['spravka'::text, 'recommendations'::text])) AND (state = ANY (ARRAY['acknowledged'::text, 'objected'::text]))));

ALTER TABLE public.appointment ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.attendance ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.attendance_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_head ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.bell ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.booking ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.calendar_day ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.clause ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.competence ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.consent ENABLE ROW LEVEL SECURITY;

CREATE POLICY consented ON public.document AS RESTRICTIVE FOR SELECT TO metodden_app USING (((kind <> 'practice_card'::text) OR (state <> ALL (ARRAY['published'::text, 'adopted'::text, 'archived'::text])) OR (person_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,system}'::text[]) AS has) OR auth.is_author(id) OR auth.practice_is_open(id)));

ALTER TABLE public.correction ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.day ENABLE ROW LEVEL SECURITY;

CREATE POLICY deletes ON public.agenda_item FOR DELETE TO metodden_app USING (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has));

CREATE POLICY deletes ON public.agreement FOR DELETE TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY deletes ON public.attendance FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY deletes ON public.bell FOR DELETE TO metodden_app USING ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY deletes ON public.booking FOR DELETE TO metodden_app USING ((( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has) OR ((person_id = ( SELECT auth.person() AS person)) AND (involvement = 'attends'::text))));

CREATE POLICY deletes ON public.calendar_day FOR DELETE TO metodden_app USING (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY deletes ON public.clause FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,admin,system}'::text[]) AS has));

CREATE POLICY deletes ON public.competence FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,admin}'::text[]) AS has));

CREATE POLICY deletes ON public.edition FOR DELETE TO metodden_app USING (((state = 'draft'::text) AND ( SELECT auth.has('{centre_head,admin}'::text[]) AS has)));

CREATE POLICY deletes ON public.effect FOR DELETE TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY deletes ON public.estimate FOR DELETE TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY deletes ON public.evidence FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY deletes ON public.form FOR DELETE TO metodden_app USING ((( SELECT auth.has('{admin,centre_head}'::text[]) AS has) AND (NOT is_day)));

CREATE POLICY deletes ON public.lesson FOR DELETE TO metodden_app USING ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY deletes ON public.mark FOR DELETE TO metodden_app USING ((EXISTS ( SELECT
   FROM public.sheet h
  WHERE ((h.district_id = mark.district_id) AND (h.id = mark.sheet_id) AND ((h.author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has))))));

CREATE POLICY deletes ON public.note FOR DELETE TO metodden_app USING ((EXISTS ( SELECT
   FROM public.sheet h
  WHERE ((h.district_id = note.district_id) AND (h.id = note.sheet_id) AND ((h.author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has))))));

CREATE POLICY deletes ON public.party FOR DELETE TO metodden_app USING (((( SELECT auth.has('{methodist,centre_head,council_secretary,system}'::text[]) AS has) OR (EXISTS ( SELECT
   FROM public.document d
  WHERE ((d.district_id = party.district_id) AND (d.id = party.document_id) AND (d.kind = 'practice_card'::text) AND (d.person_id = ( SELECT auth.person() AS person)))))) AND auth.names_party(document_id, part)));

CREATE POLICY deletes ON public.plan_change FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY deletes ON public.plan_gain FOR DELETE TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY deletes ON public.plan_item FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY deletes ON public.plan_scenario FOR DELETE TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY deletes ON public.presence FOR DELETE TO metodden_app USING (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has));

CREATE POLICY deletes ON public.programme_template FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY deletes ON public.programme_template_slot FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY deletes ON public.room FOR DELETE TO metodden_app USING (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY deletes ON public.rubric_item FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has));

CREATE POLICY deletes ON public.rubric_section FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has));

CREATE POLICY deletes ON public.saved_filter FOR DELETE TO metodden_app USING ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY deletes ON public.school_class FOR DELETE TO metodden_app USING (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY deletes ON public.skill FOR DELETE TO metodden_app USING (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY deletes ON public.slot FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY deletes ON public.slot_need FOR DELETE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY deletes ON public.subject FOR DELETE TO metodden_app USING (( SELECT auth.has('{admin,centre_head}'::text[]) AS has));

CREATE POLICY deletes ON public.task FOR DELETE TO metodden_app USING (( SELECT auth.has('{methodist,centre_head,clerk,system}'::text[]) AS has));

CREATE POLICY deletes ON public.teaching FOR DELETE TO metodden_app USING (( SELECT auth.has('{admin,school_head,system}'::text[]) AS has));

CREATE POLICY deletes ON public.unavailability FOR DELETE TO metodden_app USING (((person_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has) OR (( SELECT auth.has('{school_head}'::text[]) AS has) AND (EXISTS ( SELECT
   FROM public.appointment a
  WHERE ((a.district_id = unavailability.district_id) AND (a.person_id = unavailability.person_id) AND (a.organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[]))))))));

CREATE POLICY deletes ON public.vote FOR DELETE TO metodden_app USING (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has));

ALTER TABLE public.district ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.document ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.document_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.edition ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.effect ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.estimate ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.evidence ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.form ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.import ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.import_piece ENABLE ROW LEVEL SECURITY;

CREATE POLICY inserts ON public.adoption FOR INSERT TO metodden_app WITH CHECK ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY inserts ON public.agenda_item FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has));

CREATE POLICY inserts ON public.agreement FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY inserts ON public.appointment FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY inserts ON public.attendance FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.bell FOR INSERT TO metodden_app WITH CHECK ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY inserts ON public.booking FOR INSERT TO metodden_app WITH CHECK ((( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has) OR ((person_id = ( SELECT auth.person() AS person)) AND (involvement = 'attends'::text))));

CREATE POLICY inserts ON public.calendar_day FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY inserts ON public.clause FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,admin,system}'::text[]) AS has));

CREATE POLICY inserts ON public.competence FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has));

CREATE POLICY inserts ON public.consent FOR INSERT TO metodden_app WITH CHECK ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY inserts ON public.correction FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{methodist,centre_head,system}'::text[]) AS has));

CREATE POLICY inserts ON public.day FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.document FOR INSERT TO metodden_app WITH CHECK ((( SELECT auth.has('{methodist,centre_head,clerk,council_secretary,council_chair,system}'::text[]) AS has) OR ((kind = 'practice_card'::text) AND (person_id = ( SELECT auth.person() AS person)))));

CREATE POLICY inserts ON public.edition FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,admin,department_head,system}'::text[]) AS has));

CREATE POLICY inserts ON public.effect FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY inserts ON public.estimate FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY inserts ON public.evidence FOR INSERT TO metodden_app WITH CHECK ((( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has) OR (created_by = ( SELECT auth.person() AS person))));

CREATE POLICY inserts ON public.form FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.idempotency FOR INSERT TO metodden_app WITH CHECK ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY inserts ON public.import FOR INSERT TO metodden_app WITH CHECK ((( SELECT auth.has('{admin,system}'::text[]) AS has) OR ((kind = ANY (ARRAY['plan'::text, 'visits'::text])) AND ( SELECT auth.has('{methodist,centre_head}'::text[]) AS has)) OR ((kind = ANY (ARRAY['framework'::text, 'rubric'::text])) AND ( SELECT auth.has('{centre_head}'::text[]) AS has)) OR ((kind = ANY (ARRAY['school'::text, 'timetable'::text])) AND ( SELECT auth.has('{school_head}'::text[]) AS has) AND (created_by = ( SELECT auth.person() AS person)))));

CREATE POLICY inserts ON public.import_piece FOR INSERT TO metodden_app WITH CHECK ((EXISTS ( SELECT
   FROM public.import i
  WHERE ((i.district_id = import_piece.district_id) AND (i.id = import_piece.import_id)))));

CREATE POLICY inserts ON public.job FOR INSERT TO metodden_app WITH CHECK ((( SELECT auth.has('{admin,centre_head,methodist,system}'::text[]) AS has) OR ((kind = 'import'::text) AND ( SELECT auth.has('{school_head}'::text[]) AS has) AND (EXISTS ( SELECT
   FROM public.import i
  WHERE ((i.district_id = job.district_id) AND ((i.id)::text = (job.input ->> 'import'::text))))))));

CREATE POLICY inserts ON public.lesson FOR INSERT TO metodden_app WITH CHECK ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY inserts ON public.lti_invitation FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY inserts ON public.mark FOR INSERT TO metodden_app WITH CHECK ((EXISTS ( SELECT
   FROM public.sheet h
  WHERE ((h.district_id = mark.district_id) AND (h.id = mark.sheet_id) AND ((h.author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has))))));

CREATE POLICY inserts ON public.need FOR INSERT TO metodden_app WITH CHECK ((( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has) OR (organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])) OR (person_id = ( SELECT auth.person() AS person))));

CREATE POLICY inserts ON public.note FOR INSERT TO metodden_app WITH CHECK ((EXISTS ( SELECT
   FROM public.sheet h
  WHERE ((h.district_id = note.district_id) AND (h.id = note.sheet_id) AND ((h.author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has))))));

CREATE POLICY inserts ON public.organisation FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY inserts ON public.party FOR INSERT TO metodden_app WITH CHECK (((( SELECT auth.has('{methodist,centre_head,council_secretary,system}'::text[]) AS has) OR (EXISTS ( SELECT
   FROM public.document d
  WHERE ((d.district_id = party.district_id) AND (d.id = party.document_id) AND (d.kind = 'practice_card'::text) AND (d.person_id = ( SELECT auth.person() AS person)))))) AND auth.names_party(document_id, part)));

CREATE POLICY inserts ON public.person FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY inserts ON public.personal_request FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY inserts ON public.plan FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.plan_build FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY inserts ON public.plan_change FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.plan_gain FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY inserts ON public.plan_item FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.plan_scenario FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,centre_head}'::text[]) AS has));

CREATE POLICY inserts ON public.plan_version FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.portal FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY inserts ON public.portal_account FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY inserts ON public.presence FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has));

CREATE POLICY inserts ON public.programme_template FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.programme_template_slot FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.proposal FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY inserts ON public.receipt FOR INSERT TO metodden_app WITH CHECK ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY inserts ON public.remark FOR INSERT TO metodden_app WITH CHECK (((author_id = ( SELECT auth.person() AS person)) AND ( SELECT auth.has('{council_member,council_secretary,council_chair,system}'::text[]) AS has)));

CREATE POLICY inserts ON public.room FOR INSERT TO metodden_app WITH CHECK ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY inserts ON public.rubric_item FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has));

CREATE POLICY inserts ON public.rubric_section FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has));

CREATE POLICY inserts ON public.run FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY inserts ON public.saved_filter FOR INSERT TO metodden_app WITH CHECK ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY inserts ON public.school_class FOR INSERT TO metodden_app WITH CHECK ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY inserts ON public.setting FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,centre_head}'::text[]) AS has));

CREATE POLICY inserts ON public.sheet FOR INSERT TO metodden_app WITH CHECK ((( SELECT auth.has('{system}'::text[]) AS has) OR ((author_id = ( SELECT auth.person() AS person)) AND ((part = 'self'::text) OR ( SELECT auth.has('{methodist,centre_head}'::text[]) AS has)))));

CREATE POLICY inserts ON public.sitting FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has));

CREATE POLICY inserts ON public.skill FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY inserts ON public.slot FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.slot_need FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY inserts ON public.subject FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY inserts ON public.task FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{methodist,centre_head,clerk,system}'::text[]) AS has));

CREATE POLICY inserts ON public.teaching FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,school_head,system}'::text[]) AS has));

CREATE POLICY inserts ON public.travel FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY inserts ON public.unavailability FOR INSERT TO metodden_app WITH CHECK (((person_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has) OR (( SELECT auth.has('{school_head}'::text[]) AS has) AND (EXISTS ( SELECT
   FROM public.appointment a
  WHERE ((a.district_id = unavailability.district_id) AND (a.person_id = unavailability.person_id) AND (a.organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[]))))))));

CREATE POLICY inserts ON public.visit FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{methodist,centre_head,system}'::text[]) AS has));

CREATE POLICY inserts ON public.vote FOR INSERT TO metodden_app WITH CHECK ((((person_id = ( SELECT auth.person() AS person)) AND ( SELECT auth.has('{council_member,council_secretary,council_chair}'::text[]) AS has)) OR ( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has)));

CREATE POLICY inserts ON public.year_step FOR INSERT TO metodden_app WITH CHECK (( SELECT auth.has('{admin,centre_head}'::text[]) AS has));

ALTER TABLE public.job ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.lesson ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.lti_choice ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.lti_invitation ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.lti_login ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.mark ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.need ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.note ENABLE ROW LEVEL SECURITY;

CREATE POLICY one_district ON public.adoption AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.agenda_item AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.agreement AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.appointment AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.attendance AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.attendance_key AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.audit AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.audit_head AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.bell AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.booking AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.calendar_day AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.clause AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.competence AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.consent AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.correction AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.day AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.district AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.document AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.document_version AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.edition AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.effect AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.estimate AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.evidence AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.form AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.idempotency AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.import AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.import_piece AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.job AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.lesson AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.lti_choice AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.lti_invitation AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.lti_login AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.mark AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.need AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.note AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.organisation AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.outbox AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.party AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.person AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.personal_request AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.plan AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.plan_build AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.plan_change AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.plan_gain AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.plan_item AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.plan_scenario AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.plan_version AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.portal AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.portal_account AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.portal_context AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.portal_line AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.portal_nonce AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.portal_service AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.presence AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.programme_template AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.programme_template_slot AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.proposal AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.receipt AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.remark AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.room AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.rubric_item AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.rubric_section AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.run AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.saved_filter AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.school_class AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.score AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.session AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.setting AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.sheet AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.signature AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.sitting AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.skill AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.slot AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.slot_need AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.subject AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.task AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.teaching AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.travel AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.unavailability AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.visit AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.vote AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

CREATE POLICY one_district ON public.year_step AS RESTRICTIVE TO metodden_app USING ((district_id = ( SELECT auth.district() AS district)));

ALTER TABLE public.organisation ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.outbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.party ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.personal_request ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan_build ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan_change ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan_gain ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan_item ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan_scenario ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.plan_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portal ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portal_account ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portal_context ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portal_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portal_nonce ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.portal_service ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.presence ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.programme_template ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.programme_template_slot ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.proposal ENABLE ROW LEVEL SECURITY;

CREATE POLICY reads ON public.adoption FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.agenda_item FOR SELECT TO metodden_app USING ((EXISTS ( SELECT
   FROM public.sitting p
  WHERE ((p.district_id = agenda_item.district_id) AND (p.id = agenda_item.sitting_id)))));

CREATE POLICY reads ON public.agreement FOR SELECT TO metodden_app USING (( SELECT auth.has('{methodist,centre_head,department_head,council_member,council_secretary,council_chair,system}'::text[]) AS has));

CREATE POLICY reads ON public.appointment FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.attendance FOR SELECT TO metodden_app USING (((person_id = ( SELECT auth.person() AS person)) OR (EXISTS ( SELECT
   FROM public.slot s
  WHERE ((s.district_id = attendance.district_id) AND (s.id = attendance.slot_id) AND (s.organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])))))));

CREATE POLICY reads ON public.audit FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY reads ON public.audit_head FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY reads ON public.bell FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.booking FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.calendar_day FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.clause FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.competence FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.consent FOR SELECT TO metodden_app USING (((person_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,system}'::text[]) AS has)));

CREATE POLICY reads ON public.correction FOR SELECT TO metodden_app USING (((person_id = ( SELECT auth.person() AS person)) OR (organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[]))));

CREATE POLICY reads ON public.day FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.district FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.document FOR SELECT TO metodden_app USING (((created_by = ( SELECT auth.person() AS person)) OR ((organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])) AND ((state <> ALL (ARRAY['draft'::text, 'returned'::text, 'noticed'::text, 'described'::text])) OR ( SELECT auth.has('{methodist,centre_head,department_head,council_secretary,council_chair,system}'::text[]) AS has))) OR ((person_id = ( SELECT auth.person() AS person)) AND ((kind = 'practice_card'::text) OR (state <> ALL (ARRAY['draft'::text, 'returned'::text])))) OR ((person_id IS NULL) AND (((kind ~~ 'order%'::text) AND ( SELECT auth.has('{clerk,council_member,council_secretary,council_chair}'::text[]) AS has)) OR (((kind ~~ 'order%'::text) OR (kind = ANY (ARRAY['act'::text, 'recommendations'::text, 'practice_card'::text]))) AND (state <> ALL (ARRAY['draft'::text, 'returned'::text, 'noticed'::text, 'described'::text, 'council'::text])) AND (NOT ( SELECT auth.has('{admin}'::text[]) AS has))))) OR ((kind = 'practice_card'::text) AND (state = ANY (ARRAY['published'::text, 'adopted'::text, 'archived'::text])) AND (NOT ( SELECT auth.has('{admin}'::text[]) AS has)))));

CREATE POLICY reads ON public.document_version FOR SELECT TO metodden_app USING ((EXISTS ( SELECT
   FROM public.document p
  WHERE ((p.district_id = document_version.district_id) AND (p.id = document_version.document_id)))));

CREATE POLICY reads ON public.edition FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.effect FOR SELECT TO metodden_app USING (( SELECT auth.has('{methodist,centre_head,department_head,council_member,council_secretary,council_chair,school_head,system}'::text[]) AS has));

CREATE POLICY reads ON public.estimate FOR SELECT TO metodden_app USING (((person_id = ( SELECT auth.person() AS person)) OR (organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])) OR ((person_id IS NOT NULL) AND (( SELECT auth.has('{centre_head,system}'::text[]) AS has) OR (( SELECT auth.has('{methodist}'::text[]) AS has) AND (measure <> 'severity'::text)))) OR ((person_id IS NULL) AND (organisation_id IS NULL))));

CREATE POLICY reads ON public.evidence FOR SELECT TO metodden_app USING ((( SELECT auth.has('{centre_head,methodist,council_member,council_secretary,council_chair,department_head,system}'::text[]) AS has) OR (created_by = ( SELECT auth.person() AS person))));

CREATE POLICY reads ON public.form FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.idempotency FOR SELECT TO metodden_app USING ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY reads ON public.import FOR SELECT TO metodden_app USING ((( SELECT auth.has('{admin,system}'::text[]) AS has) OR ((kind = ANY (ARRAY['plan'::text, 'visits'::text])) AND ( SELECT auth.has('{methodist,centre_head}'::text[]) AS has)) OR ((kind = ANY (ARRAY['framework'::text, 'rubric'::text])) AND ( SELECT auth.has('{centre_head}'::text[]) AS has)) OR ((kind = ANY (ARRAY['school'::text, 'timetable'::text])) AND ( SELECT auth.has('{school_head}'::text[]) AS has) AND (created_by = ( SELECT auth.person() AS person)))));

CREATE POLICY reads ON public.import_piece FOR SELECT TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY reads ON public.job FOR SELECT TO metodden_app USING ((( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has) OR ((kind = 'growth'::text) AND ( SELECT auth.has('{methodist}'::text[]) AS has)) OR (created_by = ( SELECT auth.person() AS person))));

CREATE POLICY reads ON public.lesson FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.lti_choice FOR SELECT TO metodden_app USING (false);

CREATE POLICY reads ON public.lti_invitation FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY reads ON public.lti_login FOR SELECT TO metodden_app USING (false);

CREATE POLICY reads ON public.mark FOR SELECT TO metodden_app USING ((EXISTS ( SELECT
   FROM public.sheet p
  WHERE ((p.district_id = mark.district_id) AND (p.id = mark.sheet_id)))));

CREATE POLICY reads ON public.need FOR SELECT TO metodden_app USING (((organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])) OR (person_id = ( SELECT auth.person() AS person))));

CREATE POLICY reads ON public.note FOR SELECT TO metodden_app USING ((EXISTS ( SELECT
   FROM public.sheet h
  WHERE ((h.district_id = note.district_id) AND (h.id = note.sheet_id) AND ((h.author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has))))));

CREATE POLICY reads ON public.organisation FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.outbox FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY reads ON public.party FOR SELECT TO metodden_app USING ((EXISTS ( SELECT
   FROM public.document p
  WHERE ((p.district_id = party.district_id) AND (p.id = party.document_id)))));

CREATE POLICY reads ON public.person FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.personal_request FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY reads ON public.plan FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.plan_build FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.plan_change FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.plan_gain FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY reads ON public.plan_item FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.plan_scenario FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY reads ON public.plan_version FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.portal FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY reads ON public.portal_account FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY reads ON public.portal_context FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY reads ON public.portal_line FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY reads ON public.portal_nonce FOR SELECT TO metodden_app USING (false);

CREATE POLICY reads ON public.portal_service FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY reads ON public.presence FOR SELECT TO metodden_app USING ((EXISTS ( SELECT
   FROM public.sitting p
  WHERE ((p.district_id = presence.district_id) AND (p.id = presence.sitting_id)))));

CREATE POLICY reads ON public.programme_template FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.programme_template_slot FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.proposal FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,centre_head,methodist,council_member,council_secretary,council_chair,department_head,system}'::text[]) AS has));

CREATE POLICY reads ON public.receipt FOR SELECT TO metodden_app USING (((person_id = ( SELECT auth.person() AS person)) OR ((visit_id IS NOT NULL) AND (EXISTS ( SELECT
   FROM public.visit v
  WHERE ((v.district_id = receipt.district_id) AND (v.id = receipt.visit_id))))) OR ((document_id IS NOT NULL) AND (EXISTS ( SELECT
   FROM public.document d
  WHERE ((d.district_id = receipt.district_id) AND (d.id = receipt.document_id)))))));

CREATE POLICY reads ON public.remark FOR SELECT TO metodden_app USING (((day_id IS NOT NULL) OR (plan_version_id IS NOT NULL) OR (EXISTS ( SELECT
   FROM public.document p
  WHERE ((p.district_id = remark.district_id) AND (p.id = remark.document_id))))));

CREATE POLICY reads ON public.room FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.rubric_item FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.rubric_section FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.run FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.saved_filter FOR SELECT TO metodden_app USING ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY reads ON public.school_class FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.score FOR SELECT TO metodden_app USING ((( SELECT auth.has('{system}'::text[]) AS has) OR (EXISTS ( SELECT
   FROM public.sheet p
  WHERE ((p.district_id = score.district_id) AND (p.id = score.sheet_id))))));

CREATE POLICY reads ON public.session FOR SELECT TO metodden_app USING ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY reads ON public.setting FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.sheet FOR SELECT TO metodden_app USING ((( SELECT auth.has('{system}'::text[]) AS has) OR (author_id = ( SELECT auth.person() AS person)) OR ((state <> 'draft'::text) AND (EXISTS ( SELECT
   FROM public.visit v
  WHERE ((v.district_id = sheet.district_id) AND (v.id = sheet.visit_id) AND (v.state <> ALL (ARRAY['planned'::text, 'held'::text]))))))));

CREATE POLICY reads ON public.signature FOR SELECT TO metodden_app USING ((EXISTS ( SELECT
   FROM public.document p
  WHERE ((p.district_id = signature.district_id) AND (p.id = signature.document_id)))));

CREATE POLICY reads ON public.sitting FOR SELECT TO metodden_app USING (( SELECT auth.has('{system,methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk}'::text[]) AS has));

CREATE POLICY reads ON public.skill FOR SELECT TO metodden_app USING ((( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has) OR (person_id = ( SELECT auth.person() AS person))));

CREATE POLICY reads ON public.slot FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.slot_need FOR SELECT TO metodden_app USING ((EXISTS ( SELECT
   FROM public.slot p
  WHERE ((p.district_id = slot_need.district_id) AND (p.id = slot_need.slot_id)))));

CREATE POLICY reads ON public.subject FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.task FOR SELECT TO metodden_app USING ((EXISTS ( SELECT
   FROM public.document p
  WHERE ((p.district_id = task.district_id) AND (p.id = task.document_id)))));

CREATE POLICY reads ON public.teaching FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.travel FOR SELECT TO metodden_app USING (true);

CREATE POLICY reads ON public.unavailability FOR SELECT TO metodden_app USING (((person_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{methodist,centre_head,system}'::text[]) AS has) OR (( SELECT auth.has('{school_head}'::text[]) AS has) AND (EXISTS ( SELECT
   FROM public.appointment a
  WHERE ((a.district_id = unavailability.district_id) AND (a.person_id = unavailability.person_id) AND (a.organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[]))))))));

CREATE POLICY reads ON public.visit FOR SELECT TO metodden_app USING (((organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])) OR (teacher_id = ( SELECT auth.person() AS person))));

CREATE POLICY reads ON public.vote FOR SELECT TO metodden_app USING (( SELECT auth.has('{system,methodist,centre_head,council_member,council_secretary,council_chair,department_head,clerk}'::text[]) AS has));

CREATE POLICY reads ON public.year_step FOR SELECT TO metodden_app USING (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY reads_as_author ON public.document FOR SELECT TO metodden_app USING (((kind = 'practice_card'::text) AND auth.is_author(id)));

CREATE POLICY reads_of_system ON public.portal_account FOR SELECT TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has));

ALTER TABLE public.receipt ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.remark ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.room ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.rubric_item ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.rubric_section ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.run ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.saved_filter ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.school_class ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.score ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.session ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.setting ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sheet ENABLE ROW LEVEL SECURITY;

CREATE POLICY sign_in ON public.portal FOR SELECT TO metodden_login USING (true);

ALTER TABLE public.signature ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sitting ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.skill ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.slot ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.slot_need ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.subject ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.task ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.teaching ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.travel ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.unavailability ENABLE ROW LEVEL SECURITY;

CREATE POLICY updates ON public.adoption FOR UPDATE TO metodden_app USING (( SELECT auth.has('{methodist,centre_head}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{methodist,centre_head}'::text[]) AS has));

CREATE POLICY updates ON public.agenda_item FOR UPDATE TO metodden_app USING (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has));

CREATE POLICY updates ON public.appointment FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY updates ON public.attendance FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY updates ON public.bell FOR UPDATE TO metodden_app USING ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[]))) WITH CHECK ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY updates ON public.booking FOR UPDATE TO metodden_app USING ((( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has) OR ((person_id = ( SELECT auth.person() AS person)) AND (involvement = 'attends'::text)))) WITH CHECK ((( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has) OR ((person_id = ( SELECT auth.person() AS person)) AND (involvement = 'attends'::text))));

CREATE POLICY updates ON public.calendar_day FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY updates ON public.clause FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,admin,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,admin,system}'::text[]) AS has));

CREATE POLICY updates ON public.competence FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has));

CREATE POLICY updates ON public.consent FOR UPDATE TO metodden_app USING ((person_id = ( SELECT auth.person() AS person))) WITH CHECK ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY updates ON public.correction FOR UPDATE TO metodden_app USING ((( SELECT auth.has('{methodist,centre_head,system}'::text[]) AS has) OR (person_id = ( SELECT auth.person() AS person)))) WITH CHECK ((( SELECT auth.has('{methodist,centre_head,system}'::text[]) AS has) OR (person_id = ( SELECT auth.person() AS person))));

CREATE POLICY updates ON public.day FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,clerk,department_head,council_chair,council_secretary,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,clerk,department_head,council_chair,council_secretary,system}'::text[]) AS has));

CREATE POLICY updates ON public.document FOR UPDATE TO metodden_app USING ((( SELECT auth.has('{methodist,centre_head,clerk,department_head,council_secretary,council_chair,system}'::text[]) AS has) OR (person_id = ( SELECT auth.person() AS person)) OR (organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])))) WITH CHECK ((( SELECT auth.has('{methodist,centre_head,clerk,department_head,council_secretary,council_chair,system}'::text[]) AS has) OR (person_id = ( SELECT auth.person() AS person)) OR (organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[]))));

CREATE POLICY updates ON public.edition FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,admin,department_head,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,admin,department_head,system}'::text[]) AS has));

CREATE POLICY updates ON public.form FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,centre_head,methodist,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY updates ON public.idempotency FOR UPDATE TO metodden_app USING ((person_id = ( SELECT auth.person() AS person))) WITH CHECK ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY updates ON public.import FOR UPDATE TO metodden_app USING ((( SELECT auth.has('{admin,system}'::text[]) AS has) OR ((kind = ANY (ARRAY['plan'::text, 'visits'::text])) AND ( SELECT auth.has('{methodist,centre_head}'::text[]) AS has)) OR ((kind = ANY (ARRAY['framework'::text, 'rubric'::text])) AND ( SELECT auth.has('{centre_head}'::text[]) AS has)) OR ((kind = ANY (ARRAY['school'::text, 'timetable'::text])) AND ( SELECT auth.has('{school_head}'::text[]) AS has) AND (created_by = ( SELECT auth.person() AS person)))));

CREATE POLICY updates ON public.lesson FOR UPDATE TO metodden_app USING ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[]))) WITH CHECK ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY updates ON public.mark FOR UPDATE TO metodden_app USING ((EXISTS ( SELECT
   FROM public.sheet h
  WHERE ((h.district_id = mark.district_id) AND (h.id = mark.sheet_id) AND ((h.author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has)))))) WITH CHECK ((EXISTS ( SELECT
   FROM public.sheet h
  WHERE ((h.district_id = mark.district_id) AND (h.id = mark.sheet_id) AND ((h.author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has))))));

CREATE POLICY updates ON public.need FOR UPDATE TO metodden_app USING ((( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has) OR (organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])) OR (person_id = ( SELECT auth.person() AS person)))) WITH CHECK ((( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has) OR (organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])) OR (person_id = ( SELECT auth.person() AS person))));

CREATE POLICY updates ON public.note FOR UPDATE TO metodden_app USING ((EXISTS ( SELECT
   FROM public.sheet h
  WHERE ((h.district_id = note.district_id) AND (h.id = note.sheet_id) AND ((h.author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has)))))) WITH CHECK ((EXISTS ( SELECT
   FROM public.sheet h
  WHERE ((h.district_id = note.district_id) AND (h.id = note.sheet_id) AND ((h.author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has))))));

CREATE POLICY updates ON public.organisation FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY updates ON public.person FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY updates ON public.personal_request FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin}'::text[]) AS has));

CREATE POLICY updates ON public.plan FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY updates ON public.plan_build FOR UPDATE TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY updates ON public.plan_change FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY updates ON public.plan_item FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY updates ON public.plan_scenario FOR UPDATE TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY updates ON public.plan_version FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,council_chair,council_secretary,department_head,clerk,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,council_chair,council_secretary,department_head,clerk,system}'::text[]) AS has));

CREATE POLICY updates ON public.portal FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY updates ON public.portal_account FOR UPDATE TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY updates ON public.portal_context FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,system}'::text[]) AS has));

CREATE POLICY updates ON public.proposal FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head}'::text[]) AS has));

CREATE POLICY updates ON public.remark FOR UPDATE TO metodden_app USING ((( SELECT auth.has('{methodist,centre_head,council_chair,council_secretary,system}'::text[]) AS has) OR (( SELECT auth.has('{school_head}'::text[]) AS has) AND ((EXISTS ( SELECT
   FROM public.day d
  WHERE (((d.district_id = remark.district_id) AND (d.id = remark.day_id)) AND (d.organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[]))))) OR (EXISTS ( SELECT
   FROM public.document d
  WHERE (((d.district_id = remark.district_id) AND (d.id = remark.document_id)) AND (d.organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])))))))));

CREATE POLICY updates ON public.room FOR UPDATE TO metodden_app USING ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[]))) WITH CHECK ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY updates ON public.rubric_item FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has));

CREATE POLICY updates ON public.rubric_section FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,admin,system}'::text[]) AS has));

CREATE POLICY updates ON public.run FOR UPDATE TO metodden_app USING (( SELECT auth.has('{system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{system}'::text[]) AS has));

CREATE POLICY updates ON public.saved_filter FOR UPDATE TO metodden_app USING ((person_id = ( SELECT auth.person() AS person))) WITH CHECK ((person_id = ( SELECT auth.person() AS person)));

CREATE POLICY updates ON public.school_class FOR UPDATE TO metodden_app USING ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[]))) WITH CHECK ((organisation_id = ANY (( SELECT auth.kept_schools() AS kept_schools)::uuid[])));

CREATE POLICY updates ON public.setting FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,centre_head}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,centre_head}'::text[]) AS has));

CREATE POLICY updates ON public.sheet FOR UPDATE TO metodden_app USING (((author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has))) WITH CHECK (((author_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has)));

CREATE POLICY updates ON public.sitting FOR UPDATE TO metodden_app USING (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has));

CREATE POLICY updates ON public.slot FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY updates ON public.slot_need FOR UPDATE TO metodden_app USING (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{centre_head,methodist,system}'::text[]) AS has));

CREATE POLICY updates ON public.subject FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY updates ON public.task FOR UPDATE TO metodden_app USING ((( SELECT auth.has('{methodist,centre_head,system}'::text[]) AS has) OR (person_id = ( SELECT auth.person() AS person)) OR (organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])))) WITH CHECK ((( SELECT auth.has('{methodist,centre_head,system}'::text[]) AS has) OR (person_id = ( SELECT auth.person() AS person)) OR (organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[]))));

CREATE POLICY updates ON public.teaching FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,school_head,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,school_head,system}'::text[]) AS has));

CREATE POLICY updates ON public.travel FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,centre_head,system}'::text[]) AS has));

CREATE POLICY updates ON public.unavailability FOR UPDATE TO metodden_app USING (((person_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has) OR (( SELECT auth.has('{school_head}'::text[]) AS has) AND (EXISTS ( SELECT
   FROM public.appointment a
  WHERE ((a.district_id = unavailability.district_id) AND (a.person_id = unavailability.person_id) AND (a.organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[])))))))) WITH CHECK (((person_id = ( SELECT auth.person() AS person)) OR ( SELECT auth.has('{system}'::text[]) AS has) OR (( SELECT auth.has('{school_head}'::text[]) AS has) AND (EXISTS ( SELECT
   FROM public.appointment a
  WHERE ((a.district_id = unavailability.district_id) AND (a.person_id = unavailability.person_id) AND (a.organisation_id = ANY (( SELECT auth.schools() AS schools)::uuid[]))))))));

CREATE POLICY updates ON public.visit FOR UPDATE TO metodden_app USING ((( SELECT auth.has('{methodist,centre_head,system}'::text[]) AS has) OR ((teacher_id = ( SELECT auth.person() AS person)) AND (state = ANY (ARRAY['assessed'::text, 'acknowledged'::text, 'objected'::text]))))) WITH CHECK ((( SELECT auth.has('{methodist,centre_head,system}'::text[]) AS has) OR ((teacher_id = ( SELECT auth.person() AS person)) AND (state = ANY (ARRAY['assessed'::text, 'acknowledged'::text, 'objected'::text])))));

CREATE POLICY updates ON public.vote FOR UPDATE TO metodden_app USING ((((person_id = ( SELECT auth.person() AS person)) AND ( SELECT auth.has('{council_member,council_secretary,council_chair}'::text[]) AS has)) OR ( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has))) WITH CHECK ((((person_id = ( SELECT auth.person() AS person)) AND ( SELECT auth.has('{council_member,council_secretary,council_chair}'::text[]) AS has)) OR ( SELECT auth.has('{council_secretary,council_chair,system}'::text[]) AS has)));

CREATE POLICY updates ON public.year_step FOR UPDATE TO metodden_app USING (( SELECT auth.has('{admin,centre_head}'::text[]) AS has)) WITH CHECK (( SELECT auth.has('{admin,centre_head}'::text[]) AS has));

ALTER TABLE public.visit ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.vote ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.year_step ENABLE ROW LEVEL SECURITY;

GRANT ALL ON SCHEMA auth TO metodden_guard;
GRANT USAGE ON SCHEMA auth TO metodden_app;
GRANT USAGE ON SCHEMA auth TO metodden_login;
GRANT USAGE ON SCHEMA auth TO metodden_worker;

GRANT ALL ON SCHEMA rule TO metodden_guard;
GRANT USAGE ON SCHEMA rule TO metodden_app;
GRANT USAGE ON SCHEMA rule TO metodden_login;
GRANT USAGE ON SCHEMA rule TO metodden_worker;

REVOKE ALL ON FUNCTION auth.act_as_sender(import uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.act_as_sender(import uuid) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.add_working_days(from_date date, n integer) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.add_working_days(from_date date, n integer) TO metodden_app;

REVOKE ALL ON FUNCTION auth.attend(activity uuid, code text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.attend(activity uuid, code text) TO metodden_app;

REVOKE ALL ON FUNCTION auth.attendance_code(activity uuid, on_paper boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.attendance_code(activity uuid, on_paper boolean) TO metodden_app;

REVOKE ALL ON FUNCTION auth.cancel_job(job uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.cancel_job(job uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.check_document(code text, OUT kind text, OUT number text, OUT dated text, OUT state text, OUT signed_on text, OUT issuer text, OUT digest text, OUT newer boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.check_document(code text, OUT kind text, OUT number text, OUT dated text, OUT state text, OUT signed_on text, OUT issuer text, OUT digest text, OUT newer boolean) TO metodden_login;

REVOKE ALL ON FUNCTION auth.person() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.person() TO metodden_app;

GRANT SELECT,INSERT ON TABLE public.job TO metodden_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.job TO metodden_guard;

REVOKE ALL ON FUNCTION auth.claim(q text, lease interval, OUT job public.job, OUT token text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.claim(q text, lease interval, OUT job public.job, OUT token text) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.clean() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.clean() TO metodden_worker;

REVOKE ALL ON FUNCTION auth.create_district(name text, timezone text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.create_district(name text, timezone text) TO metodden_owner;

REVOKE ALL ON FUNCTION auth.demo_persons(OUT district_id uuid, OUT person_id uuid, OUT name text, OUT roles text[], OUT organisation text, OUT post text, OUT rank integer) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.demo_persons(OUT district_id uuid, OUT person_id uuid, OUT name text, OUT roles text[], OUT organisation text, OUT post text, OUT rank integer) TO metodden_login;

REVOKE ALL ON FUNCTION auth.district() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.district() TO metodden_app;

REVOKE ALL ON FUNCTION auth.districts() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.districts() TO metodden_login;
GRANT ALL ON FUNCTION auth.districts() TO metodden_worker;

REVOKE ALL ON FUNCTION auth.enter(token text, OUT person_id uuid, OUT district_id uuid, OUT roles text[], OUT csrf text, OUT zone text, OUT today date) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.enter(token text, OUT person_id uuid, OUT district_id uuid, OUT roles text[], OUT csrf text, OUT zone text, OUT today date) TO metodden_app;

REVOKE ALL ON FUNCTION auth.erase_person(request uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.erase_person(request uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.has(roles text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.has(roles text[]) TO metodden_app;

REVOKE ALL ON FUNCTION auth.import_forget(import uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.import_forget(import uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.imports_clean() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.imports_clean() TO metodden_worker;

REVOKE ALL ON FUNCTION auth.is_author(document uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.is_author(document uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.is_working(on_date date) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.is_working(on_date date) TO metodden_app;

REVOKE ALL ON FUNCTION auth.job_done(district uuid, job uuid, try integer, output jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.job_done(district uuid, job uuid, try integer, output jsonb) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.job_failed(district uuid, job uuid, try integer, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.job_failed(district uuid, job uuid, try integer, words text) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.job_progress(district uuid, job uuid, try integer, share real, lease interval, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.job_progress(district uuid, job uuid, try integer, share real, lease interval, words text) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.job_returned(district uuid, job uuid, try integer) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.job_returned(district uuid, job uuid, try integer) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.kept_schools() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.kept_schools() TO metodden_app;

REVOKE ALL ON FUNCTION auth.keys_turned() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.keys_turned() TO metodden_app;

REVOKE ALL ON FUNCTION auth.lti_again(state text, browser text, OUT new_state text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_again(state text, browser text, OUT new_state text) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_ask(district uuid, portal uuid, deployment text, request jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_ask(district uuid, portal uuid, deployment text, request jsonb) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_begin(issuer text, client text, deployment text, hints jsonb, browser text, OUT state text, OUT nonce text, OUT client_id text, OUT authorize text, OUT district_id uuid, OUT portal_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_begin(issuer text, client text, deployment text, hints jsonb, browser text, OUT state text, OUT nonce text, OUT client_id text, OUT authorize text, OUT district_id uuid, OUT portal_id uuid) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_choose(code text, OUT issuer text, OUT client_id text, OUT deployment_id text, OUT request jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_choose(code text, OUT issuer text, OUT client_id text, OUT deployment_id text, OUT request jsonb) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_clean() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_clean() TO metodden_worker;

REVOKE ALL ON FUNCTION auth.lti_enter(district uuid, portal uuid, deployment text, nonce text, subject text, idnumber text, context jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_enter(district uuid, portal uuid, deployment text, nonce text, subject text, idnumber text, context jsonb) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_keys(district uuid, portal uuid, job uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_keys(district uuid, portal uuid, job uuid) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_login(state text, browser text, OUT nonce text, OUT client_id text, OUT authorize text, OUT hints jsonb, OUT issuer text, OUT marked boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_login(state text, browser text, OUT nonce text, OUT client_id text, OUT authorize text, OUT hints jsonb, OUT issuer text, OUT marked boolean) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_nightly() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_nightly() TO metodden_worker;

REVOKE ALL ON FUNCTION auth.lti_refetch(district uuid, portal uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_refetch(district uuid, portal uuid) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_refused(district uuid, portal uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_refused(district uuid, portal uuid, change jsonb) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_register(code text, input jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_register(code text, input jsonb) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_registration(code text, OUT state text, OUT output jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_registration(code text, OUT state text, OUT output jsonb) TO metodden_login;

REVOKE ALL ON FUNCTION auth.lti_take(state text, browser text, OUT district_id uuid, OUT portal_id uuid, OUT issuer text, OUT client_id text, OUT nonce text, OUT jwks jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.lti_take(state text, browser text, OUT district_id uuid, OUT portal_id uuid, OUT issuer text, OUT client_id text, OUT nonce text, OUT jwks jsonb) TO metodden_login;

REVOKE ALL ON FUNCTION auth.may_answer(document uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.may_answer(document uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.methodist_days(year integer) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.methodist_days(year integer) TO metodden_app;

REVOKE ALL ON FUNCTION auth.minutes(sitting uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.minutes(sitting uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.move_classes_up(year integer, dry boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.move_classes_up(year integer, dry boolean) TO metodden_app;

REVOKE ALL ON FUNCTION auth.names_party(document uuid, part text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.names_party(document uuid, part text) TO metodden_app;

REVOKE ALL ON FUNCTION auth.nightly() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.nightly() TO metodden_worker;

REVOKE ALL ON FUNCTION auth.nightly_staff() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.nightly_staff() TO metodden_worker;

REVOKE ALL ON FUNCTION auth.open_session(district uuid, person uuid, kind text, life interval) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.open_session(district uuid, person uuid, kind text, life interval) TO metodden_login;

REVOKE ALL ON FUNCTION auth.open_system_session(district uuid, life interval) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.open_system_session(district uuid, life interval) TO metodden_login;

REVOKE ALL ON FUNCTION auth.outbox_away(district uuid, id uuid, try integer, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.outbox_away(district uuid, id uuid, try integer, words text) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.outbox_claim(lease interval, OUT district uuid, OUT id uuid, OUT try integer, OUT channel text, OUT key text, OUT input jsonb, OUT idnumber text, OUT subject text, OUT url text, OUT token text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.outbox_claim(lease interval, OUT district uuid, OUT id uuid, OUT try integer, OUT channel text, OUT key text, OUT input jsonb, OUT idnumber text, OUT subject text, OUT url text, OUT token text) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.outbox_clean() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.outbox_clean() TO metodden_worker;

REVOKE ALL ON FUNCTION auth.outbox_refused(district uuid, id uuid, try integer, words text, useless boolean, asked boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.outbox_refused(district uuid, id uuid, try integer, words text, useless boolean, asked boolean) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.outbox_retry(one uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.outbox_retry(one uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.outbox_returned(district uuid, id uuid, try integer) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.outbox_returned(district uuid, id uuid, try integer) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.outbox_sent(district uuid, id uuid, try integer) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.outbox_sent(district uuid, id uuid, try integer) TO metodden_worker;

REVOKE ALL ON FUNCTION auth.personal_data(request uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.personal_data(request uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.personal_effects(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.personal_effects(person uuid) TO metodden_app;

GRANT SELECT ON TABLE public.audit TO metodden_app;
GRANT SELECT,INSERT ON TABLE public.audit TO metodden_guard;

GRANT UPDATE(seq) ON TABLE public.audit TO metodden_guard;

GRANT UPDATE(hash) ON TABLE public.audit TO metodden_guard;

REVOKE ALL ON FUNCTION auth.plan_history(plan uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.plan_history(plan uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.portal_connect(url text, token text, channels text[], roster boolean, enabled boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.portal_connect(url text, token text, channels text[], roster boolean, enabled boolean) TO metodden_app;

REVOKE ALL ON FUNCTION auth.portal_enter(district uuid, portal uuid, nonce text, expires timestamp with time zone, subject text, idnumber text) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.portal_enter(district uuid, portal uuid, nonce text, expires timestamp with time zone, subject text, idnumber text) TO metodden_login;

REVOKE ALL ON FUNCTION auth.practice_is_open(document uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.practice_is_open(document uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.resolutions(sitting uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.resolutions(sitting uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.restrict_person(request uuid, on_off boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.restrict_person(request uuid, on_off boolean) TO metodden_app;

REVOKE ALL ON FUNCTION auth.retry_job(job uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.retry_job(job uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.schools() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.schools() TO metodden_app;

REVOKE ALL ON FUNCTION auth.search(words text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.search(words text[]) TO metodden_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO metodden_guard;
GRANT SELECT ON TABLE public.session TO metodden_app;

REVOKE ALL ON FUNCTION auth.session() FROM PUBLIC;

REVOKE ALL ON FUNCTION auth.sign_out() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.sign_out() TO metodden_app;

REVOKE ALL ON FUNCTION auth.signed_on(document uuid, on_date date) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.signed_on(document uuid, on_date date) TO metodden_app;

REVOKE ALL ON FUNCTION auth.ties(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.ties(person uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.today() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.today() TO metodden_app;

REVOKE ALL ON FUNCTION auth.viewed(entity text, entity_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.viewed(entity text, entity_id uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.visit_differs(visit uuid, seen timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.visit_differs(visit uuid, seen timestamp with time zone) TO metodden_app;

REVOKE ALL ON FUNCTION auth.visit_is_ready(visit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.visit_is_ready(visit uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.writes_material(document uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.writes_material(document uuid) TO metodden_app;

REVOKE ALL ON FUNCTION auth.year_left_over(year integer) FROM PUBLIC;
GRANT ALL ON FUNCTION auth.year_left_over(year integer) TO metodden_app;

REVOKE ALL ON FUNCTION auth.zone() FROM PUBLIC;
GRANT ALL ON FUNCTION auth.zone() TO metodden_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.estimate TO metodden_app;
GRANT SELECT,DELETE ON TABLE public.estimate TO metodden_guard;

GRANT ALL ON FUNCTION public.points_top(points numeric[]) TO metodden_guard;

GRANT ALL ON FUNCTION public.school_year(on_date date) TO metodden_guard;

REVOKE ALL ON FUNCTION rule.actor() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.adoption() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.agenda_item() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.all_day(district uuid, on_date date, more jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.announce_job() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.appointment() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.approve() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.attendance() FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.attendance_key TO metodden_guard;

REVOKE ALL ON FUNCTION rule.attendance_code(k public.attendance_key, period bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.attendance_key() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.attendance_period() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.audit() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.audit_broken(district uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION rule.audit_broken(district uuid) TO metodden_worker;

REVOKE ALL ON FUNCTION rule.booking() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.by_person() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.calendar() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.carry_out() FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.booking TO metodden_app;
GRANT SELECT,UPDATE ON TABLE public.booking TO metodden_guard;

REVOKE ALL ON FUNCTION rule.clash_words(b public.booking, who text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.competences() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.consent() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.correction() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.correction_framework() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.correction_start() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.council_accepts(district uuid, document uuid, decisions text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.council_members(district uuid, council uuid, on_date date) FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.document TO metodden_app;
GRANT SELECT,UPDATE ON TABLE public.document TO metodden_guard;

GRANT UPDATE(state) ON TABLE public.document TO metodden_guard;

GRANT UPDATE(order_id) ON TABLE public.document TO metodden_guard;

REVOKE ALL ON FUNCTION rule.council_step(d public.document, was text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.day() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.day_closes_visits() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.day_follows() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.day_papers() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.digest(secret text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.document() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.edition() FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.person TO metodden_guard;
GRANT SELECT,INSERT,UPDATE ON TABLE public.person TO metodden_app;

REVOKE ALL ON FUNCTION rule.erase_copies(p public.person) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.erase_drafts(p public.person) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.evidence() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.files_naming(d uuid, family text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.fill(district uuid, slot uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.fix_text(d public.document, was text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.frozen() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.held_on_papers(d uuid, p uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.held_on_skills(d uuid, p uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.held_on_visits(d uuid, p uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.held_on_work(d uuid, p uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.holders(district uuid, roles text[], organisation uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.import() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.is_public(state text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.is_working(district uuid, on_date date) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.job_moves() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.keeps_former_name() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.last_admin() FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.visit TO metodden_app;
GRANT SELECT ON TABLE public.visit TO metodden_guard;

GRANT UPDATE(slot_id) ON TABLE public.visit TO metodden_guard;

GRANT UPDATE(held_on) ON TABLE public.visit TO metodden_guard;

GRANT UPDATE(state) ON TABLE public.visit TO metodden_guard;

REVOKE ALL ON FUNCTION rule.lesson_words(v public.visit) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.link(prev bytea, a public.audit) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.listens(district uuid, channel text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.machine(entity text, kind text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.mark() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.mark_gone() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.material_author() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.material_step(d public.document, was text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.may_answer(d public.document, person uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.may_steer(j public.job) FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sitting TO metodden_app;
GRANT SELECT ON TABLE public.sitting TO metodden_guard;

GRANT UPDATE(state) ON TABLE public.sitting TO metodden_guard;

REVOKE ALL ON FUNCTION rule.members(s public.sitting) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.minutes_step(d public.document, was text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.name_clash(new public.booking) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.name_unavailable(new public.booking, place uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.names(txt text, family text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.need(ok boolean, clause text, slug text, params jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.new_secret() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.not_of_restricted() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.notice(subject text, target text, VARIADIC lines text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.notice_of_booking(new public.booking, was text) FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.correction TO metodden_app;
GRANT SELECT ON TABLE public.correction TO metodden_guard;

REVOKE ALL ON FUNCTION rule.notice_of_correction(new public.correction) FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.day TO metodden_app;
GRANT SELECT ON TABLE public.day TO metodden_guard;

GRANT UPDATE(state) ON TABLE public.day TO metodden_guard;

REVOKE ALL ON FUNCTION rule.notice_of_day(new public.day, was text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.notice_of_document(new public.document) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.notice_of_material(new public.document) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.notice_of_order(new public.document) FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.remark TO metodden_app;
GRANT SELECT,INSERT ON TABLE public.remark TO metodden_guard;

REVOKE ALL ON FUNCTION rule.notice_of_remark(new public.remark) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.notice_of_sitting(new public.sitting, was text) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.slot TO metodden_app;
GRANT SELECT,UPDATE ON TABLE public.slot TO metodden_guard;

REVOKE ALL ON FUNCTION rule.notice_of_slot(new public.slot, old public.slot) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.notice_of_visit(new public.visit, was text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.notices() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.notify_people(district uuid, people uuid[], word text, row_id uuid, rev integer, input jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.on_date(district uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.one_agenda() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule."only"() FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.personal_request TO metodden_app;
GRANT SELECT,UPDATE ON TABLE public.personal_request TO metodden_guard;

REVOKE ALL ON FUNCTION rule.open_request(request uuid, wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.order_step(d public.document, was text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.person_by_hand() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.person_left() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.personal_effects(d uuid, person uuid, family text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.personal_request() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.plain(input jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.plan_version() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.portal_answers(district uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.practice_step(d public.document, was text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.presence() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.promote() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.published() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.refuse(clause text, slug text, params jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.said_date(on_date date) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.seal(district uuid, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION rule.seal(district uuid, most integer) TO metodden_worker;

REVOKE ALL ON FUNCTION rule.setting(district uuid, wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.sheet() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.sheet_differs() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.sheet_result(district uuid, sheet uuid, OUT competence_id uuid, OUT points numeric, OUT max_points numeric) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.short_name(district uuid, person uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.sitting() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.sitting_day() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.slot() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.slot_in_day() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.slot_of_visit() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.spent(input jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.stamp() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.step() FROM PUBLIC;

GRANT SELECT ON TABLE public.outbox TO metodden_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox TO metodden_guard;

REVOKE ALL ON FUNCTION rule.superseded(o public.outbox) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell(district uuid, person uuid, channel text, key text, subject text, input jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell_calendar(district uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell_correction(k public.correction) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell_day(d public.day, off_for uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell_event(district uuid, person uuid, key text, input jsonb, is_on boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell_evidence(v public.visit) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell_framework(district uuid, framework uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell_level(k public.correction, word text, level double precision) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell_sitting(s public.sitting) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.tell_slot(district uuid, slot uuid, one uuid) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.task TO metodden_app;
GRANT SELECT ON TABLE public.task TO metodden_guard;

REVOKE ALL ON FUNCTION rule.tell_task(t public.task) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.visit() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.visit_differs(district uuid, visit uuid, seen timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.vote() FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.votes(district uuid, item uuid, OUT votes_for integer, OUT votes_against integer, OUT votes_abstain integer, OUT chair text) FROM PUBLIC;

REVOKE ALL ON FUNCTION rule.writes_material(d public.document, person uuid) FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.adoption TO metodden_app;
GRANT SELECT ON TABLE public.adoption TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.agenda_item TO metodden_app;
GRANT SELECT ON TABLE public.agenda_item TO metodden_guard;

GRANT UPDATE("position") ON TABLE public.agenda_item TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.vote TO metodden_app;
GRANT SELECT ON TABLE public.vote TO metodden_guard;

GRANT SELECT ON TABLE public.agenda_total TO metodden_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.agreement TO metodden_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.appointment TO metodden_guard;
GRANT SELECT,INSERT,UPDATE ON TABLE public.appointment TO metodden_app;

GRANT SELECT,DELETE ON TABLE public.attendance TO metodden_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.attendance TO metodden_guard;

GRANT INSERT(district_id) ON TABLE public.attendance TO metodden_app;

GRANT INSERT(slot_id) ON TABLE public.attendance TO metodden_app;

GRANT INSERT(person_id) ON TABLE public.attendance TO metodden_app;

GRANT INSERT(present),UPDATE(present) ON TABLE public.attendance TO metodden_app;

GRANT SELECT ON TABLE public.audit_head TO metodden_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.audit_head TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.bell TO metodden_app;
GRANT SELECT ON TABLE public.bell TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.calendar_day TO metodden_app;
GRANT SELECT ON TABLE public.calendar_day TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.clause TO metodden_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.competence TO metodden_app;
GRANT SELECT ON TABLE public.competence TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.consent TO metodden_app;
GRANT SELECT,UPDATE ON TABLE public.consent TO metodden_guard;

GRANT SELECT,INSERT ON TABLE public.district TO metodden_guard;
GRANT SELECT ON TABLE public.district TO metodden_app;

GRANT SELECT ON TABLE public.document_version TO metodden_app;
GRANT SELECT,INSERT ON TABLE public.document_version TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.edition TO metodden_app;
GRANT SELECT ON TABLE public.edition TO metodden_guard;

GRANT UPDATE(state) ON TABLE public.edition TO metodden_guard;

GRANT SELECT,INSERT,DELETE ON TABLE public.effect TO metodden_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.evidence TO metodden_app;
GRANT SELECT ON TABLE public.evidence TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.form TO metodden_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.idempotency TO metodden_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.import TO metodden_app;
GRANT SELECT,UPDATE ON TABLE public.import TO metodden_guard;

GRANT SELECT,INSERT ON TABLE public.import_piece TO metodden_app;
GRANT SELECT,DELETE ON TABLE public.import_piece TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.lesson TO metodden_app;
GRANT SELECT ON TABLE public.lesson TO metodden_guard;

GRANT SELECT ON TABLE public.lti_choice TO metodden_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.lti_choice TO metodden_guard;

GRANT SELECT,INSERT ON TABLE public.lti_invitation TO metodden_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.lti_invitation TO metodden_guard;

GRANT SELECT ON TABLE public.lti_login TO metodden_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.lti_login TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mark TO metodden_app;
GRANT SELECT ON TABLE public.mark TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.need TO metodden_app;
GRANT SELECT,UPDATE ON TABLE public.need TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.note TO metodden_app;
GRANT SELECT,DELETE ON TABLE public.note TO metodden_guard;

GRANT SELECT,INSERT ON TABLE public.organisation TO metodden_guard;
GRANT SELECT,INSERT,UPDATE ON TABLE public.organisation TO metodden_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.party TO metodden_app;
GRANT SELECT ON TABLE public.party TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.plan TO metodden_app;
GRANT SELECT ON TABLE public.plan TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.plan_build TO metodden_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plan_change TO metodden_app;
GRANT SELECT ON TABLE public.plan_change TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plan_item TO metodden_app;
GRANT SELECT ON TABLE public.plan_item TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.plan_version TO metodden_app;
GRANT SELECT,UPDATE ON TABLE public.plan_version TO metodden_guard;

GRANT UPDATE(state) ON TABLE public.plan_version TO metodden_guard;

GRANT SELECT ON TABLE public.plan_diff TO metodden_app;
GRANT SELECT ON TABLE public.plan_diff TO metodden_guard;

GRANT SELECT,INSERT,DELETE ON TABLE public.plan_gain TO metodden_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plan_scenario TO metodden_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.portal TO metodden_app;
GRANT SELECT ON TABLE public.portal TO metodden_guard;
GRANT SELECT ON TABLE public.portal TO metodden_login;

GRANT SELECT,INSERT,UPDATE ON TABLE public.portal_account TO metodden_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.portal_account TO metodden_guard;

GRANT SELECT,UPDATE ON TABLE public.portal_context TO metodden_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.portal_context TO metodden_guard;

GRANT SELECT ON TABLE public.portal_line TO metodden_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.portal_line TO metodden_guard;

GRANT SELECT ON TABLE public.portal_nonce TO metodden_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.portal_nonce TO metodden_guard;

GRANT SELECT ON TABLE public.portal_service TO metodden_worker;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.portal_service TO metodden_guard;

GRANT SELECT(district_id) ON TABLE public.portal_service TO metodden_app;

GRANT SELECT(url) ON TABLE public.portal_service TO metodden_app;

GRANT SELECT(channels) ON TABLE public.portal_service TO metodden_app;

GRANT SELECT(roster) ON TABLE public.portal_service TO metodden_app;

GRANT SELECT(enabled) ON TABLE public.portal_service TO metodden_app;

GRANT SELECT(revision) ON TABLE public.portal_service TO metodden_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.presence TO metodden_app;
GRANT SELECT,INSERT ON TABLE public.presence TO metodden_guard;

GRANT SELECT,INSERT,DELETE ON TABLE public.programme_template TO metodden_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.programme_template_slot TO metodden_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.proposal TO metodden_app;
GRANT SELECT ON TABLE public.proposal TO metodden_guard;

GRANT SELECT,INSERT ON TABLE public.receipt TO metodden_app;
GRANT SELECT ON TABLE public.receipt TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.room TO metodden_app;
GRANT SELECT ON TABLE public.room TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rubric_item TO metodden_app;
GRANT SELECT ON TABLE public.rubric_item TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rubric_section TO metodden_app;
GRANT SELECT ON TABLE public.rubric_section TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.run TO metodden_app;
GRANT SELECT ON TABLE public.run TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.saved_filter TO metodden_app;

GRANT SELECT ON TABLE public.schema_migration TO metodden_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.school_class TO metodden_app;
GRANT SELECT,INSERT ON TABLE public.school_class TO metodden_guard;

GRANT SELECT ON TABLE public.score TO metodden_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.score TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.setting TO metodden_app;
GRANT SELECT ON TABLE public.setting TO metodden_guard;

GRANT SELECT ON TABLE public.setting_default TO metodden_app;
GRANT SELECT ON TABLE public.setting_default TO metodden_guard;

GRANT SELECT ON TABLE public.setting_now TO metodden_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sheet TO metodden_app;
GRANT SELECT,UPDATE ON TABLE public.sheet TO metodden_guard;

GRANT SELECT ON TABLE public.signature TO metodden_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.signature TO metodden_guard;

GRANT SELECT,INSERT,DELETE ON TABLE public.skill TO metodden_app;
GRANT SELECT ON TABLE public.skill TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.slot_need TO metodden_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.subject TO metodden_app;
GRANT SELECT ON TABLE public.subject TO metodden_guard;

GRANT SELECT ON TABLE public.subject_known TO metodden_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.teaching TO metodden_app;
GRANT SELECT ON TABLE public.teaching TO metodden_guard;

GRANT SELECT ON TABLE public.transition TO metodden_app;
GRANT SELECT ON TABLE public.transition TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.travel TO metodden_app;
GRANT SELECT ON TABLE public.travel TO metodden_guard;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unavailability TO metodden_app;
GRANT SELECT,DELETE ON TABLE public.unavailability TO metodden_guard;

GRANT SELECT,INSERT,UPDATE ON TABLE public.year_step TO metodden_app;

ALTER DEFAULT PRIVILEGES FOR ROLE metodden_guard REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

