/*
 * Lesson visits as a table: on a phone each is a block of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { clock } from '../format.js';
import type { VisitRow } from '../types.js';
import { fullDate, percent, t } from '../words.js';
import { State } from './state.js';

const names = (v: VisitRow): string => v.visitors.map(p => p.short).join(', ');

/** What a device keeps without a network has neither names nor results. */
const Row = ({ v, nameless }: { v: VisitRow; nameless?: boolean }) => (
	<tr>
		<th scope="row">
			<a href={`/visits/${v.id}`}>
				{[v.subject?.name, v.class?.name].filter(Boolean).join(', ') || t('visit.visit')}
			</a>
		</th>
		<td class="nowrap">
			{fullDate(v.held_on)}
			{v.starts_at && <span class="small muted">, {clock(v.starts_at)}</span>}
		</td>
		<td>{v.organisation.name}</td>
		{!nameless && (
			<>
				<td class="nowrap">{v.teacher?.short ?? '—'}</td>
				<td>{names(v)}</td>
			</>
		)}
		<td class="nowrap">
			<State of="visit" state={v.state} />
		</td>
		{!nameless && (
			<td>
				{v.percent === null ? '—' : percent(v.percent)}
				{v.level && <span class="small muted">, {v.level}</span>}
			</td>
		)}
	</tr>
);

const columns = ['lesson', 'date', 'school', 'teacher', 'visitors', 'state', 'result'];
const kept = ['lesson', 'date', 'school', 'state'];

export const VisitTable = ({ items, nameless }: { items: VisitRow[]; nameless?: boolean }) => (
	<table class="plain tstack">
		<thead>
			<tr>
				{(nameless ? kept : columns).map(h => (
					<th key={h} scope="col">
						{t(`visits.${h}`)}
					</th>
				))}
			</tr>
		</thead>
		<tbody>
			{items.map(v => (
				<Row key={v.id} v={v} nameless={nameless} />
			))}
		</tbody>
	</table>
);
