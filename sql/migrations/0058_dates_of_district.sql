-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A moment's date is the district's: a session works in UTC, whose day is yesterday for three hours of each
-- night in Moscow. What a person is told is held of him, what a year leaves over and what stands between a
-- person and his leaving said the other day; each function stays as it is but for that.

do $$
declare f record;
begin
  for f in select pg_get_functiondef(p.oid) as def, proowner::regrole as owner from pg_proc p
      where pronamespace in ('auth'::regnamespace, 'rule'::regnamespace)
        and proname in ('held_on_work', 'held_on_visits', 'held_on_papers', 'held_on_skills', 'personal_data', 'year_left_over', 'ties') loop
    execute format('set local role %s', f.owner);
    execute regexp_replace(regexp_replace(replace(f.def, 'at time zone ''UTC'')::date', 'at time zone (select auth.zone()))::date'),
      '(\w\.created_at)::date', '(\1 at time zone (select auth.zone()))::date', 'g'),
      'min\(lower\(b\.during\)::date\)', 'min((lower(b.during) at time zone (select auth.zone()))::date)');
    reset role;
  end loop;
end $$;

set role metodden_guard;

-- Whom a demo lets in: who has a role on this day of his district.
create or replace function auth.demo_persons(out district_id uuid, out person_id uuid, out name text, out roles text[],
  out organisation text, out post text, out rank integer) returns setof record language sql stable security definer
set search_path = public, pg_temp as $$
  select p.district_id, p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic), array_agg(distinct a.role order by a.role),
    min(o.name), min(a.post),
    min(array_position('{centre_head,methodist,department_head,clerk,council_chair,council_secretary,council_member,admin,school_head,teacher}'::text[], a.role))
  from person p
    join appointment a on (a.district_id, a.person_id) = (p.district_id, p.id) and a.role <> 'system' and a.during @> rule.on_date(p.district_id)
    join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
  where p.erased_at is null group by p.district_id, p.id $$;

reset role;
