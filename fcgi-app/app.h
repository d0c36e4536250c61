/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a resource needs, and all it needs: request in, response out, database, errors, workflow.
 *
 * A handler gets a request whose sender is known and allowed (dispatch.c saw to that), inside an
 * open transaction, and returns OK or an error word; it never commits, never words an error for
 * the wire, never sees libpq, FastCGI or cJSON. It may be run twice (a lost race is tried again),
 * so it keeps nothing outside the request.
 */
#ifndef APP_H
#define APP_H
#include "arena.h"
#include "queries.h" /* generated from sql/queries/ */

#include <stdbool.h>
#include <stdio.h>

#define CHECKED __attribute__((warn_unused_result))
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- errors: one list, error.def ---------------------------------------------------------- */

enum error {
	OK = 0,
#define ERROR(name, status, clause, ru, en) ERR_##name,
#include "error.def"
#undef ERROR
	ERRORS
};

/* Why one field of a body is not acceptable; the sentences stand in error.def too. */
enum fault {
#define FAULT(name, ru, en) FAULT_##name,
#include "error.def"
#undef FAULT
	FAULTS
};

#define TRY(call)                                                                                  \
	do {                                                                                       \
		enum error e_ = (call);                                                            \
		if (e_)                                                                            \
			return e_;                                                                 \
	} while (0)

/* ---- who may what: access.def -------------------------------------------------------------- */

enum role {
#define ROLE(name, ru, en) ROLE_##name,
#include "access.def"
#undef ROLE
	ROLES
};

enum capability {
	ANYONE, /* no session needed */
	DEMO,	/* no session needed, exists in demo mode only */
	PORTAL, /* no session needed; a form that comes from another site with its own proof */
#define CAPABILITY(name) name,
#include "access.def"
#undef CAPABILITY
	CAPABILITIES
};

/* The widest rows that a capability reaches; queries name it so that an index is used. */
enum scope { SCOPE_NONE, SCOPE_OWN, SCOPE_SCHOOL, SCOPE_DISTRICT };

/* Widest scope in which any of the roles (bits of enum role) has the capability. */
enum scope access_scope(unsigned roles, enum capability c);

/* Bits of enum role for a comma-separated list; unknown words are skipped. */
unsigned access_roles(const char *list);

/* ---- request and response ------------------------------------------------------------------ */

enum method { GET = 1, POST = 2, PUT = 4, PATCH = 8, DELETE = 16, OPTIONS = 32 };
enum { MAX_PARAMS = 4, MAX_FAULTS = 100 };

struct db;
struct rows;

struct request {
	struct arena *mem;
	struct db *db;
	void *login;	  /* of db.c: the connection for signing in, once there is one */
	bool demo;	  /* demo mode: people sign in without a portal */
	const char *site; /* this service's absolute address, https://host; NULL when unknown */
	const char *keys; /* file of this service's own signing keys; NULL: none */
	const char *id;	  /* request id, in the log and in every problem */

	enum method method;
	const char *path, *query;
	bool query_read;	       /* the handler knows what the query may hold */
	const char *param[MAX_PARAMS]; /* {...} segments, in path order */
	const char *body;	       /* NUL-terminated; NULL without a body */
	size_t body_len;
	FILE *
	    file; /* the body where a route takes a file (see routes.def), at its beginning; or NULL */

	/* headers; NULL when absent */
	const char *content_type, *token, *if_match, *idempotency_key, *csrf_header;
	const char *origin, *host, *fetch_site, *fetch_dest, *language;
	const char *browser; /* the mark that a login by LTI left in this browser */

	/* the sender, set by dispatch; NULL and 0 for anyone */
	const char *person, *district, *csrf, *zone, *today;
	unsigned roles;
	enum scope scope; /* of the route's capability */

	/* set by fail(), refuse(), invalid() and the database */
	const char *clause, *params; /* params: a JSON object as text */
	const char *detail;	     /* for the log; never sent for a 5xx */
	const char *current;	     /* the present row, sent with a 412 */
	const char *allow;	     /* methods of the path, sent with a 405 */
	struct bad_field *bad_fields;
	size_t bad_field_count;
	unsigned queries; /* how many statements ran, for the log */
};

