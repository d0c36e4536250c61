/* What is taught: weekly lessons of each subject in each grade, and who teaches it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_SUBJECT_H
#define DISTRICT_SUBJECT_H

#include "district.h"

struct subject {
	const char *name;
	enum cluster cluster;  /* of grades 5-11 */
	const char *hours;     /* one digit for each of grades 1-11; NULL: not a school subject */
	bool by_class_teacher; /* in grades 1-4 */
	const char *topics[4];
};

extern const struct subject subjects[];
extern const int SUBJECTS, FIRST_NURSERY, NURSERY_SUBJECTS, FIRST_CIRCLE, CIRCLES;

int subject_hours(int subject, int grade);
int subject_named(const char *name);
const char *subject_topic(int subject, int grade, struct chance *c);

#endif
