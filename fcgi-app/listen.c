/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The listening socket: systemd's by LISTEN_FDS, so that a restart loses no request, or our own.
 */
#include "fcgi.h"
#include "log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { HANDED_OVER = 3, BACKLOG = 1024 };

static bool ours;

static int refuse_to_listen(const char *path, const char *why)
{
	log_event(LOG_LEVEL_ERROR, "listen", "socket", path, "why", why, NULL);
	return -1;
}

static bool somebody_listens(const struct sockaddr_un *a)
{
	int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool yes = connect(s, (const struct sockaddr *)a, sizeof *a) == 0;

	close(s);
	return yes;
}

static int take_over(const char *count)
{
	int listens = 0;

	if (strcmp(count, "1") != 0)
		return refuse_to_listen("", "LISTEN_FDS must be 1");
	if (getsockopt(HANDED_OVER, SOL_SOCKET, SO_ACCEPTCONN, &listens,
		&(socklen_t){ sizeof listens }) != 0 ||
	    !listens)
		return refuse_to_listen("", "descriptor 3 isn't a listening socket");
	return HANDED_OVER;
}

int fcgi_listen(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
	struct stat st;

	if (count && pid && strtol(pid, NULL, 10) == getpid())
		return take_over(count);
	if (!path)
		return refuse_to_listen("", "METODDEN_SOCKET is not set");
	if (strlen(path) >= sizeof a.sun_path)
		return refuse_to_listen(path, "the path of a socket has at most 107 bytes");
	memcpy(a.sun_path, path, strlen(path));
	if (stat(path, &st) == 0) {
		if (!S_ISSOCK(st.st_mode))
			return refuse_to_listen(path, "something else is there");
		if (somebody_listens(&a))
			return refuse_to_listen(path, "another server listens there");
		unlink(path);
	}
	int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	mode_t old = umask(0117); /* owner and group: the web server is in the group */
	int bad = bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, BACKLOG);

	umask(old);
	ours = !bad;
	return bad ? refuse_to_listen(path, strerror(errno)) : s;
}

void fcgi_stop_listening(const char *path)
{
	if (ours)
		unlink(
		    path); /* not shutdown(2): libfcgi would spin on accept(2) failing with EINVAL */
}
