/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * «Кто что может»: the access matrix as the program goes by it, for people to read. Screens word the
 * capabilities; roles are named in access.def.
 */
#include "app.h"

enum error access_show(struct request *rq, struct response *rs)
{
	return send_json(rs, 200, access_table(rq), NULL);
}
