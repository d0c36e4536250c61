-- Deliveries to the portal: the worker's own statements, in no session, and what the administrator sees.

-- name: outbox_claim
select district, id, try, channel, key, input, idnumber, subject, url, token from auth.outbox_claim(make_interval(secs => $1::integer));

-- name: outbox_sent
select auth.outbox_sent($1::uuid, $2::uuid, $3::integer);

-- name: outbox_refused
select auth.outbox_refused($1::uuid, $2::uuid, $3::integer, $4, $5::boolean, $6::boolean);

-- name: outbox_away
select auth.outbox_away($1::uuid, $2::uuid, $3::integer, $4);

-- name: outbox_returned
select auth.outbox_returned($1::uuid, $2::uuid, $3::integer);

-- Where the portal's web services are, and the key to them: the worker's role alone reads it.
-- name: portal_service_key
select url, token from portal_service where district_id = (select auth.district()) and enabled;
