/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * This service's own signing keys, by which a platform knows us: a file with two private RSA keys as a
 * JWKS, outside of the database, so that no dump of it can speak for us. The first signs; the second is
 * published ahead and signs after the next turn, so a platform that remembers our keys knows it already.
 */
#ifndef KEYS_H
#define KEYS_H
#include "arena.h"

#include <stdbool.h>

/* Our public keys, a JWKS as text; NULL when the file isn't one, *why then says so. */
const char *keys_public(struct arena *a, const char *path, const char **why);

/* The first key's public part in PEM. NULL as above. */
const char *keys_pem(struct arena *a, const char *path, const char **why);

/* Claims (JSON text) signed with the first key. NULL as above. */
const char *keys_sign(struct arena *a, const char *path, const char *claims, const char **why);

/* Make the file with two new keys, or turn them: the second becomes the first, a new one the second.
 * The file is replaced as a whole and readable by its owner only. False as above. */
bool keys_create(struct arena *a, const char *path, const char **why);
bool keys_turn(struct arena *a, const char *path, const char **why);

#endif
