-- Reasons of a version's changes, with what they rest on (4.6b).

-- name: plan_changes_write
insert into plan_change (district_id, version_id, item_id, reason)
select d.district_id, d.version_id, d.item_id, $3 from plan_diff d
where d.district_id = (select auth.district()) and d.version_id = $1::uuid and d.item_id = $2::uuid
on conflict (district_id, version_id, item_id) do update set reason = excluded.reason returning id;

-- name: plan_changes_cite
with gone as (delete from evidence where district_id = (select auth.district()) and plan_change_id = $1::uuid)
insert into evidence (district_id, plan_change_id, visit_id, from_document_id, from_need_id, proposal_id, body)
select (select auth.district()), $1::uuid, visit, document, need, proposal, nullif(body, '')
from jsonb_to_recordset($2::jsonb) e (visit uuid, document uuid, need uuid, proposal uuid, body text) returning id;
