-- The worker's own statements, in no session: jobs with their lease, the audit's seal, what has
-- served its time. A lease is known by district, job and the number of the try.

-- name: worker_claim
select (c.job).district_id, (c.job).id, (c.job).attempts, (c.job).kind, (c.job).input, c.token, (c.job).attempts > 5
from auth.claim($1, make_interval(secs => $2::integer)) c;

-- name: worker_progress
select auth.job_progress($1::uuid, $2::uuid, $3::integer, $4::real, make_interval(secs => $5::integer), $6);

-- name: worker_done
select auth.job_done($1::uuid, $2::uuid, $3::integer, $4::jsonb);

-- name: worker_failed
select auth.job_failed($1::uuid, $2::uuid, $3::integer, $4);

-- name: worker_returned
select auth.job_returned($1::uuid, $2::uuid, $3::integer);

-- name: worker_clean
select auth.clean() + auth.lti_clean() + auth.outbox_clean() + auth.imports_clean();

-- name: worker_nightly
select auth.nightly() + auth.lti_nightly() + auth.nightly_staff();

-- name: worker_seal
select rule.seal($1::uuid, $2::integer);
