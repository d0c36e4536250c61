/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Materials (аналитические материалы): lesson analysis, summary report (справка), recommendations. The
 * first text is made from what the day holds; the figures in it are bound, the words are the author's.
 * What is signed is kept under its version and answered once (4.5).
 */
#include "app.h"

#include <string.h>

#define KINDS "lesson_analysis|spravka|recommendations"
#define STATES "draft|signed|acknowledged|objected|queued|considered|returned|approved"

enum error materials_list(struct request *rq, struct response *rs)
{
	static const char *const scopes[] = {
		[SCOPE_OWN] = "own", [SCOPE_SCHOOL] = "school", [SCOPE_DISTRICT] = "district"
	};
	static const struct field query[] = {
		{ "kind", FIELD_ONE_OF, .words = KINDS },
		{ "state", FIELD_ONE_OF, .words = STATES },
		{ "day", FIELD_UUID },
		{ "school", FIELD_UUID },
		{ "mine", FIELD_ONE_OF, .words = "1" },
		{ "limit", FIELD_INTEGER, .min = 1, .max = 200 },
		{ "cursor", FIELD_UUID },
		{ "visit", FIELD_UUID },
	};
	const char *v[COUNT(query)];

	TRY(read_query(rq, query, COUNT(v), v));
	return db_list(rq, rs, Q_MATERIALS_LIST,
	    PARAMS(v[0], v[1], v[2], v[3], v[4], v[5], v[6], scopes[rq->scope], v[7]));
}

enum error materials_show(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return db_show(rq, rs, Q_MATERIALS_SHOW, PARAMS(id));
}

enum error materials_versions(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_MATERIALS_VERSIONS, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return send_json(rs, 200, rows_text(r, 0, 0), NULL);
}

enum error materials_figures(struct request *rq, struct response *rs)
{
	const char *id;
	struct rows *r;

	TRY(read_id(rq, 0, &id));
	TRY(db_query(rq, Q_FIGURES_LIST, PARAMS(id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return send_json(rs, 200, rows_text(r, 0, 0), NULL);
}

/* What the draft's first text is made from, and when it is time for it. */
static const struct source {
	const char *kind, *field;
	int subject; /* index of the field that names the visit or the day */
	enum query draft;
	const char *early; /* states in which there is nothing to write about yet */
	enum error refusal;
} sources[] = {
	{ "lesson_analysis", "/visit", 2, Q_MATERIAL_DRAFTS_ANALYSIS, "planned held cancelled",
	    ERR_VISIT_IS_NOT_ASSESSED },
	{ "spravka", "/day", 3, Q_MATERIAL_DRAFTS_SPRAVKA,
	    "draft in_plan ordered announced running postponed cancelled", ERR_DAY_IS_NOT_HELD },
	{ "recommendations", NULL, 3, Q_MATERIAL_DRAFTS_RECOMMENDATIONS,
	    "draft in_plan ordered announced running postponed cancelled", ERR_DAY_IS_NOT_HELD },
};

enum { ORGANISATION, PERSON, DAY, VISIT, TITLE, DUE_ON, BODY, SUBJECT_STATE };

static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *s = list; (s = strstr(s, word)); s += len)
		if ((s == list || s[-1] == ' ') && (s[len] == ' ' || s[len] == '\0'))
			return true;
	return false;
}

static enum error draft(struct request *rq, const char *const v[], struct rows **r)
{
	const struct source *s = sources;

	*r = NULL;
	while (strcmp(s->kind, v[1]) != 0)
		s++;
	const char *subject = v[s->subject];

