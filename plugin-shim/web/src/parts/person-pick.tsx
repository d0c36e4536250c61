/*
 * One person out of thousands: a few letters of the name, then a choice of those found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useLoad } from '../load.js';
import type { CardHead, List } from '../types.js';
import { t } from '../words.js';
import { Input, Select } from './field.js';

export function PersonPick(props: {
	label: string;
	value: string;
	onValue: (id: string) => void;
	error?: string;
	required?: boolean;
	/** who stands there already */
	name?: string;
}) {
	const [q, setQ] = useState('');
	const found = useLoad(
		async signal =>
			q.trim().length > 1
				? (
						await post<List<CardHead>>(
							'/cards/search',
							{ q, state: 'all', limit: 30 },
							{ key: null, signal },
						)
					).items
				: [],
		[q],
	);
	const choices = (found.data ?? []).map(p => ({ value: p.id, label: p.name }));
	if (props.value && !choices.some(c => c.value === props.value))
		choices.unshift({ value: props.value, label: props.name ?? t('pick.chosen') });
	return (
		<>
			<Input label={t('pick.find')} type="search" value={q} onValue={setQ} />
			<Select
				label={props.label}
				value={props.value}
				onValue={props.onValue}
				choices={choices}
				empty={t(q.trim().length > 1 && choices.length === 0 ? 'pick.none' : 'choose')}
				required={props.required}
				error={props.error}
			/>
		</>
	);
}
