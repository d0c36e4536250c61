-- Requests of people about their own data (152-ФЗ) and their journal. Terms of the law: access 10 working days (art. 20 p. 1),
-- correction 7 working days (art. 20 p. 3), restriction at once and at most 10 working days, erasure 30 days (art. 21 p. 5).

-- part: request
'id', q.id, 'person', person_ref(p.id, p.family_name, p.given_name, p.patronymic), 'kind', q.kind, 'received_on', q.received_on, 'due_on', q.due_on, 'body', q.body, 'state', q.state,
'answer', q.answer, 'answered_on', q.answered_on, 'late', q.state = 'open' and q.due_on < (select auth.today()), 'revision', q.revision

-- name: personal_requests_list
select list_page(array_agg(j), array_agg(id), coalesce($3::integer, 50)) from (
  select q.id, json_build_object(
  @request@
  ) as j from personal_request q join person p on (p.district_id, p.id) = (q.district_id, q.person_id)
  where q.district_id = (select auth.district()) and ($1::text is null or q.state = $1) and ($2::uuid is null or q.person_id = $2::uuid)
    and ($4::uuid is null or (q.due_on, q.id) < (select x.due_on, x.id from personal_request x where x.district_id = (select auth.district()) and x.id = $4::uuid))
  order by q.due_on desc, q.id desc limit coalesce($3::integer, 50) + 1) x;

-- name: personal_requests_show
select json_build_object(
  @request@
  , 'outcome', q.outcome, 'exported_at', instant(q.exported_at, z.timezone), 'left_on', p.left_on, 'erased', p.erased_at is not null, 'restricted_on', p.restricted_on,
  'by', (select person_ref(w.id, w.family_name, w.given_name, w.patronymic) from person w where (w.district_id, w.id) = (q.district_id, q.answered_by)),
  'effects', case when q.kind = 'erasure' and q.state = 'open' and p.erased_at is null then
    (select coalesce(json_agg(json_build_object('what', e.what, 'deed', e.deed, 'n', e.n)), '[]') from auth.personal_effects(p.id) e where e.n > 0) end), q.revision
from personal_request q join person p on (p.district_id, p.id) = (q.district_id, q.person_id) join district z on z.district_id = q.district_id
where q.district_id = (select auth.district()) and q.id = $1::uuid;

-- name: personal_requests_create
insert into personal_request (district_id, id, person_id, kind, received_on, due_on, body)
values ((select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2::uuid, $3, coalesce($4::date, (select auth.today())),
  case $3 when 'erasure' then coalesce($4::date, (select auth.today())) + 30
    else auth.add_working_days(coalesce($4::date, (select auth.today())), case $3 when 'correction' then 7 else 10 end) end, $5)
on conflict (district_id, id) do nothing returning id;

-- name: personal_requests_answer
update personal_request set state = $3, answer = $4 where district_id = (select auth.district()) and id = $1::uuid and revision = $2::integer returning id;

-- name: personal_requests_data
select auth.personal_data($1::uuid);

-- name: personal_requests_erase
select auth.erase_person($1::uuid);

-- name: personal_requests_restrict
select auth.restrict_person($1::uuid, $2::boolean);

-- What needs attention on the administrator's first page.
-- name: admin_attention
select json_build_object('people', (select count(*) from person p where p.district_id = d and p.left_on is null and p.erased_at is null
    and exists (select from appointment a where (a.district_id, a.person_id) = (p.district_id, p.id) and a.during @> (select auth.today()) and a.role <> 'system')),
  'without_role', (select count(*) from person p where p.district_id = d and p.left_on is null and p.erased_at is null
    and not exists (select from appointment a where (a.district_id, a.person_id) = (p.district_id, p.id) and (a.during @> (select auth.today()) or lower(a.during) > (select auth.today())))),
  'ending', (select count(*) from appointment a where a.district_id = d and a.during @> (select auth.today()) and upper(a.during) <= (select auth.today()) + 14),
  'vacant', (select coalesce(json_agg(r), '[]') from unnest('{centre_head,department_head,clerk,council_chair,council_secretary}'::text[]) r
    where not exists (select from appointment a join person p on (p.district_id, p.id) = (a.district_id, a.person_id) where a.district_id = d and a.role = r and a.during @> (select auth.today()) and p.left_on is null)),
  'drafts', (select count(*) from edition e where e.district_id = d and e.state in ('draft', 'submitted') and e.kind in ('rubric', 'regulation')),
  'requests', (select count(*) from personal_request q where q.district_id = d and q.state = 'open'),
  'late_requests', (select count(*) from personal_request q where q.district_id = d and q.state = 'open' and q.due_on < (select auth.today())),
  'audit_broken', (select (j.output ->> 'broken')::bigint from job j where j.district_id = d and j.kind = 'audit_verify' and j.state = 'done' order by j.created_at desc limit 1)), null
from (select auth.district() as d) x;
