-- import roster: OneRoster 1.2 CSV. Organisations join by idnumber, people by sourcedId; who and what is to be
-- deleted there ends here with a date, because lessons and papers go on naming them.

-- part: orgs
org as (select line, v[1] as id, coalesce(v[2], 'active') as status, v[3] as name, v[4] as type, coalesce(v[5], v[1]) as idnumber,
    coalesce(v[7], case when v[4] in ('school', 'department') then 'school' when v[4] = 'district' then 'department' end) as kind, coalesce(v[8], 'false') in ('true', '1') as rural
  from staged where part = 'orgs.csv')

-- part: users
usr as (select line, v[1] as id, coalesce(v[2], 'active') as status, v[3] as given, v[4] as family, v[5] as patronymic, v[6] as email from staged where part = 'users.csv')

-- part: roles
rol as (select s.line, coalesce(v[2], 'active') as status, v[3] as user_id, m.role, v[4] as said, v[5]::date as starts, v[6]::date as ends, v[7] as org_id, v[8] as post,
    coalesce(v[9], 'false') in ('true', '1') as acting, v[10] as subjects, v[11] as grades
  from staged s left join (values ('teacher', 'teacher'), ('principal', 'school_head'), ('systemAdministrator', 'admin'), ('ext:methodist', 'methodist'), ('ext:centre_head', 'centre_head'),
    ('ext:council_member', 'council_member'), ('ext:council_secretary', 'council_secretary'), ('ext:council_chair', 'council_chair'), ('ext:department_head', 'department_head'),
    ('ext:clerk', 'clerk'), ('ext:school_head', 'school_head')) m(word, role) on m.word = v[4] where part = 'roles.csv')

-- part: appointments
app as (select r.line, p.id as person_id, o.id as organisation_id, r.role, r.post, r.acting, r.subjects, r.grades, r.starts,
    daterange(t.lower, t.upper) as during
  from rol r join usr u on u.id = r.user_id join org g on g.id = r.org_id join person p on (p.district_id, p.idnumber) = ((select auth.district()), u.id)
    join organisation o on (o.district_id, o.idnumber) = ((select auth.district()), g.idnumber)
    cross join lateral (select coalesce(r.starts, least(r.ends, make_date(school_year((select auth.today())), 9, 1))) as lower,
      case when r.status = 'tobedeleted' or u.status = 'tobedeleted' then least(r.ends, (select auth.today())) else r.ends + 1 end as upper) t
  where t.upper is null or t.upper >= t.lower),
known as (select distinct on (app.line) app.*, a.id from app left join appointment a on (a.district_id, a.person_id, a.organisation_id, a.role)
  = ((select auth.district()), app.person_id, app.organisation_id, app.role) and (a.during && app.during or lower(a.during) = lower(app.during))
  where not isempty(app.during) order by app.line, lower(a.during) = lower(app.during) desc, a.during)

-- The manifest says which version of the standard the archive follows and which tables it holds.
-- part: manifest
man as (select line, v[1] as property, v[2] as value from staged where part = 'manifest.csv')

-- name: import_roster_check
with
@manifest@
,
@orgs@
,
@users@
,
@roles@
select m.line, 'manifest.csv: ' || w.property, 'not_as_expected', coalesce(m.value, ''), array_to_string(w.expected, ', ')
  from (values ('oneroster.version', '{1.2}'::text[]), ('file.orgs', '{bulk,delta}'), ('file.users', '{bulk,delta}'), ('file.roles', '{bulk,delta}')) w(property, expected)
  left join man m on m.property = w.property where m.value is null or m.value <> all(w.expected)
union all select line, 'orgs.csv: metadata.kind', 'unknown_kind', type, null from org where kind is null
union all select line, 'orgs.csv: sourcedId', 'twice', first::text, null from (select line, least(min(line) over (partition by id), min(line) over (partition by idnumber)) as first from org
  where id is not null) x where line > first
union all select line, 'users.csv: sourcedId', 'twice', first::text, null from (select line, min(line) over (partition by id) as first from usr where id is not null) x where line > first
union all select line, 'roles.csv: role', 'unknown_role', said, null from rol where role is null and said is not null
union all select line, 'roles.csv: userSourcedId', 'unknown_user', user_id, null from rol where user_id is not null and not exists (select from usr where usr.id = rol.user_id)
union all select line, 'roles.csv: orgSourcedId', 'unknown_org', org_id, null from rol where org_id is not null and not exists (select from org where org.id = rol.org_id)
union all select line, 'roles.csv: endDate', 'ends_before', null, null from rol where ends < starts
union all select line, 'roles.csv: ', 'overlaps', (-busy[2])::text, null from (select line, starts,
  max(array[coalesce(ends, '2900-01-01') - date '1900-01-01', -line]) over (partition by user_id, org_id, role order by coalesce(starts, '1900-01-01'), line rows between unbounded preceding and 1 preceding) as busy
  from rol where role is not null and user_id is not null and org_id is not null) x where busy[1] >= coalesce(starts, '1900-01-01') - date '1900-01-01'
