/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See qr.h.
 */
#include "paper/qr.h"

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
