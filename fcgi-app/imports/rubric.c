/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import rubric: a rubric (карта посещения) described in JSON. The database looks at its parts; here
 * it is only proved to be JSON, with the line of what is wrong.
 */
#include "imports/source.h"
#include "json.h"

static long line_of(const char *text, size_t at)
{
	long line = 1;

	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
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
	const char *text = source_text(in, bytes, &len), *why;
	size_t at;

	if (!text) {
		in->bad++;
		return OK;
	}
	if (!js_parse(text, len, &why, &at)) {
		import_complain(in, line_of(text, at), NULL, IMPORT_BAD_JSON, why);
		return OK;
	}
	in->rows = 1;
	in->param[0] = text;
	return import_steps(in, steps, COUNT(steps));
}
