/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The growth job (рост): from the scores of visits to levels, trends, severities and proposals.
 *
 * growth_fit.c calls the engine, one competence at a time: rows in, figures out. The other parts know
 * nothing of the models (growth_mixed.c, growth_simple.c). People, schools
 * and raters are numbers from 0 there; the lists that give them their ids are struct growth_units.
 */
#ifndef JOBS_GROWTH_H
#define JOBS_GROWTH_H
#include "jobs/job.h"

/* Who is measured in one framework: the lists are in the order of their ids. */
struct growth_units {
	const struct rows *people, *schools, *raters; /* first column: id */
	const size_t *school_of;		      /* each person's, today; SIZE_MAX: none */
};

/* Scores of one competence, or means over the competences for the composite; one row a sheet. */
struct growth_rows {
	size_t n;
	size_t *person, *school, *rater;
	size_t *sheet, sheets; /* version of the rubric, from 0: another sheet may measure higher */
	double *t, *y;	       /* years since 2000-01-01; scale 1-4 */
	int *year;	       /* school year, by its first calendar year */
};

struct growth_ask {
	struct arena *mem;
	size_t people, schools, raters;
	double at;		       /* "as of", in the years of the rows */
	size_t min_visits, min_raters; /* the rule of not enough data */
	const double *times;	       /* when the line of a unit is drawn, */
	size_t time_count;	       /* in order; the last is one year after `at` */
};

struct growth_number {
	bool known; /* else nothing but the counts is meant */
	bool enough;
	double value, sd, low, high;  /* interval of 90 % */
	double reliability;	      /* NaN: has no prior to be compared with */
	int more_visits, more_raters; /* when not enough; -1: nobody can say how many */
};

struct growth_point {
	double value, sd;
};

/* What was seen, freed of severity and of the rubric's version: the mean over a school year. */
struct growth_seen {
	int year; /* by its first calendar year */
	size_t n, raters, people;
	double value;
	/* the district's `recent` alone, NaN: unknown; a school's mean of n visits is expected to lie
	 * about the district's with variance spread^2 + sd^2 / n */
	double sd, spread;
};

struct growth_unit {
	size_t n, raters, people;
	struct growth_number level, growth, forecast; /* forecast: the level one year after */
	double p_decline;			      /* P(growth < 0); NaN if unknown */
	const struct growth_point *line;	      /* time_count points, or NULL */
	const struct growth_seen *seen;		      /* school years that may be shown, in order */
	size_t seen_count;
	struct growth_seen recent; /* this school year and the last; n = 0: too little to show */
};

/* How strict a rater marks: by so much lower than others would, on the scale 1-4. */
struct growth_severity {
	size_t n, people;
	struct growth_number number;
	bool notable; /* by more than AN_SEVERITY_NOTABLE, with probability 0.95 */
	double
	    linkage; /* 0 to 1: what common people tell of him against the others; NaN: unknown */
};

struct growth_fit {
	struct growth_unit *people, *schools, district;
	struct growth_severity *raters;
	bool corrected;	  /* figures are corrected for severity */
	const char *note; /* why there is no more than counts; NULL: there is */
	double residual, person, school, rater; /* variances; NaN: unknown */
	double person_growth, school_growth;	/* of the growth a year */
	const double
	    *sheet; /* [sheets]: by how much each measures higher than they all do; or NULL */
};

/* Name and version of the model, for the run. */
extern const char growth_model[];

/* Never fails: what the data can't tell is not known, with a note. */
void growth_fit(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_fit *out);

/* Behind growth_fit(): what was seen by school year, and in the school year of `year` with the one
 * before. A mean is kept by the rule of not enough data; `recent`, which limits stand beside, by its
 * counts alone. */
void growth_observe(
    const struct growth_ask *ask, const struct growth_rows *rows, int year, struct growth_fit *out);

/* ---- what methodological days brought ---------------------------------------------------------- */

/* [schools] in the years of the rows, INFINITY: none. A visit of the day itself comes before it. */
struct growth_days {
	double *first, *other; /* with this topic; with another one */
	int *year;	       /* school year of the first */
	size_t n;	       /* days with this topic */
};

