/* The weekly timetable of each school for both half-years.
 *
 * Every class has its lessons without gaps from the first one on, so making the timetable is
 * ordering the class's units over its cells. The search starts from a random order and swaps two
 * units of a class as long as that does not make clashes of teachers worse; what still clashes at
 * the end is left out, so that no teacher is ever in two places whatever the seed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "parts.h"
#include "subject.h"

enum { CLASH = 12, ON_FREE_DAY = 3, TWICE_A_DAY = 1, ROUNDS = 400 };

struct board {
	struct district *d;
	int half;
	int at[MAX_POST][3][CELLS];   /* lessons of a post in a cell, by shift */
	int on[MAX_STREAM][WEEK][48]; /* lessons of a subject on a day */
};

static void put(struct board *b, const struct unit *u, int cell, int by)
{
	b->at[u->post][b->d->stream[u->stream].profile][cell] += by;
	b->on[u->stream][cell / LESSONS][u->subject] += by;
}

/* What the unit adds to the badness of the board when it stands in the cell (not counted itself).
 */
static int cost(const struct board *b, const struct unit *u, int cell)
{
	int day = cell / LESSONS;
	return CLASH * b->at[u->post][b->d->stream[u->stream].profile][cell] +
	       (b->d->post[u->post].free_day == day + 1 ? ON_FREE_DAY : 0) +
	       TWICE_A_DAY * b->on[u->stream][day][u->subject];
}

static int swap_gain(struct board *b, const struct unit *u, const struct unit *v)
{
	int cu = u->cell[b->half], cv = v->cell[b->half], before, after;
	put(b, u, cu, -1);
	before = cost(b, u, cu);
	put(b, v, cv, -1);
	before += cost(b, v, cv);
	after = cost(b, u, cv);
	put(b, u, cv, 1);
	after += cost(b, v, cu);
	put(b, u, cv, -1);
	put(b, u, cu, 1);
	put(b, v, cv, 1);
	return before - after;
}

static void swap(struct board *b, struct unit *u, struct unit *v)
{
	int8_t cell = u->cell[b->half];
	put(b, u, cell, -1);
	put(b, v, v->cell[b->half], -1);
	u->cell[b->half] = v->cell[b->half];
	v->cell[b->half] = cell;
	put(b, u, u->cell[b->half], 1);
	put(b, v, v->cell[b->half], 1);
}

/* A class of 32 lessons has days of 7, 7, 6, 6, 6; which days are the long ones is drawn. */
static void start(struct board *b, struct chance *c, struct stream *s)
{
	int order[WEEK] = { 0, 1, 2, 3, 4 }, cells[CELLS], n = 0;
	chance_shuffle(c, order, WEEK);
	for (int i = 0; i < WEEK; i++)
		for (int l = 0; l < s->units / WEEK + (i < s->units % WEEK); l++)
			cells[n++] = order[i] * LESSONS + l;
	chance_shuffle(c, cells, n);
	for (int i = 0; i < s->units; i++)
		for (int k = 0; k < n; k++)
			if (cells[k] == b->d->unit[s->unit + i].pin - 1) {
				cells[k] = cells[i];
				cells[i] = b->d->unit[s->unit + i].pin - 1;
			}
	for (int i = 0; i < s->units; i++) {
		struct unit *u = &b->d->unit[s->unit + i];
		u->cell[b->half] = (int8_t)cells[i];
		put(b, u, cells[i], 1);
	}
}

static int trouble(struct board *b, const struct unit *u)
{
	int cell = u->cell[b->half], is;
	put(b, u, cell, -1);
	is = cost(b, u, cell);
	put(b, u, cell, 1);
	return is;
}

static void improve(struct board *b, struct chance *c, struct stream *s, struct unit *u)
{
	struct unit *best = NULL;
	int most = chance_percent(c, 4) ? -CLASH : -1,
	    shift = (int)chance_below(c, (uint32_t)s->units);
	for (int i = 0; i < s->units; i++) {
		struct unit *v = &b->d->unit[s->unit + (i + shift) % s->units];
		int gain = u->pin || v->pin || v->post == u->post ? -1000 : swap_gain(b, u, v);
		if (gain > most) {
			most = gain;
			best = v;
		}
	}
	if (best)
		swap(b, u, best);
}

static void search(struct board *b, struct chance *c, int org)
{
	struct district *d = b->d;
	for (int round = 0, worst = 1; round < ROUNDS && worst; round++) {
		worst = 0;
		for (int i = 0; i < d->streams; i++) {
			struct stream *s = &d->stream[i];
			for (int k = 0; s->org == org && k < s->units; k++) {
				struct unit *u = &d->unit[s->unit + k];
				int is = trouble(b, u);
				worst = is >= CLASH ? 2 : is && !worst ? 1 : worst;
				if (is >= CLASH || (is && round < 40))
					improve(b, c, s, u);
			}
		}
		if (worst < 2 && round >= 40)
			break;
	}
}

static void drop_clashes(struct board *b, int org)
{
	for (int i = 0; i < b->d->units; i++) {
		struct unit *u = &b->d->unit[i];
		const struct stream *s = &b->d->stream[u->stream];
		if (s->org != org || u->cell[b->half] < 0 ||
		    b->at[u->post][s->profile][u->cell[b->half]] < 2)
			continue;
		put(b, u, u->cell[b->half], -1);
		u->cell[b->half] = -1;
	}
}

/* Circles meet twice a week for two lessons; each has one teacher, who holds them one by one. */
static void place_circles(struct district *d, int org)
{
	static const int first[3][2] = { { 0, 3 }, { 1, 4 }, { 2, 1 } };
	for (int i = 0, n = 0; i < d->streams; i++) {
		const struct stream *s = &d->stream[i];
		if (s->org != org)
			continue;
		for (int k = 0; k < s->units; k++) {
			int year = n % 3, late = year == 2 && k >= 2 ? 2 : 0;
			int day = (first[year][k / 2] + n / 3) % WEEK;
			for (int half = 0; half < 2; half++)
				d->unit[s->unit + k].cell[half] =
				    (int8_t)(day * LESSONS + k % 2 + late);
		}
		n++;
	}
}

static void forget_broken_free_days(struct district *d)
{
	for (int i = 0; i < d->units; i++)
		for (int half = 0; half < 2; half++) {
			struct post *p = &d->post[d->unit[i].post];
			if (d->unit[i].cell[half] >= 0 &&
			    d->unit[i].cell[half] / LESSONS + 1 == p->free_day)
				p->free_day = 0;
		}
}

void make_timetable(struct district *d)
{
	static struct board b;
	struct chance c;
	chance_open(&c, d->seed, "timetable");
	for (int p = 0; p < d->posts; p++)
		if (d->post[p].cluster != PRIMARY && d->post[p].hours <= 20 &&
		    chance_percent(&c, 60))
			d->post[p].free_day = chance_between(&c, 1, WEEK);
	for (int half = 0; half < 2; half++)
		for (int org = FIRST_HOST; org < org_count; org++) {
			memset(&b, 0, sizeof b);
			b.d = d;
			b.half = half;
			if (orgs[org].kind == EXTRA) {
				place_circles(d, org);
				continue;
			}
			for (int i = 0; i < d->streams; i++)
				if (d->stream[i].org == org)
					start(&b, &c, &d->stream[i]);
			search(&b, &c, org);
			drop_clashes(&b, org);
		}
	forget_broken_free_days(d);
}
