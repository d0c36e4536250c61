/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See levels.h.
 */
#include "cli/levels.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 16, DIGITS = 7, NONE = UINT32_MAX };

struct piece {
	struct piece *before;
	size_t used, room;
	char text[];
};

/* Value of a whole number as it is usually written, or -1. */
static long whole(const char *name, size_t len)
{
	long v = 0;

	if (len == 0 || len > DIGITS || (len > 1 && name[0] == '0'))
		return -1;
	for (size_t i = 0; i < len; i++) {
		if (name[i] < '0' || name[i] > '9')
			return -1;
		v = v * 10 + (name[i] - '0');
	}
	return v;
}

static const char *keep(struct levels *l, const char *name, size_t len)
{
	struct piece *p = l->text;
	char *to;

	if (!p || p->room - p->used < len + 1) {
		size_t room = len + 1 > PIECE ? len + 1 : PIECE;

		p = malloc(sizeof *p + room);
		if (!p)
			return NULL;
		*p = (struct piece){ .before = l->text, .room = room };
		l->text = p;
	}
	to = p->text + p->used;
	memcpy(to, name, len);
	to[len] = '\0';
	p->used += len + 1;
	return to;
}

static uint32_t add(struct levels *l, const char *name, size_t len)
{
	if (l->n == l->room) {
		uint32_t room = l->room ? l->room * 2 : 64;
		const char **names = realloc(l->name, room * sizeof *names);

		if (!names)
			return NONE;
		l->name = names;
		l->room = room;
	}
	l->name[l->n] = keep(l, name, len);
	return l->name[l->n] ? l->n++ : NONE;
}

static uint32_t take_whole(struct levels *l, size_t v, const char *name, size_t len)
{
	if (v >= l->direct_room) {
		size_t room = v + v / 2 + 1024;
		uint32_t *direct = realloc(l->direct, room * sizeof *direct);

		if (!direct)
			return NONE;
		memset(direct + l->direct_room, 0, (room - l->direct_room) * sizeof *direct);
		l->direct = direct;
		l->direct_room = room;
	}
	if (l->direct[v] == 0) {
		uint32_t level = add(l, name, len);

		if (level == NONE)
			return NONE;
		l->direct[v] = level + 1;
	}
	return l->direct[v] - 1;
}

static size_t hash_of(const char *name, size_t len)
{
	uint64_t h = 1469598103934665603u; /* FNV-1a */

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)name[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static bool widen(struct levels *l)
{
	size_t places = l->places ? l->places * 2 : 256;
	uint32_t *hash = calloc(places, sizeof *hash);

	if (!hash)
		return false;
	for (size_t i = 0; i < l->places; i++) {
		size_t at;

		if (!l->hash[i])
			continue;
		at = hash_of(l->name[l->hash[i] - 1], strlen(l->name[l->hash[i] - 1]));
		while (hash[at & (places - 1)])
			at++;
		hash[at & (places - 1)] = l->hash[i];
	}
	free(l->hash);
	l->hash = hash;
	l->places = places;
	return true;
}

static uint32_t take_name(struct levels *l, const char *name, size_t len)
{
	size_t at;
	uint32_t level;

	if (((size_t)l->n + 1) * 2 > l->places && !widen(l))
		return NONE;
	for (at = hash_of(name, len); l->hash[at & (l->places - 1)]; at++) {
		const char *known;

		level = l->hash[at & (l->places - 1)] - 1;
		known = l->name[level];
		if (strncmp(known, name, len) == 0 && known[len] == '\0')
			return level;
	}
	level = add(l, name, len);
	if (level != NONE)
		l->hash[at & (l->places - 1)] = level + 1;
	return level;
}

uint32_t levels_take(struct levels *l, const char *name, size_t len)
{
	long v = whole(name, len);

	return v >= 0 ? take_whole(l, (size_t)v, name, len) : take_name(l, name, len);
}

void levels_free(struct levels *l)
{
	while (l->text) {
		struct piece *before = l->text->before;

		free(l->text);
		l->text = before;
	}
	free(l->name);
	free(l->direct);
	free(l->hash);
	*l = (struct levels){ 0 };
}

struct entry {
	const char *name;
	long whole;
	uint32_t level;
};

static int in_order(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if ((x->whole < 0) != (y->whole < 0))
		return x->whole < 0 ? 1 : -1;
	if (x->whole >= 0)
		return (x->whole > y->whole) - (x->whole < y->whole);
	return strcmp(x->name, y->name);
}

bool levels_sorted(const struct levels *l, uint32_t *order)
{
	struct entry *e = malloc((l->n + 1) * sizeof *e);

	if (!e)
		return false;
	for (uint32_t i = 0; i < l->n; i++)
		e[i] = (struct entry){ l->name[i], whole(l->name[i], strlen(l->name[i])), i };
	qsort(e, l->n, sizeof *e, in_order);
	for (uint32_t i = 0; i < l->n; i++)
		order[i] = e[i].level;
	free(e);
	return true;
}
