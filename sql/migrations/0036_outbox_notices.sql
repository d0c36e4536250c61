-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Notices at the portal: to whoever has something to do or must know of it, once for each deed. Nobody is
-- told of what he did himself, and who has left is told nothing. They are in Russian, as the district
-- works: the portal, not this program, knows how each person wants to get them.

set role metodden_guard;

-- `word`, id and revision make the key: one deed is told once to each person.
create function rule.notify_people(district uuid, people uuid[], word text, row_id uuid, rev integer, input jsonb) returns void
language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if not rule.listens(district, 'notice') then return; end if;
  perform rule.tell(district, p.id, 'notice', format('%s %s %s %s', word, row_id, rev, p.id), word || '-' || row_id, input)
  from person p where p.district_id = district and p.id = any(people) and p.id is distinct from auth.person() and p.left_on is null and p.erased_at is null
  order by p.id;
end $$;

create function rule.notice(subject text, target text, variadic lines text[]) returns jsonb language sql immutable security definer
set search_path = public, pg_temp as $$
  select jsonb_build_object('subject', subject, 'text', coalesce(nullif(array_to_string(lines, E'\n'), ''), subject), 'target', target) $$;

create function rule.said_date(on_date date) returns text language sql immutable security definer
set search_path = public, pg_temp as $$ select to_char(on_date, 'DD.MM.YYYY') $$;

create function rule.short_name(district uuid, person uuid) returns text language sql stable security definer
set search_path = public, pg_temp as $$
  select person_short(p.family_name, p.given_name, p.patronymic) from person p where p.district_id = district and p.id = person $$;

-- Урок 10.11.2026, 6 «А», математика
create function rule.lesson_words(v visit) returns text language sql stable security definer
set search_path = public, pg_temp as $$
  select concat_ws(', ', 'Урок ' || rule.said_date(v.held_on), (select class_name(c.grade, c.letter) from school_class c where (c.district_id, c.id) = (v.district_id, v.class_id)),
    (select s.name from subject s where (s.district_id, s.id) = (v.district_id, v.subject_id))) $$;

