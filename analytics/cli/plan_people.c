/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Schools, methodists and shares of PROBLEM.json, when all names are known.
 */
#include "cli/plan_reading.h"

#include <string.h>

static bool has(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key) != NULL;
}

/* A name that must be known already. */
static bool known(struct reading *r, const char *name, struct levels *names, size_t *out)
{
	uint32_t before = names->n, at = levels_take(names, name, strlen(name));

	if (at == UINT32_MAX)
		return plan_no_memory(r);
	*out = at;
	if (names->n == before)
		return true;
	return walk_fault(&r->w, "такого названия в задаче нет", "the problem has no such name");
}

/* ---- maps ------------------------------------------------------------------------------------ */

typedef bool take_entry(struct reading *r, size_t owner, size_t key, const cJSON *j);

/* {name: something}, each name known and once. An absent map is empty. */
static bool take_map(
    struct reading *r, const cJSON *object, const char *field, size_t owner, take_entry *take)
{
	const cJSON *map = cJSON_GetObjectItemCaseSensitive(object, field), *e;
	struct levels *names = strcmp(field, "value") == 0 || strcmp(field, "themes") == 0
				   ? &r->f->competence
				   : &r->f->school;
	bool fine = true;
	size_t key = 0;

	if (!map)
		return true;
	walk_into(&r->w, field);
	if (!cJSON_IsObject(map))
		fine = walk_fault(&r->w, "нужен объект {...}", "an object {...} is needed");
	cJSON_ArrayForEach(e, map)
	{
		if (!fine)
			break;
		walk_into(&r->w, e->string);
		fine = known(r, e->string, names, &key) && take(r, owner, key, e);
		walk_out(&r->w);
	}
	walk_out(&r->w);
	return fine;
}

static bool take_value(struct reading *r, size_t school, size_t c, const cJSON *j)
{
	double *v = &r->f->value[school * r->f->p.competences + c];

	if (*v >= 0)
		return walk_fault(&r->w, "указано дважды", "given twice");
	return walk_is_number(&r->w, j, 1e9, v);
}

static bool take_theme(struct reading *r, size_t school, size_t c, const cJSON *j)
{
	if (!cJSON_IsBool(j))
		return walk_fault(&r->w, "нужно true или false", "true or false is needed");
	r->f->fixed_theme[school * r->f->p.competences + c] = cJSON_IsTrue(j);
	return true;
}

static bool take_pair(struct reading *r, size_t methodist, size_t school, const cJSON *j)
{
	struct an_plan_problem *p = &r->f->p;
	struct an_plan_pair *pair = &r->f->pair[p->pairs];

	*pair = (struct an_plan_pair){ methodist, school, 0 };
	for (size_t i = p->pairs; i > 0 && pair[-1].methodist == methodist; i--, pair--)
		if (pair[-1].school == school)
			return walk_fault(&r->w, "указано дважды", "given twice");
	return walk_is_number(&r->w, j, 1e9, &r->f->pair[p->pairs++].travel);
}

static bool take_visits(struct reading *r, size_t methodist, size_t school, const cJSON *j)
{
	struct an_plan_problem *p = &r->f->p;
	long days;

	for (size_t i = p->pairs; i > 0 && r->f->pair[i - 1].methodist == methodist; i--)
		if (r->f->pair[i - 1].school == school) {
			if (!walk_is_count(&r->w, j, (long)p->days_per_school, &days))
				return false;
			r->f->fixed_visits[i - 1] = (int)days;
			return true;
		}
	return walk_fault(&r->w, "этой школы нет среди schools методиста",
	    "this school is not among the methodist's schools");
}

