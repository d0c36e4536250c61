#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the council may not do, tried by raw SQL as the application (4.5, 1.5), and what follows from its
# steps by itself. Each guard is seen to refuse, and its statement to pass without it; each effect to
# come, and to stay away without its trigger.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/tap.bash"
# shellcheck source=tests/sql/guard.bash
. tests/sql/guard.bash
clone fixture
in_clone -f tests/sql/council_states.sql || exit 1

# ---- sittings -------------------------------------------------------------------------------------
cs=council_secretary
guard 'no sitting opens without a quorum' $cs no_quorum 'sitting b_guard' "update sitting set state = 'open' where place = 'lonely'"
guard 'nor before its day' $cs sitting_is_ahead 'sitting b_day' "update sitting set state = 'open' where place = 'tomorrow'"
guard 'none is called with nothing to consider' $cs agenda_is_empty 'sitting b_guard' "update sitting set state = 'called' where place = 'bare'"
guard 'a sitting is of the council' $cs sitting_is_of_council 'sitting b_guard' "insert into sitting (district_id, organisation_id, held_on, chair_id, secretary_id)
	values (d1(), org('school_1'), current_date, who('council_chair'), who('council_secretary'))"
guard 'its chair is a member in office' $cs chair_is_a_member 'sitting b_guard' "update sitting set chair_id = who('methodist') where place = 'planned'"
guard 'chair and secretary are two' $cs chair_is_not_secretary 'sitting b_day,b_guard,-chair_is_not_secretary' "update sitting set chair_id = secretary_id where place = 'planned'"
guard 'none closes with a question open' $cs item_without_decision 'sitting b_guard' "update sitting set state = 'closed' where place = 'running'"
guard 'a closed one stays' $cs frozen 'sitting b_guard' "update sitting set guests = 'x' where place = 'past'"
guard 'an open one keeps its rules' $cs frozen 'sitting b_guard' "update sitting set quorum = 0.1 where place = 'running'"
guard 'a methodist plans none' methodist not_your_step 'sitting a_step,check:inserts' "insert into sitting (district_id, organisation_id, held_on, chair_id, secretary_id)
	values (d1(), org('council'), current_date, who('council_chair'), who('council_secretary'))"
guard 'a number is given once a year' $cs sitting_number_taken 'sitting /sitting_number_taken' "update sitting set number = 3 where place = 'planned'"

# ---- presence and votes ---------------------------------------------------------------------------
sits() { echo "insert into presence (district_id, sitting_id, person_id) values (d1(), at_place('$1'), who('$2'))"; }
votes() { echo "insert into vote (district_id, agenda_item_id, person_id, choice) values (d1(), asked('$1'), who('$2'), '$3')"; }
guard 'only a member sits there' $cs not_a_member_that_day 'presence b_guard' "$(sits running methodist)"
guard 'nobody comes to a closed sitting' $cs frozen 'presence a_frozen' "$(sits past council_member)"
guard 'who has voted was there' $cs has_voted_already 'presence b_guard' "delete from presence where sitting_id = at_place('running') and person_id = who('council_chair')"
guard 'only who is there votes' $cs only_present_vote 'vote b_guard' "$(votes fresh council_member for)"
guard 'only a member votes' $cs not_a_member_that_day 'vote b_guard' "$(votes fresh methodist for)"
guard 'an author abstains' $cs author_abstains 'vote b_guard' "$(votes fresh council_secretary for)"
guard 'nobody votes on what is decided' $cs item_is_decided 'vote b_guard' "$(votes decided council_secretary for)"
guard 'nor at a closed sitting' $cs sitting_is_not_open 'vote b_guard' "$(votes past council_secretary for)"
guard 'a member votes for nobody else' council_member 'SQLSTATE 42501' 'vote check:inserts' "$(votes fresh council_chair for)"
guard 'a vote stays with its person' $cs vote_keeps_its_person 'vote b_guard' "update vote set person_id = who('council_secretary') where agenda_item_id = asked('voted')"
allowed 'an author may abstain' $cs "$(votes fresh council_secretary abstain)"

# ---- agenda and decisions -------------------------------------------------------------------------
puts() { echo "insert into agenda_item (district_id, sitting_id, position, title, document_id) values (d1(), at_place('${2:-lonely}'), 9, 'x', titled('$1'))"; }
guard 'only what is queued comes before the council' $cs material_is_not_queued 'agenda_item b_guard' "$(puts 'not sent')"
guard 'and before one sitting at a time' $cs on_another_agenda 'agenda_item b_one_agenda' "$(puts elsewhere)"
guard 'once' $cs item_is_on_agenda_already 'agenda_item /item_is_on_agenda_already' "$(puts elsewhere planned)"
guard 'a closed agenda takes nothing' $cs frozen 'agenda_item a_frozen' "$(puts waits past)"
guard 'a decision needs votes' $cs nobody_has_voted 'agenda_item b_guard' "update agenda_item set decision = 'accepted' where title = 'fresh'"
guard 'and agrees with them' $cs votes_say_otherwise 'agenda_item b_guard' "update agenda_item set decision = 'accepted' where title = 'voted'"
guard 'a return has words' $cs resolution_needs_words 'agenda_item -resolution_needs_words' "update agenda_item set decision = 'returned' where title = 'voted'"
allowed 'what is queued comes before it' $cs "$(puts waits)"
allowed 'it returns what the votes are against' $cs "update agenda_item set decision = 'returned', resolution = 'x' where title = 'voted'"

