-- LTI 1.3, before there is a session: run by the role that may open one and reads nothing of the domain.

-- name: lti_begin
select state, nonce, client_id, authorize, district_id, portal_id from auth.lti_begin($1, $2, $3, $4::jsonb, $5);

-- name: lti_login
select nonce, client_id, authorize, hints ->> 'login_hint', hints ->> 'lti_message_hint', issuer, marked from auth.lti_login($1, $2);

-- name: lti_again
select auth.lti_again($1, $2);

-- name: lti_take
select district_id, portal_id, issuer, client_id, nonce, jwks from auth.lti_take($1, $2);

-- name: lti_refetch
select auth.lti_refetch($1::uuid, $2::uuid);

-- name: lti_keys
select auth.lti_keys($1::uuid, $2::uuid, $3::uuid);

-- name: lti_enter
select auth.lti_enter($1::uuid, $2::uuid, $3, $4, $5, $6, $7::jsonb);

-- name: lti_ask
select auth.lti_ask($1::uuid, $2::uuid, $3, $4::jsonb);

-- name: lti_choose
select issuer, client_id, deployment_id, request ->> 'return_url', request ->> 'data', gen_random_uuid() from auth.lti_choose($1);

-- name: lti_refused
select auth.lti_refused($1::uuid, $2::uuid, $3::jsonb);

-- name: lti_register
select auth.lti_register($1, $2::jsonb);

-- name: lti_registration
select state, coalesce(output ? 'portal', false), output ->> 'error' from auth.lti_registration($1);

-- Days that a link can lead to, the nearest first: in the session of whoever chooses.
-- name: lti_days
select d.id, to_char(d.held_on, 'DD.MM.YYYY'), left(theme_words(d.theme), 110), left(o.name, 80)
from day d join organisation o on (o.district_id, o.id) = (d.district_id, d.organisation_id)
where d.district_id = (select auth.district()) and d.state <> 'cancelled' and d.held_on >= (select auth.today()) - 60
order by abs(d.held_on - (select auth.today())), d.id limit 40;
