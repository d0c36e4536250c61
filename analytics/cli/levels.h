/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of a column's levels as numbers from 0, in the order of first appearance. Whole numbers find
 * their place without hashing, since identifiers mostly are.
 */
#ifndef CLI_LEVELS_H
#define CLI_LEVELS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct levels {
	uint32_t n, room;
	const char **name; /* [n] */
	uint32_t *direct;  /* of small whole numbers: level + 1, 0 for none */
	size_t direct_room;
	uint32_t *hash; /* level + 1; a power of two places, at most half full */
	size_t places;
	struct piece *text; /* where the names stand */
};

/* Level of a name, new or known; UINT32_MAX when there is no memory. */
uint32_t levels_take(struct levels *l, const char *name, size_t len);
void levels_free(struct levels *l);

/* Levels in reading order: whole numbers by value, then other names by bytes. */
bool levels_sorted(const struct levels *l, uint32_t *order);

#endif
