/* Reads the shipped rubrics, so that the columns of the visit files always agree with them.
 *
 * Only what points can be given is needed here: a section's items, their points in rising order,
 * whether it or its stage may be absent, and the last digit of the competence (K1 .. K4, L1 .. L4).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <cjson/cJSON.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"
#include "sheet.h"

static const char *text_of(const cJSON *o, const char *name)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(o, name));
	return text ? text : "";
}

static void read_points(struct rubric_item *item, const cJSON *points, const char *path)
{
	const cJSON *p;
	cJSON_ArrayForEach(p, points)
	{
		if (item->levels == 12 || !cJSON_IsNumber(p))
			die("%s: item %s has points that cannot be read", path, item->code);
		int at = item->levels++;
		for (; at > 0 && item->points[at - 1] > p->valuedouble; at--)
			item->points[at] = item->points[at - 1];
		item->points[at] = p->valuedouble;
	}
	if (item->levels < 2)
		die("%s: item %s has no points to choose from", path, item->code);
}

/* What the standard requires is never absent, so a section with such an item is never away wholly.
 */
static enum absence absence_of(const cJSON *section, const cJSON *item)
{
	const cJSON *i;
	if (!cJSON_IsTrue(cJSON_GetObjectItem(section, "may_be_absent")) ||
	    cJSON_IsTrue(cJSON_GetObjectItem(item, "required")))
		return ALWAYS;
	cJSON_ArrayForEach(i, cJSON_GetObjectItem(section, "items"))
	{
		if (cJSON_IsTrue(cJSON_GetObjectItem(i, "required")))
			return ALONE;
	}
	return WITH_ITS_SECTION;
}

static void read_section(struct rubric *r, const cJSON *section, int number, const char *path)
{
	const cJSON *i;
	int position = 0;
	cJSON_ArrayForEach(i, cJSON_GetObjectItem(section, "items"))
	{
		if (r->items == MAX_ITEM)
			die("%s: more than %d items", path, MAX_ITEM);
		struct rubric_item *item = &r->item[r->items++];
		const char *competence = text_of(i, "competence");
		size_t n = strlen(competence);
		snprintf(item->code, sizeof item->code, "%d.%d", number, ++position);
		item->section = number;
		item->competence = n && competence[n - 1] >= '1' && competence[n - 1] <= '4'
				       ? competence[n - 1] - '1'
				       : number % COMPETENCES;
		item->absence = absence_of(section, i);
		read_points(item, cJSON_GetObjectItem(i, "points"), path);
	}
}

static void read_rubric(struct rubric *r, const char *path)
{
	static char text[1 << 18];
	FILE *file = fopen(path, "rb");
	if (!file)
		die("%s: %s", path, strerror(errno));
	size_t n = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[n] = 0;
	cJSON *root = cJSON_Parse(text);
	if (!root || !*text_of(root, "code"))
		die("%s is not a rubric", path);
	*r = (struct rubric){ .for_leader = !strcmp(text_of(root, "for"), "leader") };
	snprintf(r->code, sizeof r->code, "%s", text_of(root, "code"));
	const cJSON *section;
	int number = 0;
	cJSON_ArrayForEach(section, cJSON_GetObjectItem(root, "sections"))
	    read_section(r, section, ++number, path);
	cJSON_Delete(root);
}

static int is_json(const struct dirent *e)
{
	size_t n = strlen(e->d_name);
	return n > 5 && !strcmp(e->d_name + n - 5, ".json");
}

/* By bytes: the collation of the machine must not change which rubric comes first. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

void make_rubrics(struct district *d, const char *folder)
{
	struct dirent **files;
	int n = scandir(folder, &files, is_json, by_name), leaders = 0;
	if (n < 0)
		die("%s: %s", folder, strerror(errno));
	for (int i = 0; i < n; i++) {
		char path[1024];
		if (d->rubrics == MAX_RUBRIC)
			die("%s: more than %d rubrics", folder, MAX_RUBRIC);
		snprintf(path, sizeof path, "%s/%s", folder, files[i]->d_name);
		read_rubric(&d->rubric[d->rubrics], path);
		leaders += d->rubric[d->rubrics++].for_leader;
		free(files[i]);
	}
	free(files);
	if (!leaders || leaders == d->rubrics)
		die("%s: one rubric for teachers and one for leaders are needed", folder);
}