enum growth_row {
	GROWTH_NAIVE, /* after less before of the visited alone: no effect */
	GROWTH_DID,   /* against schools not visited yet, since the year before the day */
	GROWTH_EARLY, /* the same since all earlier years */
	GROWTH_MODEL, /* covariate of the mixed model */
	GROWTH_ROWS,
	GROWTH_PLACEBO = GROWTH_ROWS, /* change before the day, should be 0 */
	GROWTH_SHRUNKEN,	      /* the model's figure with the other competences in view */
	GROWTH_ALL_ROWS
};
enum { GROWTH_EVENT_FROM = -3, GROWTH_EVENT_TO = 3 };

struct growth_change {
	double value, se; /* NaN: not known */
	size_t comparisons, controls;
};

struct growth_effect {
	size_t n, raters, days, schools;
	size_t visited, unvisited, history; /* schools: see the table effect */
	struct growth_change row[GROWTH_ALL_ROWS], event[GROWTH_EVENT_TO - GROWTH_EVENT_FROM + 1];
	const char *verdict;
	size_t more_visits, more_raters, more_visited, more_unvisited, more_history;
};

/* Never fails, as growth_fit(). The verdict comes with growth_effect_shrink(), over all competences. */
void growth_effect(const struct growth_ask *ask, const struct growth_rows *rows,
    const struct growth_days *days, struct growth_effect *out);
void growth_effect_shrink(struct growth_effect *const *effects, size_t n);

/* ---- agreement of methodists ------------------------------------------------------------------- */

struct growth_double {
	double one, other; /* levels that two raters gave one lesson */
	bool blind;
};

enum { GROWTH_LEVELS = 4, GROWTH_LINKS = 8, GROWTH_SEED = 1 };
/* Reliability of a level by visits and raters, of a growth by years and visits a year. */
struct growth_design {
	size_t a, b;
	double reliability;
};
#define GROWTH_NINE 1.645 /* half an interval of 9 cases of 10, in sd: what bands reach to */
#define GROWTH_DESIGNS 8
#define GROWTH_TARGETS 2
enum { GROWTH_MOST_RATERS = 6, GROWTH_MOST_VISITS = 24 };

struct growth_agreement {
	size_t n, people, raters, sets;
	const char *method, *note; /* NULL: no variances; nothing lacks */
	size_t more_visits, more_raters;
	double person, rater, visit; /* variances; NaN: unknown */
	size_t doubles, blind, more_doubles;
	double kappa, low, high; /* NaN: unknown */
	struct growth_design level[GROWTH_DESIGNS], growth[GROWTH_DESIGNS / 2];
	size_t least[GROWTH_TARGETS]
		    [GROWTH_MOST_RATERS]; /* visits; 0: not even GROWTH_MOST_VISITS */
	size_t used[GROWTH_LEVELS];	  /* scores nearest to each level */
	bool compressed;
	size_t link[GROWTH_LINKS][2], links; /* rater and person: visits that would join the sets */
};
extern const double growth_target[GROWTH_TARGETS];

/* Adds linkage to fit's severities. */
void growth_agree(const struct growth_ask *ask, const struct growth_rows *rows,
    struct growth_fit *fit, struct growth_agreement *out);
/* Behind growth_agree(): the lessons that two of them saw. */
void growth_agree_twice(const struct growth_ask *ask, const struct growth_double *doubles, size_t n,
    struct growth_agreement *out);

/* ---- what the visits can't tell ------------------------------------------------------------------ */

/* growth_sheets.c: versions of the rubric that scores rest on, in sets that share no person; days, in
 * the years of the rows, on which a set's versions all gave way to others. */
struct growth_sheets {
	size_t used, sets;
	double *at;
	size_t breaks;
};
void growth_sheets(
    const struct growth_ask *ask, const struct growth_rows *rows, struct growth_sheets *out);

/* growth_coverage.c: people seen in the school year `year`, by thirds of their mean mark from the lowest,
 * and how many of them were seen in the next. says: the lowest third "less" often than the highest,
 * "more" often, "even", or too "few" people to tell. */
