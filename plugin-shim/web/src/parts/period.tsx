/*
 * From a date to a date, as a list's filter. Only the screen's own list says when such a period can't be:
 * the server's word stands at the second date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Problem } from '../problem.js';
import { query, setQuery } from '../router.js';
import { t } from '../words.js';
import { Input } from './field.js';

export function Period({ problem }: { problem: Problem | undefined }) {
	const from = query.value.get('from') ?? '';
	const to = query.value.get('to') ?? '';
	return (
		<>
			<Input
				label={t('filter.from')}
				type="date"
				max={to || undefined}
				value={from}
				onValue={v => setQuery({ from: v })}
			/>
			<Input
				label={t('filter.to')}
				type="date"
				min={from || undefined}
				value={to}
				onValue={v => setQuery({ to: v })}
				error={problem?.at('to')}
			/>
		</>
	);
}
