#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The result of a sheet was rewritten to be quicker: over generated marks, sections that sum and that
# take the best, weights, absent stages and items without a competence, it answers what it always did.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/tap.bash"
clone fixture
{
	echo 'set role metodden_guard;'
	sed -n '/^create function rule.sheet_result(/,/\$\$;$/{s/rule.sheet_result(/rule.sheet_result_first(/;p}' sql/migrations/0012_visits.sql
	cat <<'SQL'
reset role;
set session_replication_role = replica;
select setseed(0.4);
update rubric_section set takes = case when random() < 0.5 then 'sum' else 'best' end;
update rubric_item set weight = 1 + floor(random() * 3), competence_id = case when random() < 0.7 then competence_id end;
insert into mark (district_id, sheet_id, item_id, points)
select i.district_id, md5(i.edition_id::text || n)::uuid, i.id, case when random() < 0.8 then i.points[1 + floor(random() * cardinality(i.points))::integer] end
from rubric_item i cross join generate_series(1, 60) n where random() < 0.9;
create table made as select distinct district_id, sheet_id as id from mark;
SQL
} | in_clone >/dev/null || exit 1
results() { echo "select m.id, x.competence_id, x.points, x.max_points from made m cross join lateral rule.$1(m.district_id, m.id) x"; }
expect 'there is something to compare' t "$(in_clone -c "select count(*) > 200 from ($(results sheet_result_first)) x")"
empty 'both answer the same' "($(results sheet_result) except all $(results sheet_result_first))
	union all ($(results sheet_result_first) except all $(results sheet_result))"
finish
