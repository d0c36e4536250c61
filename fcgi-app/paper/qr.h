/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * QR codes as squares of black and white; the only door to libqrencode.
 */
#ifndef PAPER_QR_H
#define PAPER_QR_H
#include "arena.h"

#include <stdbool.h>

struct qr {
	int side; /* modules, without the quiet zone around */
	const unsigned char *modules;
};

/* False when the text is too long for a code. A quarter of the code may be lost (level Q). */
bool qr_make(struct arena *mem, const char *text, struct qr *out);
bool qr_is_black(const struct qr *q, int x, int y);

#endif
