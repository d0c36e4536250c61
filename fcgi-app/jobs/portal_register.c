/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Job portal_register: a platform that came with an invitation (1EdTech LTI Dynamic Registration 1.0).
 * Its configuration is read, we register with it by its own token, and its answer becomes a portal of
 * the district; the same client again is brought up to date. Input {configuration, token, site,
 * language}; output {"portal": issuer} or {"error": words}: a person waits, so nothing is tried twice.
 */
#include "jobs/portal.h"

#include <string.h>

#define TOOL "https://purl.imsglobal.org/spec/lti-tool-configuration"

struct registration {
	struct job *job;
	const struct json *input, *platform, *answer;
	const char *jwks, *site;
};

/* Said to the person who waits. */
static enum error wrong(struct job *j, const char *url, const char *reason)
{
	return refuse(j->rq, ERR_PORTAL_AWAY, "url", url, "reason", reason, NULL);
}

static enum error read_configuration(struct registration *r)
{
	static const char *const needed[] = { "authorization_endpoint", "token_endpoint",
		"jwks_uri", "registration_endpoint" };
	const char *url = portal_text(r->input, "configuration"), *issuer;
	const struct http_question q = { .url = url, .accept = "application/json" };

	TRY(portal_ask(r->job, &q, &r->platform, NULL));
	issuer = portal_text(r->platform, "issuer");
	/* another host's configuration could speak for a platform that isn't it */
	if (!url_is_web(issuer, url) || !url_same_host(issuer, url))
		return wrong(r->job, url, "issuer is of another host");
	for (size_t i = 0; i < COUNT(needed); i++)
		if (!url_is_web(portal_text(r->platform, needed[i]), issuer))
			return wrong(r->job, url, needed[i]);
	return portal_fetch_keys(r->job, portal_text(r->platform, "jwks_uri"), &r->jwks);
}

static struct json *list(const char *const words[])
{
	struct json *out = js_array();

	for (; *words; words++)
		js_push(out, js_text(*words));
	return out;
}

static const char *at_site(const struct registration *r, const char *path)
{
	return arena_printf(r->job->rq->mem, "%s%s", r->site, path);
}

static struct json *tool(const struct registration *r)
{
	static const char *const claims[] = { "iss", "sub", "name", "given_name", "family_name",
		NULL };
	struct json *o = js_object(), *messages = js_array(), *launch = js_object(),
		    *deep = js_object();

	js_set(o, "domain", js_text(strstr(r->site, "://") + 3));
	js_set(o, "target_link_uri", js_text(at_site(r, "/lti/launch")));
	js_set(o, "description",
	    js_text("Методические дни: план, посещения уроков, материалы, рост компетенций"));
	js_set(o, "claims", list(claims));
	js_set(launch, "type", js_text("LtiResourceLinkRequest"));
	js_set(deep, "type", js_text("LtiDeepLinkingRequest"));
	js_set(deep, "target_link_uri", js_text(at_site(r, "/lti/launch")));
	js_set(deep, "label", js_text("Методдень"));
	js_push(messages, launch);
	js_push(messages, deep);
	js_set(o, "messages", messages);
	return o;
}

static const char *ourselves(const struct registration *r)
{
	static const char *const types[] = { "id_token", NULL }, *const grants[] = { "implicit",
		"client_credentials", NULL };
	const char *const redirects[] = { at_site(r, "/lti/launch"), NULL };
	struct json *o = js_object();

	js_set(o, "application_type", js_text("web"));
	js_set(o, "response_types", list(types));
	js_set(o, "grant_types", list(grants));
	js_set(o, "initiate_login_uri", js_text(at_site(r, "/lti/login")));
	js_set(o, "redirect_uris", list(redirects));
	js_set(o, "client_name", js_text("Методдень"));
	js_set(o, "jwks_uri", js_text(at_site(r, "/lti/jwks")));
	js_set(o, "token_endpoint_auth_method", js_text("private_key_jwt"));
	js_set(o, "scope",
	    js_text("https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"));
	js_set(o, TOOL, tool(r));
	return js_print(o);
}

static enum error register_with(struct registration *r)
{
	const char *token = portal_text(r->input, "token");
	const struct http_question q = { .url = portal_text(r->platform, "registration_endpoint"),
		.accept = "application/json",
		.bearer = *token ? token : NULL,
		.type = "application/json",
		.body = ourselves(r) };

	TRY(portal_ask(r->job, &q, &r->answer, NULL));
	if (!*portal_text(r->answer, "client_id"))
		return wrong(r->job, q.url, "client_id");
	return OK;
}

static enum error save(const struct registration *r)
{
	struct request *rq = r->job->rq;
	const struct json *given = js_member(r->answer, TOOL);
	const char *client = portal_text(r->answer, "client_id"),
		   *deployment = given && js_kind(given) == JSON_OBJECT
				     ? portal_text(given, "deployment_id")
				     : "",
		   *issuer = portal_text(r->platform, "issuer"), *why;
	struct json *settings = js_object();
	struct rows *rows;
	size_t at;

	if (!*deployment) /* the standard lets it be told later; then a person does */
		return wrong(r->job, issuer,
		    arena_printf(rq->mem,
			wants_english(rq)
			    ? "client_id %s, but no deployment_id: metodden portal lti"
			    : "client_id %s, но нет deployment_id: metodden portal lti",
			client));
	js_set(settings, "authorize", js_text(portal_text(r->platform, "authorization_endpoint")));
	js_set(settings, "token", js_text(portal_text(r->platform, "token_endpoint")));
	js_set(settings, "jwks_uri", js_text(portal_text(r->platform, "jwks_uri")));
	js_set(settings, "jwks", js_copy(js_parse(r->jwks, strlen(r->jwks), &why, &at)));
	return db_query(rq, Q_PORTALS_SAVE,
	    PARAMS(issuer, client, deployment, js_print(settings), "lti"), &rows);
}

static enum error run(struct registration *r)
{
	if (!url_is_web(r->site, ""))
		return fail(r->job->rq, ERR_INTERNAL, "this service's own address isn't known");
	TRY(read_configuration(r));
	TRY(register_with(r));
	return save(r);
}

enum error job_portal_register(struct job *j, const char **output)
{
	struct registration r = { .job = j, .input = portal_input(j) };
	struct json *out = js_object();
	struct problem_words w;

	r.site = portal_text(r.input, "site");
	j->rq->language = portal_text(r.input, "language");
	enum error e = run(&r);

	if (e && e != ERR_PORTAL_AWAY)
		return e;
	error_words(j->rq, ERR_PORTAL_AWAY, &w);
	if (e)
		js_set(out, "error", js_text(wants_english(j->rq) ? w.en : w.ru));
	else
		js_set(out, "portal", js_text(portal_text(r.platform, "issuer")));
	*output = js_print(out);
	return OK;
}
