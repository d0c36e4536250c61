#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What must hold for every table and function, now and after the next migration: the dump is
# committed, row security is forced, keys hold the district, machines and audit have their triggers,
# and whatever can refuse has a sentence. An exception is named here with its reason, and an
# exception that nothing needs any more fails too.
# shellcheck source=tests/sql/tap.bash
. "$(dirname "$0")/tap.bash"
clone empty

# Tables of a district, and the named exceptions of this file: rule, what, why.
in_clone <<'SQL' || exit 1
create view owned as select c.oid, c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'district_id'
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not attisdropped;
create table exempt (rule text, name text, reason text not null);
insert into exempt values
  ('order', 'plan_item.title', 'items stand by their terms'), ('order', 'setting_default.title', 'the product''s own words'),
  ('order', 'schema_migration.name', 'stand by their numbers'),
  ('key', 'setting_code_fkey', 'the list of settings is the product''s, one for all districts'),
  ('step', 'booking', 'a queue, decided by rule.booking under a lock on the slot'),
  ('step', 'job', 'moved by the functions of the worker alone'),
  ('step', 'outbox', 'moved by the functions of the worker, and made ready again by the administrator'),
  ('audit', 'portal_line', 'how a line is, new with every delivery'), ('audit', 'outbox', 'tells of deeds that are audited themselves'),
  ('step', 'run', 'moved by the growth job alone, which holds the lease of its job'),
  ('audit', 'audit', 'is the audit'), ('audit', 'audit_head', 'is the audit'),
  ('audit', 'plan_gain', 'figures of the newest run, replaced whole by the next; what was chosen from them is audited'),
  ('audit', 'estimate', 'written whole by the growth job, once, and never changed; its run is audited'),
  ('audit', 'effect', 'written whole by the growth job, once, and never changed; its run is audited'),
  ('audit', 'agreement', 'written whole by the growth job, once, and never changed; its run is audited'),
  ('audit', 'document_version', 'append-only itself, written with the audited signature'),
  ('audit', 'saved_filter', 'how a person likes to look at a list; says nothing of the district'),
  ('audit', 'lesson', 'thousands of rows of a timetable, replaced whole from the school''s file'),
  ('audit', 'mark', 'their digest stands in the audit of the submitted sheet'),
  ('audit', 'note', 'the author''s own while the sheet is a draft'),
  ('audit', 'score', 'derived from the marks at submission'),
  ('audit', 'session', 'a request''s, not the domain''s'), ('audit', 'portal_nonce', 'a request''s, not the domain''s'),
  ('audit', 'lti_login', 'a request''s, not the domain''s'), ('audit', 'lti_choice', 'a request''s, not the domain''s'),
  ('audit', 'import_piece', 'the bytes of a file, whose digest stands in the audited import'),
  ('audit', 'idempotency', 'a request''s, not the domain''s'), ('audit', 'job', 'what it does is audited, not that it runs'),
  ('audit', 'attendance_key', 'a secret, made with its activity and never changed'),
  ('sentence', 'portal_context_one_key', 'met by the command alone, which turns the other off before'),
  ('sentence', 'lesson_once', 'met by the import alone, which looks before it writes');
SQL

report 'sql/schema.sql is what the migrations make' "$(PGDATABASE='' tests/dump-schema | diff sql/schema.sql - | head -20)"

expect 'there are tables to look at' t "$(in_clone -c 'select count(*) > 40 from owned')"

empty 'row security is enabled and forced on every table of a district' "
	select name from owned join pg_class c using (oid) where not (relrowsecurity and relforcerowsecurity)"

empty 'every table of a district has a restrictive policy one_district for the application' "
	select name from owned o where not exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = o.name
	  and policyname = 'one_district' and permissive = 'RESTRICTIVE' and cmd = 'ALL' and roles = '{metodden_app}'
	  and qual = '(district_id = ( SELECT auth.district() AS district))' and with_check is null)"

empty 'a table without a district holds nothing of one' "
	select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and oid not in (select oid from owned)
	  and relname not in ('transition', 'setting_default', 'schema_migration', 'exempt')"

empty 'views see what their reader sees' "
	select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace and relname <> 'owned'
	  and (relkind = 'm' or not coalesce(reloptions::text ~ 'security_invoker=(true|on|1)', false))"

