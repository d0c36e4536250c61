/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See plan_problem.h. Names are read first, so that schools and methodists may speak of each other.
 */
#include "cli/plan_reading.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 16, LONGEST = 64 << 20 };

bool plan_no_memory(const struct reading *r)
{
	cli_complain_of(r->w.c, AN_NO_MEMORY);
	return false;
}

/* ---- names ----------------------------------------------------------------------------------- */

static bool take_name(struct reading *r, const cJSON *j, struct levels *names)
{
	uint32_t before = names->n, at;
	const char *name;

	if (!walk_is_name(&r->w, j, &name))
		return false;
	at = levels_take(names, name, strlen(name));
	if (at == UINT32_MAX)
		return plan_no_memory(r);
	return names->n > before ||
	       walk_fault(&r->w, "это название уже было", "this name came before");
}

static bool take_names(
    struct reading *r, const char *key, const cJSON *list, const char *field, struct levels *names)
{
	const cJSON *e;
	size_t i = 0;
	bool fine;

	walk_into(&r->w, key);
	fine = walk_array(&r->w, list);
	cJSON_ArrayForEach(e, list)
	{
		if (!fine)
			break;
		walk_to(&r->w, i++);
		if (field && !cJSON_IsObject(e)) {
			fine = walk_fault(&r->w, "нужен объект {...}", "an object {...} is needed");
		} else if (field) {
			walk_into(&r->w, field);
			fine = take_name(r, cJSON_GetObjectItemCaseSensitive(e, field), names);
			walk_out(&r->w);
		} else {
			fine = take_name(r, e, names);
		}
		walk_out(&r->w);
	}
	if (fine && names->n == 0)
		fine = walk_fault(&r->w, "список пуст", "the list is empty");
	walk_out(&r->w);
	return fine;
}

static bool take_all(struct reading *r, const char *key, const cJSON *list, plan_take *take)
{
	const cJSON *e;
	size_t i = 0;
	bool fine = true;

	walk_into(&r->w, key);
	cJSON_ArrayForEach(e, list)
	{
		walk_to(&r->w, i);
		fine = take(r, e, i++);
		walk_out(&r->w);
		if (!fine)
			break;
	}
	walk_out(&r->w);
	return fine;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static bool take_numbers(struct reading *r)
{
	static const char *const keys[] = { "days", "days_per_school", "themes_per_day", "team",
		"change_cost", "competences", "schools", "methodists", "shares", NULL };
	struct an_plan_problem *p = &r->f->p;
	const cJSON *tree = r->f->tree;
	long days, per_school, themes, team;

	if (!walk_object(&r->w, tree, keys) ||
	    !walk_count(&r->w, tree, &(struct walk_count){ "days", 100000, -1 }, &days) ||
	    !walk_count(
		&r->w, tree, &(struct walk_count){ "days_per_school", 1000, 1 }, &per_school) ||
	    !walk_count(&r->w, tree, &(struct walk_count){ "themes_per_day", 1000, 3 }, &themes) ||
	    !walk_count(&r->w, tree, &(struct walk_count){ "team", 1000, 2 }, &team) ||
	    !walk_number(
		&r->w, tree, &(struct walk_number){ "change_cost", 1e9, 0 }, &p->change_cost))
		return false;
	if (per_school < 1 || themes < 1 || team < 1)
		return walk_fault(&r->w, "days_per_school, themes_per_day и team не меньше 1",
		    "days_per_school, themes_per_day and team are at least 1");
	p->days = (size_t)days;
	p->days_per_school = (size_t)per_school;
	p->themes_per_day = (size_t)themes;
	p->team = (size_t)team;
	r->competences = cJSON_GetObjectItemCaseSensitive(tree, "competences");
	r->schools = cJSON_GetObjectItemCaseSensitive(tree, "schools");
	r->methodists = cJSON_GetObjectItemCaseSensitive(tree, "methodists");
	r->shares = cJSON_GetObjectItemCaseSensitive(tree, "shares");
	return true;
}

static size_t count_pairs(const struct reading *r)
{
	const cJSON *e;
	size_t n = 0;

	cJSON_ArrayForEach(e, r->methodists) n +=
	    (size_t)cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(e, "schools"));
	return n;
}

static bool sizes(const struct reading *r, size_t *pairs)
{
	const struct an_plan_problem *p = &r->f->p;

	*pairs = count_pairs(r);
	if (p->schools <= 5000 && p->methodists <= 5000 && p->competences <= 100 &&
	    *pairs <= 200000 && p->shares <= 1000)
		return true;
	return walk_fault(&r->w,
	    "задача слишком велика: до 5000 школ, 5000 методистов, 100 компетенций, 200000 пар, 1000 долей",
	    "the problem is too large: up to 5000 schools, 5000 methodists, 100 competences, 200000 pairs, 1000 shares");
}

