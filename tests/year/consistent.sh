#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# After a played year the counts agree, whichever side they are counted from: days with their orders,
# visits, papers; sittings with presence, votes, decisions, minutes; approvals with the orders behind
# them. Run beside a demonstration (tests/with-server), whose folder is $STATE.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=deploy/demo/servers.sh
. "$top/deploy/demo/servers.sh"
n=0 bad=0
report() { # words, what is wrong
	n=$((n + 1))
	if [ -z "$2" ]; then echo "ok $n - $1"; return; fi
	echo "not ok $n - $1"
	head -20 <<<"$2" | sed 's/^/# /'
	bad=1
}
empty() { report "$1" "$(sql "$2" 2>&1)"; }
expect() { if [ "$2" = "$3" ]; then report "$1" ''; else report "$1" "expected: $2; got: $3"; fi; }

last="(select d.* from day d join plan_version v on (v.district_id, v.id) = (d.district_id, d.plan_version_id)
	join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id) where p.school_year = $((YEAR - 1)))"
told() { sed -n "s/^{\"year\":$1,//p" "$STATE/log/year" | tail -1 | grep -o "\"$2\":[0-9]*" | cut -d: -f2; }

expect 'last year had 24 days, all of them closed' '24 24' "$(sql "select count(*), count(*) filter (where state = 'closed') from $last d" | tr '|' ' ')"
expect 'as many as the script says' "$(told "$((YEAR - 1))" days)" "$(sql "select count(*) from $last d")"
for slug in no-registered-order person-in-two-places no-quorum minutes-are-not-signed order-is-before-sitting; do
	expect "the year was refused something: $slug" yes "$([ "$(told "$((YEAR - 1))" "$slug")" -gt 0 ] && echo yes)"
done
expect 'what was refused left nothing' 0 "$(sql "select count(*) from slot where title = 'Консультация'")"

empty 'every day from the order on has one registered order of its own, dated before it' "
	select d.theme from day d where d.state not in ('draft', 'in_plan', 'cancelled') and (select count(*) from document o
	  where (o.district_id, o.day_id) = (d.district_id, d.id) and o.kind = 'order_hold' and o.state = 'registered' and o.dated < d.held_on and o.id = d.order_id) <> 1"
empty 'a registry number is given once a year' "
	select number from document where kind like 'order%' and number is not null group by date_part('year', dated), number having count(*) > 1"
