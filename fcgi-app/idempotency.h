/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A POST that is sent again with the same Idempotency-Key gets the first answer again and does
 * nothing. The key belongs to one person; the same key on another request is refused.
 */
#ifndef IDEMPOTENCY_H
#define IDEMPOTENCY_H
#include "app.h"

/* Claim the key, or answer from what it did before. Waits for a twin still in flight. */
CHECKED enum error idempotency_take(struct request *rq, struct response *rs, bool *replayed);

/* Keep the answer under the key, in the same transaction as what it did. */
CHECKED enum error idempotency_keep(struct request *rq, const struct response *rs);

#endif
