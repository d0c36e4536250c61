-- Sheets (карта, лист посещения): one person's marks, evidence and one action step.

-- part: sheet
json_build_object('id', h.id, 'visit', h.visit_id, 'rubric', h.rubric_id, 'author', person_ref(p.id, p.family_name, p.given_name, p.patronymic),
  'part', h.part, 'state', h.state, 'version', h.version, 'supersedes', h.supersedes_id, 'strengths', h.strengths, 'difficulties', h.difficulties,
  'action_step', h.action_step,
  'marks', (select coalesce(json_agg(json_build_object('item', m.item_id, 'points', m.points, 'evidence', m.evidence)), '[]') from mark m
    where (m.district_id, m.sheet_id) = (h.district_id, h.id)),
  'notes', (select coalesce(json_agg(json_build_object('id', n.id, 'item', n.item_id, 'at', instant(n.at, z.timezone), 'body', n.body) order by n.at, n.id), '[]')
    from note n where (n.district_id, n.sheet_id) = (h.district_id, h.id)),
  'points', h.points, 'max_points', h.max_points, 'percent', round(100 * h.points / nullif(h.max_points, 0), 1),
  'level', level_word(e.body -> 'bands', round(100 * h.points / nullif(h.max_points, 0), 1)), 'differs', h.differs, 'revision', h.revision)

-- name: sheets_show
select
  @sheet@
  , h.revision, h.state, h.visit_id, h.part, h.author_id = (select auth.person()), v.state
from sheet h join person p on (p.district_id, p.id) = (h.district_id, h.author_id) join edition e on (e.district_id, e.id) = (h.district_id, h.rubric_id)
  join district z on z.district_id = h.district_id join visit v on (v.district_id, v.id) = (h.district_id, h.visit_id)
where h.district_id = (select auth.district()) and h.id = $1::uuid;

-- name: sheets_own
select id from sheet where district_id = (select auth.district()) and visit_id = $1::uuid and author_id = (select auth.person()) order by version desc limit 1;

-- What differs from what a device knew of the visit. Asked before the visit moves on.
-- name: sheets_differs
select auth.visit_differs($1::uuid, nullif($2, '')::timestamptz);

-- A lesson that was moved since took place when the sheet was begun, if that was the day its author knew of. Two visits
-- never hold one slot: one that comes back after another took its place stands without it.
-- name: sheets_hold_visit
update visit v set state = $2,
  held_on = case when (nullif($3, '')::timestamptz at time zone z.timezone)::date = (nullif($4, '')::timestamptz at time zone z.timezone)::date
    then (nullif($3, '')::timestamptz at time zone z.timezone)::date else v.held_on end,
  slot_id = case when not exists (select from visit o where (o.district_id, o.slot_id, o.teacher_id) = (v.district_id, v.slot_id, v.teacher_id)
    and o.id <> v.id and o.state <> 'cancelled') then v.slot_id end
from district z where z.district_id = v.district_id and v.district_id = (select auth.district()) and v.id = $1::uuid returning v.id;

-- name: sheets_create
insert into sheet (district_id, id, visit_id, rubric_id, author_id, part, differs)
select v.district_id, coalesce($1::uuid, gen_random_uuid()), v.id, v.rubric_id, (select auth.person()), $3, coalesce($4::text[], '{}') from visit v
where v.district_id = (select auth.district()) and v.id = $2::uuid on conflict (district_id, id) do nothing returning id;

-- name: sheets_clear_marks
delete from mark m using jsonb_array_elements($2::jsonb) x where m.district_id = (select auth.district()) and m.sheet_id = $1::uuid
  and m.item_id = (x ->> 'item')::uuid and (x ->> 'clear')::boolean;

-- name: sheets_set_marks
insert into mark (district_id, sheet_id, item_id, points, evidence)
select (select auth.district()), $1::uuid, (x ->> 'item')::uuid, (x ->> 'points')::numeric, nullif(x ->> 'evidence', '')
from jsonb_array_elements($2::jsonb) x where x ? 'points' and not coalesce((x ->> 'clear')::boolean, false)
on conflict (district_id, sheet_id, item_id) do update set points = excluded.points,
  evidence = case when excluded.evidence is null then mark.evidence else excluded.evidence end;

-- name: sheets_set_evidence
update mark m set evidence = nullif(x ->> 'evidence', '') from jsonb_array_elements($2::jsonb) x
where m.district_id = (select auth.district()) and m.sheet_id = $1::uuid and m.item_id = (x ->> 'item')::uuid and x ? 'evidence'
  and m.evidence is distinct from nullif(x ->> 'evidence', '');

-- name: sheets_update
update sheet set strengths = nullif(coalesce($3, strengths), ''), difficulties = nullif(coalesce($4, difficulties), ''),
  action_step = nullif(coalesce($5, action_step), '')
where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: sheets_note
insert into note (district_id, id, sheet_id, item_id, at, body)
values ((select auth.district()), coalesce($2::uuid, gen_random_uuid()), $1::uuid, nullif($3, '')::uuid, coalesce(nullif($4, '')::timestamptz, now()), $5)
on conflict (district_id, id) do nothing returning id;

-- name: sheets_note_show
select json_build_object('id', n.id, 'item', n.item_id, 'at', instant(n.at, z.timezone), 'body', n.body), n.revision
from note n join district z using (district_id) where n.district_id = (select auth.district()) and n.id = $1::uuid;

-- name: sheets_submit
update sheet set state = $2 where district_id = (select auth.district()) and id = $1::uuid and author_id = (select auth.person()) returning id;

-- name: sheets_correct
insert into sheet (district_id, visit_id, rubric_id, author_id, part, version, supersedes_id, strengths, difficulties, action_step)
select district_id, visit_id, rubric_id, author_id, part, version + 1, id, strengths, difficulties, action_step from sheet
where district_id = (select auth.district()) and id = $1::uuid and author_id = (select auth.person()) and state = 'submitted' returning id;

-- name: sheets_copy_marks
insert into mark (district_id, sheet_id, item_id, points, evidence)
select district_id, $2::uuid, item_id, points, evidence from mark where district_id = (select auth.district()) and sheet_id = $1::uuid;
