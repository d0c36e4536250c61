/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a column may hold, in words: for complaints and for `metodden import KIND --help`. It comes
 * from the same tables that the reader goes by, so it can't say anything else than is done.
 */
#include "imports/import.h"
#include "imports/value.h"

#include <string.h>

const char *import_title(const struct import *in, const struct column *c)
{
	return words(in->c, c->ru ? c->ru : c->name, c->name);
}

/* code=слово|code: the words of the language, parted by commas. */
static const char *listed(const struct import *in, const char *list)
{
	struct arena *a = in->rq->mem;
	const char *out = "";

	for (const char *p = list; *p; p += *p == '|') {
		size_t len = strcspn(p, "|"), code = strcspn(p, "=|");
		bool ru = !in->c->config->english && code < len;

		out = arena_printf(a, "%s%s%.*s", out, *out ? ", " : "",
		    (int)(ru ? len - code - 1 : code), ru ? p + code + 1 : p);
		p += len;
	}
	return out;
}

const char *import_expected(const struct import *in, const struct column *c)
{
	if (c->type == FIELD_ONE_OF)
		return listed(in, c->words);
	if (c->type == FIELD_INTEGER && c->min != c->max)
		return arena_printf(in->rq->mem, words(in->c, " от %ld до %ld", " from %ld to %ld"),
		    c->min, c->max);
	if (c->type == FIELD_TEXT)
		return arena_printf(in->rq->mem, "%ld", value_most(c));
	return "";
}

static const char *kind_of_value(const struct import *in, const struct column *c)
{
	switch (c->type) {
	case FIELD_DATE:
		return words(in->c, "дата", "a date");
	case FIELD_TIME:
		return words(in->c, "время ЧЧ:ММ", "a time HH:MM");
	case FIELD_INTEGER:
		return arena_printf(in->rq->mem, words(in->c, "целое число%s", "an integer%s"),
		    import_expected(in, c));
	case FIELD_BOOLEAN:
		return words(in->c, "да или нет", "true or false");
	case FIELD_ONE_OF:
		return import_expected(in, c);
	default:
		return arena_printf(in->rq->mem,
		    words(in->c, "текст до %s знаков", "a text of up to %s characters"),
		    import_expected(in, c));
	}
}

enum error import_describe(struct import *in, const struct column columns[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct column *c = &columns[i];

		printf("  %s%s%s: %s%s\n", words(in->c, c->ru ? c->ru : "", ""),
		    words(in->c, c->ru ? " | " : "", ""), c->name, kind_of_value(in, c),
		    c->need == REQUIRED ? words(in->c, "; обязательно", "; required") : "");
	}
	return OK;
}

const char *import_reason(const struct import *in, const char *english)
{
	static const struct {
		const char *en, *ru;
	} reasons[] = {
		{ "a value is expected", "ожидается значение" },
		{ "a digit is expected", "ожидается цифра" },
		{ "a number begins with 0", "число начинается с 0" },
		{ "an integer is too long", "слишком длинное целое число" },
		{ "a string isn't closed", "строка не закрыта кавычкой" },
		{ "a string is expected", "ожидается строка в кавычках" },
		{ "an unknown escape", "неизвестный знак после обратной черты" },
		{ "four hex digits are expected", "ожидаются четыре шестнадцатеричные цифры" },
		{ "a zero character", "нулевой знак" },
		{ "half of a surrogate pair", "половина суррогатной пары" },
		{ "a control character in a string", "управляющий знак в строке" },
		{ "not UTF-8", "не UTF-8" },
		{ "nested too deep", "слишком глубокая вложенность" },
		{ "a colon is expected", "ожидается двоеточие" },
		{ "a comma or the end is expected", "ожидается запятая или конец" },
		{ "the text ends too early", "текст обрывается" },
		{ "something follows the value", "после значения стоит что-то ещё" },
		{ "can't be read", "не читается" },
		{ "a name occurs twice in one object", "имя встречается в объекте дважды" },
		{ "Not a zip archive", "это не zip-архив или его конец отрезан" },
		{ "Zip archive inconsistent", "архив повреждён" },
		{ "Possibly truncated or corrupted zip archive", "архив обрезан или повреждён" },
		{ "CRC error", "содержимое повреждено (CRC)" },
		{ "No such file or directory", "такого файла нет" },
		{ "Permission denied", "нет права читать его" },
		{ "Is a directory", "это каталог" },
	};

	if (in->c->config->english)
		return english;
	for (size_t i = 0; i < COUNT(reasons); i++)
		if (strcmp(reasons[i].en, english) == 0)
			return reasons[i].ru;
	return english;
}
