/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See portal.h. One connection at a time, closed after its answer.
 */
#include "portal.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_EFFECTS = 512, MOST_BYTES = 1 << 20, TEXT = 200 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static enum portal_mood mood;
static char refused[TEXT], failing[TEXT], breaking[TEXT];
static char *effects[MOST_EFFECTS];
static int effect_count, call_count, listener = -1;
static uint16_t port;
static const char *const *roster;

static void open_door(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons(port) };
	socklen_t n = sizeof a;
	int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(fd, (struct sockaddr *)&a, n) || listen(fd, 8))
		abort();
	getsockname(fd, (struct sockaddr *)&a, &n);
	port = ntohs(a.sin_port);
	listener = fd;
}

/* Percent-decoded in place. */
static void decode(char *text)
{
	char *to = text, hex[3] = "";

	for (char *p = text; *p; p++) {
		if (*p == '%' && p[1] && p[2]) {
			memcpy(hex, p + 1, 2);
			*to++ = (char)strtol(hex, NULL, 16);
			p += 2;
		} else {
			*to++ = *p == '+' ? ' ' : *p;
		}
	}
	*to = '\0';
}

static void field(const char *form, const char *name, char *out, size_t size)
{
	const char *at = strstr(form, name);

	snprintf(out, size, "%.*s", at ? (int)strcspn(at + strlen(name), "&") : 0,
	    at ? at + strlen(name) : "");
}

static bool has(const char *form, const char *text)
{
	return *text && strstr(form, text);
}

/* True when it took effect now, false when before. */
static bool take_effect(const char *function, const char *key, const char *form)
{
	char head[300];
	int n = snprintf(head, sizeof head, "%s %s ", function, key);

	for (int i = 0; i < effect_count; i++)
		if (strncmp(effects[i], head, (size_t)n) == 0)
			return false;
	if (effect_count == MOST_EFFECTS)
		abort();
	char *text = malloc((size_t)n + strlen(form) + 1);

	memcpy(text, head, (size_t)n);
	memcpy(text + n, form, strlen(form) + 1);
	effects[effect_count++] = text;
	return true;
}

static void page_of_roster(const char *form, char *out, size_t size)
{
	static const char *const none[] = { NULL };
	const char *const *pages = roster ? roster : none;
	char after[20];
	long page, n = 0;

	field(form, "after=", after, sizeof after);
	page = strtol(after, NULL, 10);
	while (pages[n])
		n++;
	snprintf(out, size, "{\"people\":%s,\"next\":%ld,\"asof\":1}",
	    page >= 0 && page < n ? pages[page] : "[]", page + 1 < n ? page + 1 : 0);
}

static void deliver(const char *function, const char *form, char *out, size_t size)
{
	char key[120], one[400];
	const char *outcome;

	field(form, "deliveries[0][key]=", key, sizeof key);
	if (has(form, refused))
		outcome = "refused";
	else if (has(form, failing))
		outcome = "failed";
	else
		outcome = take_effect(function, key, form) ? "done" : "repeated";
	bool yes = *outcome == 'd' || strcmp(outcome, "repeated") == 0;

	snprintf(one, sizeof one,
	    "{\"key\":\"%s\",\"outcome\":\"%s\",\"id\":7,\"reason\":\"%s\",\"message\":\"%s\"}",
	    key, outcome, yes ? "" : "person_unknown",
	    yes ? "" : "На портале нет такого сотрудника");
	if (mood == PORTAL_MUTE)
		snprintf(out, size, "{\"results\":[]}");
	else
		snprintf(out, size, "{\"results\":[%s%s%s]}", one, mood == PORTAL_TWICE ? "," : "",
		    mood == PORTAL_TWICE ? one : "");
}

static int answer(char *form, char *out, size_t size)
{
	static const struct {
		enum portal_mood mood;
		int status;
		const char *text;
	} set[] = {
		{ PORTAL_ERROR, 500, "" },
		{ PORTAL_PAGE, 200, "<!doctype html><title>Портал</title>" },
		{ PORTAL_MAINTENANCE, 200,
		    "{\"exception\":\"moodle_exception\",\"errorcode\":\"sitemaintenance\",\"message\":\"-\"}" },
		{ PORTAL_BAD_TOKEN, 200,
		    "{\"exception\":\"moodle_exception\",\"errorcode\":\"invalidtoken\",\"message\":\"-\"}" },
		{ PORTAL_BAD_PARAMETER, 200,
		    "{\"exception\":\"invalid_parameter_exception\",\"errorcode\":\"invalidparameter\","
		    "\"message\":\"Обнаружено недопустимое значение параметра\"}" },
	};
	char function[100];

	for (size_t i = 0; i < sizeof set / sizeof *set; i++)
		if (set[i].mood == mood) {
			snprintf(out, size, "%s", set[i].text);
			return set[i].status;
		}
	decode(form);
	if (has(form, breaking))
		return 500;
	field(form, "wsfunction=", function, sizeof function);
	if (strcmp(function, "local_metodden_get_roster") == 0)
		page_of_roster(form, out, size);
	else
		deliver(function, form, out, size);
	return 200;
}

