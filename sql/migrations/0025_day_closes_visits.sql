-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A closed day closes its visits (посещение урока) that were answered: its materials are approved, nothing
-- is left to do with them, and nobody should be asked to press the same button once a lesson.

grant update (state) on visit to metodden_guard;
set role metodden_guard;

create function rule.day_closes_visits() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  update visit v set state = 'closed' from slot s
  where (s.district_id, s.day_id) = (new.district_id, new.id) and (v.district_id, v.slot_id) = (s.district_id, s.id)
    and v.state in ('acknowledged', 'objected');
  return null;
end $$;

reset role;
create trigger c_closes_visits after update of state on day for each row
  when (new.state = 'closed' and old.state <> 'closed') execute function rule.day_closes_visits();
