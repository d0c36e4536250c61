-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the results lead to (4.6): proposals for the next plan, which a person accepts or rejects with a
-- reason; corrections (коррекция деятельности) of a teacher's or leader's work, agreed with him; and
-- evidence, which ties a change of the plan or a correction to what it rests on.

create table proposal (                                -- statistics propose, a person decides
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  run_id uuid not null, plan_id uuid not null,         -- next year's plan
  organisation_id uuid not null, competence_id uuid not null, rank integer not null, gain double precision not null,
  loss_if_dropped double precision not null, reason text not null check (reason <> ''),
  terms jsonb not null default '{}',                   -- what the reason rests on, in figures: n, people, level, ...
  state text not null default 'proposed', decided_by uuid, decided_at timestamptz,
  decision_reason text, plan_version_id uuid, plan_item_id uuid,
  unique (district_id, run_id, plan_id, organisation_id, competence_id),
  constraint a_person_decides check (state = 'proposed' or (decided_by is not null and coalesce(decision_reason, '') <> '')),
  foreign key (district_id, run_id) references run, foreign key (district_id, plan_id) references plan,
  foreign key (district_id, organisation_id) references organisation, foreign key (district_id, plan_version_id) references plan_version,
  foreign key (district_id, competence_id) references competence, foreign key (district_id, decided_by) references person
);
create index proposal_of_plan on proposal (district_id, plan_id, rank);

alter table proposal add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on proposal for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on proposal
  for each row execute function rule.audit('proposal', '{}');
alter table proposal enable row level security, force row level security;
create policy one_district on proposal as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on proposal for select to metodden_app using ((select auth.has('{centre_head,methodist,council_member,council_secretary,council_chair,department_head,system}')));
create policy inserts on proposal for insert to metodden_app with check ((select auth.has('{system}')));
create policy updates on proposal for update to metodden_app using ((select auth.has('{centre_head}'))) with check ((select auth.has('{centre_head}')));
grant select, insert, update on proposal to metodden_app;

alter table proposal add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on proposal for each row execute function rule.step('proposal');
create trigger a_only before update on proposal
  for each row execute function rule.only('{system}', '{state,decided_by,decided_at,decision_reason,plan_version_id,plan_item_id}');
create trigger c_actor_decided_by before insert or update on proposal for each row execute function rule.actor('decided_by', '{accepted,rejected}');

create table correction (                              -- 4.6a a task with a baseline and a re-measurement
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  organisation_id uuid not null, person_id uuid not null, -- teacher or leader
  competence_id uuid not null, body text not null check (body <> ''), due_on date, run_id uuid, document_id uuid,
  state text not null default 'proposed',              -- proposed, agreed, in_work, checked, closed, withdrawn
  base_value double precision, base_se double precision, base_n integer, base_on date,
  again_visit_id uuid, again_value double precision, again_se double precision, again_n integer, again_on date,
  verdict text check (verdict in ('helped', 'not_seen_yet', 'worse')), decided_by uuid,
  constraint corrected_does_not_decide check (decided_by <> person_id), foreign key (district_id, organisation_id) references organisation,
  foreign key (district_id, person_id) references person, foreign key (district_id, competence_id) references competence,
  foreign key (district_id, run_id) references run, foreign key (district_id, document_id) references document,
  foreign key (district_id, again_visit_id) references visit, foreign key (district_id, decided_by) references person
);
create unique index correction_is_under_way on correction (district_id, person_id, competence_id) where state not in ('closed', 'withdrawn');
create index correction_of_person on correction (district_id, person_id);

alter table correction add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on correction for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on correction
  for each row execute function rule.audit('correction', '{body}');
alter table correction enable row level security, force row level security;
create policy one_district on correction as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on correction for select to metodden_app using (person_id = (select auth.person()) or organisation_id = any((select auth.schools())::uuid[]));
create policy inserts on correction for insert to metodden_app with check ((select auth.has('{methodist,centre_head,system}')));
create policy updates on correction for update to metodden_app using ((select auth.has('{methodist,centre_head,system}')) or person_id = (select auth.person())) with check ((select auth.has('{methodist,centre_head,system}')) or person_id = (select auth.person()));
grant select, insert, update on correction to metodden_app;