create function rule.notice_of_visit(new visit, was text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.state = 'assessed' then
    perform rule.notify_people(new.district_id, array[new.teacher_id], 'visit', new.id, new.revision, rule.notice(
      case when was in ('acknowledged', 'objected') then 'Лист посещения исправлен: ознакомьтесь ещё раз' else 'Ознакомьтесь с листом посещения урока' end,
      '/visits/' || new.id, rule.lesson_words(new), 'Можно ознакомиться или возразить.'));
  elsif new.state = 'objected' then
    perform rule.notify_people(new.district_id, array(select h.author_id from sheet h where (h.district_id, h.visit_id) = (new.district_id, new.id)
        and h.part = 'visitor' and h.state = 'submitted'), 'visit', new.id, new.revision,
      rule.notice('Педагог возразил на лист посещения', '/visits/' || new.id, rule.lesson_words(new), rule.short_name(new.district_id, new.teacher_id)));
  end if;
end $$;

create function rule.notice_of_order(new document) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare target text := '/orders/' || new.id;
begin
  case new.state
  when 'draft' then
    perform rule.notify_people(new.district_id, rule.holders(new.district_id, '{department_head}'), 'order', new.id, new.revision,
      rule.notice('Приказ ждёт подписи', target, new.title));
  when 'signed' then
    perform rule.notify_people(new.district_id, rule.holders(new.district_id, '{clerk}'), 'order', new.id, new.revision,
      rule.notice('Приказ ждёт регистрации', target, new.title));
  when 'registered' then
    perform rule.notify_people(new.district_id, array[new.created_by, (select d.lead_id from day d where (d.district_id, d.id) = (new.district_id, new.day_id))],
      'order', new.id, new.revision, rule.notice(format('Приказ № %s от %s зарегистрирован', new.number, rule.said_date(new.dated)), target, new.title));
    perform rule.notify_people(t.district_id, array[t.person_id], 'task', t.id, t.revision, rule.notice('Поручение по приказу', target, new.title, t.body,
      'Срок: ' || rule.said_date(t.due_on))) from task t where (t.district_id, t.document_id) = (new.district_id, new.id) and t.person_id is not null;
  else null;
  end case;
end $$;

create function rule.notice_of_material(new document) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare target text := '/materials/' || new.id;
begin
  case new.state
  when 'signed' then
    perform rule.notify_people(new.district_id, array(select y.person_id from party y where (y.district_id, y.document_id) = (new.district_id, new.id) and y.part = 'addressee')
        || case when new.person_id is not null then array[new.person_id] else rule.holders(new.district_id, '{school_head}', new.organisation_id) end,
      'material', new.id, new.revision, rule.notice('Ознакомьтесь с документом', target, new.title, 'Ответить можно до ' || rule.said_date(new.due_on)));
  when 'objected' then
    perform rule.notify_people(new.district_id, array[new.created_by], 'material', new.id, new.revision, rule.notice('На документ возразили', target, new.title));
  when 'returned' then
    perform rule.notify_people(new.district_id, array[new.created_by], 'material', new.id, new.revision, rule.notice('Совет вернул документ с замечаниями', target, new.title));
  when 'approved' then
    perform rule.notify_people(new.district_id, array[new.created_by, new.person_id], 'material', new.id, new.revision, rule.notice('Документ утверждён', target, new.title));
  else null;
  end case;
end $$;

create function rule.notice_of_document(new document) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.kind like 'order%' then
    perform rule.notice_of_order(new);
  elsif new.kind in ('lesson_analysis', 'spravka', 'recommendations') then
    perform rule.notice_of_material(new);
  elsif new.kind = 'minutes' and new.state = 'draft' then
    perform rule.notify_people(new.district_id, array[(select s.chair_id from sitting s where (s.district_id, s.id) = (new.district_id, new.sitting_id))],
      'minutes', new.id, new.revision, rule.notice('Протокол ждёт подписи председателя', '/sittings/' || new.sitting_id, new.title));
  elsif new.kind = 'practice_card' and new.state = 'described' then
    perform rule.notify_people(new.district_id, array(select y.person_id from party y where (y.district_id, y.document_id) = (new.district_id, new.id) and y.part = 'author'
        and not exists (select from consent c where (c.district_id, c.document_id, c.person_id) = (y.district_id, y.document_id, y.person_id) and c.withdrawn_at is null)),
      'practice', new.id, new.revision, rule.notice('Нужно ваше согласие на публикацию опыта', '/practices/' || new.id, new.title));
  end if;
end $$;

create function rule.notice_of_sitting(new sitting, was text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.state in ('called', 'cancelled') and was <> 'planned' or new.state = 'called' or new.state = 'open' and new.kind = 'correspondence' then
    perform rule.notify_people(new.district_id, rule.members(new), 'sitting', new.id, new.revision, rule.notice(
      case when new.state = 'cancelled' then 'Заседание методического совета отменено: ' when new.kind = 'correspondence' then 'Заочное голосование методического совета: до '
        else 'Заседание методического совета: ' end || rule.said_date(new.held_on), '/sittings/' || new.id, new.place));
  end if;
end $$;

create function rule.notice_of_remark(new remark) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare d day;  o document;
begin
  select * into o from document x where (x.district_id, x.id) = (new.district_id, new.document_id);
  select * into d from day x where (x.district_id, x.id) = (new.district_id, coalesce(new.day_id, o.day_id));
  if new.state = 'open' then
    perform rule.notify_people(new.district_id, array[d.lead_id, o.created_by] || case when coalesce(d.lead_id, o.created_by) is null
        then rule.holders(new.district_id, '{centre_head}') end, 'remark', new.id, new.revision,
      rule.notice('Замечание методического совета', '/control' || coalesce('?day=' || d.id, ''), new.body, 'Ответить до ' || rule.said_date(new.due_on)));
  elsif new.state = 'answered' then
    perform rule.notify_people(new.district_id, array[new.author_id], 'remark', new.id, new.revision,
      rule.notice('На ваше замечание ответили', '/control' || coalesce('?day=' || d.id, ''), new.body, new.answer));
  end if;
end $$;

create function rule.notice_of_correction(new correction) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare target text := '/corrections/' || new.id;
begin
  case new.state
  when 'proposed' then
    perform rule.notify_people(new.district_id, array[new.person_id], 'correction', new.id, new.revision,
      rule.notice('Предложена коррекция: согласуйте её', target, new.body, 'Срок: ' || rule.said_date(new.due_on)));
  when 'agreed' then
    perform rule.notify_people(new.district_id, array[new.created_by], 'correction', new.id, new.revision,
      rule.notice('Коррекция согласована', target, rule.short_name(new.district_id, new.person_id), new.body));
  when 'checked' then
    perform rule.notify_people(new.district_id, array[new.person_id], 'correction', new.id, new.revision, rule.notice('Итог коррекции: ' ||
      case new.verdict when 'helped' then 'есть рост' when 'worse' then 'стало ниже' else 'изменений пока не видно' end, target, new.body));
  when 'withdrawn' then
    perform rule.notify_people(new.district_id, array[new.person_id], 'correction', new.id, new.revision, rule.notice('Коррекция отозвана', target, new.body));
  else null;
  end case;
end $$;

create function rule.notice_of_day(new day, was text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare said text := case new.kind when 'day' then 'Методический день ' else 'Мероприятие ' end;
  target text := '/days/' || new.id;
  school text := (select o.name from organisation o where (o.district_id, o.id) = (new.district_id, new.organisation_id));
  hosts uuid[] := rule.holders(new.district_id, '{school_head}', new.organisation_id) || new.lead_id;
  guests uuid[] := array(select b.person_id from slot s join booking b on (b.district_id, b.slot_id) = (s.district_id, s.id) and b.state = 'booked'
    where s.district_id = new.district_id and s.day_id = new.id and b.person_id is not null and b.person_id <> all(array_remove(hosts, null)));
begin
  if new.state = 'announced' then
    perform rule.notify_people(new.district_id, hosts, 'day', new.id, new.revision, rule.notice(said || rule.said_date(new.held_on), target, new.theme, school));
    perform rule.notify_people(new.district_id, guests, 'day', new.id, new.revision,
      rule.notice('Вы в программе: ' || lower(left(said, 1)) || substr(said, 2) || rule.said_date(new.held_on), target || '/programme', new.theme, school));
  elsif new.state in ('postponed', 'cancelled') and was = 'announced' then
    perform rule.notify_people(new.district_id, hosts || guests, 'day', new.id, new.revision, rule.notice(said || rule.said_date(new.held_on) ||
      case when new.kind = 'day' then case new.state when 'postponed' then ' перенесён' else ' отменён' end else ' отменено' end, target, new.theme, school, new.reason));
  end if;
end $$;

-- Of a person's place in the programme of a day that is announced and lies ahead.
create function rule.notice_of_booking(new booking, was text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare s record;  said text;
begin
  if new.person_id is null or new.state = was then return; end if;
  select k.title, k.cancelled, k.day_id, to_char(lower(k.during) at time zone z.timezone, 'DD.MM.YYYY HH24:MI') as at, o.name as school into s
  from slot k join day d on (d.district_id, d.id) = (k.district_id, k.day_id) and d.state in ('announced', 'running') join district z on z.district_id = k.district_id
    join organisation o on (o.district_id, o.id) = (k.district_id, k.organisation_id)
  where (k.district_id, k.id) = (new.district_id, new.slot_id) and upper(k.during) > now();
  said := case when new.state = 'booked' then 'Вы в программе: ' when new.state = 'declined' then 'Заявка отклонена: '
    when new.state = 'released' and was = 'booked' then case when s.cancelled then 'Отменено: ' else 'Вы больше не в программе: ' end end;
  if s.title is null or said is null then return; end if;
  perform rule.notify_people(new.district_id, array[new.person_id], 'booking', new.id, new.revision,
    rule.notice(said || s.title, '/days/' || s.day_id || '/programme', s.at, s.school));
end $$;

create function rule.notice_of_slot(new slot, old slot) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if (new.during, new.organisation_id) = (old.during, old.organisation_id) or new.cancelled then return; end if;
  perform rule.notify_people(new.district_id, array(select b.person_id from booking b where (b.district_id, b.slot_id, b.state) = (new.district_id, new.id, 'booked')
      and b.person_id is not null), 'slot', new.id, new.revision, rule.notice('Изменились время или место: ' || new.title, '/days/' || d.id || '/programme',
    to_char(lower(new.during) at time zone z.timezone, 'DD.MM.YYYY HH24:MI'), o.name))
  from day d join district z on z.district_id = d.district_id join organisation o on (o.district_id, o.id) = (new.district_id, new.organisation_id)
  where (d.district_id, d.id) = (new.district_id, new.day_id) and d.state in ('announced', 'running');
end $$;

create function rule.notices() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare was text := case when tg_op = 'UPDATE' then to_jsonb(old) ->> 'state' else '' end;
begin
  if not rule.listens(new.district_id, 'notice') then return null; end if;
  case tg_argv[0]
  when 'slot' then perform rule.notice_of_slot(new, old);
  when 'visit' then perform rule.notice_of_visit(new, was);
  when 'document' then perform rule.notice_of_document(new);
  when 'sitting' then perform rule.notice_of_sitting(new, was);
  when 'remark' then perform rule.notice_of_remark(new);
  when 'correction' then perform rule.notice_of_correction(new);
  when 'day' then perform rule.notice_of_day(new, was);
  when 'booking' then perform rule.notice_of_booking(new, was);
  end case;
  return null;
end $$;

reset role;
grant select on subject, remark, consent, party to metodden_guard;

create trigger x_notice_new after insert on document for each row execute function rule.notices('document');
create trigger x_notice_new after insert on remark for each row execute function rule.notices('remark');
create trigger x_notice_new after insert on correction for each row execute function rule.notices('correction');
create trigger x_notice_new after insert on booking for each row execute function rule.notices('booking');
create trigger x_notice after update of state on visit for each row when (new.state <> old.state) execute function rule.notices('visit');
create trigger x_notice after update of state on document for each row when (new.state <> old.state) execute function rule.notices('document');
create trigger x_notice after update of state on sitting for each row when (new.state <> old.state) execute function rule.notices('sitting');
create trigger x_notice after update of state on remark for each row when (new.state <> old.state) execute function rule.notices('remark');
create trigger x_notice after update of state on correction for each row when (new.state <> old.state) execute function rule.notices('correction');
create trigger x_notice after update of state on day for each row when (new.state <> old.state) execute function rule.notices('day');
create trigger x_notice after update of state on booking for each row when (new.state <> old.state) execute function rule.notices('booking');
create trigger x_notice after update of during, organisation_id on slot for each row execute function rule.notices('slot');