# Constraints and indexes that were made as such, by the columns they hold.
empty 'every key of such a table holds the district, and a reference matches district with district' "
	with key as (
	  select i.indexrelid::regclass::text as name, i.indrelid as tab, i.indkey::smallint[] as cols, true as same
	  from pg_index i where i.indisunique or i.indisexclusion
	  union all
	  select conname, conrelid, conkey, exists (select from unnest(conkey, confkey) k(mine, theirs)
	    join pg_attribute a on a.attrelid = conrelid and a.attnum = mine join pg_attribute b on b.attrelid = confrelid and b.attnum = theirs
	    where a.attname = 'district_id' and b.attname = 'district_id') from pg_constraint where contype = 'f')
	select o.name, k.name from key k join owned o on o.oid = k.tab
	where not (same and (select attnum from pg_attribute where attrelid = k.tab and attname = 'district_id') = any(k.cols))
	  and not exists (select from exempt e where e.rule = 'key' and e.name = k.name)"

empty 'every table with a state is moved by the list of transitions' "
	select name from owned o where exists (select from pg_attribute where attrelid = o.oid and attname = 'state' and not attisdropped)
	  and not exists (select from exempt e where e.rule = 'step' and e.name = o.name)
	  and not exists (select from pg_trigger t where tgrelid = o.oid and tgfoid = 'rule.step'::regproc and tgenabled = 'O'
	    and pg_get_triggerdef(t.oid) like '%BEFORE INSERT OR UPDATE OF state %FOR EACH ROW%'
	    and tgname = (select min(tgname) from pg_trigger u where u.tgrelid = o.oid and u.tgfoid <> 'rule.only'::regproc and not tgisinternal))"

