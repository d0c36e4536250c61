/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzzes the reader of CSV files behind metodden-growth: any bytes are read or refused, never more.
 * Built and run by `make fuzz`; the corpus lies in tests/fuzz/corpus/table.
 */
#include "cli/table.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cli c = { .english = true };
	struct column columns[] = { { .name = "y", .kind = COLUMN_NUMBER },
		{ .name = "g", .kind = COLUMN_LEVEL }, { .name = "x", .kind = COLUMN_EITHER } };
	size_t n = sizeof columns / sizeof *columns;
	struct table t;
	char path[40];
	int fd = memfd_create("table", 0);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (table_read(&c, path, columns, n, &t) == EXIT_DONE)
		for (size_t r = 0; r < t.rows; r++)
			if (columns[1].level[r] >= columns[1].levels.n)
				abort();
	table_free(columns, n);
	close(fd);
	return 0;
}
