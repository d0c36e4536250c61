/* Packs the roster's four files into roster.zip beside their folder.
 *
 * Stored, not deflated, and with a fixed time: two versions of zlib may pack the same text into
 * different bytes, and the same arguments must give the same file everywhere.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "parts.h"
#include "sheet.h"

static void pack(zip_t *zip, const char *folder, const char *name)
{
	enum {
		TIME = 6 << 11,
		DATE = (2026 - 1980) << 9 | 9 << 5 | 1
	}; /* 1 September, 6 o'clock */
	char path[1024];
	snprintf(path, sizeof path, "%s/roster/%s", folder, name);
	zip_source_t *source = zip_source_file(zip, path, 0, -1);
	zip_int64_t at = source ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
	if (at < 0 || zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) ||
	    zip_file_set_external_attributes(
		zip, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX, 0100644u << 16) ||
	    zip_file_set_dostime(zip, (zip_uint64_t)at, TIME, DATE, 0))
		die("%s could not be packed: %s", path, zip_strerror(zip));
}

void zip_roster(const char *folder)
{
	static const char *const names[] = { "manifest.csv", "orgs.csv", "users.csv", "roles.csv" };
	char path[1024];
	int code;
	snprintf(path, sizeof path, "%s/roster.zip", folder);
	unlink(path);
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
	if (!zip)
		die("%s could not be opened (libzip error %d)", path, code);
	for (int i = 0; i < 4; i++)
		pack(zip, folder, names[i]);
	if (zip_close(zip))
		die("%s could not be written: %s", path, zip_strerror(zip));
}
