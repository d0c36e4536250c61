-- The chain of the audit, for the administrator; run as the worker, which needs no session.

-- name: audit_districts
select auth.districts();

-- name: audit_broken
select rule.audit_broken($1::uuid);

-- name: audit_seal
select rule.seal($1::uuid);
