/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signed tokens of a portal (JWT, RFC 7519, in compact JWS, RFC 7515). One algorithm, RS256; keys
 * of 2048 bits or more, chosen by kid from a JWKS (RFC 7517). A token is looked into before it is
 * verified only to learn whose key to take: nothing of it may be used before token_verify().
 */
#ifndef TOKEN_H
#define TOKEN_H
#include "arena.h"
#include "json.h"

struct token; /* released with the arena */

/* NULL when the text isn't a compact JWS over a JSON object; *why then says so. */
struct token *token_read(struct arena *a, const char *text, const char **why);

/* A claim that is a string; "" when absent or of another kind. */
const char *token_text(const struct token *t, const char *claim);

/* All claims: an object. */
const struct json *token_claims(const struct token *t);

/* A claim that is a number (NumericDate); 0 when absent. */
double token_number(const struct token *t, const char *claim);

/* aud may be one text or a list (RFC 7519, 4.1.3). */
bool token_is_for(const struct token *t, const char *audience);

/* NULL when a key of the JWKS document signed it, else why not. */
const char *token_verify(struct token *t, const char *jwks);

/* NULL when `now` lies between iat and exp with the slack, and the life is at most `life`; all in
 * seconds. */
const char *token_in_time(const struct token *t, double now, double slack, double life);

/* A token of our own: claims (JSON text) signed with a private RSA key (a JWK as text), whose kid it
 * names. NULL when the key can't sign. */
const char *token_sign(struct arena *a, const char *key, const char *claims);

/* The public part of a key (a JWK as text) in PEM, as portals take it by hand; NULL when it isn't RSA. */
const char *token_key_pem(struct arena *a, const char *key);

/* A new private RSA key of 2048 bits with a random kid: a JWK as text; NULL without randomness. */
const char *token_new_key(struct arena *a);

#endif