empty 'a state outside the list of transitions is still one of a list' "
	select name from exempt e where rule = 'step' and not exists (select from pg_constraint
	  where conrelid = e.name::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%(state = ANY%')"

empty 'every table of the domain is audited, row by row' "
	select name from owned o where not exists (select from exempt e where e.rule = 'audit' and e.name = o.name)
	  and not exists (select from pg_trigger t where tgrelid = o.oid and tgfoid = 'rule.audit'::regproc and tgenabled = 'O'
	    and pg_get_triggerdef(t.oid) like '%AFTER INSERT OR DELETE OR UPDATE ON %FOR EACH ROW%'
	    and encode(tgargs, 'escape') like o.name || '\\\\000%')"

empty 'what the revision counts is stamped by the database' "
	select name from owned o where exists (select from pg_attribute where attrelid = o.oid and attname = 'revision')
	  and not exists (select from pg_trigger where tgrelid = o.oid and tgfoid = 'rule.stamp'::regproc and tgname = 'z_stamp' and tgenabled = 'O')"

empty 'names are ordered as a Russian reader looks for them, in every list' "
	select name from (select c.relname || '.' || attname as name from pg_class c join pg_attribute a on attrelid = c.oid and not attisdropped
	    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'exempt' and attname in ('name', 'title', 'family_name', 'given_name', 'patronymic', 'letter')
	      and attcollation <> 'ru_natural'::regcollation) x
	where not exists (select from exempt e where e.rule = 'order' and e.name = x.name)"
expect 'that order: numbers by their value, Ё beside Е, small letters with capitals; equal is the same bytes alone' \
	'Елисеева, ёлкина, Ёлкина, Жукова, СОШ № 2, СОШ № 10, Ясли; f' "$(in_clone -c "
	select string_agg(x, ', ' order by x collate ru_natural) || '; ' || bool_or('ёлкина' = 'Ёлкина' collate ru_natural)
	from unnest('{СОШ № 10,Жукова,Ясли,Ёлкина,СОШ № 2,Елисеева,ёлкина}'::text[]) x" | sed 's/false$/f/')"

empty 'triggers know their table by an argument, never by its name' "
	select oid::regprocedure from pg_proc where pronamespace = 'rule'::regnamespace and prosrc ~* 'tg_table_name|tg_relname'"

defined=$(grep -c '^TRANSITION(' fcgi-app/workflow.def)
got=$(in_clone -F '|' -c "select machine, state_from, event, state_to, array_to_string(array(select r from unnest(roles) r order by r), ' '), clause from transition")
want=$(sed -n 's/^TRANSITION(\(.*\))$/\1/p' fcgi-app/workflow.def | while IFS=, read -r machine from event to roles clause; do
	read -r machine from event to clause <<<"$machine $from $event $to $clause"
	roles=$(tr -d ' ' <<<"${roles,,}" | tr '|' '\n' | grep -vx any_role | sort | paste -sd' ')
	if [ "$from" = none ]; then from=; fi
	echo "$machine|$from|$event|$to|$roles|${clause//\"/}"
done)
report "the table of transitions is fcgi-app/workflow.def ($defined lines)" "$(diff <(sort <<<"$want") <(LC_ALL=C.UTF-8 sort <<<"$got"))"
expect 'none of them is lost' "$defined" "$(wc -l <<<"$got")"

sentences=$(sed -n 's/^ERROR(\([A-Z_0-9]*\),.*/\L\1/p' fcgi-app/error.def | sort -u)
report 'every refusal of the database has a sentence in fcgi-app/error.def' \
	"$(awk -f tests/sql/slugs.awk sql/migrations/*.sql | sort -u | comm -23 - <(echo "$sentences"))"
report 'every named constraint that people can meet has one' "$(in_clone -c "
	select conname from pg_constraint c join owned o on o.oid = conrelid where contype in ('u', 'x', 'c')
	  and conname !~ ('^' || left(o.name, 20) || '.*_(key|check|excl)[0-9]*$')
	union select i.indexrelid::regclass::text from pg_index i join owned o on o.oid = indrelid
	where indisunique and not exists (select from pg_constraint where conindid = indexrelid)
	except select name from exempt where rule = 'sentence'" | sort | comm -23 - <(echo "$sentences"))"

empty 'no function of auth or rule can be executed by everybody' "
	select p.oid::regprocedure from pg_proc p where pronamespace in ('auth'::regnamespace, 'rule'::regnamespace)
	  and (proacl is null or exists (select from aclexplode(proacl) where grantee = 0))"
empty 'no function of rule can be called by the application' "
	select p.oid::regprocedure from pg_proc p where pronamespace = 'rule'::regnamespace and has_function_privilege('metodden_app', oid, 'execute')"
empty 'only the login role opens sessions' "
	select r, p.oid::regprocedure from pg_proc p, unnest('{metodden_app,metodden_worker}'::text[]) r
	where proname in ('open_session', 'open_system_session', 'portal_enter', 'lti_enter', 'lti_take', 'demo_persons') and has_function_privilege(r, oid, 'execute')"
empty 'functions with the rights of their owner keep their own search_path, temporary tables last' "
	select p.oid::regprocedure from pg_proc p where pronamespace in ('public'::regnamespace, 'auth'::regnamespace, 'rule'::regnamespace)
	  and prosecdef and proname <> 'be' and not coalesce('search_path=public, pg_temp' = any(proconfig), false)"
empty 'they belong to the guard, who can not log in' "
	select p.oid::regprocedure, proowner::regrole from pg_proc p join pg_roles r on r.oid = proowner
	where prosecdef and proname <> 'be' and pronamespace not in ('pg_catalog'::regnamespace)
	  and (r.rolname <> 'metodden_guard' or r.rolcanlogin or r.rolsuper)"
empty 'nobody else passes row security' "
	select rolname from pg_roles where (rolbypassrls or rolsuper) and rolname not in ('metodden_guard', 'metodden_owner')"
empty 'the login role reads the registered portals and nothing else' "
	select name from owned where has_table_privilege('metodden_login', oid, 'insert, update, delete, truncate')
	  or has_any_column_privilege('metodden_login', oid, 'select') and name <> 'portal'"
empty 'the application neither makes nor truncates anything' "
	select 'truncate ' || name from owned where has_table_privilege('metodden_app', oid, 'truncate, references, trigger')
	union all select 'schema ' || nspname from pg_namespace where nspname in ('public', 'auth', 'rule')
	  and has_schema_privilege('metodden_app', oid, 'create')"

empty 'every exception is still needed' "
	select e.* from exempt e left join owned o on o.name = e.name where case rule
	  when 'order' then not exists (select from pg_attribute where attrelid = to_regclass(split_part(e.name, '.', 1))
	    and attname = split_part(e.name, '.', 2) and attcollation <> 'ru_natural'::regcollation)
	  when 'key' then not exists (select from pg_constraint where conname = e.name)
	  when 'sentence' then to_regclass(e.name) is null
	  when 'step' then o.oid is null or exists (select from pg_trigger where tgrelid = o.oid and tgfoid = 'rule.step'::regproc)
	  else o.oid is null or exists (select from pg_trigger where tgrelid = o.oid and tgfoid = 'rule.audit'::regproc) end"
finish
