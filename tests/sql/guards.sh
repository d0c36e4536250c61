#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the regulation and the order of work forbid, tried by raw SQL as the application: past every
# handler. Each is tried twice: as it stands it is refused, by the very name that it should be; with
# that guard taken away the same statement passes. A guard that others cover would not be noticed
# to be gone, so the second half is as much a test as the first.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/tap.bash"
# shellcheck source=tests/sql/guard.bash
. tests/sql/guard.bash
clone fixture
in_clone -f tests/sql/states.sql || exit 1

# ---- 4.1: a day is held by the plan, on a registered order -------------------------------------
day="update day set state = 'ordered', order_id = of_title('document', '%s') where theme = 'planned'"
guard 'no day is ordered without an order' centre_head no_registered_order 'day b_guard' "${day/of_title*%s\')/null}"
guard 'a written order is none' centre_head no_registered_order 'day b_guard' "${day/\%s/written}"
guard 'a signed order is none' centre_head no_registered_order 'day b_guard' "${day/\%s/signed}"
guard 'the order of another day is none' centre_head no_registered_order 'day b_guard' "${day/\%s/registered}"
guard 'the order of the plan is none' centre_head no_registered_order 'day b_guard' "${day/\%s/plan order}"
guard 'no day is announced from the plan' centre_head no_step 'day a_step,b_guard' "update day set state = 'announced' where theme = 'planned'"
guard 'a day does not turn into an event to be announced' centre_head day_keeps_regulation 'day b_guard' \
	"update day set state = 'announced', kind = 'event' where theme = 'planned'"
guard 'nor loses its order on the way' centre_head ordered_day_is_postponed 'day b_guard' "update day set state = 'announced', order_id = null where theme = 'ordered'"
guard 'nor its date' centre_head ordered_day_is_postponed 'day b_guard' "update day set state = 'announced', held_on = held_on + 1 where theme = 'ordered'"
guard 'an ordered day keeps its date' centre_head ordered_day_is_postponed 'day b_guard' "update day set held_on = held_on + 1 where theme = 'ordered'"
guard 'an ordered day keeps its edition' centre_head day_keeps_regulation 'day b_guard' "update day set regulation_id = null where theme = 'ordered'"
guard 'nor takes another when announced' centre_head day_keeps_regulation 'day b_guard' "update day set state = 'announced', regulation_id = null where theme = 'ordered'"
guard 'a planned day keeps its item' methodist day_keeps_plan_item 'day b_guard' "update day set plan_item_id = (select item_id from plan_item
	where version_id = version_of('approved') and number = 2) where theme = 'planned'"
guard 'a day comes from an approved plan' methodist item_not_in_approved_plan 'day b_guard' "update day set state = 'in_plan',
	plan_version_id = version_of('draft'), plan_item_id = (select item_id from plan_item where version_id = version_of('draft') and number = 1) where theme = 'fresh'"
guard 'a postponement has a reason' centre_head reason_is_needed 'day b_guard' "update day set state = 'postponed' where theme = 'ordered'"
guard 'an order on holding one day is not moved to another' methodist frozen 'document b_guard' \
	"update document set day_id = of_title('day', 'planned') where title = 'registered'"
allowed 'a day with its registered order is announced' methodist "update day set state = 'announced' where theme = 'ordered'"
allowed 'a postponed day may get its new date at once' centre_head "update day set state = 'postponed', reason = 'snow', held_on = held_on + 7 where theme = 'announced'"
allowed 'an event needs no order' methodist "update day set state = 'announced' where theme = 'seminar'"

