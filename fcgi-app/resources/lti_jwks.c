/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Our public keys, by which platforms verify what we send them: the one that signs and the one that
 * will sign next.
 */
#include "app.h"
#include "keys.h"

enum error lti_jwks_show(struct request *rq, struct response *rs)
{
	const char *why, *jwks = keys_public(rq->mem, rq->keys, &why);

	if (!jwks)
		return fail(rq, ERR_LTI_NO_KEYS, "%s", why);
	return send_json(rs, 200, jwks, NULL);
}
