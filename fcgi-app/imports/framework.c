/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import framework: a competence framework (рамка компетенций) as Moodle exports it, 14 columns by
 * position, because Moodle words the headers in the site's language.
 */
#include "imports/source.h"

enum error import_framework(struct import *in, const char *bytes, size_t len)
{
	static const struct column columns[] = {
		{ "Parent ID number", NULL, FIELD_TEXT, .max = 100 },
		{ "ID number", NULL, FIELD_TEXT, REQUIRED, .max = 100 },
		{ "Short name", NULL, FIELD_TEXT, REQUIRED, .max = 200 },
		{ "Description", NULL, FIELD_TEXT, .max = 10000 },
		{ "Description format", NULL, FIELD_TEXT },
		{ "Scale values", NULL, FIELD_TEXT, .max = 10000 },
		{ "Scale configuration", NULL, FIELD_TEXT, .max = 10000 },
		{ "Rule type", NULL, FIELD_TEXT },
		{ "Rule outcome", NULL, FIELD_TEXT },
		{ "Rule config", NULL, FIELD_TEXT, .max = 10000 },
		{ "Cross-referenced competency ID numbers", NULL, FIELD_TEXT, .max = 10000 },
		{ "Exported ID", NULL, FIELD_TEXT },
		{ "Is framework", NULL, FIELD_TEXT },
		{ "Taxonomy", NULL, FIELD_TEXT },
	};
	static const struct step steps[] = {
		{ Q_IMPORT_FRAMEWORK_CHECK, NULL, NULL },
		{ Q_IMPORT_FRAMEWORK_EDITION, "рамка", "framework" },
		{ Q_IMPORT_FRAMEWORK_COMPETENCES, "компетенции", "competences" },
		{ Q_IMPORT_FRAMEWORK_PARENTS, "компетенции", "competences" },
		{ Q_IMPORT_FRAMEWORK_CLOSE, "рамка", "framework" },
		{ Q_IMPORT_FRAMEWORK_PUBLISH, "рамка", "framework" },
	};

	in->by_position = true;
	return import_table(in, bytes, len, columns, COUNT(columns), steps, COUNT(steps));
}
