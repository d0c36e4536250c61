-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who is asking. The application sets metodden.session to '<district>.<token>' for a transaction.
-- Only the token's digest is stored, so neither a person's id nor a stolen copy of the table lets
-- anybody set a context. Without a session no row is visible.

grant select on district, person, organisation, appointment, session to metodden_guard;
grant insert, update, delete on session to metodden_guard;
grant insert on district, organisation, person, appointment to metodden_guard;

set role metodden_guard;

-- plpgsql, not sql: it keeps its plans between calls, which made a context four times cheaper.
create function auth.session() returns session language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare c text := current_setting('metodden.session', true);  s session;
begin
  select * into s from session
  where district_id = nullif(split_part(c, '.', 1), '')::uuid
    and digest = sha256(convert_to(split_part(c, '.', 2), 'UTF8')) and expires_at > now() and seen_at > now() - interval '60 minutes';
  return s;
exception when invalid_text_representation then return null;
end $$;

create function auth.district() returns uuid language plpgsql stable security definer
set search_path = public, pg_temp as $$ begin return (auth.session()).district_id; end $$;
create function auth.person()   returns uuid language plpgsql stable security definer
set search_path = public, pg_temp as $$ begin return (auth.session()).person_id; end $$;

-- The date in the district's own zone: roles begin and end by it, terms are counted from it.
create function auth.today() returns date language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  return (now() at time zone coalesce((select timezone from district where district_id = auth.district()), 'UTC'))::date;
end $$;

create function auth.has(roles text[]) returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare s session := auth.session();
begin
  return exists (select from appointment where district_id = s.district_id and person_id = s.person_id
                 and role = any(roles) and during @> auth.today());
end $$;

create function auth.schools() returns uuid[] language plpgsql stable security definer
set search_path = public, pg_temp as $$   -- whose lessons and papers I may read
declare s session := auth.session();
begin
  if auth.has('{methodist,centre_head,council_member,council_secretary,council_chair,department_head,system}') then
    return array(select id from organisation where district_id = s.district_id);
  end if;
  return array(select organisation_id from appointment where district_id = s.district_id and person_id = s.person_id
               and role = 'school_head' and during @> auth.today());
end $$;

-- The one call that begins a request: takes the token as the transaction's context and answers who
-- it is; no row when there is no such session. Notes that the session lives, once a minute.
create function auth.enter(token text, out person_id uuid, out district_id uuid, out roles text[], out csrf text,
  out zone text, out today date) returns setof record language plpgsql security definer
set search_path = public, pg_temp as $$
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

-- Answers the cookie's text: '<district>.<token>' with 256 random bits. Who administers lives shorter.
create function auth.open_session(district uuid, person uuid, kind text, life interval default null) returns text
language plpgsql security definer
set search_path = public, pg_temp as $$
declare token text := encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
begin
  insert into session (district_id, digest, person_id, kind, expires_at)
  values (district, sha256(convert_to(token, 'UTF8')), person, kind, now() + coalesce(life,
    case when exists (select from appointment where appointment.district_id = district and person_id = person and role = 'admin')
    then interval '1 hour' else interval '12 hours' end));
  return district || '.' || token;
end $$;

create function auth.sign_out() returns void language sql security definer
set search_path = public, pg_temp as $$
  delete from session where (district_id, digest) = ((auth.session()).district_id, (auth.session()).digest) $$;

-- Everybody with a role today, for the sign-in page of demo mode (the program decides whether it is on).
create function auth.demo_persons(out district_id uuid, out person_id uuid, out name text, out roles text[], out organisation text,
  out post text, out rank integer) returns setof record language sql stable security definer
set search_path = public, pg_temp as $$
  select p.district_id, p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic), array_agg(distinct a.role order by a.role),
    min(o.name), min(a.post),
    min(array_position('{centre_head,methodist,department_head,clerk,council_chair,council_secretary,council_member,admin,school_head,teacher}'::text[], a.role))
  from person p
    join appointment a on (a.district_id, a.person_id) = (p.district_id, p.id) and a.role <> 'system' and a.during @> current_date
    join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
  where p.erased_at is null group by p.district_id, p.id $$;

create function auth.districts() returns setof uuid language sql stable security definer
set search_path = public, pg_temp as $$ select district_id from district order by 1 $$;

-- A new district with its technical person, who has no name among people and no school.
create function auth.create_district(name text, timezone text) returns uuid language plpgsql security definer
set search_path = public, pg_temp as $$
declare d uuid;  o uuid;  p uuid;
begin
  insert into district (name, timezone) values (create_district.name, create_district.timezone) returning district_id into d;
  insert into organisation (district_id, kind, name) values (d, 'technical', 'metodden') returning id into o;
  insert into person (district_id, family_name, given_name) values (d, 'metodden', '') returning id into p;
  insert into appointment (district_id, person_id, organisation_id, role, during) values (d, p, o, 'system', daterange(null, null));
  return d;
end $$;

-- The technical person of a district, as whom imports and jobs act.
create function auth.open_system_session(district uuid, life interval) returns text language sql security definer
set search_path = public, pg_temp as $$
  select auth.open_session(a.district_id, a.person_id, 'job', life) from appointment a
  where a.district_id = district and a.role = 'system' limit 1 $$;

reset role;

grant execute on function auth.district(), auth.person(), auth.today(), auth.has(text[]), auth.schools(), auth.enter(text),
  auth.sign_out() to metodden_app;
grant execute on function auth.open_session(uuid, uuid, text, interval), auth.demo_persons(),
  auth.open_system_session(uuid, interval), auth.districts() to metodden_login;
grant execute on function auth.districts() to metodden_worker;
do $$ begin execute format('grant execute on function auth.create_district(text, text) to %I', current_user); end $$;
