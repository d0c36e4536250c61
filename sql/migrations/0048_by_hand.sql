-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- People and roles by the administrator's hand, beside the rosters: what was mended here stays when a
-- roster says otherwise, until somebody lets the roster have its way again. A role is ended with a date
-- and never deleted; nobody gives himself one; a district always has an administrator; who leaves loses
-- every role and session with the day.

alter table person add by_hand text[] not null default '{}' check (by_hand <@ '{name,email,left_on}');
alter table appointment add by_hand boolean not null default false;
alter table appointment rename constraint appointment_district_id_person_id_organisation_id_role_dur_excl to role_is_held_already;

grant update on appointment to metodden_guard;
grant select on day, slot, booking, visit, sheet, document, party, task, correction, sitting, agenda_item, plan_item, plan_version, remark
  to metodden_guard;
set role metodden_guard;

-- Somebody at a screen, not a roster or a job.
create function rule.by_person() returns boolean language plpgsql stable security definer
set search_path = public, pg_temp as $$ begin return auth.person() is not null and not auth.has('{system}'); end $$;

-- What of a person was mended by hand. An explicit smaller list lets the roster have its way again.
create function rule.person_by_hand() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
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

create function rule.person_left() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.left_on is not null and new.left_on is distinct from old.left_on then
    update appointment a set during = a.during * daterange(null, new.left_on + 1)
    where a.district_id = new.district_id and a.person_id = new.id and not a.during <@ daterange(null, new.left_on + 1);
    delete from session s where s.district_id = new.district_id and s.person_id = new.id;
  end if;
  return null;
end $$;

-- The post in the appointment may be mended, and its dates; a role of another kind is another appointment.
create function rule.appointment() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
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

-- Both of two administrators who end each other's role at once wait for the other's row, so one is refused.
create function rule.last_admin() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare since date := greatest(auth.today(), upper(new.during));
begin
  if not rule.by_person() or new.during @> old.during then return null; end if;
  perform from appointment a where a.district_id = new.district_id and a.role = 'admin' order by a.id for update;
  perform rule.need(exists (select from appointment a join person p on (p.district_id, p.id) = (a.district_id, a.person_id)
    where a.district_id = new.district_id and a.role = 'admin' and a.during @> since and p.left_on is null), '', 'last_admin');
  return null;
end $$;

-- What hangs on a person: numbers and the nearest date alone, for the administrator reads no visits. Words
-- that begin with only_: nobody else holds that role.
create function auth.ties(person uuid) returns table (what text, n bigint, nearest date) language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare d uuid := auth.district();  t date := auth.today();
begin
  if not auth.has('{admin}') then return; end if;
  return query
  select 'days', count(*), min(y.held_on) from day y where y.district_id = d and y.lead_id = person and y.state not in ('approved', 'closed', 'cancelled')
  union all select 'slots', count(*), min(lower(b.during)::date) from booking b where b.district_id = d and b.person_id = person
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

reset role;

create trigger b_by_hand before insert or update on person for each row execute function rule.person_by_hand();
create trigger c_left after update of left_on on person for each row execute function rule.person_left();
create trigger b_guard before insert or update on appointment for each row execute function rule.appointment();
create trigger c_last_admin after update on appointment for each row when (old.role = 'admin') execute function rule.last_admin();
grant execute on function auth.ties(uuid) to metodden_app;

create index audit_by_time on audit (district_id, at desc, id desc);
create index audit_by_person on audit (district_id, person_id, at desc, id desc);