/* The whole request: head and so much body as it says. */
static char *receive(int fd, char *buffer)
{
	size_t n = 0, want = SIZE_MAX;
	char *body = NULL, *length;
	ssize_t got;

	while (n < want && (got = read(fd, buffer + n, MOST_BYTES - 1 - n)) > 0) {
		n += (size_t)got;
		buffer[n] = '\0';
		if (!body && (body = strstr(buffer, "\r\n\r\n"))) {
			length = strcasestr(buffer, "content-length:");
			body += 4;
			want =
			    (size_t)(body - buffer) + (length ? strtoul(length + 15, NULL, 10) : 0);
		}
	}
	return body;
}

static void serve(int fd)
{
	static char in[MOST_BYTES], out[MOST_BYTES], head[200];
	char *form = receive(fd, in);

	if (!form)
		return;
	pthread_mutex_lock(&lock);
	call_count++;
	*out = '\0';
	int status = answer(form, out, sizeof out);
	size_t n = strlen(out), sent = mood == PORTAL_HALF ? n / 2 : n;

	pthread_mutex_unlock(&lock);
	int h = snprintf(head, sizeof head,
	    "HTTP/1.1 %d x\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
	    "Connection: close\r\n\r\n",
	    status, n);
	if (write(fd, head, (size_t)h) < 0 || write(fd, out, sent) < 0)
		return;
}

static void *run(void *arg)
{
	for (;;) {
		pthread_mutex_lock(&lock);
		if (mood == PORTAL_DOWN && listener >= 0) {
			close(listener);
			listener = -1;
		} else if (mood != PORTAL_DOWN && listener < 0) {
			open_door();
		}
		int fd = listener;

		pthread_mutex_unlock(&lock);
		struct timeval tick = { .tv_usec = 20000 };
		fd_set set;

		FD_ZERO(&set);
		if (fd >= 0)
			FD_SET(fd, &set);
		if (select(fd + 1, &set, NULL, NULL, &tick) <= 0)
			continue;
		int guest = accept(fd, NULL, NULL);

		if (guest >= 0) {
			serve(guest);
			close(guest);
		}
	}
	return arg;
}

const char *portal_start(void)
{
	pthread_t t;

	open_door();
	ck_assert_int_eq(pthread_create(&t, NULL, run, NULL), 0);
	setenv("NO_PROXY", "127.0.0.1", 1);
	return format("http://127.0.0.1:%d/moodle", port);
}

void portal_feel(enum portal_mood m)
{
	pthread_mutex_lock(&lock);
	mood = m;
	pthread_mutex_unlock(&lock);
	usleep(100000); /* the door is opened or shut between two guests */
}

static void set(char *to, const char *text)
{
	pthread_mutex_lock(&lock);
	snprintf(to, TEXT, "%s", text);
	pthread_mutex_unlock(&lock);
}

void portal_refuse(const char *text)
{
	set(refused, text);
}

void portal_fail(const char *text)
{
	set(failing, text);
}

void portal_break_at(const char *text)
{
	set(breaking, text);
}

int portal_calls(void)
{
	pthread_mutex_lock(&lock);
	int n = call_count;

	pthread_mutex_unlock(&lock);
	return n;
}

int portal_effects(void)
{
	return portal_effects_with("");
}

int portal_effects_with(const char *text)
{
	int n = 0;

	pthread_mutex_lock(&lock);
	for (int i = 0; i < effect_count; i++)
		n += strstr(effects[i], text) != NULL;
	pthread_mutex_unlock(&lock);
	return n;
}

const char *portal_effect(int i)
{
	pthread_mutex_lock(&lock);
	const char *text = i < effect_count ? effects[i] : "";

	pthread_mutex_unlock(&lock);
	return text;
}

void portal_roster(const char *const pages[])
{
	pthread_mutex_lock(&lock);
	roster = pages;
	pthread_mutex_unlock(&lock);
}
