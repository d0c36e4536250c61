-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Functions of the tests alone, made in a test's clone. They are the caller's (security invoker), so
-- what is tried is tried as the role of the session and in its context.

-- Runs a statement and takes it back. Answers how many rows it touched, or what refused it: the
-- rule's slug, the constraint's name, else its SQLSTATE. Deferred constraints are asked too.
create function attempt(statement text) returns text language plpgsql as $$
declare n bigint;  slug text;  named text;
begin
  execute statement;
  get diagnostics n = row_count;
  set constraints all immediate;
  raise exception using errcode = 'TT000', message = n;
exception
  when sqlstate 'TT000' then return sqlerrm;
  when sqlstate 'MD001' then return sqlerrm;
  when others then
    get stacked diagnostics named = constraint_name;
    return coalesce(nullif(named, ''), 'SQLSTATE ' || sqlstate);
end $$;

-- A session of a person of the fixture, as the context of this transaction.
create function be(who text) returns void language plpgsql security definer as $$
begin
  perform set_config('metodden.session', auth.open_session(district_id, id, 'demo'), true) from person where idnumber = who;
  if not found then raise exception 'no such person in the fixture: %', who; end if;
end $$;

-- The fixture's own district, and its people, places and rubric by the words they are known by.
create function d1() returns uuid language sql immutable as $$ select 'd1000000-0000-4000-8000-000000000000'::uuid $$;
create function who(k text) returns uuid language sql stable as $$ select id from person where idnumber = k $$;
create function org(k text) returns uuid language sql stable as $$ select id from organisation where idnumber = k $$;
create function rub() returns uuid language sql stable as $$ select id from edition where code = 'levels' and district_id = d1() $$;