# ---- 4.1: orders and the registry ---------------------------------------------------------------
guard 'the text of a signed order stays' methodist frozen 'document b_guard' "update document set body = '[]' where title = 'signed'"
guard 'its title too' clerk frozen 'document b_guard' "update document set title = 'x' where title = 'registered'"
guard 'it stays so while it is registered' clerk frozen 'document b_guard' "update document set state = 'registered', number = '9', dated = current_date, body = '[]' where title = 'signed'"
guard 'an order keeps its kind' methodist document_keeps_kind 'document b_guard' "update document set kind = 'order_plan' where title = 'written'"
guard 'a registered number stays' clerk registered_number_stays 'document b_guard' "update document set number = '99' where title = 'registered'"
guard 'an order is registered under a number and a date' clerk order_needs_number_and_date 'document b_guard' "update document set state = 'registered' where title = 'signed'"
taken="update document set state = 'registered', number = '45', dated = current_date where title = 'signed'"
before='document b_guard'
guard 'a number is given once a year, by the index alone' clerk registry_number_taken 'document /registry_number_taken' "$taken"
before='document /registry_number_taken'
guard 'by the trigger that names the other order' clerk registry_number_taken 'document b_guard' "$taken"
before=
guard 'a number of the plan order is taken as well' clerk registry_number_taken 'document b_guard,/registry_number_taken' "${taken/45/80}"
allowed 'next year it is free' clerk "${taken/current_date/current_date + interval \'1 year\'}"
guard 'who writes an order does not sign it' methodist not_your_step 'document a_step' "update document set state = 'signed' where title = 'written'"
guard 'who signs does not skip the writing' department_head no_step 'document a_step,check:inserts' "insert into document (district_id, kind, state, organisation_id, title)
	values (d1(), 'order_hold', 'signed', org('centre'), 'x')"
guard 'an order is not registered unsigned' clerk no_step 'document a_step' "update document set state = 'registered', number = '9', dated = current_date where title = 'written'"
guard 'nobody unsigns' department_head no_step 'document a_step' "update document set state = 'draft' where title = 'signed'"

# ---- 4.6b: the plan -----------------------------------------------------------------------------
guard 'an item of an approved version stays' methodist frozen 'plan_item a_frozen' "update plan_item set title = 'x' where version_id = version_of('approved') and number = 1"
guard 'nothing is added to it' methodist frozen 'plan_item a_frozen' "insert into plan_item (district_id, version_id, form_id, title, term)
	select d1(), version_of('approved'), (select id from form where is_day limit 1), 'x', daterange(current_date, current_date + 9)"
guard 'nothing is taken from it' methodist frozen 'plan_item a_frozen' "delete from plan_item where version_id = version_of('approved') and number = 3"
guard 'nor moved out of it' methodist frozen 'plan_item a_frozen' "update plan_item set version_id = version_of('draft'), item_id = gen_random_uuid()
	where version_id = version_of('approved') and number = 3"
guard 'an approved version keeps its order' methodist frozen 'plan_version b_guard' "update plan_version set order_id = null where id = version_of('approved')"
guard 'a version keeps what it corrects' centre_head frozen 'plan_version b_guard' "update plan_version set base_id = null where state = 'at_council' and base_id is not null"
approve="update plan_version set state = 'approved', order_id = of_title('document', '%s') where state = 'at_council' and version = 2 and base_id is"
guard 'a plan is approved by a registered order' department_head no_registered_order_of_plan 'plan_version b_guard' "${approve/\%s/plan order signed} null"
guard 'not by an order of another kind' department_head no_registered_order_of_plan 'plan_version b_guard' "${approve/\%s/registered} null"
before='plan_version /plan_one_approved'
guard 'a correction goes through the council' department_head council_has_not_considered 'plan_version b_guard' "${approve/\%s/plan order} not null"
before='plan_version /plan_one_approved'
guard 'also when it does not say that it is one' department_head council_has_not_considered 'plan_version b_guard' \
	"update plan_version set state = 'approved', order_id = of_title('document', 'plan order') where version = 3"
before='plan_version b_guard'
guard 'a plan has one approved version' department_head plan_one_approved 'plan_version /plan_one_approved' "${approve/\%s/plan order} not null"
before=
guard 'a methodist does not approve a plan' methodist not_your_step 'plan_version a_step' "${approve/\%s/plan order} null"
allowed 'the first version of a plan is approved by its order' department_head "${approve/\%s/plan order} null"

