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

static const char *const role_names[ROLES] = {
#define ROLE(name, ru, en) [ROLE_##name] = #name,
#include "access.def"
#undef ROLE
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
			if (strlen(role_names[r]) == n && strncmp(p, role_names[r], n) == 0)
				roles |= 1u << r;
		p += n;
	}
	return roles;
}
