/*
 * What a thing waits for: the step, whose it is, until when and by which clause, said to everybody who
 * reads it, not only to whoever may act.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { shortDate } from '../format.js';
import { today } from '../session.js';
import type { WaitsFor } from '../types.js';
import { t, word } from '../words.js';
import { Clause } from './clause.js';

export const NextLine = (props: { of: WaitsFor | null | undefined; step: string }) => {
	const n = props.of;
	if (!n) return null;
	return (
		<p class="cluster next-line">
			<span>{props.step}</span>
			<b>{n.owner ?? word('role', n.role)}</b>
			{n.due_on && (
				<span class={n.due_on < today() ? 'late' : undefined}>
					{t('until', { date: shortDate(n.due_on) })}
				</span>
			)}
			<Clause number={n.clause} />
		</p>
	);
};
