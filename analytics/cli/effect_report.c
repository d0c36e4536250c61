/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See effect_report.h. The naive row stands first and says that it isn't an effect: people will
 * compute it anyway.
 */
#include "cli/effect_report.h"
#include "cli/columns.h"

#include <math.h>

static const struct {
	const char *key, *ru, *en;
} verdict[] = {
	[AN_CREDIBLE] = { "credible", "эффект достоверен", "the effect is credible" },
	[AN_NO_PLACEBO] = { "no_placebo",
	    "достоверность не проверить: мало лет до дня или мало школ",
	    "can't be checked: too few years before the day, or too few schools" },
	[AN_PLACEBO_FAILS] = { "placebo_fails",
	    "эффект не доказан: школы менялись уже до дня, их выбрали не случайно",
	    "not proven: schools changed before the day already, they weren't chosen at random" },
	[AN_MODELS_DISAGREE] = { "models_disagree",
	    "эффект не доказан: модель и сравнение школ расходятся",
	    "not proven: the model and the comparison of schools disagree" },
	[AN_NO_MODEL] = { "no_model",
	    "проверка пройдена; для вывода нужна модель (--time, --rater)",
	    "the check is passed; a conclusion needs the model (--time, --rater)" },
};

static void line(const char *words, const struct an_effect_row *r)
{
	/* Names of rows are of different lengths in bytes and in letters: the figure goes first. */
	if (isnan(r->effect))
		return;
	if (isnan(r->se))
		printf("  %+.3f            %s\n", r->effect, words);
	else
		printf("  %+.3f (±%.3f)   %s\n", r->effect, 1.645 * r->se, words);
}

/* Of few schools nothing can be said about the spread: the figure stands without an interval. */
static void print_event(const struct cli *c, int k, const struct an_effect_row *r)
{
	char within[32] = "";

	if (!isnan(r->se))
		snprintf(within, sizeof within, " ±%.3f", 1.645 * r->se);
	printf(cli_words(c, "    %+d: %+.3f%s, сравнений %zu, не посещённых %zu\n",
		   "    %+d: %+.3f%s, comparisons %zu, not visited %zu\n"),
	    k, r->effect, within, r->treated, r->controls);
}

static void print_events(const struct cli *c, const struct effects *e, const struct effect_of *of)
{
	puts(cli_words(c, "  По периодам от дня:", "  By periods from the day:"));
	for (int k = e->from; k <= e->to; k++) {
		const struct an_effect_row *r = &of->event[k - e->from];

		if (k == -1)
			printf(cli_words(
				   c, "    %+d: 0 (точка отсчёта)\n", "    %+d: 0 (reference)\n"),
			    k);
		else if (!isnan(r->effect))
			print_event(c, k, r);
	}
}

static void print_one(const struct cli *c, const struct effects *e, const struct effect_of *of)
{
	printf("\n%s\n", of->response);
	line(cli_words(c, "было - стало у посещённых: это не эффект",
		 "before - after of the visited: not an effect"),
	    &of->rows.naive);
	line(cli_words(c, "против ещё не посещённых, от периода до дня",
		 "against not yet visited, since the period before the day"),
	    &of->rows.did);
	line(cli_words(c, "то же, от более ранних периодов", "the same, since earlier periods"),
	    &of->rows.early);
	line(cli_words(c, "смешанная модель по всей истории", "mixed model over the whole history"),
	    &of->model);
	line(cli_words(c, "проверка: изменение до дня, должно быть около 0",
		 "check: change before the day, should be about 0"),
	    &of->rows.placebo);
	if (!isnan(of->shrunken))
		printf(cli_words(c, "  %+.3f (±%.3f)   с учётом других компетенций\n",
			   "  %+.3f (±%.3f)   with the other competences in view\n"),
		    of->shrunken, 1.645 * of->shrunken_sd);
	printf("  => %s\n", c->english ? verdict[of->credible].en : verdict[of->credible].ru);
	print_events(c, e, of);
}

void effect_print(const struct cli *c, const struct effects *e)
{
	printf(cli_words(c, "Школ %zu; педагогов в школах %zu, из них с методическим днём %zu\n",
		   "%zu schools; %zu teachers at schools, of them with a methodological day %zu\n"),
	    e->schools, e->units, e->visited);
	for (size_t i = 0; i < e->n; i++)
		print_one(c, e, &e->of[i]);
}

static void add_row(cJSON *to, const char *name, const struct an_effect_row *r)
{
	cJSON *j = cJSON_AddObjectToObject(to, name);

	cJSON_AddNumberToObject(j, "effect", r->effect);
	cJSON_AddNumberToObject(j, "se", r->se);
	if (r->treated) {
		cJSON_AddNumberToObject(j, "comparisons", (double)r->treated);
		cJSON_AddNumberToObject(j, "controls", (double)r->controls);
	}
}

static cJSON *one_json(const struct effects *e, const struct effect_of *of)
{
	cJSON *j = cJSON_CreateObject(), *events;

	cJSON_AddStringToObject(j, "response", of->response);
	add_row(j, "naive", &of->rows.naive);
	add_row(j, "did", &of->rows.did);
	add_row(j, "early", &of->rows.early);
	add_row(j, "placebo", &of->rows.placebo);
	add_row(j, "model", &of->model);
	cJSON_AddNumberToObject(j, "shrunken", of->shrunken);
	cJSON_AddNumberToObject(j, "shrunken_sd", of->shrunken_sd);
	cJSON_AddStringToObject(j, "verdict", verdict[of->credible].key);
	events = cJSON_AddArrayToObject(j, "events");
	for (int k = e->from; k <= e->to; k++) {
		const struct an_effect_row *r = &of->event[k - e->from];
		cJSON *x = cJSON_CreateObject();

		cJSON_AddNumberToObject(x, "period", k);
		cJSON_AddNumberToObject(x, "effect", r->effect);
		cJSON_AddNumberToObject(x, "se", r->se);
		cJSON_AddNumberToObject(x, "comparisons", (double)r->treated);
		cJSON_AddItemToArray(events, x);
	}
	return j;
}

enum exit_status effect_json(const struct cli *c, const struct effects *e, const char *path)
{
	cJSON *j = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(j, "effects");

	cJSON_AddNumberToObject(j, "schools", (double)e->schools);
	cJSON_AddNumberToObject(j, "teachers", (double)e->units);
	for (size_t i = 0; i < e->n; i++)
		cJSON_AddItemToArray(list, one_json(e, &e->of[i]));
	return columns_json(c, path, j);
}
