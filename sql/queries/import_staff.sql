-- The portal's roster, into the rows of the roster import (see import_roster.sql): people join by idnumber,
-- schools by idnumber or else by name. Whoever can't be told apart or placed is a problem of the report and
-- stays as he is; nobody else waits for him.

-- part: portal
seen as materialized (select p.*, row_number() over (partition by p.idnumber order by p.gone, p.line) as nth,
    count(*) filter (where not p.gone) over (partition by p.idnumber) as twins,
    n.id as person_id, n.left_on, n.erased_at, n.patronymic as known_patronymic, n.email as known_email from portal_person p
  left join person n on (n.district_id, n.idnumber) = ((select auth.district()), p.idnumber) and p.idnumber <> ''),
one as materialized (select s.*, case when idnumber = '' then 'no_idnumber' when twins > 1 then 'idnumber_twice' when family = '' or given = '' then 'no_name'
      when erased_at is not null then 'erased' end as problem
  from seen s where not gone and (nth = 1 or idnumber = '' or twins > 1)),
place as materialized (select distinct on (x.school) x.school, o.id, o.idnumber, o.name, o.kind, count(o.id) over (partition by x.school, o.idnumber is not distinct from x.school) as namesakes
  from (select distinct school from one where school <> '') x left join organisation o on o.district_id = (select auth.district()) and o.closed_on is null and o.kind <> 'technical'
    and (o.idnumber = x.school or lower(regexp_replace(o.name, '\s+', ' ', 'g')) = lower(x.school))
  order by x.school, o.idnumber is not distinct from x.school desc, o.id),
office as materialized (select kind, min(id::text)::uuid as id from organisation o where o.district_id = (select auth.district()) and o.closed_on is null
    and kind in ('centre', 'council', 'department') group by kind having count(*) = 1),
said as materialized (select o.line, o.idnumber, o.post, o.school, r.role,
    case when r.role in ('teacher', 'school_head') or r.by_post then l.id
      when r.role like 'council%' then (select id from office where kind = 'council') when r.role in ('department_head', 'clerk') then (select id from office where kind = 'department')
      else coalesce((select id from office where kind = 'centre'), (select id from office where kind = 'department')) end as organisation_id
  from one o left join place l on l.school = o.school and (l.idnumber = l.school or l.namesakes = 1)
    cross join lateral (select role, bool_and(by_post) as by_post from (
      select substr(c ->> 'idnumber', 10) as role, false as by_post from jsonb_array_elements(o.cohorts) c where c ->> 'idnumber' in ('metodden-methodist', 'metodden-centre_head',
        'metodden-council_member', 'metodden-council_secretary', 'metodden-council_chair', 'metodden-department_head', 'metodden-clerk', 'metodden-school_head', 'metodden-teacher', 'metodden-admin')
      union all select role_of_post(o.post, coalesce(l.kind, 'school')), true) x where role is not null group by role) r
  where o.problem is null),
trouble as materialized (select line, problem, case problem when 'no_name' then idnumber when 'idnumber_twice' then idnumber end as value from one where problem is not null
  union all select o.line, case when l.namesakes > 1 then 'school_twice' when l.id is not null then 'school_without_idnumber' else 'school_unknown' end, o.school
    from one o join place l on l.school = o.school where o.problem is null and (l.id is null or l.idnumber is null or l.namesakes > 1 and l.idnumber is distinct from l.school)
  union all select o.line, 'no_school', o.post from one o where o.problem is null and o.school = '' and exists (select from said s where s.line = o.line and s.organisation_id is null)
  union all select o.line, 'no_role', o.post from one o where o.problem is null and not exists (select from said s where s.line = o.line and s.role not like 'council%')
    and (o.post <> '' or o.school <> '' or not exists (select from said s where s.line = o.line))),
leaver as materialized (select s.* from seen s where s.gone and s.nth = 1 and s.twins = 0 and s.person_id is not null and s.left_on is null and s.erased_at is null)

-- A page of what the portal answered. A closed account is one of somebody who doesn't work any more.
-- name: import_staff_page
with w as (insert into portal_person (gone, idnumber, family, given, patronymic, email, school, post, cohorts)
  select p.gone or coalesce(p.suspended, false), trim(coalesce(p.idnumber, '')), left(trim(coalesce(p.lastname, '')), 300), left(trim(coalesce(p.firstname, '')), 300),
    left(trim(coalesce(p.middlename, '')), 300), left(trim(coalesce(p.email, '')), 300), left(trim(regexp_replace(coalesce(p.school, ''), '\s+', ' ', 'g')), 300),
    left(trim(coalesce(p.post, '')), 300), coalesce(p.cohorts, '[]')
  from jsonb_to_recordset($1::jsonb) p (gone boolean, suspended boolean, idnumber text, lastname text, firstname text, middlename text, email text, school text, post text, cohorts jsonb)
  returning line)
