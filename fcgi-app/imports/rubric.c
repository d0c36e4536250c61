/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import rubric: a rubric (карта посещения) described in JSON. The database looks at its parts; here
 * it is only proved to be JSON, with the line of what is wrong.
 */
#include "imports/source.h"
#include "json.h"

#include <string.h>

static long line_of(const char *text, size_t at)
{
	long line = 1;

	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

static enum error describe(struct import *in)
{
	puts(words(in->c,
	    "  {\"code\", \"title\", \"for\": \"teacher\" | \"leader\", \"framework\": код рамки,\n"
	    "   \"bands\": [{\"from\": доля, \"word\": уровень}],\n"
	    "   \"sections\": [{\"title\", \"takes\": \"sum\" | \"best\", \"may_be_absent\", \"items\": [\n"
	    "     {\"body\", \"looks\": \"scale\" | \"binary\" | \"choice\", \"points\": [0, 1, ...], \"labels\",\n"
	    "      \"descriptors\", \"weight\", \"competence\": код компетенции, \"required\"}]}]}",
	    "  {\"code\", \"title\", \"for\": \"teacher\" | \"leader\", \"framework\": its code,\n"
	    "   \"bands\": [{\"from\": share, \"word\": level}],\n"
	    "   \"sections\": [{\"title\", \"takes\": \"sum\" | \"best\", \"may_be_absent\", \"items\": [\n"
	    "     {\"body\", \"looks\": \"scale\" | \"binary\" | \"choice\", \"points\": [0, 1, ...], \"labels\",\n"
	    "      \"descriptors\", \"weight\", \"competence\": its code, \"required\"}]}]}"));
	return OK;
}

enum error import_rubric(struct import *in, const char *bytes, size_t len)
{
	static const struct step steps[] = {
		{ Q_IMPORT_RUBRIC_CHECK, NULL, NULL },
		{ Q_IMPORT_RUBRIC_EDITION, "карта", "rubric" },
		{ Q_IMPORT_RUBRIC_SECTIONS, "разделы", "sections" },
		{ Q_IMPORT_RUBRIC_ITEMS, "пункты", "items" },
		{ Q_IMPORT_RUBRIC_CLOSE, "карта", "rubric" },
		{ Q_IMPORT_RUBRIC_PUBLISH, "карта", "rubric" },
	};
	const char *text, *why;
	size_t at;

	if (in->describing)
		return describe(in);
	text = source_text(in, bytes, &len);
	if (!text) {
		in->bad++;
		return OK;
	}
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	if (!js_parse(text, len, &why, &at)) {
		import_complain(
		    in, line_of(text, at), NULL, IMPORT_BAD_JSON, import_reason(in, why));
		return OK;
	}
	in->rows = 1;
	in->param[0] = text;
	return import_steps(in, steps, COUNT(steps));
}
