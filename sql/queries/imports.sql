-- Files that people load on the screen, and the jobs that check and load them.

-- part: job_head
'id', j.id, 'kind', j.kind, 'state', j.state, 'progress', j.progress, 'ended', j.state not in ('ready', 'leased'), 'doing', j.doing,
'at', instant(j.created_at, z.timezone), 'started_at', instant(j.started_at, z.timezone), 'ended_at', instant(j.ended_at, z.timezone),
'next_try_at', case when j.state = 'ready' and j.attempts > 0 and j.run_after > now() then instant(j.run_after, z.timezone) end, 'attempts', j.attempts,
'by', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = (j.district_id, j.created_by)
  and not exists (select from appointment a where (a.district_id, a.person_id) = (p.district_id, p.id) and a.role = 'system')),
'dry_run', coalesce((j.input ->> 'dry_run')::boolean, false),
'steerable', (select auth.has('{admin,centre_head}')) or j.kind = 'growth' and (select auth.has('{methodist}')) or coalesce(j.created_by = (select auth.person()), false)

-- part: import_head
'id', i.id, 'kind', i.kind, 'name', i.name, 'options', i.options, 'size', i.size, 'at', instant(i.created_at, z.timezone),
'by', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = (i.district_id, i.created_by))

-- name: imports_list
select list_page(array_agg(x.j), array_agg(x.id), coalesce($1::integer, 20)) from (
  select i.id, json_build_object(
  @import_head@
  , 'check', (select json_build_object(
    @job_head@
    , 'output', j.output - 'findings') from job j where (j.district_id, j.id) = (i.district_id, i.check_id)),
  'load', (select json_build_object(
    @job_head@
    , 'output', j.output - 'findings') from job j where (j.district_id, j.id) = (i.district_id, i.load_id)), 'revision', i.revision) as j
  from import i join district z using (district_id)
  where i.district_id = (select auth.district()) and ($2::uuid is null or (i.created_at, i.id) < (select n.created_at, n.id from import n
    where n.district_id = (select auth.district()) and n.id = $2::uuid))
  order by i.created_at desc, i.id desc limit coalesce($1::integer, 20) + 1) x;

-- name: imports_show
select json_build_object(
@import_head@
, 'check', (select json_build_object(
  @job_head@
  , 'output', j.output) from job j where (j.district_id, j.id) = (i.district_id, i.check_id)),
'load', (select json_build_object(
  @job_head@
  , 'output', j.output) from job j where (j.district_id, j.id) = (i.district_id, i.load_id)), 'revision', i.revision), i.revision
from import i join district z using (district_id) where i.district_id = (select auth.district()) and i.id = $1::uuid;

-- name: imports_create
insert into import (district_id, id, kind, name, options)
values ((select auth.district()), coalesce($1::uuid, gen_random_uuid()), $2, $3, jsonb_strip_nulls(jsonb_build_object('year', $4::text, 'order', $5::text, 'dated', $6::text, 'rubric', $7::text)))
on conflict (district_id, id) do nothing returning id;

-- name: imports_may
select (select auth.has('{admin,system}')) or $1 in ('plan', 'visits') and (select auth.has('{methodist,centre_head}')) or $1 in ('framework', 'rubric') and (select auth.has('{centre_head}'))
  or $1 in ('school', 'timetable') and (select auth.has('{school_head}'));

-- The same file again changes nothing; another one takes the place of the first and has to be checked.
-- name: imports_file
update import set size = $2::bigint, digest = sha256(convert_to($3, 'UTF8')) where district_id = (select auth.district()) and id = $1::uuid returning id;

-- name: imports_forget
select auth.import_forget($1::uuid);

-- name: imports_piece
with w as (insert into import_piece (district_id, import_id, position, bytes) values ((select auth.district()), $1::uuid, $2::integer, decode($3, 'hex')))
select encode(sha256(decode($3, 'hex')), 'hex');

