/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See columns.h.
 */
#include "cli/columns.h"
#include "cli/output.h"

#include <math.h>
#include <stdlib.h>

size_t *columns_index(const struct column *x, size_t rows)
{
	size_t *index = calloc(rows + 1, sizeof *index);

	for (size_t i = 0; index && i < rows; i++)
		index[i] = x->level[i];
	return index;
}

enum exit_status columns_whole(
    const struct cli *c, const char *path, const struct column *x, size_t rows, int **out)
{
	*out = calloc(rows + 1, sizeof **out);
	if (!*out)
		return cli_complain_of(c, AN_NO_MEMORY);
	for (size_t i = 0; i < rows; i++) {
		if (fabs(x->number[i]) > 1e6 || x->number[i] != rint(x->number[i]))
			return cli_complain(c, EXIT_BAD_DATA,
			    cli_words(c, "%s, столбец %s: нужны целые числа, а не %g",
				"%s, column %s: whole numbers are needed, not %g"),
			    path, x->name, x->number[i]);
		(*out)[i] = (int)x->number[i];
	}
	return EXIT_DONE;
}

bool columns_share(const struct cli *c, const char *option, const char *text, double *out)
{
	if (!text)
		return true;
	if (!cli_number(c, option, text, out))
		return false;
	if (*out > 0 && *out < 1)
		return true;
	cli_complain(c, EXIT_USAGE,
	    cli_words(c, "%s: нужно число между 0 и 1", "%s: a number between 0 and 1 is needed"),
	    option);
	return false;
}

bool columns_needed(const struct cli *c, const char *option, const char *text)
{
	if (text)
		return true;
	cli_complain(
	    c, EXIT_USAGE, cli_words(c, "нужен ключ %s", "the option %s is needed"), option);
	return false;
}

enum exit_status columns_json(const struct cli *c, const char *path, cJSON *tree)
{
	char *text = tree ? cJSON_Print(tree) : NULL;
	struct output o;
	enum exit_status s;

	cJSON_Delete(tree);
	if (!text)
		return cli_complain_of(c, AN_NO_MEMORY);
	if (!output_open(c, path, &o)) {
		cJSON_free(text);
		return EXIT_BROKEN;
	}
	fputs(text, o.file);
	putc('\n', o.file);
	s = output_close(c, &o);
	cJSON_free(text);
	return s;
}

void columns_number(FILE *f, const char *before, double v)
{
	fputs(before, f);
	if (!isnan(v))
		output_number(f, v);
}