# ---- 1.2 and 5: editions ------------------------------------------------------------------------
guard 'a published edition stays' methodist frozen 'edition b_guard' "update edition set title = 'x' where id = rub()"
guard 'so do its bands' methodist frozen 'edition b_guard' "update edition set body = '{}' where id = rub()"
guard 'and its children' methodist frozen 'rubric_item a_frozen' "update rubric_item set points = '{0,9}' where id = item_of(1, 1)"
guard 'none is added' methodist frozen 'rubric_section a_frozen' "insert into rubric_section (district_id, edition_id, position, title) values (d1(), rub(), 9, 'x')"
guard 'none is taken' methodist frozen 'rubric_item a_frozen' "delete from rubric_item where district_id = d1() and body = 'Рефлексия есть'"
guard 'none is moved out' methodist frozen 'rubric_item a_frozen' "update rubric_item set edition_id = of_title('edition', 'new rubric') where id = item_of(1, 1)"
guard 'none is moved in' methodist frozen 'competence a_frozen' "insert into competence (district_id, edition_id, code, name)
	select d1(), id, 'K9', 'x' from edition where code = 'deficits' and version = 1"
guard 'a clause of the regulation stays' centre_head frozen 'clause a_frozen' "update clause set body = 'x' where number = '4.1'"
publish="update edition set state = 'published' where title ="
guard 'an edition begins on a date' centre_head edition_needs_date 'edition b_guard' "$publish 'new framework'"
guard 'two editions are not in force at once' centre_head one_edition_in_force 'edition -one_edition_in_force' "$publish 'new rubric'"
guard 'an amendment is enacted by its order' department_head no_registered_order_of_amendment 'edition b_guard,-two_people_amend,-one_edition_in_force' "$publish 'amended'"
before='edition b_guard,-one_edition_in_force'
guard 'who submits does not enact' department_head two_people_amend 'edition -two_people_amend' "$publish 'amended'"
before=
guard 'a methodist does not publish' methodist not_your_step 'edition a_step,-one_edition_in_force' "$publish 'new rubric'"
guard 'a draft rubric judges nobody' methodist not_published 'visit b_published' "insert into visit (district_id, organisation_id, teacher_id, rubric_id, held_on)
	values (d1(), org('school_1'), who('teacher'), of_title('edition', 'new rubric'), current_date)"

# ---- 4.2: the programme -------------------------------------------------------------------------
clash() { echo "insert into booking (district_id, slot_id, $1, during) values (d1(), of_title('slot', '${3:-overlapping}'), $2, tstzrange(now(), now() + interval '1 hour'))"; }
clashes() {
	before="booking -$1_in_two_places"
	guard "a $1 in two places is named" methodist "$1_in_two_places" 'booking b_booking' "$(clash "$2" "$3")"
	before=
	report "a $1 in two places is refused by the constraint alone" "$(in_clone -c begin -c 'alter table booking disable trigger b_booking' \
		-c "select be('methodist')" -c 'set local role metodden_app' -c "select attempt(\$t\$$(clash "$2, state" "$3, 'booked'" |
		sed "s/tstzrange(.*)/(select during from slot where title = 'overlapping'))/")\$t\$)" 2>&1 | tail -1 | grep -vx "$1_in_two_places")"
	allowed "a $1 is free at another time" methodist "$(clash "$2" "$3" later)"
}
clashes person 'person_id, involvement' "who('methodist'), 'visits'"
clashes room room_id "room_of('school_1', 'каб. 14')"
clashes class class_id "class_of('school_1', 0)"
guard 'an activity is on the date of its day' methodist slot_outside_day 'slot b_in_day' "update slot set during = tstzrange(lower(during) + interval '1 day', upper(during) + interval '1 day') where title = 'later'"
guard 'the programme of a past day stays' methodist frozen 'slot a_frozen' "update slot set title = 'x' where title = 'of the past'"
guard 'no activity leaves it' methodist frozen 'slot a_frozen,b_in_day' "update slot set day_id = of_title('day', 'planned') where title = 'of the past'"

# ---- 4.2: attendance ----------------------------------------------------------------------------
came() { echo "insert into attendance (district_id, slot_id, person_id, present) values (d1(), of_title('slot', '$1'), who('teacher'), true)"; }
guard 'attendance waits for the announcement' methodist attendance_is_closed 'attendance b_attendance' "$(came first)"
guard 'and for the date of the day' methodist attendance_before_day 'attendance b_attendance' "$(came 'of the past')"
before='attendance b_attendance'
guard 'a teacher ticks nobody, not even himself' teacher 'SQLSTATE 42501' 'attendance check:inserts' "$(came 'of the past')"
before=