struct response {
	int status;
	const char *type, *location, *etag, *cookie, *allow;
	const char *disposition; /* of a file: its name */
	const char *policy;	 /* Content-Security-Policy in place of the strictest */
	const char *body;
	size_t len;
};

typedef enum error handler(struct request *rq, struct response *rs);

/* The whole access matrix as JSON: roles with their names, capabilities with the scope of each role. */
const char *access_table(struct request *rq);

/* Record an error and return it. The sentence people see comes from error.def; the detail is for
 * the log and may be NULL. */
enum error fail(struct request *rq, enum error e, const char *detail, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with parameters for the sentence: name, value, ... NULL. */
enum error refuse(struct request *rq, enum error e, ...) __attribute__((sentinel));

/* Add one bad field by JSON pointer and return ERR_INVALID; up to MAX_FAULTS are kept. */
enum error invalid(struct request *rq, enum fault f, const char *pointer, ...)
    __attribute__((format(printf, 3, 4)));

/* Answers. `json` is sent as it is; revision becomes the ETag (NULL: none). */
enum error send_json(struct response *rs, int status, const char *json, const char *revision);
enum error send_created(/* makes of a row already shown the answer to its creation */
    struct request *rq, struct response *rs, const char *collection, const char *id);
/* 202: what is in rs, to be found at the job. */
enum error send_accepted(struct request *rq, struct response *rs, const char *job);
enum error send_csv(struct request *rq, struct response *rs, const char *text);
enum error send_html(struct response *rs, int status, const char *html);
enum error send_nothing(struct response *rs);

/* A path on this site, so that nothing from outside can send anybody to another one; else "/". */
const char *safe_path(const char *target);

/* Text for HTML: & < > " as entities. */
const char *html_text(struct request *rq, const char *s);

/* Put the session's cookie on the answer; NULL takes it away. */
void set_session(struct request *rq, struct response *rs, const char *token);

/* What error.def says of a slug; false when there is no such problem. */
struct problem_words {
	int status;
	const char *clause, *ru, *en;
	const char *meaning_ru, *meaning_en; /* what the status asks of the reader */
};
bool problem_words(const char *slug, struct problem_words *out);
void error_words(struct request *rq, enum error e, struct problem_words *out);

/* A refusal that ends no request, as the interface words one: type, title, clause, params. The slug is a
 * rule's, the parameters are a JSON object as text. */
const char *refusal_json(
    struct request *rq, const char *slug, const char *clause, const char *params);

/* The reader prefers English to Russian (Accept-Language). */
bool wants_english(const struct request *rq);

/* ---- reading input ------------------------------------------------------------------------- */

enum field_type {
	FIELD_TEXT,	 /* string; min..max characters (max 0: 10000) */
	FIELD_UUID,	 /* canonical text, lower-cased */
	FIELD_DATE,	 /* YYYY-MM-DD, a real day */
	FIELD_TIMESTAMP, /* ISO 8601 with an offset */
	FIELD_TIME,	 /* HH:MM */
	FIELD_INTEGER,	 /* min..max when they differ */
	FIELD_NUMBER,	 /* finite */
	FIELD_BOOLEAN,
	FIELD_ONE_OF, /* a word of .words, which are separated by | */
	FIELD_LIST, /* array of objects described by .fields, or of uuids without; min..max of them */
	FIELD_JSON /* any value, passed on as JSON text */
};

enum { OPTIONAL = 0, REQUIRED = 1, NOT_NULL = 2 /* may be absent, not null */ };

struct field {
	const char *name;
	enum field_type type;
	int need;
	long min, max;
	const char *words;
	const struct field *fields; /* of the objects of a list */
	size_t field_count;
};

/* Read the JSON body by a table of fields into v[]: text ready to bind as parameters; lists and
 * FIELD_JSON as JSON text. An absent field is NULL, a null one is "" (cleared). Every bad and
 * every unknown field is listed: ERR_INVALID. */
CHECKED enum error read_fields(
    struct request *rq, const struct field fields[], size_t n, const char *v[]);

/* Query string by the same tables (no lists, no JSON); an empty value counts as absent. */
CHECKED enum error read_query(
    struct request *rq, const struct field fields[], size_t n, const char *v[]);

/* An urlencoded form by the same tables. */
CHECKED enum error read_form(
    struct request *rq, const struct field fields[], size_t n, const char *v[]);

/* The same, passing over what the table doesn't name: others' forms, which may grow. */
CHECKED enum error read_form_of_others(
    struct request *rq, const struct field fields[], size_t n, const char *v[]);
CHECKED enum error read_query_of_others(
    struct request *rq, const struct field fields[], size_t n, const char *v[]);

/* {id} segment i: must look like a uuid, else 404 (nothing can be there). */
CHECKED enum error read_id(struct request *rq, int i, const char **id);

/* Two dates of a term, when both are there: the end isn't before the beginning. A fault is said of
 * the date at `pointer`. */
CHECKED enum error check_term(
    struct request *rq, const char *starts_on, const char *ends_on, const char *pointer);

/* The text of a paper (FIELD_JSON): an array of blocks of the kinds that papers know, each with its
 * members. A fault is said of the block under `pointer`. */
CHECKED enum error check_blocks(struct request *rq, const char *body, const char *pointer);

/* If-Match of an update, without quotes: 428 when absent. W/"5" is revision 5 too: a web server that
 * compresses an answer marks its ETag as weak, and a revision says the same of any encoding. */
CHECKED enum error read_revision(struct request *rq, const char **revision);

/* ---- database ------------------------------------------------------------------------------ */

/* The formatter would take the braces of the literal for a block. */
/* clang-format off */
#define PARAMS(...)                                                                                \
	sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *),                                  \
	    (const char *const[]){ __VA_ARGS__ }
