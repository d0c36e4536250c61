#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The audit: every change of a row of the domain is there with who and what, without the texts and
# names that may have to be erased; nobody but the owner can touch it, and what the owner touches is
# found by the chain. Tables come from the catalogue, the list of personal columns is by hand.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/tap.bash"
clone fixture
in_clone -f tests/sql/states.sql -f tests/sql/every_table.sql || exit 1
last() { tail -1; }

# ---- the chain ----------------------------------------------------------------------------------
two='d2000000-0000-4000-8000-000000000000'
for i in 1 2 3; do
	in_clone -c begin -c "select be('methodist')" -c 'set local role metodden_app' -c "insert into form (district_id, name) values (d1(), 'form $i')" -c commit >/dev/null || exit 1
done
in_clone -c begin -c "select be('foreign_methodist')" -c 'set local role metodden_app' -c "insert into form (district_id, name) values ('$two', 'form')" -c commit >/dev/null || exit 1
expect 'open rows are no chain yet' '0 t' "$(in_clone -F ' ' -c "select count(seq), rule.audit_broken(d1()) is null from audit")"
sealed() { in_clone -c 'set role metodden_worker' -c "select rule.seal(d1())"; }
expect 'sealing takes the rows of one district' '3' "$(sealed)"
expect 'and each once' '0' "$(sealed)"
in_clone -c begin -c "select be('clerk')" -c 'set local role metodden_app' -c "update document set number = '46/1', dated = current_date where title = 'signed'" -c commit >/dev/null
expect 'the next rows go on from there' '1 4' "$(sealed) $(in_clone -c "select seq from audit_head where district_id = d1()")"
expect 'numbers follow time without a gap' '1,2,3,4' "$(in_clone -c "select string_agg(seq::text, ',' order by at) from audit where district_id = d1()")"
expect 'an untouched chain holds' '' "$(in_clone -c 'set role metodden_worker' -c 'select rule.audit_broken(d1())')"

# found NAME NUMBER SQL: the owner does something to the chain, and it breaks at that number.
found() { expect "$1 is found" "$2" "$(in_clone -c begin -c "$3" -c 'select rule.audit_broken(d1())' -c rollback 2>&1 | last)"; }
of='where district_id = d1() and seq ='
found 'a changed row' 2 "update audit set change = '{\"name\": \"x\"}' $of 2"
found 'another person' 3 "update audit set person_id = who('teacher') $of 3"
found 'another time' 1 "update audit set at = at - interval '1 microsecond' $of 1"
found 'another event' 4 "update audit set event = 'read' $of 4"
found 'a row taken out' 2 "delete from audit $of 2"
found 'the first row taken out' 1 "delete from audit $of 1"
found 'the last row taken out' 4 "delete from audit $of 4"
found 'all rows taken out' 1 "delete from audit where district_id = d1()"
found 'a row taken out and the numbers closed up' 2 "delete from audit $of 2; update audit set seq = seq - 1 where district_id = d1() and seq > 2"
found 'a row put behind' 5 "insert into audit (district_id, entity, event, change, seq, hash) values (d1(), 'x', 'read', '{}', 5, 'x')"
found 'a row changed with its own hash' 3 "update audit set change = '{}' $of 2; update audit a set hash = rule.link((select hash from audit $of 1), a) $of 2"
found 'a lost head' 5 "delete from audit_head where district_id = d1()"
found 'a turned back head' 5 "update audit_head set seq = 3, hash = (select hash from audit $of 3) where district_id = d1()"
found 'a row unsealed' 2 "update audit set seq = null, hash = null $of 2"

# ---- whose it is --------------------------------------------------------------------------------
for role in metodden_app metodden_worker metodden_login; do
	report "$role neither writes, changes nor removes it" "$(in_clone -U $role -c begin -c "select 'context', be('admin')" -c "
		select s, r from (select s, attempt(s) r from unnest(array['insert into audit (district_id, entity, event, change) values (d1(), ''x'', ''read'', ''{}'')',
		  'update audit set person_id = null', 'update audit set seq = null', 'delete from audit', 'truncate audit', 'update audit_head set seq = 0',
		  'delete from audit_head', 'truncate audit_head', 'alter table form disable trigger y_audit', 'drop trigger y_audit on form',
		  'set session_replication_role = replica', 'set role metodden_guard', 'set role metodden_owner', 'alter table audit rename to gone']) s) x
		where r not in ('SQLSTATE 42501')" 2>&1 | grep -v '^context')"
