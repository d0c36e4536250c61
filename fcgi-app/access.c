/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The access matrix as a lookup. All of it is in access.def; nothing is decided here.
 */
#include "app.h"

#include <string.h>

static const unsigned char widest[ROLES][CAPABILITIES] = {
#define ACCESS(role, capability, scope) [ROLE_##role][capability] = SCOPE_##scope,
#include "access.def"
#undef ACCESS
};

static const struct {
	const char *name, *ru, *en;
} role_words[ROLES] = {
#define ROLE(name, ru, en) [ROLE_##name] = { #name, ru, en },
#include "access.def"
#undef ROLE
};

static const struct {
	const char *name;
	enum capability capability;
} capabilities[] = {
#define CAPABILITY(name) { #name, name },
#include "access.def"
#undef CAPABILITY
};

enum scope access_scope(unsigned roles, enum capability c)
{
	enum scope best = SCOPE_NONE;

	for (int r = 0; r < ROLES; r++)
		if (roles >> r & 1 && widest[r][c] > best)
			best = widest[r][c];
	return best;
}

unsigned access_roles(const char *list)
{
	unsigned roles = 0;

	for (const char *p = list; p && *p; p += *p == ',') {
		size_t n = strcspn(p, ",");

		for (int r = 0; r < ROLES; r++)
			if (strlen(role_words[r].name) == n &&
			    strncmp(p, role_words[r].name, n) == 0)
				roles |= 1u << r;
		p += n;
	}
	return roles;
}

static const char *scopes(struct request *rq, enum capability c)
{
	static const char *const words[] = { "", "own", "school", "district" };
	const char *all = "";

	for (unsigned i = 0; i < ROLE_system; i++) {
		enum scope s = access_scope(1u << i, c);

		if (s)
			all = arena_printf(rq->mem, "%s%s\"%s\":\"%s\"", all, *all ? "," : "",
			    role_words[i].name, words[s]);
	}
	return all;
}

const char *access_table(struct request *rq)
{
	const char *who = "", *what = "";

	for (size_t i = 0; i < ROLE_system; i++)
		who = arena_printf(rq->mem, "%s%s{\"role\":\"%s\",\"name\":\"%s\"}", who,
		    i ? "," : "", role_words[i].name,
		    wants_english(rq) ? role_words[i].en : role_words[i].ru);
	for (size_t i = 0; i < COUNT(capabilities); i++)
		what = arena_printf(rq->mem, "%s%s{\"code\":\"%s\",\"scopes\":{%s}}", what,
		    i ? "," : "", capabilities[i].name, scopes(rq, capabilities[i].capability));
	return arena_printf(rq->mem, "{\"roles\":[%s],\"capabilities\":[%s]}", who, what);
}