/* clang-format on */
#define NO_PARAMS 0, NULL

/* Run a named query; rows live until the request ends. Refusals of the database come back as the
 * error that error.def gives for the rule's slug or the constraint's name. */
CHECKED enum error db_query(
    struct request *rq, enum query q, size_t n, const char *const v[], struct rows **out);

/* The same over a second connection as the role that may only open sessions; it ends with the request. */
CHECKED enum error db_login_query(
    struct request *rq, enum query q, size_t n, const char *const v[], struct rows **out);

size_t rows_count(const struct rows *r);
int rows_columns(const struct rows *r);
const char *rows_text(const struct rows *r, size_t row, int col); /* NULL for SQL null */
/* The row whose first column is `id`, in rows ordered by it as bytes; SIZE_MAX: none, or id NULL. */
size_t rows_find(const struct rows *r, const char *id);

/* Query that answers {json, revision}: 404 without a row, else sent with its ETag. */
CHECKED enum error db_show(
    struct request *rq, struct response *rs, enum query q, size_t n, const char *const v[]);

/* Query that answers one row {json}: a list. */
CHECKED enum error db_list(
    struct request *rq, struct response *rs, enum query q, size_t n, const char *const v[]);

/* After an insert that answers {id} of the new row, or nothing because `sent` (the id that the
 * client made) is there already: 201 with the row, or 200 with the present one. */
CHECKED enum error db_created(struct request *rq, struct response *rs, const struct rows *inserted,
    const char *sent, const char *collection, enum query show);

/* Update with `... and revision = $n`, answering {json, revision}, that touched no row: 404 when
 * `show` finds nothing, else 412 with the present row. */
CHECKED enum error db_stale(struct request *rq, enum query show, size_t n, const char *const v[]);

/* ---- workflow ------------------------------------------------------------------------------ */

/* May the sender bring a row of this machine from `from` by `event`? On OK *to is the next state.
 * ERR_NO_STEP (409) when the event doesn't exist there, ERR_NOT_YOUR_STEP (403) with the clause. */
CHECKED enum error workflow_step(
    struct request *rq, const char *machine, const char *from, const char *event, const char **to);

/* What people call a state, in the reader's language. */
const char *state_word(const struct request *rq, const char *state);

#define ROUTE(method, path, fn, capability, body) handler fn;
#include "routes.def"
#undef ROUTE

#endif