done
expect 'the guard, whose functions write it, can only seal' 'hash seq' "$(in_clone -c "select string_agg(attname, ' ' order by attname) from pg_attribute
	where attrelid = 'audit'::regclass and attnum > 0 and has_column_privilege('metodden_guard', attrelid, attnum, 'update')
	  and not has_table_privilege('metodden_guard', attrelid, 'delete, truncate')")"
expect 'only the worker seals' 'metodden_worker' "$(in_clone -c "select string_agg(r, ' ') from unnest('{metodden_app,metodden_login,metodden_worker}'::text[]) r
	where has_function_privilege(r, 'rule.seal(uuid, integer)', 'execute')")"
expect 'reading a card is noted with the reader' 't read person' "$(in_clone -F ' ' -c begin -c "select be('school_head')" -c 'set local role metodden_app' \
	-c "select auth.viewed('person', who('teacher'))" -c 'reset role' -c "select person_id = who('school_head'), event, entity from audit order by at desc limit 1" | last)"

# ---- marks and their digest ---------------------------------------------------------------------
digest="(select encode(sha256(convert_to(string_agg(item_id || '=' || coalesce(points::text, '-'), ',' order by item_id), 'UTF8')), 'hex')
	from mark where sheet_id = of_title('sheet', 'writing'))"
in_clone -c begin -c "select be('methodist')" -c 'set local role metodden_app' -c "update sheet set state = 'submitted' where strengths = 'writing'" -c commit >/dev/null || exit 1
same="select change ->> 'marks' = $digest from audit where entity = 'sheet' and change ? 'marks' order by at desc limit 1"
expect 'a submitted sheet leaves the digest of its marks' t "$(in_clone -c "$same")"
expect 'a mark changed past the guard no longer fits it' f "$(in_clone -c begin -c 'set local session_replication_role = replica' \
	-c "update mark set points = points - 1 where sheet_id = of_title('sheet', 'writing') and item_id = item_of(1, 1)" -c "$same" | last)"

# ---- every table --------------------------------------------------------------------------------
# Only the audit's own trigger stays on, every door is open: what is tried is the trigger.
in_clone >/dev/null <<'SQL' || exit 1
create table personal (tab text, col text);
insert into personal values ('agenda_item', 'remark'), ('import', 'name');
insert into personal values ('person', 'family_name'), ('person', 'given_name'), ('person', 'patronymic'), ('person', 'email'), ('person', 'idnumber'),
  ('person', 'name_cases'), ('sheet', 'strengths'), ('sheet', 'difficulties'), ('sheet', 'action_step'), ('receipt', 'body'), ('need', 'body'),
  ('unavailability', 'reason'), ('document', 'body'), ('document', 'title'), ('task', 'body'), ('task', 'report'), ('portal', 'settings'), ('portal_service', 'token'), ('portal_account', 'subject'), ('lti_invitation', 'digest'),
  ('agenda_item', 'heard'), ('agenda_item', 'spoke'), ('agenda_item', 'resolution'), ('vote', 'dissent'), ('remark', 'body'), ('remark', 'answer'),
  ('personal_request', 'body'), ('personal_request', 'answer'), ('personal_request', 'outcome'), ('adoption', 'body'), ('correction', 'body'), ('evidence', 'body'), ('run', 'components'), ('import', 'name');
create table audited as select o.oid, o.name, array(select attname::text from pg_attribute where attrelid = o.oid and attnum > 0 and not attisdropped
    and attname not in ('district_id', 'id', 'revision', 'created_at', 'created_by', 'state_since')) as cols,
  array(select col from personal where tab = o.name) as hidden
from owned o where exists (select from pg_trigger where tgrelid = o.oid and tgname = 'y_audit');
do $$ declare t record; begin
  for t in select conrelid::regclass as tab, conname from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace loop
    execute format('alter table %s drop constraint %I', t.tab, t.conname);
  end loop;
  perform open_doors(), drop_walls();
  for t in select name from audited loop execute format('alter table %I enable trigger y_audit', t.name); end loop;