alter table correction add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on correction for each row execute function rule.step('correction');
create trigger a_only before update on correction
  for each row execute function rule.only('{methodist,centre_head,system}', '{state}');
create trigger c_actor_decided_by before insert or update on correction for each row execute function rule.actor('decided_by', '{checked}');

create table evidence (                                -- what a change, correction or need rests on
  district_id uuid not null, id uuid not null default gen_random_uuid(), primary key (district_id, id),
  plan_change_id uuid, correction_id uuid, adoption_id uuid, need_id uuid, -- for exactly one of these
  visit_id uuid, from_document_id uuid, from_need_id uuid, proposal_id uuid, body text, -- from at least one of these
  check (num_nonnulls(plan_change_id, correction_id, adoption_id, need_id) = 1),
  constraint evidence_rests_on_something check (num_nonnulls(visit_id, from_document_id, from_need_id, proposal_id, nullif(body, '')) >= 1),
  foreign key (district_id, plan_change_id) references plan_change on delete cascade,
  foreign key (district_id, correction_id) references correction, foreign key (district_id, adoption_id) references adoption,
  foreign key (district_id, need_id) references need, foreign key (district_id, visit_id) references visit,
  foreign key (district_id, from_document_id) references document, foreign key (district_id, from_need_id) references need,
  foreign key (district_id, proposal_id) references proposal
);
create index evidence_of_change on evidence (district_id, plan_change_id) where plan_change_id is not null;

alter table evidence add created_at timestamptz not null default now(), add created_by uuid default auth.person(),
  add revision integer not null default 1;
create trigger z_stamp before insert or update on evidence for each row execute function rule.stamp();
create trigger y_audit after insert or update or delete on evidence
  for each row execute function rule.audit('evidence', '{body}');
alter table evidence enable row level security, force row level security;
create policy one_district on evidence as restrictive to metodden_app using (district_id = (select auth.district()));
create policy reads on evidence for select to metodden_app using ((select auth.has('{centre_head,methodist,council_member,council_secretary,council_chair,department_head,system}')) or created_by = (select auth.person()));
create policy inserts on evidence for insert to metodden_app with check ((select auth.has('{centre_head,methodist,system}')) or created_by = (select auth.person()));
create policy deletes on evidence for delete to metodden_app using ((select auth.has('{centre_head,methodist,system}')));
grant select, insert, delete on evidence to metodden_app;

grant select on plan_change, proposal, correction, evidence, run to metodden_guard;
set role metodden_guard;

create function rule.correction() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    perform rule.need((new.person_id, new.competence_id, new.organisation_id) = (old.person_id, old.competence_id, old.organisation_id), '4.6a',
      'frozen', jsonb_build_object('entity', 'correction', 'state', old.state));
    perform rule.need(old.state in ('proposed', 'checked') or (new.body, new.base_value, new.base_se, new.base_n) is not distinct from
      (old.body, old.base_value, old.base_se, old.base_n), '4.6a', 'frozen', jsonb_build_object('entity', 'correction', 'state', old.state));
    if new.state = old.state then return new; end if;
  end if;
  case new.state
  when 'agreed' then                                   -- it is his work: nobody agrees for him
    perform rule.need(new.person_id = auth.person(), '4.6a', 'only_the_person_agrees');
  when 'checked' then
    perform rule.need(new.base_value is not null and new.again_value is not null and new.verdict is not null, '4.6a', 'check_needs_measures');
  else null;
  end case;
  return new;
end $$;

