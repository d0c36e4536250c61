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

const char *source_bytes(struct import *in, const char *path, size_t *len)
{
	struct stat st;
	FILE *f = fopen(path, "rb");
	char *text;

	if (!f || fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode)) {
		complain(in->c, BAD_INPUT,
		    words(in->c, "файл %s не открыть: %s", "can't open %s: %s"), path,
		    f ? words(in->c, "это не файл", "not a file") : strerror(errno));
		if (f)
			fclose(f);
		return NULL;
	}
	if ((size_t)st.st_size > SOURCE_MAX) {
		complain(in->c, BAD_INPUT,
		    words(in->c, "файл %s больше %zu МБ", "%s is over %zu MB"), path,
		    SOURCE_MAX >> 20);
		fclose(f);
		return NULL;
	}
	text = arena_alloc(in->rq->mem, (size_t)st.st_size + 1);
	*len = fread(text, 1, (size_t)st.st_size, f);
	if (ferror(f))
		complain(in->c, BAD_INPUT, words(in->c, "файл %s не читается", "%s can't be read"),
		    path);
	bool failed = ferror(f);
	fclose(f);
	return failed ? NULL : text;
}

static const char *converted(struct import *in, const char *bytes, size_t *len)
{
	iconv_t cd = iconv_open("UTF-8", "WINDOWS-1251");
	size_t from = *len, to = *len * 3 + 1;
	char *out = arena_alloc(in->rq->mem, to), *at = out, *read = (char *)bytes;

	if (cd == (iconv_t)-1)
		return NULL;
	bool bad = iconv(cd, &read, &from, &at, &to) == (size_t)-1;
	iconv_close(cd);
	if (bad)
		return NULL;
	*at = '\0';
	*len = (size_t)(at - out);
	fprintf(stderr,
	    words(in->c, "%s: кодировка windows-1251, прочитано как она\n",
		"%s: encoded in windows-1251, read as such\n"),
	    in->name);
	return out;
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
	else if (!js_check_text(bytes) && !(text = converted(in, bytes, len)))
		why = words(in->c, "ни UTF-8, ни windows-1251", "neither UTF-8 nor windows-1251");
	if (!why)
		return text;
	complain(in->c, BAD_INPUT, "%s: %s", in->name, why);
	return NULL;
}
