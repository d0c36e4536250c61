-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Skills of methodists (умения): on which competences of teachers each leads a day. By code, as versions of a
-- framework are one by it. A methodist of whom nothing is marked leads any topic, and so do all on a topic that
-- nobody is marked for: a district that marks nothing plans as before. Not from the regulation.

create table skill (
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  person_id uuid not null, framework text not null check (framework <> ''),
  competence text not null check (competence <> ''),   -- the composite is no topic
  unique (district_id, person_id, framework, competence), foreign key (district_id, person_id) references person
);
alter table skill add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on skill for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on skill for each row execute function rule.audit('skill', '{}');
alter table skill enable row level security, force row level security;
create policy one_district on skill as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on skill for select to metodden_app using ((select auth.has('{admin,centre_head,system}')) or person_id = (select auth.person()));
create policy inserts on skill for insert to metodden_app with check ((select auth.has('{admin}')));
create policy deletes on skill for delete to metodden_app using ((select auth.has('{admin}')));
grant select, insert, delete on skill to metodden_app;

grant select on skill to metodden_guard;
set role metodden_guard;

create function rule.held_on_skills(d uuid, p uuid) returns jsonb language sql stable security definer
set search_path = public, pg_temp as $$
  select jsonb_build_object('skills', (select coalesce(jsonb_agg(jsonb_build_object('from', s.created_at::date, 'competence', coalesce((select c.name from competence c
      join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id) and (e.kind, e.code) = ('framework', s.framework)
      where (c.district_id, c.code) = (d, s.competence) order by e.version desc limit 1), s.competence)) order by s.framework, s.competence), '[]')
    from skill s where s.district_id = d and s.person_id = p)) $$;

create or replace function auth.personal_data(request uuid) returns jsonb language plpgsql security definer
set search_path = public, pg_temp as $$
declare q personal_request := rule.open_request(request, 'access');  d uuid := auth.district();  p person;
begin
  if q.id is null then return null; end if;
  select * into p from person x where (x.district_id, x.id) = (d, q.person_id);
  perform auth.viewed('person', p.id);
  update personal_request r set exported_at = now() where (r.district_id, r.id) = (d, q.id);
  return jsonb_build_object('made_at', now(), 'district', (select w.name from district w where w.district_id = d),
    'person', jsonb_build_array(jsonb_build_object('family_name', p.family_name, 'given_name', p.given_name, 'patronymic', p.patronymic, 'email', p.email, 'idnumber', p.idnumber,
      'from', p.created_at::date, 'to', p.left_on, 'restricted_on', p.restricted_on)))
    || rule.held_on_work(d, p.id) || rule.held_on_skills(d, p.id) || rule.held_on_visits(d, p.id) || rule.held_on_papers(d, p.id);
end $$;

reset role;
