/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metodden portal keys create | rotate | show | pem: this service's own signing keys, in the file METODDEN_KEYS.
 * No database is needed.
 */
#include "commands/portal.h"
#include "keys.h"

#include <string.h>

static enum status failed(struct command *c, const char *why)
{
	return complain(c, BAD_INPUT, words(c, "файл ключей %s: %s", "the file of keys %s: %s"),
	    c->config->keys, why);
}

static enum status done(const char *said)
{
	puts(said);
	return DONE;
}

enum status portal_keys(struct command *c)
{
	const char *word, *why = NULL, *path = c->config->keys;
	struct arena *mem = c->rq->mem;

	if (!read_options(c, NULL, 0, &word, 1, 1))
		return USAGE;
	if (!path)
		return complain(c, USAGE, words(c, "не задана переменная %s", "%s is not set"),
		    "METODDEN_KEYS");
	if (strcmp(word, "create") == 0)
		return !keys_create(mem, path, &why)
			   ? failed(c, why)
			   : done(words(c,
				 "Ключи созданы. Сделайте файл читаемым для служб metodden-app и metodden-worker и больше ни для кого.",
				 "The keys are made. Let the services metodden-app and metodden-worker read the file, and nobody else."));
	if (strcmp(word, "rotate") == 0)
		return !keys_turn(mem, path, &why)
			   ? failed(c, why)
			   : done(words(c,
				 "Подписывает следующий ключ; новый следующий уже опубликован.",
				 "The next key signs now; a new next one is published."));
	if (strcmp(word, "show") == 0) {
		const char *jwks = keys_public(mem, path, &why);

		return jwks ? done(jwks) : failed(c, why);
	}
	if (strcmp(word, "pem") == 0) {
		const char *pem = keys_pem(mem, path, &why);

		return pem ? done(pem) : failed(c, why);
	}
	return complain(c, USAGE,
	    words(c, "portal keys create, rotate, show или pem, а не «%s»",
		"portal keys create, rotate, show or pem, not \"%s\""),
	    word);
}
