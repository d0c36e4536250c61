/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page behind the `type` of a problem: what the error means, in both languages, and the clause
 * of the regulation that it stems from. The page is no answer to one request: what the sentence of
 * a refusal takes from it stands here as dots.
 */
#include "app.h"

#include <string.h>

static const char *without_params(struct request *rq, const char *words)
{
	const char *open, *close;

	while ((open = strchr(words, '{')) && (close = strchr(open, '}')))
		words = arena_printf(rq->mem, "%.*s…%s", (int)(open - words), words, close + 1);
	return words;
}

static const char *clause_link(struct request *rq, const char *clause)
{
	return *clause
		   ? arena_printf(rq->mem,
			 "<p>Положение: <a href=\"/regulation#%s\">п. %s</a> <span lang=\"en\">(clause of the "
			 "regulation)</span></p>\n",
			 clause, clause)
		   : "";
}

enum error problems_show(struct request *rq, struct response *rs)
{
	struct problem_words w;

	if (!problem_words(rq->param[0], &w))
		return fail(rq, ERR_NOT_FOUND, "no such problem");
	const char *title = without_params(rq, w.ru);

	return send_html(rs, 200,
	    arena_printf(rq->mem,
		"<!doctype html>\n<html lang=\"ru\"><meta charset=\"utf-8\">"
		"<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>\n"
		"<h1>%s</h1>\n<p>%s</p>\n<div lang=\"en\">\n<h2>%s</h2>\n<p>%s</p>\n</div>\n%s"
		"<p>HTTP %d</p>\n</html>\n",
		title, title, w.meaning_ru, without_params(rq, w.en), w.meaning_en,
		clause_link(rq, w.clause), w.status));
}
