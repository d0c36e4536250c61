/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of our two languages a reader is answered in.
 */
#include "check_main.h"

#include "app.h"

static bool english(const char *header)
{
	return wants_english(&(struct request){ .language = header });
}

START_TEST(russian_is_for_who_asks_for_it_or_for_nothing_we_have)
{
	ck_assert(!english(NULL));
	ck_assert(!english(""));
	ck_assert(!english("ru"));
	ck_assert(!english("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7"));
	ck_assert(!english("de, fr;q=0.5"));
	ck_assert(!english("*"));
	ck_assert(!english("*, en;q=0.5"));
	ck_assert(!english("ru, en"));
	ck_assert(!english("tt, ru;q=0.8, en;q=0.3"));
}
END_TEST

START_TEST(english_is_for_who_prefers_it)
{
	ck_assert(english("en"));
	ck_assert(english("EN-gb"));
	ck_assert(english("en-GB,en;q=0.9,ru;q=0.8"));
	ck_assert(english("ru;q=0.4, en ; q=0.5"));
	ck_assert(english("de, en;q=0.1"));
	ck_assert(english("en, ru"));
	ck_assert(english("ru;q=0, en;q=0.001"));
}
END_TEST

START_TEST(what_is_no_language_range_counts_for_nothing)
{
	ck_assert(!english("enough"));
	ck_assert(!english("en;q=0"));
	ck_assert(!english("en;q="));
	ck_assert(!english("en;q"));
	ck_assert(!english("en;level=1"));
	ck_assert(!english("en;q=nan"));
	ck_assert(!english("en;q=-1"));
	ck_assert(!english(",,;;q=1,"));
	ck_assert(!english("e"));
}
END_TEST

CHECK_MAIN("language", russian_is_for_who_asks_for_it_or_for_nothing_we_have,
    english_is_for_who_prefers_it, what_is_no_language_range_counts_for_nothing)