select count(*) from w;

-- New schools, where the administrator asked for them.
-- name: import_staff_schools
with
@portal@
, w as (insert into organisation (district_id, kind, name, idnumber)
  select distinct (select auth.district()), case when value ~* 'детск|\mдоу\M|ясли' then 'kindergarten' else 'school' end, value, value from trouble where problem = 'school_unknown' returning id)
select count(*), 0 from w;

-- How many would be closed, of how many who work.
-- name: import_staff_leavers
with
@portal@
select (select count(*) from leaver), (select count(distinct person_id) from appointment a where a.district_id = (select auth.district()) and a.during @> (select auth.today()) and a.role <> 'system'),
  (select count(*) from one);

-- The rows of OneRoster: whoever is there, then whoever has gone. A post that holds is told as it stands. Each row
-- of a post has a line of its own, for by that the import tells them apart.
-- name: import_staff_stage
with
@portal@
, here as (select s.line, s.idnumber, s.role, s.organisation_id, o.idnumber as org, case when s.role in ('teacher', 'school_head', 'methodist') then nullif(s.post, '') end as post,
    a.id, a.during, a.acting, a.post as known_post, exists (select from appointment x join person n on (n.district_id, n.id) = (x.district_id, x.person_id)
      where x.district_id = (select auth.district()) and n.idnumber = s.idnumber) as employed
  from said s join organisation o on (o.district_id, o.id) = ((select auth.district()), s.organisation_id) and o.idnumber is not null
    join one p on p.line = s.line left join appointment a on (a.district_id, a.person_id, a.organisation_id, a.role) = (o.district_id, p.person_id, s.organisation_id, s.role)
      and a.during @> (select auth.today())),
ended as (select n.idnumber, o.idnumber as org, a.role, a.post, a.acting, a.during from appointment a join person n on (n.district_id, n.id) = (a.district_id, a.person_id)
    join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id) and o.idnumber is not null
  where a.district_id = (select auth.district()) and a.during @> (select auth.today()) and a.role <> 'system' and (
    exists (select from leaver l where l.person_id = a.person_id)
    or a.portal and exists (select from one p where p.person_id = a.person_id and p.problem is null and not exists (select from trouble t where t.line = p.line))
      and not exists (select from here h where h.id = a.id))),
w as (insert into staged (part, line, v)
  select 'users.csv', line, array[idnumber, 'active', given, family, coalesce(nullif(patronymic, ''), known_patronymic), coalesce(nullif(email, ''), known_email)] from one where problem is null
  union all select 'users.csv', l.line, array[l.idnumber, 'tobedeleted', n.given_name, n.family_name, n.patronymic, n.email] from leaver l join person n on (n.district_id, n.id) = ((select auth.district()), l.person_id)
  union all select 'users.csv', 0, array[e.idnumber, 'active', n.given_name, n.family_name, n.patronymic, n.email] from (select distinct idnumber from ended) e
      join person n on (n.district_id, n.idnumber) = ((select auth.district()), e.idnumber) where e.idnumber not in (select idnumber from one where problem is null union all select idnumber from leaver)
  union all select 'orgs.csv', 0, array[o.idnumber, 'active', o.name, 'school', o.idnumber, null, o.kind, o.rural::text] from organisation o
    where o.district_id = (select auth.district()) and o.idnumber in (select org from here union select org from ended)
  union all select 'roles.csv', line, array[line::text, 'active', idnumber, m.word, case when id is not null then lower(during)::text when employed then (select auth.today())::text end,
      (upper(during) - 1)::text, org, coalesce(post, known_post), (coalesce(acting, false) or post ~* '^и\.?\s*о\.?\s')::text, null, null] from here join roster_word m using (role)
  union all select 'roles.csv', -row_number() over ()::integer, array['', 'tobedeleted', idnumber, m.word, lower(during)::text, null, org, post, acting::text, null, null] from ended join roster_word m using (role)
  returning part)
select count(*), 0 from w where part = 'users.csv';

