/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See keys.h. The file is read at each use: it is small, a launch uses none, and a turn of the keys
 * needs no restart.
 */
#include "keys.h"
#include "json.h"
#include "token.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MAX = 64 << 10 };

static const char *const private_parts[] = { "d", "p", "q", "dp", "dq", "qi", "oth" };

static const struct json *unusable(const char **why)
{
	*why = "it isn't a set of two keys";
	return NULL;
}

/* The array of keys, or NULL. */
static const struct json *read_keys(struct arena *a, const char *path, const char **why)
{
	char *text = arena_alloc(a, FILE_MAX);
	const struct json *set, *keys;
	size_t at, n;
	FILE *f;

	*why = "METODDEN_KEYS isn't set";
	if (!path)
		return NULL;
	f = fopen(path, "re");
	*why = strerror(errno);
	if (!f)
		return NULL;
	n = fread(text, 1, FILE_MAX - 1, f);
	fclose(f);
	set = js_parse(text, n, why, &at);
	keys = set && js_kind(set) == JSON_OBJECT ? js_member(set, "keys") : NULL;
	if (!keys || js_kind(keys) != JSON_ARRAY || !js_first(keys) || !js_next(js_first(keys)))
		return unusable(why);
	return keys;
}

static bool is_private(const char *name)
{
	for (size_t i = 0; i < sizeof private_parts / sizeof *private_parts; i++)
		if (strcmp(name, private_parts[i]) == 0)
			return true;
	return false;
}

static struct json *public_part(const struct json *key)
{
	struct json *out = js_object();

	for (const struct json *m = js_first(key); m; m = js_next(m))
		if (!is_private(js_name(m)))
			js_set(out, js_name(m), js_copy(m));
	if (!js_member(out, "alg"))
		js_set(out, "alg", js_text("RS256"));
	if (!js_member(out, "use"))
		js_set(out, "use", js_text("sig"));
	return out;
}

const char *keys_public(struct arena *a, const char *path, const char **why)
{
	const struct json *keys = read_keys(a, path, why);
	struct json *set = js_object(), *list = js_array();

	if (!keys)
		return NULL;
	for (const struct json *k = js_first(keys); k; k = js_next(k))
		js_push(list, public_part(k));
	js_set(set, "keys", list);
	return js_print(set);
}

const char *keys_pem(struct arena *a, const char *path, const char **why)
{
	const struct json *keys = read_keys(a, path, why);
	const char *pem = keys ? token_key_pem(a, js_print(js_first(keys))) : NULL;

	if (keys && !pem)
		*why = "its first key isn't RSA";
	return pem;
}

const char *keys_sign(struct arena *a, const char *path, const char *claims, const char **why)
{
	const struct json *keys = read_keys(a, path, why);
	const char *token = keys ? token_sign(a, js_print(js_first(keys)), claims) : NULL;

	if (keys && !token)
		*why = "its first key can't sign";
	return token;
}

static bool write_whole(int fd, const char *text)
{
	size_t n = strlen(text);
	bool ok = fd >= 0 && write(fd, text, n) == (ssize_t)n && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool write_keys(struct arena *a, const char *path, const char *first, const char **why)
{
	const char *second = token_new_key(a), *new_path;
	int fd;

	*why = "no key could be made";
	if (!first || !second)
		return false;
	new_path = arena_printf(a, "%s.new", path);
	unlink(new_path);
	fd = open(new_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (write_whole(fd, arena_printf(a, "{\"keys\":[%s,%s]}\n", first, second)) &&
	    rename(new_path, path) == 0)
		return true;
	*why = strerror(errno);
	return false;
}

bool keys_create(struct arena *a, const char *path, const char **why)
{
	*why = strerror(EEXIST);
	return access(path, F_OK) != 0 && write_keys(a, path, token_new_key(a), why);
}

bool keys_turn(struct arena *a, const char *path, const char **why)
{
	const struct json *keys = read_keys(a, path, why);

	return keys && write_keys(a, path, js_print(js_next(js_first(keys))), why);
}