-- A version is submitted when each of its differences cites evidence; approved when a closed sitting
-- has accepted it (what corrects an approved plan) and an order is registered (4.6b).
create or replace function rule.plan_version() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare bare text;
begin
  if tg_op = 'UPDATE' then
    perform rule.need((new.plan_id, new.version, new.base_id) is not distinct from (old.plan_id, old.version, old.base_id)
      and (new.order_id is not distinct from old.order_id or old.state not in ('approved', 'superseded')), '4.6b', 'frozen',
      jsonb_build_object('entity', 'plan_version', 'state', old.state));
    if new.state = old.state then return new; end if;
  end if;
  case new.state
  when 'at_council' then
    bare := (select string_agg(coalesce(n.title, b.title), '; ' order by coalesce(n.title, b.title)) from plan_diff d
      left join plan_item n on (n.district_id, n.version_id, n.item_id) = (d.district_id, d.version_id, d.item_id)
      left join plan_item b on (b.district_id, b.version_id, b.item_id) = (d.district_id, new.base_id, d.item_id)
      where d.district_id = new.district_id and d.version_id = new.id
      and not exists (select from plan_change c join evidence e on (e.district_id, e.plan_change_id) = (c.district_id, c.id)
        where c.district_id = d.district_id and c.version_id = d.version_id and c.item_id = d.item_id));
    perform rule.need(bare is null, '4.6b', 'change_without_evidence', jsonb_build_object('items', bare));
  when 'approved' then
    perform rule.need(new.base_id is null and not exists (select from plan_version where district_id = new.district_id
        and plan_id = new.plan_id and state = 'approved' and id <> new.id)
      or exists (select from agenda_item a join sitting t on (t.district_id, t.id) = (a.district_id, a.sitting_id)
        where a.district_id = new.district_id and a.plan_version_id = new.id and a.decision = 'accepted' and t.state = 'closed'),
      '4.6b', 'council_has_not_considered');
    -- an order of past years, brought in by an importer, names no version
    perform rule.need(exists (select from document where district_id = new.district_id and id = new.order_id
      and kind = 'order_plan' and state = 'registered' and coalesce(plan_version_id, new.id) = new.id), '4.6b', 'no_registered_order_of_plan');
    update plan_version set state = 'superseded'
    where district_id = new.district_id and plan_id = new.plan_id and state = 'approved' and id <> new.id;
  when 'draft' then                                    -- returned by the council
    perform rule.need(tg_op = 'INSERT' or exists (select from remark where district_id = new.district_id and plan_version_id = new.id
      and state = 'open'), '4.6b', 'return_needs_remark');
  else null;
  end case;
  return new;
end $$;

-- What a submitted version rests on is fixed with it.
create function rule.evidence() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare r evidence := case tg_op when 'DELETE' then old else new end;
begin
  perform rule.need(tg_op <> 'UPDATE', '4.6b', 'frozen', jsonb_build_object('entity', 'evidence', 'state', ''));
  perform rule.need(r.plan_change_id is null or not exists (select from plan_change c join plan_version v on (v.district_id, v.id) = (c.district_id, c.version_id)
    where c.district_id = r.district_id and c.id = r.plan_change_id and v.state <> 'draft'), '4.6b', 'frozen', jsonb_build_object('entity', 'plan_version', 'state', ''));
  return r;
end $$;

reset role;

create trigger b_guard before insert or update or delete on evidence for each row execute function rule.evidence();
create trigger b_guard before insert or update on correction for each row execute function rule.correction();
grant select on plan_diff, plan to metodden_guard;

-- Next year's first version takes over this year's items: a term moved by just that year is no change.
create or replace view plan_diff with (security_invoker) as
select v.district_id, v.id as version_id, x.item_id, x.change
from plan_version v
  join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id)
  join plan_version w on (w.district_id, w.id) = (v.district_id, v.base_id)
  join plan q on (q.district_id, q.id) = (w.district_id, w.plan_id)
  cross join lateral (
  select item_id, case when b.item_id is null then 'added' when n.item_id is null then 'removed' else 'changed' end as change
  from (select * from plan_item where district_id = v.district_id and version_id = v.id) n
  full join (select * from plan_item where district_id = v.district_id and version_id = v.base_id) b using (item_id)
  where n is null or b is null
     or (to_jsonb(n) - '{version_id,number,term,created_at,created_by,revision}'::text[]) <> (to_jsonb(b) - '{version_id,number,term,created_at,created_by,revision}'::text[])
     or (lower(n.term) - make_interval(years => p.school_year - q.school_year))::date <> lower(b.term)
     or (upper(n.term) - make_interval(years => p.school_year - q.school_year))::date <> upper(b.term)
) x where v.base_id is not null;

-- A need (дефицит, потребность, запрос) is filed, planned and met, or withdrawn by who filed it.
alter table need drop constraint need_state_check;
alter table need add state_since timestamptz not null default now();
create trigger a_step before insert or update of state on need for each row execute function rule.step('need');
