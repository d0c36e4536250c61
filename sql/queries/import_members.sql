-- A portal's roster. $1 is the portal. Members join people by idnumber; a number that nobody has makes a person
-- without a post, if the portal tells a name.

-- part: members
mem as (select line, v[1] as subject, v[2] as idnumber, v[3] as family, v[4] as given, v[5] as email, coalesce(v[6], 'Active') = 'Active' as active from staged)

-- name: import_members_check
with
@members@
select line, 'subject', 'twice', first::text, null from (select line, min(line) over (partition by subject) as first from mem) x where line > first and $1::uuid is not null
union all select line, 'idnumber', 'twice', first::text, null from (select line, min(line) over (partition by idnumber) as first from mem where idnumber is not null) x where line > first
order by 1;

-- name: import_members_people
with
@members@
, w as (insert into person as t (district_id, family_name, given_name, email, idnumber)
  select (select auth.district()), family, given, email, idnumber from mem where active and idnumber is not null and family is not null and given is not null and $1::uuid is not null
  on conflict (district_id, idnumber) do update set email = excluded.email where t.erased_at is null and t.email is null and excluded.email is not null
  returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) from w;

-- How many accounts would be closed, of how many, and how many members there are.
-- name: import_members_leavers
with
@members@
, known as (select subject from portal_account where district_id = (select auth.district()) and portal_id = $1::uuid and rostered_on is not null and closed_on is null)
select (select count(*) from known k where not exists (select from mem m where m.subject = k.subject and m.active)), (select count(*) from known), (select count(*) from mem where active);

-- A number that was corrected in the portal moves the account to the person it names. Whoever left by this roster
-- and is on it again works again.
-- name: import_members_accounts
with
@members@
, back as (update person p set left_on = null from portal_account t join mem m on m.subject = t.subject and m.active
  where (t.district_id, t.portal_id) = ((select auth.district()), $1::uuid) and (p.district_id, p.id) = (t.district_id, t.person_id) and p.idnumber = m.idnumber
    and p.left_on = t.closed_on and p.erased_at is null and not 'left_on' = any(p.by_hand) returning p.id),
w as (insert into portal_account as t (district_id, portal_id, subject, person_id, rostered_on)
  select (select auth.district()), $1::uuid, m.subject, p.id, (select auth.today()) from mem m join person p on (p.district_id, p.idnumber) = ((select auth.district()), m.idnumber)
  where m.active and p.erased_at is null
  on conflict (district_id, portal_id, subject) do update set rostered_on = coalesce(t.rostered_on, excluded.rostered_on), closed_on = null, person_id = excluded.person_id
  where t.rostered_on is null or t.closed_on is not null or t.person_id <> excluded.person_id
  returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) + (select count(*) from back) from w;

-- Who is off the roster: his account is closed, and he himself where no post of today holds him in the district.
-- name: import_members_left
with
@members@
, gone as (update portal_account t set closed_on = (select auth.today())
  where t.district_id = (select auth.district()) and t.portal_id = $1::uuid and t.rostered_on is not null and t.closed_on is null
    and not exists (select from mem m where m.subject = t.subject and m.active) returning t.person_id),
w as (update person p set left_on = (select auth.today()) where p.district_id = (select auth.district()) and p.left_on is null and p.id in (select person_id from gone)
  and not exists (select from appointment a where a.district_id = p.district_id and a.person_id = p.id and a.during @> (select auth.today())) returning p.id)
select 0, (select count(*) from gone) + (select count(*) from w);

-- What changed, in names, as the roster of staff tells it: two hundred of each kind at most, beside their number.
-- name: import_members_report
with
@members@
, who as (select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, p.left_on, p.email, p.erased_at, p.idnumber from person p where p.district_id = (select auth.district())),
account as (select subject, person_id, closed_on is null as is_open from portal_account where district_id = (select auth.district()) and portal_id = $1::uuid and rostered_on is not null),
was_account as (select subject, person_id, closed_on is null as is_open from roster_was_account where portal_id = $1::uuid and rostered_on is not null),
known as (select w.*, b.left_on as left_before, b.email as email_before from who w join portal_was b using (id)),
change as (
  select 'added' as kind, w.name, null as what from who w where not exists (select from portal_was b where b.id = w.id)
  union all select 'left', name, null from known where left_on is not null and left_before is null
  union all select 'returned', name, null from known where left_on is null and left_before is not null
  union all select 'email', name, null from known where email is distinct from email_before
  union all select 'joined', k.name, null from account a join known k on k.id = a.person_id where a.is_open and (k.left_on is not null or k.left_before is null)
    and not exists (select from was_account b where b.subject = a.subject and b.person_id = a.person_id and b.is_open)
  union all select 'off', k.name, null from was_account b join account a using (subject) join known k on k.id = a.person_id where b.is_open and not a.is_open and (k.left_on is null or k.left_before is not null)),
trouble as (select line, 'no_idnumber' as problem, null as value from mem where active and idnumber is null
  union all select m.line, case when p.erased_at is null then 'no_name' else 'erased' end, m.idnumber from mem m left join who p on p.idnumber = m.idnumber
    where m.active and m.idnumber is not null and (p.erased_at is not null or p.id is null)),
numbered as (select *, row_number() over (partition by kind order by name, what) as n, count(*) over (partition by kind) as total from change)
select json_build_object('dry_run', $2::boolean, 'people', (select count(*) from mem where active),
  'counts', (select coalesce(json_object_agg(kind, total), '{}') from (select distinct kind, total from numbered) x),
  'changes', (select coalesce(json_agg(json_build_object('kind', kind, 'name', name, 'what', what) order by array_position('{added,returned,joined,left,off,email}', kind), n), '[]')
    from numbered where n <= 200),
  'problem_count', (select count(*) from trouble),
  'problems', (select coalesce(json_agg(json_build_object('problem', problem, 'name', name, 'value', value) order by problem, name), '[]') from (
    select t.problem, concat_ws(' ', m.family, m.given) collate ru_natural as name, t.value from trouble t join mem m using (line) order by t.problem, 2 limit 200) x));
