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

-- A number that was corrected in the portal moves the account to the person it names.
-- name: import_members_accounts
with
@members@
, w as (insert into portal_account as t (district_id, portal_id, subject, person_id, rostered_on)
  select (select auth.district()), $1::uuid, m.subject, p.id, (select auth.today()) from mem m join person p on (p.district_id, p.idnumber) = ((select auth.district()), m.idnumber)
  where m.active and p.erased_at is null
  on conflict (district_id, portal_id, subject) do update set rostered_on = coalesce(t.rostered_on, excluded.rostered_on), closed_on = null, person_id = excluded.person_id
  where t.rostered_on is null or t.closed_on is not null or t.person_id <> excluded.person_id
  returning xmax = 0 as fresh)
select count(*) filter (where fresh), count(*) filter (where not fresh) from w;

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
