/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader's fuzzer over its committed corpus, without libFuzzer: what was once found stays found, under
 * each compiler and sanitizer. The program replay_NAME reads tests/fuzz/corpus/NAME.
 */
#include <check.h>
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[100];

static void replay(const char *path)
{
	enum { MOST = 1 << 16 };
	uint8_t *bytes = malloc(MOST), *exact;
	FILE *f = fopen(path, "rb");
	size_t len;

	ck_assert_msg(bytes && f, "%s", path);
	len = fread(bytes, 1, MOST, f);
	ck_assert_msg(feof(f), "%s is too long", path);
	fclose(f);
	exact = malloc(len ? len : 1); /* a read past its end is the sanitizer's to see */
	memcpy(exact, bytes, len);
	ck_assert_int_eq(LLVMFuzzerTestOneInput(exact, len), 0);
	free(exact);
	free(bytes);
}

START_TEST(the_corpus_holds)
{
	DIR *dir = opendir(folder);
	int files = 0;

	ck_assert_msg(dir != NULL, "%s", folder);
	for (struct dirent *e; (e = readdir(dir));) {
		char path[512];

		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		replay(path);
		files++;
	}
	closedir(dir);
	ck_assert_int_ge(files, 2);
}
END_TEST

int main(int argc, char **argv)
{
	const char *name = argc > 0 ? strstr(argv[0], "/replay_") : NULL;
	Suite *s = suite_create("corpus");
	TCase *t = tcase_create("corpus");
	SRunner *r = srunner_create(s);
	int bad;

	snprintf(
	    folder, sizeof folder, "tests/fuzz/corpus/%s", name ? name + strlen("/replay_") : "?");
	tcase_add_test(t, the_corpus_holds);
	tcase_set_timeout(t, 60);
	suite_add_tcase(s, t);
	srunner_run_all(r, CK_NORMAL);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