static bool make_room(struct reading *r)
{
	struct plan_file *f = r->f;
	struct an_plan_problem *p = &f->p;
	size_t all, pairs;

	p->competences = f->competence.n;
	p->schools = f->school.n;
	p->methodists = f->methodist.n;
	p->shares = (size_t)cJSON_GetArraySize(r->shares);
	if (!sizes(r, &pairs))
		return false;
	all = p->schools * p->competences;
	f->value = malloc(all * sizeof *f->value);
	f->capacity = calloc(p->methodists, sizeof *f->capacity);
	f->cluster_of = calloc(p->schools, sizeof *f->cluster_of);
	f->previous = calloc(p->schools, sizeof *f->previous);
	f->skill = calloc(p->methodists, p->competences);
	f->must = calloc(p->schools, 1);
	f->member = calloc(p->shares + 1, p->schools);
	f->fixed_days = calloc(p->schools, sizeof *f->fixed_days);
	f->fixed_theme = malloc(all * sizeof *f->fixed_theme);
	f->fixed_visits = malloc((pairs + 1) * sizeof *f->fixed_visits);
	f->pair = calloc(pairs + 1, sizeof *f->pair);
	f->share = calloc(p->shares + 1, sizeof *f->share);
	if (!f->value || !f->capacity || !f->cluster_of || !f->previous || !f->skill || !f->must ||
	    !f->member || !f->fixed_days || !f->fixed_theme || !f->fixed_visits || !f->pair ||
	    !f->share)
		return plan_no_memory(r);
	for (size_t i = 0; i < all; i++) {
		f->value[i] = -1;
		f->fixed_theme[i] = -1;
	}
	for (size_t i = 0; i <= pairs; i++)
		f->fixed_visits[i] = -1;
	return true;
}

static void point(struct plan_file *f)
{
	f->p.value = f->value;
	f->p.capacity = f->capacity;
	f->p.skill = f->skill;
	f->p.pair = f->pair;
	f->p.must = f->must;
	f->p.share = f->share;
	f->p.fixed_days = f->fixed_days;
	f->p.fixed_theme = f->fixed_theme;
	f->p.fixed_visits = f->fixed_visits;
}

static bool shares_listed(struct reading *r)
{
	bool fine;

	walk_into(&r->w, "shares");
	fine = !r->shares || walk_array(&r->w, r->shares);
	walk_out(&r->w);
	return fine;
}

bool plan_file_parse(
    const struct cli *c, const char *path, const char *text, size_t len, struct plan_file *f)
{
	struct reading r = { .w = { .c = c, .file = path }, .f = f };

	*f = (struct plan_file){ .tree = NULL };
	f->tree = walk_parse(&r.w, text, len);
	if (!f->tree || !take_numbers(&r) ||
	    !take_names(&r, "competences", r.competences, NULL, &f->competence) ||
	    !take_names(&r, "schools", r.schools, "name", &f->school) ||
	    !take_names(&r, "methodists", r.methodists, "name", &f->methodist) ||
	    !shares_listed(&r) || !make_room(&r) ||
	    !take_all(&r, "schools", r.schools, plan_take_school) ||
	    !take_all(&r, "methodists", r.methodists, plan_take_methodist) ||
	    !take_all(&r, "shares", r.shares, plan_take_share))
		return false;
	point(f);
	return true;
}

static enum exit_status unreadable(const struct cli *c, const char *path)
{
	return cli_complain(c, EXIT_BAD_DATA,
	    cli_words(c, "%s: файл не читается: %s", "%s: can't read: %s"), path, strerror(errno));
}

static enum exit_status take_text(
    const struct cli *c, const char *path, FILE *file, char **text, size_t *len)
{
	size_t room = 0, got;

	do {
		if (*len == room) {
			char *more = realloc(*text, room = room ? room * 2 : PIECE);

			if (!more)
				return cli_complain_of(c, AN_NO_MEMORY);
			*text = more;
		}
		got = fread(*text + *len, 1, room - *len, file);
		*len += got;
	} while (got > 0 && *len < LONGEST);
	if (ferror(file))
		return unreadable(c, path);
	if (*len >= LONGEST)
		return cli_complain(c, EXIT_BAD_DATA,
		    cli_words(c, "%s: файл больше 64 МБ", "%s: the file is above 64 MB"), path);
	return EXIT_DONE;
}

enum exit_status plan_file_read(const struct cli *c, const char *path, struct plan_file *f)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	size_t len = 0;
	enum exit_status s;

	*f = (struct plan_file){ .tree = NULL };
	if (!file)
		return unreadable(c, path);
	s = take_text(c, path, file, &text, &len);
	if (s == EXIT_DONE && !plan_file_parse(c, path, text, len, f))
		s = EXIT_BAD_DATA;
	free(text);
	fclose(file);
	return s;
}

void plan_file_free(struct plan_file *f)
{
	levels_free(&f->competence);
	levels_free(&f->school);
	levels_free(&f->methodist);
	levels_free(&f->cluster);
	free(f->value);
	free(f->capacity);
	free(f->cluster_of);
	free(f->previous);
	free(f->skill);
	free(f->must);
	free(f->member);
	free(f->fixed_days);
	free(f->fixed_theme);
	free(f->fixed_visits);
	free(f->pair);
	free(f->share);
	cJSON_Delete(f->tree);
}
