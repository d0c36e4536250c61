/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * theta between the caller's coordinates and those inside, where a slope's covariate is
 * (z - centre) / scale. A level's effects are b0 = b0' - b1' centre/scale, b1 = b1'/scale, so T
 * becomes another matrix, made lower-triangular again by a rotation.
 */
#include "growth_model.h"

#include <math.h>

/* Rows (r00 r01), (r10 r11) times a rotation that clears r01, with T11 and T22 not negative. */
static struct tri rotate(double r00, double r01, double r10, double r11)
{
	double length = hypot(r00, r01);
	struct tri t = { length, 0, hypot(r10, r11) };

	if (length > 0) {
		t.b = (r10 * r00 + r11 * r01) / length;
		t.c = fabs((r11 * r00 - r10 * r01) / length);
	}
	return t;
}

void theta_inside(const struct an_growth *g, const double *theta, struct tri *t)
{
	for (size_t f = 0; f < g->terms; f++) {
		const struct term *m = &g->term[f];
		struct tri in = { theta[0], 0, 0 };

		theta++;
		if (m->k == 2) {
			in.b = m->uncorrelated ? 0 : *theta++;
			in.c = *theta++;
			in = rotate(in.a + m->centre * in.b, m->centre * in.c, m->scale * in.b,
			    m->scale * in.c);
		}
		in.a = fabs(in.a);
		if (m->slope_out)
			in.b = in.c = 0;
		t[f] = m->out ? (struct tri){ 0, 0, 0 } : in;
	}
}

void theta_outside(const struct an_growth *g, const struct tri *t, double *theta)
{
	for (size_t f = 0; f < g->terms; f++) {
		const struct term *m = &g->term[f];
		double shift = m->centre / m->scale;
		struct tri out = t[f];

		if (m->k == 2)
			out = rotate(out.a - shift * out.b, -shift * out.c, out.b / m->scale,
			    out.c / m->scale);
		*theta++ = out.a;
		if (m->k == 2 && !m->uncorrelated)
			*theta++ = out.b;
		if (m->k == 2)
			*theta++ = out.c;
	}
}
