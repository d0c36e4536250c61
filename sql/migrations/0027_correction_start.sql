-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- When the work of a correction (коррекция) began: visits up to that day are "before", later ones
-- "since". The first start counts; going on after a check begins nothing anew. run_id of a correction
-- that was checked is the run that the check was judged by.

alter table correction add started_on date;
alter table correction disable trigger user;
update correction set started_on = case state when 'in_work' then state_since::date else coalesce(base_on, created_at::date) end
where state in ('in_work', 'checked', 'closed');
alter table correction enable trigger user;

create function rule.correction_start() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  new.started_on := coalesce(old.started_on, auth.today());
  return new;
end $$;
revoke all on function rule.correction_start() from public;
create trigger c_start before update of state on correction for each row when (new.state = 'in_work') execute function rule.correction_start();
