/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See source.h.
 */
#include "imports/source.h"
#include "json.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <sys/stat.h>

enum { PIECE = 1 << 20 };

/* In pieces, so that people hear of a slow disk. */
static bool read_all(struct import *in, FILE *f, char *text, size_t size, size_t *len)
{
	size_t got = 1;

	for (*len = 0; *len < size && got; *len += got) {
		got = fread(text + *len, 1, size - *len < PIECE ? size - *len : PIECE, f);
		import_progress(
		    in, "чтение файла", "reading the file", (double)*len / (double)size);
	}
	return !ferror(f);
}

static const char *unread(struct import *in, FILE *f, const char *path, const char *why)
{
	complain(in->c, BAD_INPUT, words(in->c, "файл %s не прочитан: %s", "can't read %s: %s"),
	    path, import_reason(in, why));
	if (f)
		fclose(f);
	return NULL;
}

const char *source_bytes(struct import *in, const char *path, size_t *len)
{
	struct stat st;
	FILE *f = fopen(path, "rb");
	char *text;

	if (!f || fstat(fileno(f), &st) != 0)
		return unread(in, f, path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return unread(
		    in, f, path, words(in->c, "это не обычный файл", "not a regular file"));
	if ((size_t)st.st_size > SOURCE_MAX)
		return unread(in, f, path,
		    arena_printf(in->rq->mem, words(in->c, "больше %zu МБ", "over %zu MB"),
			SOURCE_MAX >> 20));
	text = arena_alloc(in->rq->mem, (size_t)st.st_size + 1);
	if (!read_all(in, f, text, (size_t)st.st_size, len))
		return unread(in, f, path, strerror(errno));
	fclose(f);
	return text;
}

/* Where a text stops being UTF-8, and of its characters outside of ASCII: how many are UTF-8. */
struct guess {
	long line; /* of the first that isn't */
	size_t good, bad;
};

static struct guess look_at(const char *bytes, size_t len)
{
	struct guess g = { .line = 1 };
	long line = 1;

	for (size_t i = 0; i < len;) {
		size_t n = js_character(bytes + i, len - i);

		line += bytes[i] == '\n';
		if (!n && !g.bad++)
			g.line = line;
		g.good += n > 1;
		i += n ? n : 1;
	}
	return g;
}

static const char *converted(struct import *in, const char *bytes, size_t *len, size_t high)
{
	iconv_t cd = iconv_open("UTF-8", "WINDOWS-1251");
	size_t from = *len, to = *len + high * 2 + 1; /* a letter takes up to three bytes */
	char *out = arena_alloc(in->rq->mem, to), *at = out, *read = (char *)bytes;

	if (cd == (iconv_t)-1)
		return NULL;
	bool bad = iconv(cd, &read, &from, &at, &to) == (size_t)-1;
	iconv_close(cd);
	if (bad)
		return NULL;
	*at = '\0';
	*len = (size_t)(at - out);
	import_note(in, words(in->c, "кодировка windows-1251, прочитано как она",
			    "encoded in windows-1251, read as such"));
	return out;
}

/* Not UTF-8 as a whole. A text in windows-1251 hardly has a character that is UTF-8 by chance; one
 * that has more of them than others is a damaged UTF-8 file, and reading it as windows-1251 would
 * turn every name in it to gibberish. */
static const char *other_text(struct import *in, const char *bytes, size_t *len, const char **why)
{
	struct guess g = look_at(bytes, *len);
	const char *text = NULL;

	if (g.good < g.bad)
		text = converted(in, bytes, len, g.bad + g.good * 4);
	if (g.good < g.bad && !text)
		*why = words(in->c, "ни UTF-8, ни windows-1251", "neither UTF-8 nor windows-1251");
	else if (!text)
		*why = arena_printf(in->rq->mem,
		    words(in->c, "повреждённый UTF-8 в строке %ld", "damaged UTF-8 in line %ld"),
		    g.line);
	return text;
}

const char *source_text(struct import *in, const char *bytes, size_t *len)
{
	const char *why = NULL, *text = bytes;

	if (*len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		why = words(in->c, "это архив или книга Excel: сохраните лист как CSV",
		    "an archive or a workbook: save the sheet as CSV");
	else if (*len >= 4 && memcmp(bytes, "\xD0\xCF\x11\xE0", 4) == 0)
		why = words(in->c, "это старая книга Excel: сохраните лист как CSV",
		    "an old workbook: save the sheet as CSV");
	else if (*len >= 2 &&
		 (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
		why = words(
		    in->c, "это UTF-16: сохраните как «CSV UTF-8»", "UTF-16: save as CSV UTF-8");
	else if (memchr(bytes, '\0', *len))
		why = words(in->c, "это не текст: внутри нулевые байты",
		    "not a text: there are NUL bytes in it");
	else if (!js_check_text(bytes))
		text = other_text(in, bytes, len, &why);
	if (!why)
		return text;
	import_refuse(in, why);
	return NULL;
}
