/*
 * The later papers of a day: its materials, the sittings that considered them, the order of approval;
 * and the council's remarks on the day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all } from '../api.js';
import { useLoad } from '../load.js';
import { hasRole } from '../session.js';
import type { Day, Remark } from '../types.js';
import { fullDate, t, word } from '../words.js';
import { Section } from './page.js';
import { readsPapers } from './paper-start.js';
import { NewRemark, RemarkRow } from './remarks.js';
import { orderName } from './versions.js';

export function DayCouncil({ day }: { day: Day }) {
	const { sittings, orders } = day.council ?? { sittings: [], orders: [] };
	// Who may open materials has them above, as links.
	const papers = readsPapers() ? [] : (day.council?.papers ?? []);
	if (papers.length + sittings.length + orders.length === 0) return null;
	return (
		<ul class="rows">
			{papers.map(p => (
				<li key={p.id}>
					{p.title}
					<p class="small muted">
						{word('paper_kind', p.kind)}, {word('paper_state', p.state)}
					</p>
				</li>
			))}
			{sittings.map(s => (
				<li key={s.id}>
					<a href={`/sittings/${s.id}`}>{t('sitting.title', { date: fullDate(s.held_on) })}</a>
					<p class="small muted">
						{[s.number && t('sitting.number', { number: s.number }), word('sitting_state', s.state)]
							.filter(Boolean)
							.join(', ')}
					</p>
				</li>
			))}
			{orders.map(o => (
				<li key={o.id}>
					<a href={`/orders/${o.id}`}>{orderName(o)}</a>
					<p class="small muted">{word('order_kind', 'order_approve')}</p>
				</li>
			))}
		</ul>
	);
}

const readers = [
	'methodist',
	'centre_head',
	'council_member',
	'council_secretary',
	'council_chair',
	'department_head',
	'school_head',
];

function List({ day }: { day: Day }) {
	const [turn, setTurn] = useState(0);
	const [adding, setAdding] = useState(false);
	const remarks = useLoad(s => all<Remark>('/remarks', { day: day.id }, s), [day.id, turn]);
	const again = () => setTurn(turn + 1);
	const writes = hasRole('council_member', 'council_secretary', 'council_chair');
	if (!writes && !remarks.data?.length) return null;
	return (
		<Section id="remarks" title={t('control.remarks')}>
			<ul class="rows">
				{remarks.data?.map(r => (
					<RemarkRow key={r.id} remark={r} reload={again} />
				))}
			</ul>
			{writes && (
				<p class="mt3">
					<button type="button" class="btn" onClick={() => setAdding(true)}>
						{t('remark.add')}
					</button>
				</p>
			)}
			{adding && <NewRemark day={day.id} onDone={again} onClose={() => setAdding(false)} />}
		</Section>
	);
}

export const Remarks = ({ day }: { day: Day }) => (hasRole(...readers) ? <List day={day} /> : null);