order by 2, 1, 4;

-- name: import_roster_orgs
with
@orgs@
, w as (insert into organisation as t (district_id, kind, name, idnumber, rural, closed_on)
  select (select auth.district()), kind, name, idnumber, rural, case status when 'tobedeleted' then (select auth.today()) end from org
  on conflict (district_id, idnumber) do update set kind = excluded.kind, name = excluded.name, rural = excluded.rural,
    closed_on = case when excluded.closed_on is not null then coalesce(t.closed_on, excluded.closed_on) end
  where (t.kind, t.name, t.rural, t.closed_on is null) is distinct from (excluded.kind, excluded.name, excluded.rural, excluded.closed_on is null)
  returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) from w;

-- What was mended by hand stays as it is, and is counted (third column).
-- name: import_roster_users
with
@users@
, w as (insert into person as t (district_id, family_name, given_name, patronymic, email, idnumber, left_on)
  select (select auth.district()), family, given, patronymic, email, id, case status when 'tobedeleted' then (select auth.today()) end from usr
  on conflict (district_id, idnumber) do update set
    family_name = case when 'name' = any(t.by_hand) then t.family_name else excluded.family_name end, given_name = case when 'name' = any(t.by_hand) then t.given_name else excluded.given_name end,
    patronymic = case when 'name' = any(t.by_hand) then t.patronymic else excluded.patronymic end, email = case when 'email' = any(t.by_hand) then t.email else excluded.email end,
    left_on = case when 'left_on' = any(t.by_hand) then t.left_on when excluded.left_on is not null then coalesce(t.left_on, excluded.left_on) end
  where t.erased_at is null and (not 'name' = any(t.by_hand) and (t.family_name, t.given_name, t.patronymic) is distinct from (excluded.family_name, excluded.given_name, excluded.patronymic)
    or not 'email' = any(t.by_hand) and t.email is distinct from excluded.email or not 'left_on' = any(t.by_hand) and (t.left_on is null) <> (excluded.left_on is null))
  returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh), (select count(*) from usr u join person p on (p.district_id, p.idnumber) = ((select auth.district()), u.id)
  where p.erased_at is null and ('name' = any(p.by_hand) and (p.family_name, p.given_name, p.patronymic) is distinct from (u.family, u.given, u.patronymic)
    or 'email' = any(p.by_hand) and p.email is distinct from u.email or 'left_on' = any(p.by_hand) and (p.left_on is null) <> (u.status <> 'tobedeleted'))) from w;

-- name: import_roster_changes
with
@orgs@
,
@users@
,
@roles@
,
@appointments@
, w as (update appointment a set post = k.post, acting = k.acting,
    during = daterange(case when k.starts is null then lower(a.during) else k.starts end, upper(k.during))
  from known k where a.district_id = (select auth.district()) and a.id = k.id and not a.by_hand and (a.post, a.acting, a.during) is distinct from
    (k.post, k.acting, daterange(case when k.starts is null then lower(a.during) else k.starts end, upper(k.during))) returning a.id)
select 0, count(*), (select count(*) from known k join appointment a on (a.district_id, a.id) = ((select auth.district()), k.id)
  where a.by_hand and (k.post, k.acting, upper(k.during)) is distinct from (a.post, a.acting, upper(a.during))) from w;

-- name: import_roster_appointments
with
@orgs@
,
@users@
,
@roles@
,
@appointments@
, w as (insert into appointment (district_id, person_id, organisation_id, role, post, acting, during)
  select (select auth.district()), person_id, organisation_id, role, post, acting, during from known where id is null returning id)
select count(*), 0 from w;

-- name: import_roster_subjects
with
@roles@
, w as (insert into subject (district_id, name) select distinct (select auth.district()), trim(x) from rol, regexp_split_to_table(subjects, '\|') x where trim(x) <> '' and not exists (select from subject_known k where (k.district_id, k.name) = ((select auth.district()), trim(x)))
  on conflict do nothing returning id)
select count(*), 0 from w;

-- name: import_roster_teaching
with
@orgs@
,
@users@
,
@roles@
,
@appointments@
, t as (select distinct on (k.id, u.id) k.id as appointment_id, u.id as subject_id, (select int4range(min(g::integer), max(g::integer), '[]') from regexp_split_to_table(k.grades, '\|') g
    where g ~ '^\d{1,2}$') as grades from known k cross join regexp_split_to_table(k.subjects, '\|') x join subject_known u on (u.district_id, u.name) = ((select auth.district()), trim(x)) where k.id is not null),
gone as (delete from teaching e using known k where (e.district_id, e.appointment_id) = ((select auth.district()), k.id)
    and not exists (select from t where (t.appointment_id, t.subject_id) = (e.appointment_id, e.subject_id)) returning e.subject_id),
w as (insert into teaching as e (district_id, appointment_id, subject_id, grades) select (select auth.district()), appointment_id, subject_id, grades from t
  on conflict (district_id, appointment_id, subject_id) do update set grades = excluded.grades where e.grades is distinct from excluded.grades returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) + (select count(*) from gone) from w;