	if (!subject || !*subject) {
		if (s->field)
			return invalid(rq, FAULT_REQUIRED, "%s", s->field);
		return db_query(rq, Q_MATERIAL_DRAFTS_BLANK, NO_PARAMS, r);
	}
	TRY(db_query(rq, s->draft, PARAMS(subject), r));
	if (rows_count(*r) == 0)
		return fail(rq, ERR_UNKNOWN_REFERENCE, "no such visit or day");
	if (has_word(s->early, rows_text(*r, 0, SUBJECT_STATE)))
		return refuse(rq, s->refusal, NULL);
	return OK;
}

enum error materials_create(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "id", FIELD_UUID, NOT_NULL },
		{ "kind", FIELD_ONE_OF, REQUIRED, .words = KINDS },
		{ "visit", FIELD_UUID },
		{ "day", FIELD_UUID },
		{ "title", FIELD_TEXT, NOT_NULL, .min = 1, .max = 300 },
	};
	const char *v[COUNT(fields)];
	struct rows *d, *body, *r, *author;

	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(draft(rq, v, &d));
	TRY(db_query(rq, Q_FIGURES_FILL, PARAMS(rows_text(d, 0, BODY), "[]"), &body));
	TRY(db_query(rq, Q_MATERIALS_INSERT,
	    PARAMS(v[0], v[1], rows_text(d, 0, ORGANISATION), rows_text(d, 0, PERSON),
		rows_text(d, 0, DAY), rows_text(d, 0, VISIT), v[4] ? v[4] : rows_text(d, 0, TITLE),
		rows_text(d, 0, DUE_ON), rows_text(body, 0, 0)),
	    &r));
	if (rows_count(r))
		TRY(db_query(rq, Q_MATERIALS_AUTHOR, PARAMS(rows_text(r, 0, 0)), &author));
	return db_created(rq, rs, r, v[0], "materials", Q_MATERIALS_SHOW);
}

enum {
	STATE = 2,
	KIND,
	MAY_ANSWER,
	OF_VISIT,
	OF_VERSION,
	TEXT,
	WRITES
}; /* columns of materials_show */

static const struct field party[] = {
	{ "person", FIELD_UUID },
	{ "organisation", FIELD_UUID },
};
static const struct field person[] = { { "person", FIELD_UUID, REQUIRED } };

static enum error set_parties(
    struct request *rq, const char *id, const char *part, const char *list)
{
	struct rows *r;

	if (!list)
		return OK;
	TRY(db_query(rq, Q_MATERIALS_ADD_PARTIES, PARAMS(id, part, list), &r));
	return db_query(rq, Q_MATERIALS_FORGET_PARTIES, PARAMS(id, part, list), &r);
}

enum error materials_update(struct request *rq, struct response *rs)
{
	static const struct field fields[] = {
		{ "title", FIELD_TEXT, NOT_NULL, .min = 1, .max = 300 },
		{ "body", FIELD_JSON, NOT_NULL },
		{ "due_on", FIELD_DATE },
		{ "authors", FIELD_LIST, NOT_NULL, .min = 1, .max = 20, .fields = person,
		    .field_count = COUNT(person) },
		{ "addressees", FIELD_LIST, NOT_NULL, .max = 100, .fields = party,
		    .field_count = COUNT(party) },
	};
	const char *v[COUNT(fields)], *id, *revision, *body = NULL;
	struct rows *r, *now;

	TRY(read_id(rq, 0, &id));
	TRY(read_revision(rq, &revision));
	TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_MATERIALS_SHOW, PARAMS(id), &now));
	if (rows_count(now) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	if (strcmp(rows_text(now, 0, WRITES), "t") != 0 &&
	    (v[0] || v[1] || v[2] || v[4] || !(rq->roles & (1 << ROLE_centre_head))))
		return fail(rq, ERR_ONLY_AUTHOR_WRITES, NULL);
	if (v[1]) {
		TRY(check_blocks(rq, v[1], "/body"));
		TRY(db_query(rq, Q_FIGURES_FILL, PARAMS(v[1], rows_text(now, 0, TEXT)), &r));
		body = rows_text(r, 0, 0);
	}
	TRY(db_query(rq, Q_MATERIALS_UPDATE, PARAMS(id, revision, v[0], body, v[2]), &r));
	if (rows_count(r) == 0)
		return db_stale(rq, Q_MATERIALS_SHOW, PARAMS(id));
	TRY(set_parties(rq, id, "author", v[3]));
	TRY(set_parties(rq, id, "addressee", v[4]));
	return db_show(rq, rs, Q_MATERIALS_SHOW, PARAMS(id));
}

/* A paper on its way: read, its next state known. */
struct step {
	const char *id, *to;
	struct rows *row;
};