empty 'every visit of a day has a sheet of each visitor, submitted' "
	select v.id from visit v where v.slot_id is not null and v.state not in ('planned', 'held', 'cancelled') and
	  (select count(*) from booking b where (b.district_id, b.slot_id) = (v.district_id, v.slot_id) and b.involvement = 'visits' and b.state = 'booked')
	  <> (select count(*) from sheet h where (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted')"
empty 'every submitted sheet has its scores' "
	select h.id from sheet h where h.state = 'submitted' and not exists (select from score s where (s.district_id, s.sheet_id) = (h.district_id, h.id))"
empty 'every closed day has one analysis a visit and one summary report' "
	select d.theme from $last d where (select count(*) from visit v join slot s on (s.district_id, s.id) = (v.district_id, v.slot_id)
	    where (s.district_id, s.day_id) = (d.district_id, d.id) and v.state <> 'cancelled')
	  <> (select count(*) from document k where (k.district_id, k.day_id) = (d.district_id, d.id) and k.kind = 'lesson_analysis')
	  or 1 <> (select count(*) from document k where (k.district_id, k.day_id) = (d.district_id, d.id) and k.kind = 'spravka')"
empty 'every analysis beyond its signature was answered by its teacher' "
	select k.title from document k where k.kind = 'lesson_analysis' and k.state not in ('draft', 'signed') and not exists (select from receipt r
	  where r.district_id = k.district_id and (r.document_id = k.id or r.visit_id = k.visit_id) and r.person_id = k.person_id and r.kind in ('acknowledged', 'objected'))"
empty 'every signed version has its text, digest and signature' "
	select k.title from document k where k.kind <> 'act' and k.state not in ('draft', 'returned', 'noticed', 'described', 'council') and k.created_by is not null
	  and k.id in (select document_id from signature) and not exists (select from document_version v join signature s using (district_id, document_id, version)
	    where (v.district_id, v.document_id, v.version) = (k.district_id, k.id, k.version) and v.digest = sha256(convert_to(k.title || v.body::text, 'UTF8')))"

empty 'every closed sitting had its quorum of the members of that day' "
	select s.number from sitting s where s.state = 'closed' and ((select count(*) from presence p where (p.district_id, p.sitting_id) = (s.district_id, s.id)) < s.quorum * s.members
	  or s.members <> (select count(distinct a.person_id) from appointment a where (a.district_id, a.organisation_id) = (s.district_id, s.organisation_id)
	    and a.role like 'council%' and a.during @> s.held_on))"
empty 'every item has a vote of each who was there, and of nobody else' "
	select a.title from agenda_item a join sitting s on (s.district_id, s.id) = (a.district_id, a.sitting_id) and s.state = 'closed'
	where (select array_agg(v.person_id order by v.person_id) from vote v where (v.district_id, v.agenda_item_id) = (a.district_id, a.id))
	  is distinct from (select array_agg(p.person_id order by p.person_id) from presence p where (p.district_id, p.sitting_id) = (s.district_id, s.id))"
empty 'no decision goes against its votes' "
	select a.title from agenda_item a join sitting s on (s.district_id, s.id) = (a.district_id, a.sitting_id) and s.state = 'closed'
	  join agenda_total t on (t.district_id, t.agenda_item_id) = (a.district_id, a.id)
	where a.decision is null or a.decision = 'accepted' and t.votes_for <= t.votes_against or a.decision = 'returned' and t.votes_against < t.votes_for"
empty 'authors abstained' "
	select a.title from vote v join agenda_item a on (a.district_id, a.id) = (v.district_id, v.agenda_item_id)
	  join party y on (y.district_id, y.document_id, y.person_id) = (a.district_id, a.document_id, v.person_id) and y.part = 'author' where v.choice <> 'abstain'"
empty 'every closed sitting has signed minutes' "
	select s.number from sitting s where s.state = 'closed' and 1 <> (select count(*) from document m
	  where (m.district_id, m.sitting_id) = (s.district_id, s.id) and m.kind = 'minutes' and m.state = 'signed')"
empty 'what is approved was accepted by a sitting and approved by the order after it' "
	select k.title from document k where k.kind in ('lesson_analysis', 'spravka', 'recommendations') and k.state = 'approved' and not exists (
	  select from document o join sitting s on (s.district_id, s.id) = (o.district_id, o.sitting_id) and s.state = 'closed' and o.dated >= s.held_on
	    join agenda_item a on (a.district_id, a.sitting_id, a.document_id) = (s.district_id, s.id, k.id) and a.decision = 'accepted'
	  where (o.district_id, o.id) = (k.district_id, k.order_id) and o.kind = 'order_approve' and o.state = 'registered')"
expect 'sittings are as many as the script says' "$(told "$((YEAR - 1))" sittings)" \
	"$(sql "select count(*) from sitting where state = 'closed' and school_year(held_on) = $((YEAR - 1))")"
expect 'a returned analysis came back as a second version and was approved' yes "$(sql "select case when count(*) > 0 then 'yes' end from document k
	where version = 2 and state = 'approved' and exists (select from remark r where (r.district_id, r.document_id) = (k.district_id, k.id) and r.state = 'closed')")"
empty 'a closed day has only approved materials' "
	select d.theme from day d join document k on (k.district_id, k.day_id) = (d.district_id, d.id) and k.kind in ('lesson_analysis', 'spravka', 'recommendations')
	where d.kind = 'day' and d.state in ('approved', 'closed') and k.state <> 'approved'"

expect 'this year has days in several states' yes "$(sql "select case when count(distinct d.state) >= 4 then 'yes' end from day d
	join plan_version v on (v.district_id, v.id) = (d.district_id, d.plan_version_id) join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id) where p.school_year = $YEAR")"

this="(select d.*, (select today from t) as today from day d join plan_version v on (v.district_id, v.id) = (d.district_id, d.plan_version_id)
	join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id) where p.school_year = $YEAR)"
with="with t as (select (now() at time zone timezone)::date as today from district), d as $this"
expect 'one day is being held: the nearest date up to today' '1 1' "$(sql "$with select count(*), count(*) filter (where held_on = (select max(held_on) from d where held_on <= today))
	from d where state = 'running'" | tr '|' ' ')"
expect 'its visits stand at every step: none yet, begun, to be answered, objected' t "$(sql "$with, v as (select coalesce(v.state, 'none') as state, h.state as sheet
	from d join slot s on (s.district_id, s.day_id) = (d.district_id, d.id) join booking b on (b.district_id, b.slot_id) = (s.district_id, s.id) and b.involvement = 'shows'
	  left join visit v on (v.district_id, v.slot_id) = (s.district_id, s.id) left join sheet h on (h.district_id, h.visit_id) = (v.district_id, v.id) where d.state = 'running')
	select count(*) < 4 or bool_or(state in ('planned', 'held') and sheet = 'draft') and bool_or(state = 'assessed') and bool_or(state = 'objected') and bool_or(state = 'none') from v")"
