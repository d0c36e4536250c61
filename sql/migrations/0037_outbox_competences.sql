-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Competences at the portal. Evidence is a visit that the teacher has answered, or that was closed over his
-- objection: how it came out in each competence, with a link back to the sheets; a corrected sheet is
-- evidence anew. A level is a rating only where people agreed on it: the baseline of a correction when the
-- person agrees to it (4.6a), the new measure when it is closed. What statistics alone say never goes there.

set role metodden_guard;

-- A framework before the first that needs it: the scale of levels is the one of our measures, 1 to 4.
create function rule.tell_framework(district uuid, framework uuid) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare s text := 'framework-' || framework;
begin
  if exists (select from outbox o where o.district_id = district and o.key = s) then return; end if;
  perform rule.tell(district, null, 'framework', s, s, jsonb_build_object('framework', e.code, 'name', e.title,
    'levels', jsonb_build_array('Начальный', 'Базовый', 'Уверенный', 'Мастерский'), 'proficient', 3, 'competencies', (
      with recursive tree as (select c.id, c.code, c.name, '' as parent, array[c.position] as way from competence c
          left join competence p on (p.district_id, p.id) = (c.district_id, c.parent_id)
        where c.district_id = district and c.edition_id = framework and c.code <> '' and coalesce(p.code, '') = ''
        union all select c.id, c.code, c.name, t.code, t.way || c.position from tree t join competence c on c.district_id = district and c.parent_id = t.id)
      select coalesce(jsonb_agg(jsonb_build_object('code', code, 'parent', parent, 'name', name) order by way, code), '[]') from tree)))
  from edition e where e.district_id = district and e.id = framework;
end $$;

create function rule.tell_evidence(v visit) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare c record;
begin
  if not rule.listens(v.district_id, 'evidence') then return; end if;
  for c in
    select k.id, k.code, e.id as framework_id, e.code as framework, 1 + 3 * sum(s.points) / sum(s.max_points) as level, count(*) as sheets,
      left(md5(string_agg(h.id::text, ' ' order by h.id)), 8) as digest
    from sheet h join score s on (s.district_id, s.sheet_id) = (h.district_id, h.id) join competence k on (k.district_id, k.id) = (s.district_id, s.competence_id)
      join edition e on (e.district_id, e.id) = (k.district_id, k.edition_id)
    where (h.district_id, h.visit_id) = (v.district_id, v.id) and h.part = 'visitor' and h.state = 'submitted' and k.code <> ''
    group by k.id, k.code, e.id, e.code order by e.code, k.code loop
    perform rule.tell_framework(v.district_id, c.framework_id);
    perform rule.tell(v.district_id, v.teacher_id, 'evidence', format('visit %s %s %s', v.id, c.id, c.digest), 'visit-' || v.id, jsonb_build_object(
      'framework', c.framework, 'competency', c.code, 'title', rule.lesson_words(v), 'note', format('Результат посещения: %s из 4 (листов: %s)',
        replace(to_char(c.level, 'FM0.0'), '.', ','), c.sheets), 'target', '/visits/' || v.id));
  end loop;
end $$;

create function rule.tell_level(k correction, word text, level double precision) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare c competence;  e edition;
begin
  select * into c from competence x where (x.district_id, x.id) = (k.district_id, k.competence_id);
  select * into e from edition x where (x.district_id, x.id) = (c.district_id, c.edition_id);
  if level is null or c.code = '' or not rule.listens(k.district_id, 'rating') then return; end if;
  perform rule.tell_framework(k.district_id, e.id);
  perform rule.tell(k.district_id, k.person_id, 'rating', format('level %s %s %s', k.id, k.state, k.revision), 'correction-' || k.id, jsonb_build_object(
    'framework', e.code, 'competency', c.code, 'grade', least(4, greatest(1, round(level::numeric))), 'title', word || ': ' || c.name,
    'note', format('Уровень %s из 4', replace(to_char(level, 'FM0.0'), '.', ',')), 'target', '/corrections/' || k.id));
end $$;

create function rule.competences() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_argv[0] = 'visit' then
    if new.state = 'acknowledged' or new.state = 'closed' and old.state = 'objected' then perform rule.tell_evidence(new); end if;
  elsif new.state = 'agreed' then
    perform rule.tell_level(new, 'Исходный уровень, согласован', new.base_value);
  elsif new.state = 'closed' then
    perform rule.tell_level(new, 'Уровень по итогам коррекции', new.again_value);
  end if;
  return null;
end $$;

reset role;
grant select on competence, edition to metodden_guard;

create trigger x_competences after update of state on visit for each row when (new.state <> old.state) execute function rule.competences('visit');
create trigger x_competences after update of state on correction for each row when (new.state <> old.state) execute function rule.competences('correction');