-- A job for the file as it is now; one that is under way goes on in its place.
-- name: imports_ask
with i as (select * from import where district_id = (select auth.district()) and id = $1::uuid and size is not null),
  running as (select j.id from i join job j on (j.district_id, j.id) = (i.district_id, case when $2::boolean then i.check_id else i.load_id end) and j.state in ('ready', 'leased')),
  made as (insert into job (district_id, queue, kind, key, input) select i.district_id, 'compute', 'import', i.id || ' ' || i.revision || case when $2::boolean then ' check' else ' load' end,
    jsonb_build_object('import', i.id, 'dry_run', $2::boolean, 'language', $3::text) from i where not exists (select from running)
    on conflict (district_id, kind, key) do nothing returning id)
select id from running union all select id from made;

-- name: imports_asked
update import set check_id = case when $3::boolean then $2::uuid else check_id end, load_id = case when $3::boolean then load_id else $2::uuid end
where district_id = (select auth.district()) and id = $1::uuid
  and $2::uuid is distinct from case when $3::boolean then check_id else load_id end returning id;

-- What the job reads.
-- name: imports_of_job
select kind, name, options ->> 'year', options ->> 'order', options ->> 'dated', options ->> 'rubric', size,
  (select count(*) from import_piece p where (p.district_id, p.import_id) = (i.district_id, i.id))
from import i where district_id = (select auth.district()) and id = $1::uuid;

-- From here on the job has the rights of whoever sent a school's own file.
-- name: imports_as_sender
select auth.act_as_sender($1::uuid);

-- name: imports_read
select encode(bytes, 'hex') from import_piece where district_id = (select auth.district()) and import_id = $1::uuid and position = $2::integer;

-- A report as a table: each bad row with its reason, or what was done where nothing was bad.
-- name: imports_report
select string_agg(line, E'\r\n' order by n) || E'\r\n' from (
  select 0 as n, case when $2::boolean then 'part;line;column;message;added;changed' else 'часть;строка;столбец;сообщение;добавлено;изменено' end as line
  union all select f.n, csv_cell(f.e ->> 'part') || ';' || coalesce(f.e ->> 'line', '') || ';' || csv_cell(f.e ->> 'column') || ';' || csv_cell(f.e ->> 'words') || ';;'
    from import i join job j on (j.district_id, j.id) = (i.district_id, coalesce(i.load_id, i.check_id)), jsonb_array_elements(j.output -> 'findings') with ordinality f(e, n)
    where i.district_id = (select auth.district()) and i.id = $1::uuid
  union all select 1000000 + f.n, ';;;' || csv_cell(f.e ->> 'what') || ';' || (f.e ->> 'added') || ';' || (f.e ->> 'changed')
    from import i join job j on (j.district_id, j.id) = (i.district_id, coalesce(i.load_id, i.check_id)), jsonb_array_elements(j.output -> 'parts') with ordinality f(e, n)
    where i.district_id = (select auth.district()) and i.id = $1::uuid) x;

-- name: jobs_list
select list_page(array_agg(x.j), array_agg(x.id), coalesce($3::integer, 50)) from (
  select j.id, json_build_object(
  @job_head@
  , 'error', j.output ->> 'error', 'import', case when j.kind = 'import' then j.input ->> 'import' end,
  'file', case when j.kind = 'import' then (select i.name from import i where (i.district_id, i.id) = (j.district_id, (j.input ->> 'import')::uuid)) end,
  'retriable', j.state in ('dead', 'cancelled') and j.kind in ('audit_verify', 'growth', 'portal_keys', 'roster', 'staff')) as j
  from job j join district z using (district_id)
  where j.district_id = (select auth.district()) and ($1::text is null or j.kind = $1)
    and ($2::text is null or case $2 when 'active' then j.state in ('ready', 'leased') when 'failed' then j.state = 'dead' or j.output ? 'error' else j.state = 'done' and not j.output ? 'error' end)
    and ($4::uuid is null or (j.created_at, j.id) < (select n.created_at, n.id from job n where n.district_id = (select auth.district()) and n.id = $4::uuid))
  order by j.created_at desc, j.id desc limit coalesce($3::integer, 50) + 1) x;

-- name: jobs_retry
select auth.retry_job($1::uuid);
