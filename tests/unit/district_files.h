/* Runs the demo district's generator for a test and reads what it wrote.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_FILES_H
#define DISTRICT_FILES_H

#include "district_table.h"

#define RUBRICS "sql/seed/rubrics"

extern char here[128], there[256]; /* the test's folder and the generator's output in it */

int generate(const char *seed, const char *out, const char *truth); /* its exit code */
int generate_on(const char *today, const char *seed, const char *out, const char *truth);
int generate_times(
    const char *times, const char *today, const char *seed, const char *out, const char *truth);
void make_once(void);
void remove_all(void);
struct table *read_out(const char *name);
int visit_files(char names[32][64]);
struct set *known_records(void); /* "user ID", "room SCHOOL NAME", "class SCHOOL YEAR NAME" .. */
void classes_known(const struct set *known, const char *school, int year, const char *names);

#endif
