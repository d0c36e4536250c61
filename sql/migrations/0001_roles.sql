-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Roles, schemas and the way a rule speaks. Only metodden_guard passes row security, and nobody can
-- log in as it: it owns the functions of auth (who is asking) and rule (what may happen), so a guard
-- sees the whole truth and not the caller's view of it. The application never runs migrations.

create extension if not exists btree_gist;
create schema auth;
create schema rule;

do $$ begin
  if to_regrole('metodden_guard') is null then
    create role metodden_guard bypassrls;
    create role metodden_app login;                      -- handlers and importers
    create role metodden_login login;                    -- opens sessions, reads nothing of the domain
    create role metodden_worker login in role metodden_app;  -- claims jobs, works under a job's session
  end if;
end $$;

grant usage, create on schema auth, rule to metodden_guard;
grant usage on schema auth, rule to metodden_app, metodden_login, metodden_worker;
alter default privileges for role metodden_guard revoke execute on functions from public;

set role metodden_guard;

-- A refusal carries a word of error.def, the clause and the parameters of its sentence.
create function rule.refuse(clause text, slug text, params jsonb default '{}') returns void language plpgsql as $$
begin
  raise exception using errcode = 'MD001', message = slug, hint = coalesce(clause, ''), detail = params::text;
end $$;

create function rule.need(ok boolean, clause text, slug text, params jsonb default '{}') returns void language plpgsql as $$
begin
  if ok is not true then perform rule.refuse(clause, slug, params); end if;
end $$;

reset role;

-- «Ветлугина И. П.» with no-break spaces.
create function person_short(family text, given text, patronymic text) returns text language sql immutable as $$
  select family || coalesce(U&'\00A0' || nullif(left(given, 1), '') || '.', '')
    || coalesce(U&'\00A0' || nullif(left(patronymic, 1), '') || '.', '') $$;

-- The year in which the school year of a date begins (1 September).
create function school_year(on_date date) returns integer language sql immutable as $$
  select extract(year from on_date - interval '8 months')::integer $$;

-- 6 «А»; a group of a kindergarten (grade 0) by its name.
create function class_name(grade integer, letter text) returns text language sql immutable as $$
  select case when grade = 0 then letter when letter = '' then grade::text else grade || U&'\00A0\00AB' || letter || U&'\00BB' end $$;

-- The rubric's word for a result: of the last band that begins at or below it.
create function level_word(bands jsonb, percent numeric) returns text language sql immutable as $$
  select b ->> 'word' from jsonb_array_elements(bands) b where (b ->> 'from')::numeric <= percent
  order by (b ->> 'from')::numeric desc limit 1 $$;

-- An instant as the interface shows it: ISO 8601 in the district's zone.
create function instant(at timestamptz, zone text) returns text language sql stable as $$
  select to_char(at at time zone zone, 'YYYY-MM-DD"T"HH24:MI:SS')
    || to_char(extract(epoch from (at at time zone zone) - (at at time zone 'UTC')) / 3600, 'SG00') || ':00' $$;

-- A page of a list: `items` and `ids` hold one row more than the limit when there is a next page,
-- whose cursor is the id of the last row shown.
create function list_page(items json[], ids uuid[], lim integer) returns json language sql immutable as $$
  select json_build_object('items', coalesce(array_to_json(items[1:lim]), '[]'),
    'next', case when cardinality(ids) > lim then ids[lim] end) $$;

-- Nullable references as the interface shows them.
create function named(id uuid, name text) returns json language sql immutable as $$
  select case when id is not null then json_build_object('id', id, 'name', name) end $$;
create function person_ref(id uuid, family text, given text, patronymic text) returns json language sql immutable as $$
  select case when id is not null then json_build_object('id', id, 'short', person_short(family, given, patronymic)) end $$;

grant select on schema_migration to metodden_app;
