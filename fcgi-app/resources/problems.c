/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page behind the `type` of a problem: what the error means, in both languages.
 */
#include "app.h"

enum error problems_show(struct request *rq, struct response *rs)
{
	struct problem_words w;

	if (!problem_words(rq->param[0], &w))
		return fail(rq, ERR_NOT_FOUND, "no such problem");
	return send_html(rs, 200, arena_printf(rq->mem,
	    "<!doctype html>\n<html lang=\"ru\"><meta charset=\"utf-8\"><title>%s</title>\n"
	    "<h1>%s</h1>\n<p lang=\"en\">%s</p>\n<p>HTTP %d%s%s</p>\n</html>\n",
	    w.ru, w.ru, w.en, w.status, *w.clause ? " &middot; п. " : "", w.clause));
}
