/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See client.h. Written from the FastCGI specification and not with libfcgi, so that both ends
 * can't share a mistake.
 */
#include "client.h"
#include "json.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6, STDERR = 7 };
enum { HEADER = 8, ID = 1, RESPONDER = 1, RECORD = 32000, ANSWER_MOST = 4 << 20 };

struct arena *wire_memory(void)
{
	static struct arena *a;

	if (!a) {
		a = arena_create(256u << 20);
		js_use(a);
	}
	return a;
}

const char *format(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	const char *s = arena_vprintf(wire_memory(), fmt, ap);
	va_end(ap);
	return s;
}

int wire_connect(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	ck_assert_uint_lt(strlen(path), sizeof a.sun_path);
	memcpy(a.sun_path, path, strlen(path));
	if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0)
		return fd;
	int why = errno;

	close(fd);
	errno = why;
	return -1;
}

static void wait_for(int fd, short what)
{
	struct pollfd p = { .fd = fd, .events = what };

	ck_assert_msg(poll(&p, 1, WIRE_SECONDS * 1000) == 1, "the program is silent");
}

static bool send_all(int fd, const void *data, size_t n)
{
	for (const char *p = data; n > 0;) {
		wait_for(fd, POLLOUT);
		ssize_t sent = send(fd, p, n, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (sent < 0 && errno == EAGAIN)
			continue;
		if (sent < 0)
			return false;
		p += sent;
		n -= (size_t)sent;
	}
	return true;
}

static bool record(int fd, int type, const void *data, size_t n)
{
	unsigned char head[HEADER] = { 1, (unsigned char)type, 0, ID, (unsigned char)(n >> 8),
		(unsigned char)n, 0, 0 };

	return send_all(fd, head, sizeof head) && send_all(fd, data, n);
}

void wire_begin(int fd, bool keep)
{
	record(fd, BEGIN, (unsigned char[HEADER]){ 0, RESPONDER, keep }, HEADER);
}

static size_t put_length(unsigned char *out, size_t n)
{
	if (n < 128) {
		*out = (unsigned char)n;
		return 1;
	}
	out[0] = (unsigned char)(n >> 24 | 0x80);
	out[1] = (unsigned char)(n >> 16);
	out[2] = (unsigned char)(n >> 8);
	out[3] = (unsigned char)n;
	return 4;
}

void wire_params(int fd, const char *const pairs[])
{
	static unsigned char out[RECORD];
	size_t used = 0;

	for (; *pairs; pairs += 2) {
		size_t n = strlen(pairs[0]), m = strlen(pairs[1]);

		ck_assert_uint_lt(used + n + m + 8, sizeof out);
		used += put_length(out + used, n);
		used += put_length(out + used, m);
		memcpy(out + used, pairs[0], n);
		memcpy(out + used + n, pairs[1], m);
		used += n + m;
	}
	record(fd, PARAMS, out, used);
	record(fd, PARAMS, NULL, 0);
}

bool wire_stdin(int fd, const char *data, size_t n)
{
	if (n == 0)
		return record(fd, STDIN, NULL, 0);
	for (size_t part; n > 0; data += part, n -= part) {
		part = n < RECORD ? n : RECORD;
		if (!record(fd, STDIN, data, part))
			return false;
	}
	return true;
}

/* False at the end of the connection. */
static bool receive(int fd, void *out, size_t n)
{
	for (char *p = out; n > 0;) {
		wait_for(fd, POLLIN);
		ssize_t got = recv(fd, p, n, 0);

		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
	}
	return true;
}

static void split(struct answer *a, char *text, size_t n)
{
	char *end = memmem(text, n, "\r\n\r\n", 4);

	a->head = a->body = "";
	if (!end)
		return;
	*end = '\0';
	a->head = text;
	a->body = end + 4;
	a->len = n - (size_t)(a->body - text);
	a->status = (int)strtol(wire_header(*a, "Status"), NULL, 10);
}

struct answer wire_read(int fd)
{
	char *text = arena_alloc(wire_memory(), ANSWER_MOST + 1);
	struct answer a = { 0 };
	unsigned char head[HEADER];
	static unsigned char data[1 << 16];
	size_t used = 0;

	while (!a.ended && !a.closed) {
		if (!receive(fd, head, sizeof head)) {
			a.closed = true;
			break;
		}
		size_t n = (size_t)head[4] << 8 | head[5];

		a.closed = !receive(fd, data, n) || !receive(fd, &(char[256]){ 0 }, head[6]);
		a.ended = head[1] == END;
		if (head[1] == STDOUT && !a.closed) {
			ck_assert_uint_lt(used + n, ANSWER_MOST);
			memcpy(text + used, data, n);
			used += n;
		}
	}
	split(&a, text, used);
	return a;
}

bool wire_take(int fd, size_t n)
{
	return receive(fd, arena_alloc(wire_memory(), n), n);
}

void wire_hang_up(int fd)
{
	close(fd);
}

static bool has(const char *const pairs[], const char *name)
{
	for (; pairs && *pairs; pairs += 2)
		if (strcmp(*pairs, name) == 0)
			return true;
	return false;
}

/* NOLINTNEXTLINE(readability-function-size): a body counts once with its length */
int wire_send(const char *path, const char *method, const char *uri, const char *const more[],
    const char *body, size_t n)
{
	const char *pairs[40] = { "REQUEST_METHOD", method, "DOCUMENT_URI", uri, "HTTP_HOST",
		"localhost" };
	size_t used = has(more, "HTTP_HOST") ? 4 : 6;
	int fd = wire_connect(path);

	ck_assert_msg(fd >= 0, "%s: %s", path, strerror(errno));
	if (body && !has(more, "CONTENT_TYPE")) {
		pairs[used++] = "CONTENT_TYPE";
		pairs[used++] = "application/json";
	}
	if (body && !has(more, "CONTENT_LENGTH")) {
		pairs[used++] = "CONTENT_LENGTH";
		pairs[used++] = format("%zu", n);
	}
	for (; more && *more; more++)
		pairs[used++] = *more;
	wire_begin(fd, false);
	wire_params(fd, pairs);
	if (n == 0 || wire_stdin(fd, body, n))
		wire_stdin(fd, NULL, 0);
	return fd;
}

/* NOLINTNEXTLINE(readability-function-size): a body counts once with its length */
struct answer wire_ask(const char *path, const char *method, const char *uri,
    const char *const more[], const char *body, size_t n)
{
	int fd = wire_send(path, method, uri, more, body, n);
	struct answer a = wire_read(fd);

	wire_hang_up(fd);
	return a;
}

struct answer wire_get(const char *path, const char *uri)
{
	return wire_ask(path, "GET", uri, NULL, NULL, 0);
}

const char *wire_header(struct answer a, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = a.head; p; p = strstr(p, "\r\n")) {
		p += strncmp(p, "\r\n", 2) == 0 ? 2 : 0;
		if (strncasecmp(p, name, n) == 0 && p[n] == ':')
			return format("%.*s", (int)strcspn(p + n + 2, "\r\n"), p + n + 2);
	}
	return "";
}

const char *wire_member(struct answer a, const char *name)
{
	const char *why;
	size_t at;

	wire_memory();
	const struct json *j = js_parse(a.body, a.len, &why, &at);

	ck_assert_msg(j != NULL, "%s at byte %zu: %.2000s", why, at, a.body);
	j = js_kind(j) == JSON_OBJECT ? js_member(j, name) : NULL;
	if (!j)
		return "";
	return js_kind(j) == JSON_STRING ? js_string(j) : js_print(j);
}