static enum error begin(struct request *rq, const char *event, struct step *s)
{
	TRY(read_id(rq, 0, &s->id));
	TRY(db_query(rq, Q_MATERIALS_SHOW, PARAMS(s->id), &s->row));
	if (rows_count(s->row) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	return workflow_step(rq, "material", rows_text(s->row, 0, STATE), event, &s->to);
}

/* From the state that was seen: who comes second finds nothing to move and is told the new state. */
static enum error finish(struct request *rq, const char *event, const struct step *s)
{
	const char *to;
	struct rows *r;

	TRY(db_query(rq, Q_MATERIALS_STEP, PARAMS(s->id, s->to, rows_text(s->row, 0, STATE)), &r));
	if (rows_count(r))
		return OK;
	TRY(db_query(rq, Q_MATERIALS_SHOW, PARAMS(s->id), &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	TRY(workflow_step(rq, "material", rows_text(r, 0, STATE), event, &to));
	return fail(rq, ERR_CONFLICT, "moved meanwhile");
}

enum error materials_queue(struct request *rq, struct response *rs)
{
	struct step s;

	TRY(begin(rq, "queue", &s));
	if (strcmp(rows_text(s.row, 0, WRITES), "t") != 0 && !(rq->roles & (1 << ROLE_centre_head)))
		return fail(rq, ERR_ONLY_AUTHOR_QUEUES, NULL);
	TRY(finish(rq, "queue", &s));
	return db_show(rq, rs, Q_MATERIALS_SHOW, PARAMS(s.id));
}

enum error materials_take_up(struct request *rq, struct response *rs)
{
	struct step s;

	TRY(begin(rq, "take_up", &s));
	TRY(finish(rq, "take_up", &s));
	return db_show(rq, rs, Q_MATERIALS_SHOW, PARAMS(s.id));
}

/* Who signs is an author; an answer that the visit has already is the answer to its analysis. */
enum error materials_sign(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "signed_on", FIELD_DATE } };
	const char *v[COUNT(fields)] = { NULL };
	struct step s;
	struct rows *r;

	TRY(begin(rq, "sign", &s));
	if (strcmp(rows_text(s.row, 0, WRITES), "t") != 0)
		return fail(rq, ERR_ONLY_AUTHOR_WRITES, NULL);
	if (rq->body_len)
		TRY(read_fields(rq, fields, COUNT(v), v));
	TRY(db_query(rq, Q_MATERIALS_AUTHOR, PARAMS(s.id), &r));
	TRY(finish(rq, "sign", &s));
	if (v[0] && *v[0])
		TRY(db_query(rq, Q_ORDERS_SIGNED_ON, PARAMS(s.id, v[0]), &r));
	TRY(db_query(rq, Q_MATERIALS_TAKE_ANSWER, PARAMS(s.id, NULL), &r));
	return db_show(rq, rs, Q_MATERIALS_SHOW, PARAMS(s.id));
}

static enum error answer(
    struct request *rq, struct response *rs, const char *event, const char *words)
{
	struct step s;
	struct rows *r;

	TRY(begin(rq, event, &s));
	if (strcmp(rows_text(s.row, 0, MAY_ANSWER), "t") != 0)
		return fail(rq,
		    rows_text(s.row, 0, OF_VISIT) ? ERR_ONLY_TEACHER_ANSWERS
						  : ERR_ONLY_ADDRESSEE_ANSWERS,
		    NULL);
	TRY(db_query(rq, Q_MATERIALS_ANSWER,
	    PARAMS(s.id, rows_text(s.row, 0, OF_VERSION), s.to, words), &r));
	TRY(finish(rq, event, &s));
	if (rows_text(s.row, 0, OF_VISIT))
		TRY(db_query(rq, Q_MATERIALS_GIVE_ANSWER, PARAMS(s.id, s.to, words), &r));
	return db_show(rq, rs, Q_MATERIALS_SHOW, PARAMS(s.id));
}

enum error materials_acknowledge(struct request *rq, struct response *rs)
{
	return answer(rq, rs, "acknowledge", NULL);
}

enum error materials_object(struct request *rq, struct response *rs)
{
	static const struct field fields[] = { { "body", FIELD_TEXT, REQUIRED, .max = 5000 } };
	const char *v[COUNT(fields)];
	struct step s;

	TRY(begin(rq, "object", &s));
	TRY(read_fields(rq, fields, COUNT(v), v));
	return answer(rq, rs, "object", v[0]);
}
