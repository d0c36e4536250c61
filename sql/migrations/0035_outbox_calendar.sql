-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What stands in people's calendars at the portal: their slots and days once the day is announced,
-- sittings once they are called, terms of corrections and of tasks. An event is told when its present
-- differs from what was told last, and called off when it is off; its name at the portal never changes.

set role metodden_guard;

create function rule.listens(district uuid, channel text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select exists (select from portal_service s where s.district_id = district and s.enabled and listens.channel = any(s.channels)) $$;

create function rule.on_date(district uuid) returns date language sql stable security definer
set search_path = public, pg_temp as $$ select (now() at time zone d.timezone)::date from district d where d.district_id = district $$;

create function rule.holders(district uuid, roles text[], organisation uuid default null) returns uuid[] language sql stable security definer
set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct a.person_id), '{}') from appointment a where a.district_id = district and a.role = any(roles)
    and (organisation is null or a.organisation_id = organisation) and a.during @> rule.on_date(district) $$;

-- One event of one person. `input` is what the portal takes; an event that is over and was never told isn't.
create function rule.tell_event(district uuid, person uuid, key text, input jsonb, is_on boolean) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare last jsonb;
begin
  select o.input into last from outbox o where o.district_id = district and o.channel = 'calendar' and o.subject = tell_event.input ->> 'uid' and o.person_id = person
  order by o.seq desc limit 1;
  if last is null and (not is_on or (input ->> 'timestart')::numeric + (input ->> 'duration')::numeric < extract(epoch from now()))
    or not is_on and (last ->> 'cancelled')::boolean then return; end if;
  input := rule.plain(case when is_on then input else last end || jsonb_build_object('cancelled', not is_on));
  if last is distinct from input then perform rule.tell(district, person, 'calendar', key, input ->> 'uid', input); end if;
end $$;

-- A whole day, as the district's zone has it.
create function rule.all_day(district uuid, on_date date, more jsonb) returns jsonb language sql stable security definer
set search_path = public, pg_temp as $$
  select jsonb_build_object('timestart', extract(epoch from on_date::timestamp at time zone d.timezone)::bigint, 'duration', 86340) || more
  from district d where d.district_id = district $$;

-- A day is public from its announcement on.
create function rule.is_public(state text) returns boolean language sql immutable
set search_path = public, pg_temp as $$
  select state in ('announced', 'running', 'held', 'analysed', 'at_council', 'considered', 'approved', 'closed') $$;

-- A slot in the calendars of all its people, or of one booking's. uid: 'slot-<id>'.
create function rule.tell_slot(district uuid, slot uuid, one uuid default null) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
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

-- The day itself for whoever receives it and whoever leads it. uid: 'day-<id>'.
create function rule.tell_day(d day, off_for uuid default null) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
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

create function rule.members(s sitting) returns uuid[] language sql stable security definer
set search_path = public, pg_temp as $$
  select array_agg(distinct x) from (select a.person_id as x from appointment a where a.district_id = s.district_id and a.organisation_id = s.organisation_id
      and a.role in ('council_member', 'council_secretary', 'council_chair') and a.during @> s.held_on
    union select s.chair_id union select s.secretary_id) m $$;

-- uid: 'sitting-<id>'.
create function rule.tell_sitting(s sitting) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare p uuid;
begin
  if not rule.listens(s.district_id, 'calendar') then return; end if;
  foreach p in array rule.members(s) loop
    perform rule.tell_event(s.district_id, p, format('sitting %s %s %s', s.id, p, s.revision), rule.all_day(s.district_id, s.held_on,
      jsonb_build_object('uid', 'sitting-' || s.id, 'name', case s.kind when 'in_person' then 'Заседание методического совета' else 'Заочное голосование методического совета' end,
        'description', '', 'location', coalesce(s.place, ''), 'target', '/sittings/' || s.id)), s.state in ('called', 'open', 'closed'));
  end loop;
end $$;

-- uid: 'correction-<id>'.
create function rule.tell_correction(k correction) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if k.due_on is null or not rule.listens(k.district_id, 'calendar') then return; end if;
  perform rule.tell_event(k.district_id, k.person_id, format('correction %s %s', k.id, k.revision), rule.all_day(k.district_id, k.due_on,
    jsonb_build_object('uid', 'correction-' || k.id, 'name', 'Срок коррекции', 'description', k.body, 'location', '', 'target', '/corrections/' || k.id)),
    k.state in ('agreed', 'in_work', 'checked'));
end $$;

-- uid: 'task-<id>'.
create function rule.tell_task(t task) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare d document;
begin
  select * into d from document x where (x.district_id, x.id) = (t.district_id, t.document_id);
  if t.person_id is null or t.due_on is null or d.kind not like 'order%' or not rule.listens(t.district_id, 'calendar') then return; end if;
  perform rule.tell_event(t.district_id, t.person_id, format('task %s %s.%s', t.id, t.revision, d.revision), rule.all_day(t.district_id, t.due_on,
    jsonb_build_object('uid', 'task-' || t.id, 'name', 'Срок поручения: ' || d.title, 'description', t.body, 'location', '', 'target', '/orders/' || d.id)),
    d.state = 'registered' and t.done_at is null);
end $$;

-- All that lies ahead: for a portal that is connected only now.
create function rule.tell_calendar(district uuid) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare today date := rule.on_date(district);
begin
  perform rule.tell_day(d) from day d where d.district_id = district and d.held_on >= today;
  perform rule.tell_slot(s.district_id, s.id) from slot s join day d on (d.district_id, d.id) = (s.district_id, s.day_id) where s.district_id = district and d.held_on >= today;
  perform rule.tell_sitting(s) from sitting s where s.district_id = district and s.held_on >= today;
  perform rule.tell_correction(k) from correction k where k.district_id = district and k.due_on >= today;
  perform rule.tell_task(t) from task t where t.district_id = district and t.due_on >= today;
end $$;

create function rule.calendar() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
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

reset role;
grant select on sitting, task to metodden_guard;

create trigger x_calendar after insert or update of state, lead_id, held_on, theme, organisation_id on day for each row execute function rule.calendar('day');
create trigger x_calendar after update of during, organisation_id, title, cancelled on slot for each row execute function rule.calendar('slot');
create trigger x_calendar after insert or update or delete on booking for each row execute function rule.calendar('booking');
create trigger x_calendar after insert or update of state, held_on, place, chair_id, secretary_id on sitting for each row execute function rule.calendar('sitting');
create trigger x_calendar after insert or update of state, due_on on correction for each row execute function rule.calendar('correction');
create trigger x_calendar after insert or update on task for each row execute function rule.calendar('task');
create trigger x_calendar after update of state on document for each row when (new.kind like 'order%') execute function rule.calendar('document');
