-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the growth job needs beside its tables: lines of the charts, settings of its proposals, the end
-- of old estimates; jobs that people start and stop by hand, and the nightly run. A job is cancelled
-- by its state alone: whoever holds the lease finds it gone, at the latest when it would be done.

alter table estimate add line jsonb;                   -- of a level: [{"on", "value", "sd"}, ...], the last a year ahead
create policy deletes on estimate for delete to metodden_app using ((select auth.has('{system}')));
grant delete on estimate to metodden_app;

insert into setting_default (code, value, title, title_en) values
  ('growth_target', '2.5', 'Целевой уровень компетенции по шкале 1–4', 'Target level of a competence on the scale 1-4'),
  ('day_effect', '0.1', 'Ожидаемый рост уровня после методического дня, по шкале 1–4', 'Expected growth of the level after a methodological day, on the scale 1-4');

alter table job drop constraint job_state_check;
alter table job add constraint job_state_check check (state in ('ready', 'leased', 'done', 'dead', 'cancelled'));
drop policy reads on job;
create policy reads on job for select to metodden_app using ((select auth.has('{admin,centre_head,system}'))
  or kind = 'growth' and (select auth.has('{methodist}')));

grant insert on job to metodden_guard;
grant select on run to metodden_guard;
set role metodden_guard;

-- Of the jobs that the sender may see. True, or nothing when it has ended already.
create function auth.cancel_job(job uuid) returns boolean language sql security definer
set search_path = public, pg_temp as $$
  update job t set state = 'cancelled', leased_until = null
  where t.district_id = auth.district() and t.id = cancel_job.job and t.state in ('ready', 'leased')
    and (auth.has('{admin,centre_head}') or t.kind = 'growth' and auth.has('{methodist}')) returning true $$;

-- Once a night, from two o'clock of the district's own time, where sheets came in since the last run or
-- it is a week old. Answers how many jobs were made.
create function auth.nightly() returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
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

reset role;

grant execute on function auth.cancel_job(uuid) to metodden_app;
grant execute on function auth.nightly() to metodden_worker;
