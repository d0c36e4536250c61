/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden-growth simulate: a district of made-up visits with its truth beside it, to try the engine
 * on and to check intervals against. The same seed and sizes give the same file.
 */
#include "cli/simulate.h"
#include "cli/columns.h"
#include "cli/output.h"

enum { COUNTS = 7, NUMBERS = 5 };

static const struct count {
	const char *option;
	long least, most;
} counts[COUNTS] = {
	{ "--seed", 0, 0x7fffffff },
	{ "--teachers", 1, 2000000 },
	{ "--schools", 1, 100000 },
	{ "--raters", 1, 100000 },
	{ "--years", 1, 30 },
	{ "--competences", 1, SIMULATED_COMPETENCES_MAX },
	{ "--new-sheet", 0, 30 },
};

static const struct number {
	const char *option;
	double least, most;
} numbers[NUMBERS] = {
	{ "--visits", .1, 12 },
	{ "--effect", -3, 3 },
	{ "--lottery", 0, 1 },
	{ "--lowest", 0, 1 },
	{ "--shift", -3, 3 },
};

struct wanted {
	const char *count[COUNTS], *number[NUMBERS], *out, *truth;
};

static bool read_words(struct cli *c, struct wanted *w)
{
	struct cli_option options[COUNTS + NUMBERS + 2] = { { "--out", .value = &w->out },
		{ "--truth", .value = &w->truth } };

	for (int i = 0; i < COUNTS; i++)
		options[2 + i] = (struct cli_option){ counts[i].option, .value = &w->count[i] };
	for (int i = 0; i < NUMBERS; i++)
		options[2 + COUNTS + i] =
		    (struct cli_option){ numbers[i].option, .value = &w->number[i] };
	return cli_read_options(c, options, COUNTS + NUMBERS + 2, NULL, 0) &&
	       columns_needed(c, "--seed", w->count[0]);
}

static bool outside(const struct cli *c, const char *option, double least, double most)
{
	cli_complain(c, EXIT_USAGE,
	    cli_words(c, "%s: нужно число от %.10g до %.10g",
		"%s: a number from %.10g to %.10g is needed"),
	    option, least, most);
	return false;
}

static bool read_sizes(const struct cli *c, const struct wanted *w, struct simulated *s)
{
	/* In the order of counts[] and numbers[]. */
	long *const count[COUNTS] = { &s->seed, &s->teachers, &s->schools, &s->raters, &s->years,
		&s->competences, &s->new_sheet };
	double *const number[NUMBERS] = { &s->visits, &s->effect, &s->lottery, &s->targeted,
		&s->shift };

	for (int i = 0; i < COUNTS; i++) {
		long *to = count[i];

		if (w->count[i] && !cli_count(c, counts[i].option, w->count[i], to))
			return false;
		if (*to < counts[i].least || *to > counts[i].most)
			return outside(
			    c, counts[i].option, (double)counts[i].least, (double)counts[i].most);
	}
	for (int i = 0; i < NUMBERS; i++) {
		double *to = number[i];

		if (w->number[i] && !cli_number(c, numbers[i].option, w->number[i], to))
			return false;
		if (!(*to >= numbers[i].least && *to <= numbers[i].most))
			return outside(c, numbers[i].option, numbers[i].least, numbers[i].most);
	}
	return true;
}

/* Both files or none: the truth is drawn before, but its days are known only after the visits. */
static enum exit_status write(const struct cli *c, const struct wanted *w, struct simulated *s)
{
	struct output data, truth;
	enum exit_status done;

	if (!output_open(c, w->out ? w->out : "-", &data))
		return EXIT_BROKEN;
	if (w->truth && !output_open(c, w->truth, &truth)) {
		output_drop(&data);
		return EXIT_BROKEN;
	}
	if (!simulated_visits(s, data.file)) {
		output_drop(&data);
		if (w->truth)
			output_drop(&truth);
		return cli_complain_of(c, AN_NO_MEMORY);
	}
	done = output_close(c, &data);
	if (!w->truth)
		return done;
	if (done != EXIT_DONE) {
		output_drop(&truth);
		return done;
	}
	simulated_truth(s, truth.file);
	return output_close(c, &truth);
}

enum exit_status cli_simulate(struct cli *c)
{
	struct wanted w = { .out = NULL };
	struct simulated s = { .teachers = 300,
		.schools = 8,
		.raters = 12,
		.years = 5,
		.competences = 12,
		.visits = 4,
		.effect = .15,
		.lottery = .3,
		.targeted = .1 };
	enum exit_status done;

	if (!read_words(c, &w) || !read_sizes(c, &w, &s))
		return EXIT_USAGE;
	done = simulated_draw(&s) ? write(c, &w, &s) : cli_complain_of(c, AN_NO_MEMORY);
	simulated_free(&s);
	return done;
}
