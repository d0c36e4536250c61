/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The schema that this program was built for, whole: it travels inside the program, so what is
 * expected and what is applied can't differ. Generated from sql/migrations and workflow.def.
 */
#ifndef MIGRATIONS_H
#define MIGRATIONS_H

struct migration {
	int number; /* 1, 2, ... without gaps */
	const char *name, *sql;
};

extern const struct migration migrations[];
extern const int schema_number; /* of the last one */
extern const char transition_sql[];

#endif
