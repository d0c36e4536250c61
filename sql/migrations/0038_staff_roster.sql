-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The roster of the portal, taken each night and on demand. A post that the portal names is marked as
-- its own: only such, and the posts of whoever has left, does it end - with a date, never by deletion.

alter table appointment add portal boolean not null default false; -- the portal's roster says it

-- Which role a post brings by itself: teacher, head of a school, and methodist within the centre. All
-- others, that decide or administer, are given by a cohort alone.
create function role_of_post(post text, kind text) returns text language sql immutable as $$
  select case
    when kind in ('centre', 'department') then case when post ~* '\mметодист' then 'methodist' end
    when post ~* '^(и\.?\s*о\.?\s+)?(директор|заведующ|руководител[ья] (школы|детского сада|образовательн))' then 'school_head'
    when post ~* '\m(учител|преподавател|воспитател|педагог|логопед|дефектолог|психолог|тьютор|концертмейстер|методист|инструктор|музыкальный руководител|мастер производственн|заместител[ья]\s+(директора|заведующ)|завуч)' then 'teacher'
  end $$;

set role metodden_guard;

create function auth.nightly_staff() returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
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

reset role;

grant execute on function auth.nightly_staff() to metodden_worker;
