/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents as PDF: whatever ends in /pdf. Made on request from what its reader may see, and never
 * kept: the text that was signed is in the database, and the same text gives the same bytes.
 */
#include "app.h"
#include "paper/paper.h"

#include <string.h>

/* RFC 6266: the name by RFC 5987, and a plain one for who can't read that. */
static const char *disposition(struct request *rq, const struct paper *p)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char plain[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	const char *name = paper_file(rq->mem, p);
	char *out = arena_alloc(rq->mem, 3 * strlen(name) + 1), *end = out;

	for (const char *c = name; *c; c++) {
		if (strchr(plain, *c)) {
			*end++ = *c;
			continue;
		}
		*end++ = '%';
		*end++ = hex[(unsigned char)*c >> 4];
		*end++ = hex[*c & 15];
	}
	return arena_printf(
	    rq->mem, "inline; filename=\"%s.pdf\"; filename*=UTF-8''%s", p->kind->code, out);
}

static enum error send_pdf(
    struct request *rq, struct response *rs, enum query q, size_t n, const char *const v[])
{
	struct rows *r;

	TRY(db_query(rq, q, n, v, &r));
	if (rows_count(r) == 0)
		return fail(rq, ERR_NOT_FOUND, NULL);
	const struct paper *p = paper_read(rq->mem, rows_text(r, 0, 0), rq->site);
	size_t len = 0;
	const char *bytes = p ? paper_render(rq->mem, p, &len) : NULL;

	if (!bytes)
		return fail(rq, ERR_INTERNAL, "the paper could not be made");
	*rs = (struct response){ .status = 200,
		.type = "application/pdf",
		.body = bytes,
		.len = len,
		.policy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
			  "frame-ancestors 'none'",
		.disposition = disposition(rq, p) };
	return OK;
}

enum error orders_pdf(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return send_pdf(rq, rs, Q_PAPER_DOCUMENT, PARAMS(id, "order%"));
}

enum error documents_pdf(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return send_pdf(rq, rs, Q_PAPER_DOCUMENT, PARAMS(id, NULL));
}

enum error minutes_excerpt_pdf(struct request *rq, struct response *rs)
{
	static const struct field query[] = { { "organisation", FIELD_UUID, REQUIRED } };
	const char *v[COUNT(query)], *sitting;

	TRY(read_id(rq, 0, &sitting));
	TRY(read_query(rq, query, COUNT(v), v));
	return send_pdf(rq, rs, Q_MINUTES_EXCERPT_PDF, PARAMS(sitting, v[0]));
}

enum error days_programme_pdf(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return send_pdf(rq, rs, Q_PAPER_PROGRAMME, PARAMS(id));
}

/* The sign-in sheet of one activity, with the code by which people mark themselves. */
enum error slots_attendance_pdf(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return send_pdf(rq, rs, Q_PAPER_ATTENDANCE, PARAMS(NULL, id));
}

/* That of all activities of a day, one after another. */
enum error days_attendance_pdf(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return send_pdf(rq, rs, Q_PAPER_ATTENDANCE, PARAMS(id, NULL));
}

enum error plan_versions_pdf(struct request *rq, struct response *rs)
{
	const char *id;

	TRY(read_id(rq, 0, &id));
	return send_pdf(rq, rs, Q_PAPER_PLAN, PARAMS(id));
}