end $$;
-- jsonb columns get a text of their own, to be looked for.
create function marked_row(tab oid) returns jsonb language sql volatile as $$
  select jsonb_object_agg(key, case when value = '"{}"' and format_type(a.atttypid, null) = 'jsonb' then jsonb_build_object('text', md5(random()::text)) else value end)
  from jsonb_each(any_row(tab, case tab when 'district'::regclass then gen_random_uuid() else d1() end)) join pg_attribute a on a.attrelid = tab and a.attname = key $$;
create table kept (tab text, event text, was jsonb, is_now jsonb, entry audit);
grant select, insert on kept, audited to metodden_app;
create function leave_traces() returns void language plpgsql as $$
declare t record;  a jsonb;  b jsonb;  set_list text;
begin
  for t in select * from audited loop
    a := marked_row(t.oid);
    b := marked_row(t.oid) || (select jsonb_object_agg(attname, a -> attname) from pg_attribute join pg_index on indrelid = attrelid and indisprimary
      and attnum = any(indkey) where attrelid = t.oid);
    set_list := (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(b) key);
    execute format('insert into %I select * from jsonb_populate_record(null::%1$I, %L)', t.name, a);
    execute format('update %I set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, %3$L)) where %4$s', t.name, set_list, b,
      (select string_agg(format('%I = %L', attname, a ->> attname), ' and ') from pg_attribute join pg_index on indrelid = attrelid and indisprimary
       and attnum = any(indkey) where attrelid = t.oid));
    execute format('delete from %I where %s', t.name,
      (select string_agg(format('%I = %L', attname, a ->> attname), ' and ') from pg_attribute join pg_index on indrelid = attrelid and indisprimary
       and attnum = any(indkey) where attrelid = t.oid));
    insert into kept values (t.name, 'insert', null, a), (t.name, 'delete', b, null);
    if exists (select from unnest(t.cols) col where a -> col <> b -> col) then   -- slot_need and presence are all key
      insert into kept values (t.name, 'update', a, b);
    end if;
  end loop;
end $$;
truncate audit;
SQL
in_clone -c begin -c "select be('methodist')" -c 'set local role metodden_app' -c 'select leave_traces()' -c commit >/dev/null || exit 1
in_clone -c "update kept k set entry = (select a from audit a where a.entity = k.tab and a.event = k.event
	and coalesce(a.entity_id::text, '') = coalesce(k.was ->> 'id', k.is_now ->> 'id', '') limit 1)" || exit 1
audited=$(in_clone -c 'select count(*) from audited')
empty "each insert, update and delete leaves its row ($audited tables)" "select tab, event from kept where (entry).id is null"
expect 'and only one' "$((audited * 3 - 2))" "$(in_clone -c 'select count(*) from audit')"
empty 'it says who' "select tab, event from kept where (entry).person_id is distinct from who('methodist') or ((entry).district_id <> d1()) <> (tab = 'district')"
empty 'it names every column that was written' "select tab, event, col from kept join audited on name = tab, unnest(cols) col
	where not (entry).change ? col and (was is null or is_now is null or was -> col <> is_now -> col)"
empty 'a change holds what was and what is, of a text' "select tab, col from kept join audited on name = tab, unnest(cols) col
	where event = 'update' and col <> all(hidden) and was -> col <> is_now -> col and jsonb_typeof(was -> col) = 'string' and was ->> col ~ '^[0-9a-f]{32}$'
	  and (entry).change -> col <> jsonb_build_array(was -> col, is_now -> col)"
empty 'a row without an id is told by its key' "select tab, event from kept where not coalesce(was, is_now) ? 'id' and not (entry).change ? 'row'"
empty 'of what is personal only the fact is kept' "select tab, event, col from kept join personal using (tab)
	where (entry).change ->> col <> '*' and (was is null or is_now is null or was -> col <> is_now -> col)"
empty 'and its text is nowhere in the row' "select tab, event, col from kept join personal using (tab), lateral (values (was -> col), (is_now -> col)) v(x)
	where position(coalesce(x ->> 'text', x #>> '{}') in (entry)::text) > 0"
expect 'which the trigger sees to, as the name of a subject shows' t "$(in_clone -c "select position(is_now ->> 'name' in (entry)::text) > 0 from kept where tab = 'subject' and event = 'insert'")"
finish
