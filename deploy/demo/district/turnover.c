/* Each past summer a few teachers leave, a few move to another school of the district, and new
 * ones take the empty posts. Those who left stay in the roster with the date on which their role
 * ended: the visits to their lessons still name them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "parts.h"

enum { LEAVE = 4, MOVE = 2 };

static bool may_change(const struct district *d, int post)
{
	const int *person = d->post[post].person;
	const struct person *p = &d->person[person[0]];
	return !p->named && !p->leader && person[0] == person[YEARS - 1] &&
	       p->home == d->post[post].org;
}

static int drawn_post(const struct district *d, struct chance *c)
{
	int post;
	do
		post = (int)chance_below(c, (uint32_t)d->posts);
	while (!may_change(d, post));
	return post;
}

static void give(struct district *d, int post, int person, int from)
{
	for (int y = from; y < YEARS; y++)
		d->post[post].person[y] = person;
}

static int same_work_elsewhere(const struct district *d, struct chance *c, int post)
{
	for (int tries = 0; tries < 400; tries++) {
		int other = drawn_post(d, c);
		if (d->post[other].cluster == d->post[post].cluster &&
		    d->post[other].org != d->post[post].org)
			return other;
	}
	return -1;
}

void make_turnover(struct district *d, struct chance *c)
{
	for (int year = 1; year < YEARS; year++) {
		for (int i = 0; i < LEAVE; i++) {
			int post = drawn_post(d, c);
			give(d, post, person_drawn(d, c, d->post[post].org, 85), year);
		}
		for (int i = 0; i < MOVE; i++) {
			int post = drawn_post(d, c), other = same_work_elsewhere(d, c, post);
			if (other < 0)
				continue;
			int moves = d->post[post].person[0];
			give(d, other, moves, year);
			d->person[moves].home = d->post[other].org;
			give(d, post, person_drawn(d, c, d->post[post].org, 85), year);
		}
	}
}
