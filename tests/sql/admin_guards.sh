#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What administration may not do, tried by raw SQL as the application: refused as it stands, passing with
# that guard taken away.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/tap.bash"
# shellcheck source=tests/sql/guard.bash
. tests/sql/guard.bash
clone fixture
in_clone <<'SQL' || exit 1
set session_replication_role = replica;
create function appointed(k text) returns uuid language sql stable as $$ select id from appointment where person_id = who(k) limit 1 $$;
insert into appointment (district_id, person_id, organisation_id, role, during) values (d1(), who('clerk'), org('department'), 'admin', daterange('2020-09-01', current_date));
update person set left_on = current_date - 1 where idnumber = 'teacher_2';
insert into edition (district_id, kind, code, version, title, state) values (d1(), 'regulation', 'days', 2, 'draft', 'draft'), (d1(), 'rubric', 'levels', 2, 'draft', 'draft');
insert into personal_request (district_id, person_id, kind, received_on, due_on, body, state, answer)
values (d1(), who('teacher'), 'erasure', current_date, current_date + 30, 'open one', 'open', null), (d1(), who('teacher'), 'access', current_date, current_date + 30, 'closed one', 'answered', 'given');
SQL

# ---- people and roles ---------------------------------------------------------------------------
give="insert into appointment (district_id, person_id, organisation_id, role) values (d1(), who('%s'), org('centre'), 'methodist')"
guard 'an administrator gives himself no role' admin role_to_oneself 'appointment b_guard' "${give/\%s/admin}"
guard 'nor a longer one' admin role_to_oneself 'appointment b_guard' "update appointment set during = '[2019-09-01,)' where person_id = who('admin')"
guard 'nobody who has left gets one' admin person_has_left 'appointment b_guard' "${give/\%s/teacher_2}"
guard 'a role is not turned into another' admin appointment_keeps_role 'appointment b_guard' "update appointment set role = 'clerk' where person_id = who('teacher')"
guard 'nor given to another person' admin appointment_keeps_role 'appointment b_guard' "update appointment set person_id = who('clerk') where person_id = who('teacher')"
guard 'the last administrator stays' admin last_admin 'appointment c_last_admin' "update appointment set during = daterange(lower(during), current_date + 1) where person_id = who('admin')"
guard 'also when he is closed as left' admin last_admin 'appointment c_last_admin' "update person set left_on = current_date where id = who('admin')"
guard 'the same role twice at once is none' admin role_is_held_already 'appointment -role_is_held_already' "insert into appointment (district_id, person_id, organisation_id, role)
	values (d1(), who('methodist'), org('centre'), 'methodist')"
guard 'a centre head gives no roles' centre_head 'SQLSTATE 42501' 'appointment check:inserts' "${give/\%s/clerk}"
allowed 'an administrator gives a role to another' admin "${give/\%s/clerk}"
allowed 'and ends one' admin "update appointment set during = daterange(lower(during), current_date) where id = appointed('teacher')"
expect 'nobody deletes a person or a role' 'SQLSTATE 42501 SQLSTATE 42501' "$(in_clone -c begin -c "select be('admin')" -c 'set local role metodden_app' \
	-c "select attempt('delete from appointment where true') || ' ' || attempt('delete from person where true')" -c rollback | tail -1)"
expect 'who is closed loses every role and session' '0 0' "$(in_clone -c begin -c "select be('school_head')" -c "select be('admin')" -c 'set local role metodden_app' \
	-c "update person set left_on = current_date - 1 where id = who('school_head')" -c 'reset role' \
	-c "select (select count(*) from appointment where person_id = who('school_head') and during @> current_date) || ' ' || (select count(*) from session where person_id = who('school_head'))" -c rollback | tail -1)"
expect 'without its trigger he would not' '1 1' "$(in_clone -c begin -c 'alter table person disable trigger c_left' -c "select be('school_head')" -c "select be('admin')" -c 'set local role metodden_app' \
	-c "update person set left_on = current_date - 1 where id = who('school_head')" -c 'reset role' \
	-c "select (select count(*) from appointment where person_id = who('school_head') and during @> current_date) || ' ' || (select count(*) from session where person_id = who('school_head'))" -c rollback | tail -1)"

# ---- dictionaries and editions ------------------------------------------------------------------
guard 'the form of the day is not retired' admin day_form_stays 'form -day_form_stays' "update form set retired_on = current_date where is_day"
expect 'a methodist deletes no form' 0 "$(in_clone -c begin -c "insert into form (district_id, name) values (d1(), 'unused')" -c "select be('methodist')" -c 'set local role metodden_app' -c "select attempt('delete from form where name = ''unused''')" -c rollback | tail -1)"
expect 'an administrator does, while nothing uses it' 1 "$(in_clone -c begin -c "insert into form (district_id, name) values (d1(), 'unused')" -c "select be('admin')" -c 'set local role metodden_app' -c "select attempt('delete from form where name = ''unused''')" -c rollback | tail -1)"
expect 'a published edition is not deleted' 0 "$(in_clone -c begin -c "select be('admin')" -c 'set local role metodden_app' -c "select attempt('delete from edition where state = ''published''')" -c rollback | tail -1)"
guard 'an administrator submits no regulation' admin not_your_step 'edition a_step' "update edition set state = 'submitted' where kind = 'regulation' and version = 2"
guard 'nor enacts one' admin not_your_step 'edition a_step,b_guard' "update edition set state = 'published', in_force = '[2019-01-01,2019-02-01)' where kind = 'regulation' and version = 2"
allowed 'he publishes a rubric' admin "update edition set state = 'published', in_force = '[2019-01-01,2019-02-01)' where kind = 'rubric' and version = 2"
guard 'a methodist writes no clause' methodist 'SQLSTATE 42501' 'clause check:inserts' "insert into clause (district_id, edition_id, number, label, position, body)
	select d1(), id, '9', '9', 9, 'x' from edition where kind = 'regulation' and version = 2"
allowed 'an administrator writes one into a draft' admin "insert into clause (district_id, edition_id, number, label, position, body)
	select d1(), id, '9', '9', 9, 'x' from edition where kind = 'regulation' and version = 2"

# ---- personal data ------------------------------------------------------------------------------
guard 'a closed request is not opened again' admin request_is_answered 'personal_request b_guard' "update personal_request set body = 'x' where body = 'closed one'"
guard 'a request keeps its person' admin request_keeps_person 'personal_request b_guard' "update personal_request set person_id = who('clerk') where body = 'open one'"
guard 'no erasure is done that was not' admin nothing_was_erased 'personal_request b_guard' "update personal_request set state = 'answered', answer = 'x' where body = 'open one'"
guard 'a request is closed with an answer' admin answer_is_needed 'personal_request -answer_is_needed' "update personal_request set state = 'rejected' where body = 'open one'"
guard 'another role files no request' centre_head not_your_step 'personal_request a_step,check:inserts' "insert into personal_request (district_id, person_id, kind, received_on, due_on, body)
	values (d1(), who('teacher'), 'access', current_date, current_date, 'x')"
in_clone -c "update person set restricted_on = current_date where idnumber = 'teacher'" >/dev/null
tell="insert into outbox (district_id, channel, person_id, key, subject, input) values (d1(), 'notice', who('teacher'), 'k', 's', '{}')"
expect 'nothing is told to whoever is restricted' 'INSERT 0 0' "$(psql -X -c "$tell" 2>&1 | tail -1)"
expect 'it would be without the trigger' 'INSERT 0 1' "$(psql -X -c begin -c 'alter table outbox disable trigger b_restricted' -c "$tell" -c rollback 2>&1 | grep INSERT)"
finish
