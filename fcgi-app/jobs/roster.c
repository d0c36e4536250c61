/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Job roster: the members of a portal's course (1EdTech Names and Role Provisioning Services 2.0),
 * page by page, into the importer core. Input {portal, context, dry_run, leavers}; output {"members",
 * "added", "changed"} and the report of imports/staff.h; where the roster itself was wrong, "error" with a
 * line for each fault, or "stopped" where it isn't believed: then nothing was written.
 */
#include "imports/import.h"
#include "jobs/portal.h"
#include "keys.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SCOPE "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"

static const char members_type[] = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";

enum { PAGES_MAX = 500, ASSERTION_SECONDS = 120 };

struct roster {
	struct job *job;
	const char *portal, *memberships, *issuer, *client, *token_url, *token;
	char *csv; /* memory of open_memstream */
	size_t len;
	long members;
};

static bool wished(const struct json *input, const char *name)
{
	const struct json *j = js_member(input, name);

	return j && js_kind(j) == JSON_TRUE;
}

static enum error read_input(struct roster *r, const struct json *input)
{
	struct request *rq = r->job->rq;
	struct rows *rows;

	r->portal = portal_text(input, "portal");
	TRY(db_query(
	    rq, Q_PORTALS_CONTEXT, PARAMS(r->portal, portal_text(input, "context")), &rows));
	if (rows_count(rows) == 0)
		return fail(rq, ERR_NOT_FOUND, "no such course of a portal");
	r->memberships = rows_text(rows, 0, 0);
	r->issuer = rows_text(rows, 0, 1);
	r->client = rows_text(rows, 0, 2);
	r->token_url = rows_text(rows, 0, 3);
	if (!url_is_web(r->token_url, r->issuer) || !url_is_web(r->memberships, r->issuer))
		return refuse(rq, ERR_PORTAL_AWAY, "url", r->issuer, "reason",
		    "no address of tokens or members", NULL);
	return OK;
}

/* Who we are, by our own signature (RFC 7523). */
static enum error assertion(struct roster *r, const char **out)
{
	struct request *rq = r->job->rq;
	struct json *c = js_object();
	long now = (long)time(NULL);
	const char *why;

	js_set(c, "iss", js_text(r->client));
	js_set(c, "sub", js_text(r->client));
	js_set(c, "aud", js_text(r->token_url));
	js_set(c, "iat", js_integer(now));
	js_set(c, "exp", js_integer(now + ASSERTION_SECONDS));
	js_set(c, "jti", js_text(arena_printf(rq->mem, "%s-%ld", r->job->id, now)));
	*out = keys_sign(rq->mem, rq->keys, js_print(c), &why);
	return *out ? OK : fail(rq, ERR_LTI_NO_KEYS, "%s", why);
}

static enum error get_token(struct roster *r)
{
	struct request *rq = r->job->rq;
	const struct json *answer;
	const char *jwt;

	TRY(assertion(r, &jwt));
	const struct http_question q = { .url = r->token_url,
		.accept = "application/json",
		.type = "application/x-www-form-urlencoded",
		.body = arena_printf(rq->mem,
		    "grant_type=client_credentials&client_assertion_type="
		    "urn%%3Aietf%%3Aparams%%3Aoauth%%3Aclient-assertion-type%%3Ajwt-bearer"
		    "&client_assertion=%s&scope=" SCOPE,
		    jwt) };

	TRY(portal_ask(r->job, &q, &answer, NULL));
	r->token = portal_text(answer, "access_token");
	return *r->token ? OK
			 : refuse(rq, ERR_PORTAL_AWAY, "url", r->token_url, "reason",
			       "no access_token", NULL);
}

static void put(FILE *csv, const char *value, char end)
{
	fputc('"', csv);
	for (; *value; value++) {
		if (*value == '"')
			fputc('"', csv);
		fputc(*value, csv);
	}
	fputc('"', csv);
	fputc(end, csv);
}

