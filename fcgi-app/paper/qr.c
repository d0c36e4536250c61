/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See qr.h.
 */
#include "paper/qr.h"
#include "paper/paper.h"

#include <qrencode.h>
#include <string.h>

bool qr_make(struct arena *mem, const char *text, struct qr *out)
{
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);

	if (!code)
		return false;
	size_t n = (size_t)code->width * (size_t)code->width;

	out->side = code->width;
	out->modules = memcpy(arena_alloc(mem, n), code->data, n);
	QRcode_free(code);
	return true;
}

bool qr_is_black(const struct qr *q, int x, int y)
{
	return q->modules[y * q->side + x] & 1;
}

const char *paper_squares(struct arena *mem, const char *text)
{
	struct qr q;

	if (!qr_make(mem, text, &q))
		return "";
	char *out = arena_alloc(mem, (size_t)q.side * ((size_t)q.side + 1)), *end = out;

	for (int y = 0; y < q.side; y++) {
		for (int x = 0; x < q.side; x++)
			*end++ = qr_is_black(&q, x, y) ? '1' : '0';
		*end++ = y + 1 < q.side ? ' ' : '\0';
	}
	return out;
}
