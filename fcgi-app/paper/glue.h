/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a line of an official Russian text never parts: № and its number, a date, initials and the
 * surname, an abbreviation and what it belongs to, a short preposition and the next word, a number
 * with a hyphen (159-а). The text itself stays as it is: only places are told.
 */
#ifndef PAPER_GLUE_H
#define PAPER_GLUE_H
#include <stddef.h>

struct span {
	size_t from, to; /* bytes */
};

/* Up to `most` spans of UTF-8 text, in order, none longer than a line could hold. */
size_t glue(const char *text, struct span out[], size_t most);

#endif