enum { GROWTH_THIRDS = 3 };
struct growth_coverage {
	int year; /* by its first calendar year */
	struct growth_third {
		size_t people, visited;
	} third[GROWTH_THIRDS];
	const char *says;
};

/* ---- one framework of the job ---------------------------------------------------------------- */

struct growth_competence {
	const char *id, *code, *name;
	struct growth_fit fit;
	struct growth_effect effect;
	struct growth_agreement agreement;
	struct growth_sheets sheets;
};

struct growth {
	struct job *job;
	const char *as_of, *run;       /* run: id of its row */
	const char *framework, *title; /* id of the edition */
	bool leaders;		       /* its rubrics are for leaders of schools */
	size_t min_group;
	double target, effect; /* tau, and the expected effect of a day by the district's setting */
	int year;	       /* school year of as_of, by its first calendar year */
	struct growth_units units;
	struct growth_ask ask;
	const struct rows *times; /* dates of ask.times */
	struct growth_competence *competence;
	size_t count, visits;
	struct growth_coverage coverage; /* by the composite; says NULL: there is none */
};

/* Behind growth_fit(), of the last two whole school years. */
void growth_cover(const struct growth *g, const struct growth_rows *rows,
    const struct growth_fit *fit, struct growth_coverage *out);

/* growth_read.c */
CHECKED enum error growth_read_units(struct growth *g);
CHECKED enum error growth_read_rows(struct growth *g, const char *code, struct growth_rows *out);
CHECKED enum error growth_read_days(struct growth *g, const char *code, struct growth_days *out);
CHECKED enum error growth_read_doubles(
    struct growth *g, const char *code, struct growth_double **out, size_t *n);

/* growth_says.c: the words growth, decline, no_change, not_enough_data; flags by the false
 * discovery rate q over units of one kind. */
const char *growth_says(const struct growth_unit *u, bool flagged);
void growth_flag(struct arena *mem, const struct growth_unit *units, size_t n, bool *flagged);

/* growth_write.c */
CHECKED enum error growth_write(struct growth *g, const struct growth_competence *c);

/* growth_write_study.c: effects and agreement of all competences */
CHECKED enum error growth_write_study(struct growth *g);

/* growth_write_run.c: variances and what the visits can't tell, into the run, which is done then */
CHECKED enum error growth_write_run(struct growth *g);

/* growth_plan.c, growth_reason.c: proposals for next year's plan, chosen over all frameworks. */
struct growth_candidate {
	const struct growth *in;
	const struct growth_competence *competence;
	size_t school;
	size_t people, needs; /* needs: open ones, of people and of the school */
	double below;	      /* how many people are expected below the target */
	double effect;	      /* of a day on it, */
	bool measured;	      /* by growth_day_effect() */
	double support;	      /* years since the last day or visit, 5 at most */
	double gain, more;    /* more: what open needs add; then gain is the value of all */
	double loss;
	bool chosen, shown;   /* by the plan builder; what it left is shown in part */
	unsigned because;     /* rules but for which it were not chosen: an_plan_rule */
	const char *only;     /* id of the one methodist who could lead it, or NULL */
	const char *left_for; /* why it wasn't chosen: skill, capacity, school, cost; else NULL */
};
/* What a day on it is expected to bring: its measured effect where that is credible and its lower
 * quartile is above 0 - then that quartile, for caution -, else the district's setting. */
double growth_day_effect(const struct growth *g, const struct growth_competence *c, bool *measured);
/* The measured effect is credible, but not above 0 with that caution: the setting stands in. */
bool growth_not_above(const struct growth_candidate *c);
/* growth_drop.c: days of the draft that should go, after the `rank` proposals that add some. */
CHECKED enum error growth_write_drops(struct job *job, const char *plan,
    const struct growth_candidate *all, size_t candidates, long rank);
CHECKED enum error growth_propose(struct growth *all, size_t n, size_t *proposed);
const char *growth_reason(struct arena *mem, const struct growth_candidate *c);
/* Is the school's level measured, and its group large enough to be shown to others? */
bool growth_shows(const struct growth_candidate *c);

#endif
