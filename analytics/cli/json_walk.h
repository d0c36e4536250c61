/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strict reading of a JSON tree: each function takes one thing and, if it isn't there or isn't so,
 * complains with the place in the file, like `schools[3].value.c1: a number from 0 to ... is needed`.
 */
#ifndef CLI_JSON_WALK_H
#define CLI_JSON_WALK_H
#include "cli/command.h"

#include <cjson/cJSON.h>

enum { WALK_DEPTH = 6 };

struct walk {
	const struct cli *c;
	const char *file;
	/* Where we are: a key, or with key NULL a place in an array. */
	struct {
		const char *key;
		size_t index;
	} at[WALK_DEPTH];
	size_t depth;
};

void walk_into(struct walk *w, const char *key);
void walk_to(struct walk *w, size_t index);
void walk_out(struct walk *w);

/* A complaint about the place; always false. Formats of both languages take the same arguments. */
bool walk_fault(const struct walk *w, const char *ru, const char *en);

/* Is it an object that has no other keys than these, none twice? keys end with NULL. */
bool walk_object(const struct walk *w, const cJSON *j, const char *const keys[]);
bool walk_array(const struct walk *w, const cJSON *j);

/* Members of an object. `usual` < 0: it must be there. */
struct walk_count {
	const char *key;
	long most, usual;
};
bool walk_count(struct walk *w, const cJSON *object, const struct walk_count *of, long *out);
struct walk_number {
	const char *key;
	double most, usual;
};
bool walk_number(struct walk *w, const cJSON *object, const struct walk_number *of, double *out);
bool walk_flag(struct walk *w, const cJSON *object, const char *key, bool *out);

/* Values themselves. */
bool walk_is_count(const struct walk *w, const cJSON *j, long most, long *out);
bool walk_is_number(const struct walk *w, const cJSON *j, double most, double *out);
bool walk_is_name(const struct walk *w, const cJSON *j, const char **out);

/* Parse a file's text; complains with line and column. */
cJSON *walk_parse(const struct walk *w, const char *text, size_t len);

#endif
