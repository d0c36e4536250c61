/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page behind the QR code on a paper: what the register knows of the text with this code, so that
 * anybody can compare. Open to all, so it says nothing of people and not the title, which may name one;
 * the database gives no more than is shown (auth.check_document).
 */
#include "app.h"
#include "paper/paper.h"

#include <string.h>

enum { CODE_LENGTH = 20 };

enum { KIND, NUMBER, DATED, STATE, SIGNED_ON, ISSUER, DIGEST, NEWER }; /* columns of the query */

#define STYLE                                                                                      \
	"body{font:18px/1.5 Georgia,'Liberation Serif',serif;color:#1b1b1b;background:#fff;"       \
	"max-width:40rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem;line-height:1.25}"    \
	"dt{color:#555;font-size:.9rem;margin-top:.8rem}dd{margin:0}"                              \
	"code{overflow-wrap:anywhere;font-size:.95rem}.warn{border-left:4px solid #a33;padding-left:.8rem}"

/* The digest of STYLE: the page may use this style and no other. */
#define POLICY                                                                                     \
	"default-src 'none'; style-src 'sha256-jy6YVb3dIawOf9sNHgfdkWWH9vpu7mElPvuizG8tsQY='; "    \
	"frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

struct words {
	const char *lang, *title, *known, *kind, *number, *no_number, *issuer, *state, *signed_on,
	    *digest, *about, *newer, *unknown, *unknown_more;
};

static const struct words russian = { "ru", "Проверка документа",
	"Документ есть в системе «Методдень»", "Документ", "Номер и дата", "ещё не зарегистрирован",
	"Издан", "Состояние", "Подписан", "Отпечаток текста (SHA-256)",
	"Сравните с бумагой вид, номер и дату. Заголовок и имена здесь не показываются: страница "
	"открыта всем.",
	"Эта редакция заменена более новой: спросите действующий документ у того, кто его издал.",
	"Документа с таким кодом нет",
	"Проверьте адрес: код стоит на первом листе под QR-кодом. Если он набран верно, документ "
	"выпущен не здесь." };
static const struct words english = { "en", "Check of a document",
	"The document is in the metodden register", "Document", "Number and date",
	"not registered yet", "Issued by", "State", "Signed on", "Digest of the text (SHA-256)",
	"Compare kind, number and date with the paper. Title and names aren't shown: this page is "
	"open to all.",
	"A newer version replaces this one: ask whoever issued it for the document in force.",
	"There is no document with this code",
	"Check the address: the code stands on sheet 1 by the QR code. If it is typed correctly, the "
	"document wasn't issued here." };

static const char *fact(struct request *rq, const char *name, const char *value)
{
	return value && *value
		   ? arena_printf(rq->mem, "<dt>%s</dt><dd>%s</dd>\n", name, html_text(rq, value))
		   : "";
}

static const char *date_of(struct request *rq, const struct words *w, const char *iso)
{
	if (!iso)
		return "";
	return *w->lang == 'r' ? paper_date(rq->mem, iso) : iso;
}

static const char *number_of(
    struct request *rq, const struct words *w, const struct rows *r, const struct paper_kind *kind)
{
	const char *number = rows_text(r, 0, NUMBER), *dated = rows_text(r, 0, DATED);

	if (number)
		return arena_printf(rq->mem, "№ %s, %s", number, date_of(rq, w, dated));
	return kind->number == PAPER_NUMBERED ? w->no_number : "";
}

static enum error page(
    struct request *rq, struct response *rs, int status, const struct words *w, const char *body)
{
	const char *title = status == 200 ? w->known : w->unknown;

	rs->policy = POLICY;
	return send_html(rs, status,
	    arena_printf(rq->mem,
		"<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
		"<meta name=\"viewport\" content=\"width=device-width\">"
		"<meta name=\"robots\" content=\"noindex\"><title>%s</title>"
		"<style>"
		"%s"
		"</style></head>\n<body><main><h1>%s</h1>\n%s</main></body>\n</html>\n",
		w->lang, w->title, STYLE, title, body));
}

static const char *facts(struct request *rq, const struct words *w, const struct rows *r)
{
	const struct paper_kind *kind = paper_kind(rows_text(r, 0, KIND));
	bool newer = strcmp(rows_text(r, 0, NEWER), "t") == 0;

	return arena_printf(rq->mem,
	    "%s%s%s<dl>\n%s%s%s%s%s<dt>%s</dt><dd><code>%s</code></dd>\n</dl>\n<p>%s</p>\n",
	    newer ? "<p class=\"warn\">" : "", newer ? w->newer : "", newer ? "</p>\n" : "",
	    fact(rq, w->kind, *w->lang == 'r' ? kind->ru : kind->en),
	    fact(rq, w->number, number_of(rq, w, r, kind)),
	    fact(rq, w->issuer, rows_text(r, 0, ISSUER)),
	    fact(rq, w->state, state_word(rq, rows_text(r, 0, STATE))),
	    fact(rq, w->signed_on, date_of(rq, w, rows_text(r, 0, SIGNED_ON))), w->digest,
	    rows_text(r, 0, DIGEST), w->about);
}

enum error check_show(struct request *rq, struct response *rs)
{
	const struct words *w = wants_english(rq) ? &english : &russian;
	const char *code = rq->param[0];
	struct rows *r = NULL;

	if (strlen(code) == CODE_LENGTH && strspn(code, "0123456789abcdef") == CODE_LENGTH)
		TRY(db_login_query(rq, Q_LOGIN_CHECK_DOCUMENT, PARAMS(code), &r));
	if (!r || rows_count(r) == 0)
		return page(rq, rs, 404, w, arena_printf(rq->mem, "<p>%s</p>\n", w->unknown_more));
	return page(rq, rs, 200, w, facts(rq, w, r));
}