/* [name, ..] of known names, as flags. */
static bool take_list(struct reading *r, const cJSON *object, const char *field,
    struct levels *names, unsigned char *flag)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(object, field), *e;
	const char *name;
	size_t i = 0, at = 0;
	bool fine;

	walk_into(&r->w, field);
	fine = walk_array(&r->w, list);
	cJSON_ArrayForEach(e, list)
	{
		if (!fine)
			break;
		walk_to(&r->w, i++);
		fine = walk_is_name(&r->w, e, &name) && known(r, name, names, &at);
		if (fine && flag[at])
			fine = walk_fault(&r->w, "указано дважды", "given twice");
		if (fine)
			flag[at] = 1;
		walk_out(&r->w);
	}
	walk_out(&r->w);
	return fine;
}

/* ---- schools, methodists, shares ------------------------------------------------------------- */

static bool take_cluster(struct reading *r, const cJSON *e, size_t j)
{
	const cJSON *cluster = cJSON_GetObjectItemCaseSensitive(e, "cluster");
	const char *name = NULL;
	uint32_t at = 0;
	bool fine = true;

	if ((cluster != NULL) != (r->f->p.cluster != NULL)) {
		if (j > 0)
			return walk_fault(&r->w, "cluster нужен у каждой школы или ни у одной",
			    "cluster is needed at each school or at none");
		r->f->p.cluster = r->f->cluster_of;
	}
	if (!cluster)
		return true;
	walk_into(&r->w, "cluster");
	fine = walk_is_name(&r->w, cluster, &name);
	walk_out(&r->w);
	if (fine)
		at = levels_take(&r->f->cluster, name, strlen(name));
	if (at == UINT32_MAX)
		return plan_no_memory(r);
	r->f->cluster_of[j] = at;
	return fine;
}

bool plan_take_school(struct reading *r, const cJSON *e, size_t j)
{
	static const char *const keys[] = { "name", "value", "due", "days", "themes", "previous",
		"cluster", NULL };
	struct plan_file *f = r->f;
	bool due = false, fixed = has(e, "days");
	long days = -1, previous = 0;

	if (!walk_object(&r->w, e, keys) || !walk_flag(&r->w, e, "due", &due) ||
	    (fixed && !walk_count(&r->w, e,
			  &(struct walk_count){ "days", (long)f->p.days_per_school, 0 }, &days)) ||
	    !walk_count(&r->w, e, &(struct walk_count){ "previous", 1000, 0 }, &previous) ||
	    !take_map(r, e, "value", j, take_value) || !take_map(r, e, "themes", j, take_theme))
		return false;
	f->must[j] = due;
	f->fixed_days[j] = (int)days;
	f->previous[j] = (size_t)previous;
	if (has(e, "previous"))
		f->p.previous = f->previous;
	for (size_t c = 0; c < f->p.competences; c++) /* not given: nothing to gain */
		if (f->value[j * f->p.competences + c] < 0)
			f->value[j * f->p.competences + c] = 0;
	return take_cluster(r, e, j);
}

bool plan_take_methodist(struct reading *r, const cJSON *e, size_t m)
{
	static const char *const keys[] = { "name", "days", "skills", "schools", "visits", NULL };
	struct plan_file *f = r->f;
	long days;

	if (!walk_object(&r->w, e, keys) ||
	    !walk_count(&r->w, e, &(struct walk_count){ "days", 1000, -1 }, &days) ||
	    !take_list(r, e, "skills", &f->competence, f->skill + m * f->p.competences) ||
	    !take_map(r, e, "schools", m, take_pair) || !take_map(r, e, "visits", m, take_visits))
		return false;
	f->capacity[m] = (size_t)days;
	return true;
}

bool plan_take_share(struct reading *r, const cJSON *e, size_t g)
{
	static const char *const keys[] = { "name", "least", "schools", NULL };
	unsigned char *member = r->f->member + g * r->f->p.schools;
	double least;

	if (!walk_object(&r->w, e, keys) ||
	    !walk_number(&r->w, e, &(struct walk_number){ "least", 1, -1 }, &least) ||
	    !take_list(r, e, "schools", &r->f->school, member))
		return false;
	r->f->share[g] = (struct an_plan_share){ member, least };
	return true;
}
