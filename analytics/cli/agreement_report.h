/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What `agreement` found, and the ways to say it.
 */
#ifndef CLI_AGREEMENT_REPORT_H
#define CLI_AGREEMENT_REPORT_H
#include "analytics.h"
#include "cli/command.h"
#include "cli/levels.h"

struct agreement {
	double confidence, target; /* of intervals; reliability aimed at */
	unsigned long seed;
	struct an_gstudy study;
	const struct levels *raters;
	uint32_t *order;	      /* of raters, for people */
	struct an_severity *severity; /* by level of rater */
	enum an_status severity_status;
	size_t levels; /* 0: no double visits were asked for */
	int lowest;
	size_t table[AN_KAPPA_MAX_LEVELS * AN_KAPPA_MAX_LEVELS];
	struct an_kappa kappa;
	enum an_status kappa_status;
	bool resampled; /* fewer than 30 lessons: interval by resampling */
	double kappa_low, kappa_high;
};

void agreement_print(const struct cli *c, const struct agreement *a);
enum exit_status agreement_json(const struct cli *c, const struct agreement *a, const char *path);
enum exit_status agreement_severities(
    const struct cli *c, const struct agreement *a, const char *path);

#endif
