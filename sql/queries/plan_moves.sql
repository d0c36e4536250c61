-- Several items of a draft moved, handed over or redirected at once: each row is judged by itself, and what
-- can be done is done; a dry run judges and writes nothing.

-- $2: [{item, revision, starts_on, ends_on, organisation, responsible, direction}]; a member that is absent
-- stays as it is. An item of which a day was made keeps its date and school: the day itself is postponed.
-- name: plan_moves
with asked as (select distinct on (e ->> 'item') (e ->> 'item')::uuid as item, (e ->> 'revision')::integer as revision, e, n
    from jsonb_array_elements($2::jsonb) with ordinality x (e, n) order by e ->> 'item', n),
  sides as (select a.item, a.n, a.revision as seen, i.item_id is not null as there, i.title, i.revision, i.term, i.organisation_id, i.responsible_id, i.direction, p.school_year,
      coalesce(nullif(a.e ->> 'starts_on', '')::date, lower(i.term)) as starts, coalesce(nullif(a.e ->> 'ends_on', '')::date, upper(i.term) - 1) as ends,
      case when a.e ? 'organisation' then nullif(a.e ->> 'organisation', '')::uuid else i.organisation_id end as organisation,
      case when a.e ? 'responsible' then nullif(a.e ->> 'responsible', '')::uuid else i.responsible_id end as responsible,
      case when a.e ? 'direction' then nullif(a.e ->> 'direction', '') else i.direction end as to_direction,
      exists (select from day d join plan_version w on (w.district_id, w.id) = (d.district_id, d.plan_version_id) and w.plan_id = v.plan_id
        where d.district_id = i.district_id and d.plan_item_id = i.item_id and d.state <> 'cancelled') as has_day
    from asked a join plan_version v on v.district_id = (select auth.district()) and v.id = $1::uuid join plan p on (p.district_id, p.id) = (v.district_id, v.plan_id)
      left join plan_item i on (i.district_id, i.version_id, i.item_id) = (v.district_id, v.id, a.item)),
  judged as (select s.*, case when not there then 'gone' when revision <> seen then 'changed_meanwhile' when ends < starts then 'ends_before'
      when starts <> lower(term) and school_year(starts) <> school_year then 'other_year'
      when has_day and (starts <> lower(term) or ends <> upper(term) - 1 or organisation is distinct from organisation_id) then 'has_day'
      when (starts, ends, organisation, responsible, to_direction) is not distinct from (lower(term), upper(term) - 1, organisation_id, responsible_id, direction) then 'same'
      else 'moved' end as outcome from sides s),
  done as (update plan_item i set term = daterange(j.starts, j.ends, '[]'), organisation_id = j.organisation, responsible_id = j.responsible, direction = j.to_direction
    from judged j where i.district_id = (select auth.district()) and i.version_id = $1::uuid and i.item_id = j.item and i.revision = j.seen and j.outcome = 'moved'
      and not $3::boolean returning i.item_id, i.revision)
select json_build_object('dry_run', $3::boolean, 'affected', count(*) filter (where j.outcome = 'moved'), 'items', coalesce(json_agg(json_build_object(
  'item', j.item, 'title', j.title, 'outcome', j.outcome, 'revision', coalesce(d.revision, j.revision),
  'was', case when j.there then json_build_object('starts_on', lower(j.term), 'ends_on', upper(j.term) - 1, 'direction', j.direction,
    'organisation', (select named(g.id, g.name) from organisation g where (g.district_id, g.id) = ((select auth.district()), j.organisation_id)),
    'responsible', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = ((select auth.district()), j.responsible_id))) end,
  'now', case when j.there then json_build_object('starts_on', j.starts, 'ends_on', j.ends, 'direction', j.to_direction,
    'organisation', (select named(g.id, g.name) from organisation g where (g.district_id, g.id) = ((select auth.district()), j.organisation)),
    'responsible', (select person_ref(p.id, p.family_name, p.given_name, p.patronymic) from person p where (p.district_id, p.id) = ((select auth.district()), j.responsible))) end) order by j.n), '[]'))
from judged j left join done d on d.item_id = j.item;