# ---- what papers wait for -------------------------------------------------------------------------
for change in "title = 'x'" "body = '[]'" "due_on = current_date" "state = 'signed'"; do
	guard "a draft is its author's: ${change%% *}" methodist only_author_writes 'document b_author' "update document set $change where title = 'worded'"
done
guard 'others send none to the council' methodist only_author_queues 'document b_author' "update document set state = 'queued' where title = 'not sent'"
allowed 'the head of the centre does' centre_head "update document set state = 'queued' where title = 'not sent'"
guard 'no paper is considered without a sitting' council_chair council_has_not_accepted 'document b_guard' "update document set state = 'considered' where title = 'waits'"
guard 'none is returned without a remark' council_chair return_needs_remark 'document b_guard' "update document set state = 'returned' where title = 'waits'"
guard 'none is approved without an order' department_head no_registered_order_of_approval 'document b_guard' "update document set state = 'approved' where title = 'accepted'"
guard 'no minutes before the close' $cs sitting_is_not_closed 'document b_guard' "insert into document (district_id, kind, organisation_id, sitting_id, title)
	values (d1(), 'minutes', org('council'), at_place('running'), 'x')"
guard 'one for each sitting' $cs minutes_once 'document /minutes_once' "insert into document (district_id, kind, organisation_id, sitting_id, title)
	values (d1(), 'minutes', org('council'), at_place('written'), 'x')"
guard 'no order before signed minutes' centre_head minutes_are_not_signed 'document b_guard' "insert into document (district_id, kind, organisation_id, sitting_id, title)
	values (d1(), 'order_approve', org('centre'), at_place('past'), 'x')"
entered="update document set state = 'registered', number = '90', dated = current_date - %d where title = 'order'"
guard 'no order is dated before its sitting' clerk order_is_before_sitting 'document b_guard' "${entered/\%d/2}"
allowed 'on the day of the sitting it may be' clerk "${entered/\%d/1}"
guard 'a day waits for its papers' council_chair materials_wait 'day b_papers' "update day set state = 'considered' where theme = 'before'"
guard 'and for its remarks' centre_head remarks_are_open 'day b_papers' "update day set state = 'closed' where theme = 'done'"

# ---- remarks --------------------------------------------------------------------------------------
guard 'a head answers for no other school' school_head_2 0 'remark policy:updates' "update remark set state = 'answered', answer = 'x' where body = 'open'"
guard 'an answer has words' methodist answer_needs_words 'remark -answer_needs_words' "update remark set state = 'answered' where body = 'open'"
guard 'who answers rewrites nothing' school_head not_your_columns 'remark a_only' "update remark set body = 'x' where body = 'open'"
guard 'who answers does not close' methodist no_step 'remark a_step,-answer_needs_words' "update remark set state = 'closed' where body = 'open'"
guard 'a methodist makes none' methodist not_your_step 'remark a_step,check:inserts' "insert into remark (district_id, day_id, phase, body) select d1(), id, 'holding', 'x' from day where theme = 'before'"
allowed 'the head of the school answers' school_head "update remark set state = 'answered', answer = 'x' where body = 'open'"

# ---- what follows by itself ------------------------------------------------------------------------
# effect NAME PERSON STATEMENT QUESTION WANTED "TABLE TRIGGER": without the trigger the answer is another.
effect() {
	local with without run=(-c "select 'context', be('$2')" -c 'set local role metodden_app' -c "$3" -c "set local role metodden_owner" -c "$4" -c rollback)
	with=$(in_clone -c begin "${run[@]}" 2>&1 | tail -1)
	without=$(in_clone -c begin -c "alter table ${6% *} disable trigger ${6#* }" "${run[@]}" 2>&1 | tail -1)
	if [ "$with" != "$5" ]; then report "$1" "wanted: $5
got:    $with"
	elif [ "$without" = "$5" ]; then report "$1" "without ${6#* } it is so too"
	else report "$1: without ${6#* } it stays $without" ''; fi
}
effect 'closing carries the decision out' $cs "update sitting set state = 'closed' where place = 'ready'" "select state from document where title = 'agreed'" considered 'sitting c_carry_out'
effect 'the registered order approves' clerk "${entered/\%d/0}" "select state from document where title = 'accepted'" approved 'document c_approve'
effect 'a signed report sums the day up' methodist "update document set state = 'signed' where title = 'summing'" "select state from day where theme = 'summed'" analysed 'document c_day_follows'
effect 'a closed day closes its visits' centre_head "update day set state = 'closed' where theme = 'over'" "select state from visit where topic = 'over'" closed 'day c_closes_visits'
finish
