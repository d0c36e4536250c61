/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Materials to test with: an assessed visit whose sheet has words, its analysis, a day that is held.
 */
#ifndef MATERIAL_H
#define MATERIAL_H
#include "visit.h"

/* A visit at school_1 by the methodist, assessed; the teacher is "teacher". Leaves the methodist in. */
static inline const char *assessed_visit(void)
{
	const char *visit = new_visit("levels", false), *sheet;
	struct answer a = start_sheet(visit, "visitor");

	ck_status(a, 201);
	sheet = at(a, "/id");
	ck_status(mark(sheet, ALL_MARKS), 200);
	ck_status(put(format(API "/sheets/%s/marks", sheet),
		      "{\"marks\":[{\"item\":\"%s\",\"evidence\":\"Ищут ошибку вдвоём\"}]}",
		      item_of(sheet, "1.2")),
	    200);
	ck_status(patch(format(API "/sheets/%s", sheet), get(API "/sheets/%s", sheet).etag,
		      "{\"strengths\":\"Точные вопросы\",\"difficulties\":\"Мало обратной связи\","
		      "\"action_step\":\"Спросить каждого\"}"),
	    200);
	ck_status(verb("sheets", sheet, "submit"), 200);
	ck_at(get(API "/visits/%s", visit), "/state", "assessed");
	return visit;
}

static inline const char *day_of_visit(const char *visit)
{
	return sql("select s.day_id from visit v join slot s on s.id = v.slot_id where v.id = '%s'",
	    visit);
}

/* Past its guards: how a day comes to be held is told elsewhere. */
static inline void set_state(const char *table, const char *id, const char *state)
{
	sql("set session_replication_role = replica");
	sql("update %s set state = '%s' where id = '%s'", table, state, id);
	sql("set session_replication_role = origin");
}

static inline struct answer draft_material(const char *kind, const char *field, const char *of)
{
	return post(API "/materials", "{\"kind\":\"%s\",\"%s\":\"%s\"}", kind, field, of);
}

static inline const char *new_analysis(const char *visit)
{
	sign_in("methodist");
	struct answer a = draft_material("lesson_analysis", "visit", visit);

	ck_status(a, 201);
	return at(a, "/id");
}

static inline struct answer material(const char *id)
{
	return get(API "/materials/%s", id);
}

static inline struct answer change(const char *collection, const char *id, const char *body)
{
	const char *path = format(API "/%s/%s", collection, id);

	return patch(path, get("%s", path).etag, "%s", body);
}

/* Index of the first block whose text begins so; -1 for none. */
static inline long block(struct answer a, const char *beginning)
{
	for (long i = 0; i < count_at(a, "/body"); i++)
		if (strncmp(at(a, format("/body/%ld/text", i)), beginning, strlen(beginning)) == 0)
			return i;
	return -1;
}

/* What the signed-in person has to do with it: event and m mine or w waiting; "" for nothing. */
static inline const char *next_of(const char *id)
{
	struct answer a = get(API "/next-steps");

	for (long i = 0; i < count_at(a, "/items"); i++)
		if (strcmp(at(a, format("/items/%ld/id", i)), id) == 0)
			return format("%s %s", at(a, format("/items/%ld/event", i)),
			    strcmp(at(a, format("/items/%ld/mine", i)), "true") == 0 ? "m" : "w");
	return "";
}

static inline void ck_next(const char *who, const char *id, const char *wanted)
{
	sign_in(who);
	ck_assert_msg(strcmp(next_of(id), wanted) == 0, "next of %s is \"%s\", not \"%s\"", who,
	    next_of(id), wanted);
}

#endif