-- What the portal says of posts is its own from now on.
-- name: import_staff_mark
with w as (update appointment a set portal = true
  from staged s join roster_word m on m.word = s.v[4], person n, organisation o
  where s.part = 'roles.csv' and s.v[2] = 'active' and (n.district_id, n.idnumber) = ((select auth.district()), s.v[3]) and (o.district_id, o.idnumber) = ((select auth.district()), s.v[7])
    and (a.district_id, a.person_id, a.organisation_id, a.role) = (n.district_id, n.id, o.id, m.role) and a.during @> (select auth.today()) and not a.portal returning a.id)
select 0, 0 from (select count(*) from w) x;

-- What changed, in names: two hundred of each kind at most, beside their number.
-- name: import_staff_report
with
@portal@
, who as (select n.id, n.idnumber, concat_ws(' ', n.family_name, n.given_name, n.patronymic) as name, n.left_on, n.email from person n where n.district_id = (select auth.district())),
was as (select p.* from portal_was p), post as (select a.id, a.person_id, a.role, a.post, a.during, o.name as school from appointment a
  join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id) where a.district_id = (select auth.district()) and a.role <> 'system'),
was_post as (select * from portal_was_post),
change as (
  select 'added' as kind, w.name, (select string_agg(concat_ws(', ', p.school, coalesce(p.post, p.role)), '; ') from post p where p.person_id = w.id) as what from who w where not exists (select from was where was.id = w.id)
  union all select 'left', w.name, null from who w join was using (id) where w.left_on is not null and was.left_on is null
  union all select 'returned', w.name, null from who w join was using (id) where w.left_on is null and was.left_on is not null
  union all select 'renamed', w.name, was.name from who w join was using (id) where w.name <> was.name
  union all select 'email', w.name, null from who w join was using (id) where w.email is distinct from was.email
  union all select 'appointed', w.name, concat_ws(', ', p.school, coalesce(p.post, p.role)) from post p join who w on w.id = p.person_id join was on was.id = w.id where not exists (select from was_post b where b.id = p.id)
  union all select 'ended', w.name, concat_ws(', ', p.school, coalesce(p.post, p.role)) from post p join was_post b using (id) join who w on w.id = p.person_id
    where p.during @> (select auth.today()) <> (b.during @> (select auth.today())) and not p.during @> (select auth.today())
      and not (w.left_on is not null and exists (select from was where was.id = w.id and was.left_on is null))
  union all select 'post', w.name, concat_ws(' → ', coalesce(b.post, '-'), coalesce(p.post, '-')) from post p join was_post b using (id) join who w on w.id = p.person_id where p.post is distinct from b.post
  union all select 'kept', w.name, concat_ws(' ', nullif(o.family, ''), nullif(o.given, ''), nullif(o.patronymic, '')) from who w join one o on o.person_id = w.id
    join person n on (n.district_id, n.id) = ((select auth.district()), w.id) where 'name' = any(n.by_hand) and o.problem is null
      and (n.family_name, n.given_name) is distinct from (o.family, o.given)
  union all select 'kept', w.name, concat_ws(', ', p.school, coalesce(p.post, p.role)) from post p join who w on w.id = p.person_id join staged s on s.part = 'roles.csv' and s.v[3] = w.idnumber
    join roster_word m on m.word = s.v[4] and m.role = p.role join organisation g on g.district_id = (select auth.district()) and g.idnumber = s.v[7] and g.name = p.school
    join appointment a on (a.district_id, a.id) = (g.district_id, p.id) where a.by_hand and (s.v[2] = 'tobedeleted' and a.during @> (select auth.today()) or s.v[8] is distinct from a.post)
  union all select 'school', o.name, null from organisation o where o.district_id = (select auth.district()) and not exists (select from portal_was_school b where b.id = o.id)),
numbered as (select *, row_number() over (partition by kind order by name, what) as n, count(*) over (partition by kind) as total from change)
select json_build_object('dry_run', $1::boolean, 'people', (select count(*) from one),
  'counts', (select coalesce(json_object_agg(kind, total), '{}') from (select distinct kind, total from numbered) x),
  'changes', (select coalesce(json_agg(json_build_object('kind', kind, 'name', name, 'what', what) order by array_position('{school,added,returned,left,appointed,ended,post,renamed,email,kept}', kind), n), '[]')
    from numbered where n <= 200),
  'problem_count', (select count(*) from trouble),
  'problems', (select coalesce(json_agg(json_build_object('problem', problem, 'name', name, 'value', value) order by problem, name), '[]') from (
    select t.problem, concat_ws(' ', nullif(p.family, ''), nullif(p.given, ''), nullif(p.patronymic, '')) collate ru_natural as name, t.value from trouble t join portal_person p using (line)
    order by t.problem, 2 limit 200) x));
