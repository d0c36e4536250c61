/* demo-district OUTDIR TRUTHDIR: writes the files of a made-up district for the importers.
 *
 * The same arguments give the same bytes on any machine; without --today the day is 24 November of
 * the year, never the clock. Nothing in OUTDIR tells the truth that TRUTHDIR holds.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "calendar.h"
#include "parts.h"
#include "sheet.h"

static const char usage[] =
    "usage: demo-district OUTDIR TRUTHDIR [--seed N] [--year 2026] [--today YYYY-MM-DD]\n"
    "                     [--rubrics DIR] [--times 1]\n"
    "Writes roster/, roster.zip, school.csv, timetable.csv, plan-YEAR.csv and\n"
    "visits-RUBRIC-YEAR.csv of four school years to OUTDIR, the truth behind them to TRUTHDIR.\n"
    "--times 7 repeats the schools seven times: 3000 teachers.\n";

static void make_folder(const char *path)
{
	if (mkdir(path, 0777) && errno != EEXIST)
		die("%s: %s", path, strerror(errno));
}

static long number(const char *text, const char *name, long least, long most)
{
	char *end;
	errno = 0;
	long value = strtol(text, &end, 10);
	if (errno || end == text || *end || value < least || value > most)
		die("%s must be a number from %ld to %ld, not «%s»", name, least, most, text);
	return value;
}

static void report(const struct district *d, const char *folder)
{
	int teachers = 0, lessons = 0;
	for (int i = 0; i < d->roles; i++)
		teachers += !strcmp(d->role[i].role, "teacher") && !d->role[i].to;
	for (int i = 0; i < d->units; i++)
		lessons += (d->unit[i].cell[0] >= 0) + (d->unit[i].cell[1] >= 0);
	fprintf(stderr,
	    "%s: %d organisations, %d people, %d teachers, %d classes, %d of %d lessons, %d "
	    "visits\n",
	    folder, org_count, d->persons, teachers, d->streams, lessons, 2 * d->units, d->visits);
}

static void make_district(struct district *d, const char *rubrics)
{
	make_orgs(d->times);
	make_rubrics(d, rubrics);
	make_streams(d);
	make_posts(d);
	make_people(d);
	make_timetable(d);
	make_plans(d);
	make_visits(d);
}

static void write_all(const struct district *d, const char *folder, const char *truth)
{
	char roster[1000];
	snprintf(roster, sizeof roster, "%s/roster", folder);
	make_folder(folder);
	make_folder(roster);
	make_folder(truth);
	write_roster(d, roster);
	zip_roster(folder);
	write_school(d, folder);
	write_timetable(d, folder);
	write_plans(d, folder);
	write_visits(d, folder);
	write_truth(d, truth);
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "seed", 1, NULL, 's' }, { "year", 1, NULL, 'y' },
		{ "today", 1, NULL, 't' }, { "rubrics", 1, NULL, 'r' }, { "times", 1, NULL, 'n' },
		{ "help", 0, NULL, 'h' }, { "version", 0, NULL, 'v' }, { NULL, 0, NULL, 0 } };
	static struct district d = { .seed = 1, .year = 2026, .times = 1 };
	const char *rubrics = "sql/seed/rubrics";
	for (int o; (o = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
		if (o == 's')
			d.seed = (uint64_t)number(optarg, "--seed", 0, 1000000000);
		else if (o == 'y')
			d.year = (int)number(optarg, "--year", 2000, 2100);
		else if (o == 't' && !day_read(optarg, &d.today))
			die("--today must be a date like 2026-11-24, not «%s»", optarg);
		else if (o == 'n')
			d.times = (int)number(optarg, "--times", 1, MOST_TIMES);
		else if (o == 'r')
			rubrics = optarg;
		else if (o == 'h' || o == 'v')
			return puts(o == 'h' ? usage : "demo-district " VERSION) < 0;
		else if (o == '?')
			return fputs(usage, stderr), 2;
	}
	if (argc - optind != 2)
		return fputs(usage, stderr), 2;
	if (!d.today)
		d.today = day_from(d.year, 11, 24);
	make_district(&d, rubrics);
	write_all(&d, argv[optind], argv[optind + 1]);
	report(&d, argv[optind]);
	return 0;
}
