-- Replay of a repeated POST: claimed before the work, filled after it.

-- name: idempotency_claim
insert into idempotency (district_id, person_id, key, digest)
values ((select auth.district()), (select auth.person()), $1, sha256(convert_to($2, 'UTF8')))
on conflict do nothing returning key;

-- name: idempotency_find
select digest = sha256(convert_to($2, 'UTF8')) and status is not null, status, location, body from idempotency
where district_id = (select auth.district()) and person_id = (select auth.person()) and key = $1;

-- name: idempotency_keep
update idempotency set status = $2::integer, location = $3, body = $4
where district_id = (select auth.district()) and person_id = (select auth.person()) and key = $1;