# ---- 4.5: visits and sheets ---------------------------------------------------------------------
guard 'a submitted sheet stays' methodist frozen 'sheet b_guard' "update sheet set strengths = 'x' where strengths = 'given'"
guard 'it is not taken back' methodist no_step 'sheet a_step,b_guard' "update sheet set state = 'draft' where strengths = 'given'"
guard 'its marks stay' methodist frozen 'mark b_mark_set,b_mark_moved' "update mark set points = 0 where sheet_id = of_title('sheet', 'given')"
guard 'its marks are not taken away' methodist frozen 'mark b_mark_gone' "delete from mark where sheet_id = of_title('sheet', 'given')"
guard 'nor moved to another sheet' methodist frozen 'mark b_mark_moved' "update mark set sheet_id = of_title('sheet', 'extra') where sheet_id = of_title('sheet', 'given') and item_id = item_of(1, 1)"
guard 'none is added' methodist frozen 'mark b_mark_new' "insert into mark (district_id, sheet_id, item_id, points)
	select d1(), of_title('sheet', 'given'), id, 0 from rubric_item where edition_id <> rub() and district_id = d1() limit 1"
guard 'its notes stay' methodist frozen 'note a_frozen' "update note set body = 'x' where sheet_id = of_title('sheet', 'given')"
guard 'points are of the rubric' methodist points_not_in_rubric 'mark b_mark_set' "update mark set points = 7 where sheet_id = of_title('sheet', 'writing') and item_id = item_of(1, 1)"
guard 'an item is of the rubric' methodist points_not_in_rubric 'mark b_mark_new' "insert into mark (district_id, sheet_id, item_id, points)
	select d1(), of_title('sheet', 'writing'), id, 0 from rubric_item where edition_id <> rub() and district_id = d1() limit 1"
guard 'only a stage that may be absent is absent' methodist stage_cannot_be_absent 'mark b_mark_set' "update mark set points = null where sheet_id = of_title('sheet', 'writing') and item_id = item_of(1, 1)"
guard 'a sheet is submitted with all marks' methodist_2 items_without_mark 'sheet b_guard' "update sheet set state = 'submitted' where strengths = 'two of two'"
guard 'a sheet keeps its visit' methodist sheet_keeps_author 'sheet b_guard' "update sheet set visit_id = of_title('visit', 'double'), version = 9 where strengths = 'writing'"
guard 'a draft does not replace the sheet of another' methodist_2 sheet_keeps_author 'sheet b_guard' "update sheet set supersedes_id = of_title('sheet', 'given') where strengths = 'two of two'"
new="insert into sheet (district_id, visit_id, rubric_id, author_id, part, supersedes_id) values (d1(), of_title('visit', '%v'), rub(), who('%a'), '%p', %s)"
sheet() { sed "s/%v/$1/; s/%a/$2/; s/%p/$3/; s/%s/$4/" <<<"$new"; }
guard 'nor does a first sheet begin so' methodist_2 nothing_to_correct 'sheet b_guard' "$(sheet running methodist_2 visitor "of_title('sheet', 'given')")"
guard 'a correction is of a submitted sheet' methodist nothing_to_correct 'sheet b_guard' "$(sheet running methodist visitor null | sed "s/supersedes_id)/supersedes_id, version)/; s/null)/null, 2)/")"
guard 'a locked visit takes no sheet' methodist visit_is_locked 'sheet b_guard' "$(sheet closed methodist visitor null)"
guard 'and no submission' teacher visit_is_locked 'sheet b_guard' "update sheet set state = 'submitted' where strengths = 'late'"
guard 'a lesson is judged by one rubric' methodist_2 one_lesson_one_rubric 'sheet b_guard' "$(sheet running methodist_2 visitor null |
	sed "s/rub()/(select id from edition where code = 'stages' and district_id = d1())/")"
