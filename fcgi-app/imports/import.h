/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The core of all imports. A kind is a table: its columns, the queries that find bad rows, the
 * queries that write. The core reads the file, checks each value by its column, stages the rows in
 * a temporary table, lets the database compare them with what is there, and writes in the same
 * transaction: all or nothing. Every bad row is named by number and reason; what is the same
 * already isn't touched, so the same file again changes nothing.
 */
#ifndef IMPORT_H
#define IMPORT_H
#include "commands/command.h"

/* Why a row is not acceptable; {value} is what the row says. */
enum import_fault {
#define IMPORT_FAULT(name, ru, en) IMPORT_##name,
#include "imports/fault.def"
#undef IMPORT_FAULT
	IMPORT_FAULTS
};

struct column {
	const char *name, *ru; /* header, in English and in Russian */
	enum field_type type;  /* TEXT, DATE, TIME, INTEGER, NUMBER, BOOLEAN or ONE_OF */
	int need;	       /* REQUIRED: header and value; NOT_NULL: the header; OPTIONAL */
	long min, max;	       /* INTEGER: bounds; TEXT: most characters (0: 300) */
	const char *words;     /* ONE_OF: code=слово|code=слово */
};

/* A query that writes answers (added, changed, and what was kept as people mended it, if it may have been); one that checks answers (line, column, fault,
 * value and, where the fault has one, what is expected). A column is named as in the table of
 * columns, with "part: " before it where the file has several. Either takes the first parameters
 * of the import. */
struct step {
	enum query query;
	const char *ru, *en; /* what is going on, for the progress line; NULL: a check */
};

enum { MAX_IMPORT_PARAMS = 6 };

/* What an import says to a program: JSON arrays, and how far it is. */
struct import_told {
	struct json *findings; /* {part, line, column, words}, as many as people can read */
	struct json *notes;    /* sentences about the file as a whole, which aren't faults */
	struct json *parts;    /* {what, added, changed} of each step that writes */
	bool (*progress)(void *arg, const char *words, double share); /* false: stop */
	void *arg;
};

struct import {
	struct command *c;
	struct request *rq;
	bool dry_run;
	FILE *out;		  /* where complaints and progress go; NULL: stderr */
	struct import_told *told; /* of a job: they go there instead; NULL: none */
	size_t most;		  /* bytes of a file inside an archive; 0: SOURCE_MAX */
	struct {
		const char *year, *order, *dated,
		    *rubric; /* of the command line; NULL: not given */
	} option;
	const char *name;		      /* of the file, for people */
	const char *param[MAX_IMPORT_PARAMS]; /* of the steps */
	const char *part;		      /* which table of a file of several is being read */
	const struct column *columns;	      /* of the part that was read last */
	size_t column_count;
	const char **said; /* what the file calls each of them; NULL: it lacks it */
	const char **rest; /* headers past the columns, where a kind allows them */
	size_t rest_count;
	enum { REST_REFUSED, REST_TAKEN, REST_PASSED_OVER } rest_is;
	bool by_position; /* headers aren't looked at */
	bool describing;  /* nothing is read: the columns are told */
	long *spoilt;	  /* lines of the part with an unacceptable value, ascending */
	size_t spoilt_count, spoilt_room;
	bool unread;  /* of a table not all was read: to compare the rest would mislead */
	bool stopped; /* whoever is told how far it is wants no more of it */
	long rows, bad, added, changed;
	long kept;	    /* differ, but were mended by hand and stay */
	bool all_leavers;   /* of a portal's roster: also when a fifth would be closed at once */
	const char *report; /* of a portal's roster: what changed, in names (see imports/staff.h) */
	const char *doing;
	long long started_ms, said_ms;
};

/* Read a CSV text into `staged` under the name of its part. Bad values are named and counted. */
CHECKED enum error import_stage(
    struct import *in, const char *text, size_t len, const struct column columns[], size_t n);

/* Name every row that the query finds bad. */
CHECKED enum error import_check(struct import *in, enum query q);

/* The way of most kinds: one table and its steps. */
CHECKED enum error import_table(struct import *in, const char *bytes, size_t len,
    const struct column columns[], size_t n, const struct step steps[], size_t m);

/* Run checks, and when nothing was bad, what writes. */
CHECKED enum error import_steps(struct import *in, const struct step steps[], size_t n);

void import_complain(
    struct import *in, long line, const char *column, enum import_fault f, const char *value);
/* The same where the fault says what is expected. */
struct complaint {
	long line;
	const char *column;
	enum import_fault fault;
	const char *value, *expected;
};
void import_complain_of(struct import *in, const struct complaint *c);
/* For people: a column's title, and what may stand in it ("" when anything short may). */
const char *import_title(const struct import *in, const struct column *c);
const char *import_expected(const struct import *in, const struct column *c);

/* Tell the columns of a kind (for --help). */
enum error import_describe(struct import *in, const struct column columns[], size_t n);
/* Reasons of the libraries under us in the administrator's language. */
const char *import_reason(const struct import *in, const char *english);

/* The file as a whole: a fault of it, and what is no fault. */
void import_refuse(struct import *in, const char *why);
void import_note(struct import *in, const char *words);

void import_progress(struct import *in, const char *ru, const char *en, double share);

/* A kind of import; `param` of the import are set from its own options before. */
typedef enum error import_run(struct import *in, const char *text, size_t len);
#define IMPORT(kind, fn, ru, en) import_run fn;
#include "imports/imports.def"
#undef IMPORT
import_run *import_named(const char *kind); /* NULL when there is none */
import_run import_members;		    /* of a job, not of a file: a portal's roster */

/* An import within a transaction that goes on after it: nothing of it stays when something was bad or
 * this is a dry run. */
CHECKED enum error import_inside(struct import *in, import_run *run, const char *text, size_t len);

#endif