expect 'planned days to come stand at as many steps as they are, five at most' t "$(sql "$with, a as (select d.*, (select k.state from document k
	  where (k.district_id, k.day_id) = (d.district_id, d.id) and k.kind = 'order_hold') as paper from d where held_on > today)
	select count(distinct concat_ws(' ', state, paper)) = least(count(*), 5) and (count(*) = 0 or count(*) filter (where state = 'announced') = 1) from a")"
expect 'one day is a draft that the plan lacks yet' t "$(sql "select count(*) = 1 and bool_and(plan_item_id is null) from day where state = 'draft'")"
empty 'what is announced has its programme' "
	select d.theme from day d where d.state in ('announced', 'running') and not exists (select from slot s where (s.district_id, s.day_id) = (d.district_id, d.id) and not s.cancelled)"
empty 'nothing was done on a date still to come' "
	with t as (select (now() at time zone timezone)::date as today from district)
	select k.title from document k, t where k.dated > today union all select 'visit ' || v.id from visit v, t where v.held_on > today
	union all select k.title from signature s join document k on (k.district_id, k.id) = (s.district_id, s.document_id), t where s.signed_on > today"
expect 'materials stand at every step of their path' '' "$(sql "$with select x from unnest('{draft,signed,objected,queued,approved}'::text[]) x
	where (select count(*) from d where held_on <= today) > 4 and not exists (select from document k where k.state = x and k.kind in ('lesson_analysis', 'spravka', 'recommendations'))")"
expect 'each methodist but two is marked for some competences and not for all' '2 0' "$(sql "select count(*) filter (where n = 0), count(*) filter (where n = whole) from
	(select (select count(*) from skill s where (s.district_id, s.person_id) = (a.district_id, a.person_id)) as n, (select count(*) from competence c join edition e on (e.district_id, e.id) = (c.district_id, c.edition_id)
	    where c.code <> '' and e.kind = 'framework' and e.state = 'published') as whole
	  from (select distinct district_id, person_id from appointment where role = 'methodist' and upper_inf(during)) a) x" | tr '|' ' ')"
expect 'a lesson of somebody who is away was refused' "$(sql "select least(count(*), 1) from day where state = 'announced'")" "$(told "$YEAR" person-unavailable | grep . || echo 0)"
empty 'nobody is in a programme while away' "
	select p.family_name from unavailability u join district z using (district_id) join person p on (p.district_id, p.id) = (u.district_id, u.person_id)
	  join booking b on (b.district_id, b.person_id) = (u.district_id, u.person_id) and b.state = 'booked'
	where b.during && u.during or u.weekday = extract(isodow from lower(b.during) at time zone z.timezone) and upper(b.during) > u.created_at"
expect 'there are lesson-free days of teachers' yes "$(sql "select case when count(*) > 1 or not exists (select from day where state = 'announced') then 'yes' end from unavailability where weekday is not null")"
empty 'who has a lesson-free day has no lessons on it' "
	select p.family_name from unavailability u join person p on (p.district_id, p.id) = (u.district_id, u.person_id)
	  join lesson l on (l.district_id, l.teacher_id, l.weekday) = (u.district_id, u.person_id, u.weekday) and l.term @> u.created_at::date"

for _ in $(seq 120); do
	if [ "$(sql "select count(*) from job where kind = 'growth' and key = 'demo' and state = 'done'")" != 0 ]; then break; fi
	sleep 1
done
expect 'the growth job has ended' 1 "$(sql "select count(*) from job where kind = 'growth' and key = 'demo' and state = 'done'")"
expect 'it proposes for the next year' yes "$(sql "select case when count(*) > 2 then 'yes' end from proposal r join plan p on (p.district_id, p.id) = (r.district_id, r.plan_id)
	where p.school_year = $((YEAR + 1)) and r.reason <> ''")"
expect "whose plan begins as this year's" 0 "$(sql "select count(*) from plan_diff d join plan_version v on v.id = d.version_id join plan p on p.id = v.plan_id where p.school_year = $((YEAR + 1))")"
metodden audit seal >/dev/null 2>&1 || true
expect 'the audit of all this holds' '' "$(sql "select rule.audit_broken(district_id) from district")"
echo "1..$n"
exit $bad