guard 'the rubric of a visit stays when sheets are there' methodist one_lesson_one_rubric 'visit b_guard' "update visit set rubric_id = (select id from edition where code = 'stages'
	and district_id = d1()) where topic = 'running'"
guard 'so does the teacher' methodist one_lesson_one_rubric 'visit b_guard' "update visit set teacher_id = who('teacher_2') where topic = 'running'"
guard 'a methodist does not assess for the teacher' methodist only_teacher_assesses_himself 'sheet b_guard' "$(sheet soon methodist self null)"
guard 'a school head writes no sheet of a visitor' school_head 'SQLSTATE 42501' 'sheet check:inserts' "$(sheet running school_head visitor null)"
guard 'nobody writes for another' methodist 'SQLSTATE 42501' 'sheet check:inserts' "$(sheet running methodist_2 visitor null)"
guard 'another'"'"'s sheet is out of reach' methodist_2 0 'sheet policy:updates,b_guard' "update sheet set strengths = 'x' where strengths = 'given'"
guard 'another'"'"'s marks are out of reach' methodist_2 0 'mark policy:updates,b_mark_set,b_mark_moved' "update mark set points = 0 where sheet_id = of_title('sheet', 'given')"
guard 'a visit is assessed when all sheets are in' methodist not_all_sheets_are_in 'visit b_guard' "update visit set state = 'assessed' where topic = 'double'"
guard 'an assessed visit stays' methodist visit_is_locked 'visit b_guard' "update visit set topic = 'x' where topic = 'assessed'"
guard 'only the teacher acknowledges' school_head 0 'visit policy:updates,b_guard' "update visit set state = 'acknowledged' where topic = 'assessed'"
guard 'a methodist does not answer for him' methodist not_your_step 'visit a_step,b_guard' "update visit set state = 'acknowledged' where topic = 'assessed'"
guard 'a teacher changes nothing but the state' teacher not_your_columns 'visit a_only,b_guard' "update visit set topic = 'x' where topic = 'assessed'"
guard 'a teacher does not close a visit' teacher no_step 'visit a_step,check:updates' "update visit set state = 'closed' where topic = 'assessed'"
guard 'an objection has words' teacher objection_needs_words 'receipt -objection_needs_words' "insert into receipt (district_id, visit_id, person_id, kind)
	values (d1(), of_title('visit', 'assessed'), who('teacher'), 'objected')"
allowed 'the teacher acknowledges' teacher "update visit set state = 'acknowledged' where topic = 'assessed'"
allowed 'the author submits' methodist "update sheet set state = 'submitted' where strengths = 'writing'"

# ---- roles, columns, stamps ---------------------------------------------------------------------
guard 'a clerk writes nothing of a day but its order' clerk not_your_columns 'day a_only' "update day set theme = 'x' where theme = 'planned'"
guard 'a teacher plans no day' teacher not_your_step 'day check:inserts,a_step' "insert into day (district_id, organisation_id, theme, held_on) values (d1(), org('school_1'), 'x', current_date)"
guard 'a row stays in its district' centre_head row_stays_in_district 'calendar_day z_stamp,-calendar_day_district_id_fkey,policy:one_district' \
	"update calendar_day set district_id = gen_random_uuid() where title = 'moving'"
guard 'a teacher appoints nobody' teacher 'SQLSTATE 42501' 'appointment check:inserts' "insert into appointment (district_id, person_id, organisation_id, role)
	values (d1(), who('teacher_2'), org('centre'), 'methodist')"
guard 'nor himself' teacher role_to_oneself 'appointment b_guard,check:inserts' "insert into appointment (district_id, person_id, organisation_id, role)
	values (d1(), who('teacher'), org('centre'), 'methodist')"
expect 'who made a row and which revision it is, is stamped' "$(in_clone -c "select who('methodist')") 1" "$(in_clone -c begin -c "select be('methodist')" \
	-c 'set local role metodden_app' -c "insert into plan (district_id, school_year, title, created_by, revision) values (d1(), 2050, 'x', who('teacher'), 77)
	returning created_by || ' ' || revision" | tail -1)"
finish
