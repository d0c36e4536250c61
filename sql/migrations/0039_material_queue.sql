-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A signed material goes before the council by the hand of its authors or of the head of the centre (4.5):
-- another methodist neither words it nor decides that it is ready.

set role metodden_guard;

create or replace function rule.material_author() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if auth.has('{system}') or rule.writes_material(old, auth.person()) then return new; end if;
  perform rule.need((new.title, new.body, new.due_on) is not distinct from (old.title, old.body, old.due_on)
    and (old.state <> 'draft' or new.state = 'draft') and (old.state <> 'returned' or new.state = 'returned' or auth.has('{centre_head}')),
    '4.5', 'only_author_writes');
  perform rule.need(new.state <> 'queued' or old.state = 'queued' or auth.has('{centre_head}'), '4.5', 'only_author_queues');
  return new;
end $$;

reset role;
