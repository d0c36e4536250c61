/* The parameters of the known truth (score.c), shared with the file that prints them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DISTRICT_SCORE_H
#define DISTRICT_SCORE_H

#include "district.h"

#define DAY_EFFECT 0.15
#define DAY_LASTS 90
#define SD_TEACHER 0.35
#define SD_TEACHER_SLOPE 0.06
#define COR_TEACHER (-0.2)
#define SD_TEACHER_COMPETENCE 0.20
#define SD_SCHOOL 0.20
#define SD_SCHOOL_SLOPE 0.05
#define SD_RATER 0.20
#define SD_VISIT 0.30
#define SD_ITEM 0.45

extern const double mean_of[COMPETENCES], trend_of[COMPETENCES];

#endif
