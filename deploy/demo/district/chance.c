/* xoshiro256** of Blackman and Vigna (public domain), with the streams described in chance.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "chance.h"

static uint64_t splitmix(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

static uint64_t turn(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static uint64_t draw(struct chance *c)
{
	uint64_t *s = c->s, out = turn(s[1] * 5, 7) * 9, t = s[1] << 17;
	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = turn(s[3], 45);
	return out;
}

void chance_open(struct chance *c, uint64_t seed, const char *stream)
{
	uint64_t state = seed ^ 0xCBF29CE484222325u;
	for (const char *p = stream; *p; p++)
		state = (state ^ (unsigned char)*p) * 0x100000001B3u;
	for (int i = 0; i < 4; i++)
		c->s[i] = splitmix(&state);
}

/* Draws above the last whole multiple of n are thrown away, else small numbers come more often. */
uint32_t chance_below(struct chance *c, uint32_t n)
{
	uint32_t bound = (uint32_t)(0x100000000u / n * n - 1), x;
	do
		x = (uint32_t)(draw(c) >> 32);
	while (x > bound);
	return x % n;
}

int chance_between(struct chance *c, int from, int to)
{
	return from + (int)chance_below(c, (uint32_t)(to - from + 1));
}

bool chance_percent(struct chance *c, uint32_t percent)
{
	return chance_below(c, 100) < percent;
}

double chance_unit(struct chance *c)
{
	return (double)(draw(c) >> 11) * 0x1p-53;
}

double chance_normal(struct chance *c)
{
	double sum = 0;
	for (int i = 0; i < 12; i++)
		sum += chance_unit(c);
	return sum - 6;
}

void chance_shuffle(struct chance *c, int *list, int n)
{
	for (int i = n - 1; i > 0; i--) {
		int j = (int)chance_below(c, (uint32_t)i + 1), kept = list[i];
		list[i] = list[j];
		list[j] = kept;
	}
}
