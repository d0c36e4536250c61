/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files of sql/seed and sql/migrations.sql, carried inside the program. Generated; ends with a NULL path.
 */
#ifndef SEEDS_H
#define SEEDS_H

struct seed {
	const char *path, *text; /* seed/forms.csv */
};

extern const struct seed seeds[];

#endif