/* A page without the list would say that everybody has gone. */
static bool put_members(struct roster *r, FILE *csv, const struct json *page)
{
	const struct json *list = js_member(page, "members");

	if (!list || js_kind(list) != JSON_ARRAY)
		return false;
	for (list = js_first(list); list; list = js_next(list)) {
		if (js_kind(list) != JSON_OBJECT)
			continue;
		r->members++;
		put(csv, portal_text(list, "user_id"), ',');
		put(csv, portal_text(list, "lis_person_sourcedid"), ',');
		put(csv, portal_text(list, "family_name"), ',');
		put(csv, portal_text(list, "given_name"), ',');
		put(csv, portal_text(list, "email"), ',');
		put(csv, portal_text(list, "status"), '\n');
	}
	return true;
}

static enum error get_pages(struct roster *r, FILE *csv)
{
	struct http_question q = {
		.url = r->memberships, .accept = members_type, .bearer = r->token
	};
	struct http_answer answer = { 0 };
	const struct json *page;

	fputs("subject,idnumber,familyName,givenName,email,status\n", csv);
	for (int i = 0; i < PAGES_MAX; i++) {
		TRY(portal_ask(r->job, &q, &page, &answer));
		if (!put_members(r, csv, page))
			return refuse(r->job->rq, ERR_PORTAL_AWAY, "url", q.url, "reason",
			    "no list of members", NULL);
		if (!answer.next)
			return OK;
		/* a page that leads elsewhere would take our token there */
		if (!url_same_host(r->memberships, answer.next))
			break;
		q.url = answer.next;
	}
	return refuse(r->job->rq, ERR_PORTAL_AWAY, "url", q.url, "reason", "too many pages", NULL);
}

static enum error get_members(struct roster *r)
{
	FILE *csv = open_memstream(&r->csv, &r->len);
	enum error e;

	if (!csv)
		return fail(r->job->rq, ERR_INTERNAL, "no memory");
	e = get_pages(r, csv);
	fclose(csv);
	return e;
}

static struct json *parsed(const char *text)
{
	const char *why;
	size_t at;
	const struct json *o = text ? js_parse(text, strlen(text), &why, &at) : NULL;

	return o ? js_copy(o) : js_object();
}

static enum error bring_in(struct roster *r, const struct json *input, const char **output)
{
	bool dry_run = wished(input, "dry_run");

	if (r->members == 0) {
		*output = "{\"stopped\": \"nobody\"}";
		return OK;
	}
	struct config config = { .english = wants_english(r->job->rq) };
	struct command c = { .config = &config, .rq = r->job->rq };
	char *said = NULL;
	size_t len;
	struct import in = { .c = &c,
		.rq = c.rq,
		.name = r->issuer,
		.dry_run = dry_run,
		.all_leavers = wished(input, "leavers"),
		.param = { r->portal },
		.out = open_memstream(&said, &len) };
	enum error e = import_inside(&in, import_members, r->csv, r->len);
	struct json *out = parsed(in.bad ? NULL : in.report);

	fclose(in.out);
	js_set(out, "members", js_integer(r->members));
	js_set(out, "added", js_integer(in.bad ? 0 : in.added));
	js_set(out, "changed", js_integer(in.bad ? 0 : in.changed));
	if (!js_member(out, "dry_run"))
		js_set(out, "dry_run", js_truth(dry_run));
	if (in.bad)
		js_set(out, "error", js_text(said));
	*output = js_print(out);
	free(said);
	return e;
}

enum error job_roster(struct job *j, const char **output)
{
	const struct json *input = portal_input(j);
	struct roster r = { .job = j };
	enum error e = read_input(&r, input);

	if (!e)
		e = get_token(&r);
	if (!e)
		e = get_members(&r);
	if (!e)
		e = bring_in(&r, input, output);
	free(r.csv);
	return e;
}
