/*
 * The plan in the look that the address names, and below it what differs from the approved version,
 * the versions and the history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { calendarOf, intoMonth, isMovable, monthKey, ontoDate, termOf } from '../planning.js';
import { query } from '../router.js';
import type { Data } from '../screens/plan.js';
import { today } from '../session.js';
import type { Plan, PlanItem, PlanVersion } from '../types.js';
import { t } from '../words.js';
import type { Year } from '../year.js';
import { lazy } from './lazy.js';
import { Legend, Matrix, type Moving } from './matrix.js';
import type { Planning } from './move-form.js';
import type { Mover } from './moves.js';
import { Section } from './page.js';
import { entriesOf } from './plan-entries.js';
import { filterOf, viewHref, viewOf } from './plan-filters.js';
import { PlanList } from './plan-list.js';
import { Versions } from './versions.js';

const Differences = lazy(() => import('./plan-diff.js').then(m => m.Differences));
const PlanHistory = lazy(() => import('./plan-history.js').then(m => m.PlanHistory));
const MonthCalendar = lazy(() => import('./plan-calendar.js').then(m => m.MonthCalendar));

interface Props {
	data: Data;
	plan: Plan;
	version: PlanVersion;
	matrix: Year;
	limits: (number | null)[];
	/** items that pass the filters */
	items: PlanItem[];
	planning?: Planning;
	mover: Mover;
	reload: () => void;
	onMove: (item: PlanItem) => void;
}

/** Dragging sends what the dialog would; an item that stays where it is isn't sent. */
function movingOf(p: Props): Moving | undefined {
	const { planning, mover, data } = p;
	if (!planning) return undefined;
	return {
		onOpen: p.onMove,
		onDrop: (id, school, month) => {
			const item = data.items.find(i => i.id === id);
			if (!item || !isMovable(item)) return;
			const key = monthKey(data.year, month);
			const stays = item.starts_on?.slice(0, 7) === key;
			const term = stays ? {} : intoMonth(termOf(item), key, planning.calendar);
			if (stays && item.organisation?.id === school) return;
			mover.run([{ item: id, revision: item.revision, ...term, organisation: school }]);
		},
	};
}

function Month(p: Props) {
	const { data, planning, mover, items } = p;
	const filter = filterOf(query.value);
	const inYear = today() >= `${data.year}-09-01` && today() < `${data.year + 1}-09-01`;
	const month = query.value.get('month') ?? (inYear ? today().slice(0, 7) : monthKey(data.year, 0));
	const shown = new Set(p.matrix.rows.flatMap(r => r.cells.flat().map(c => c.href)));
	const days = data.days.filter(d => shown.has(`/days/${d.id}`));
	const away = data.capacity.away.filter(a => !filter.lead || a.person.id === filter.lead);
	const onDrop = (id: string, date: string) => {
		const item = items.find(i => i.id === id);
		if (item && isMovable(item))
			mover.run([{ item: id, revision: item.revision, ...ontoDate(termOf(item), date) }]);
	};
	return (
		<Section id="calendar" title={t('plan.view.calendar')} aside={<Legend year={p.matrix} />}>
			<MonthCalendar
				month={month}
				entries={entriesOf(items, days)}
				away={away}
				calendar={calendarOf(data.calendar)}
				onOpen={planning && p.onMove}
				onDrop={planning && onDrop}
			/>
		</Section>
	);
}

function Items(p: Props) {
	return (
		<PlanList
			title={`${t('plan.all_items')}: ${p.items.length}`}
			items={p.items}
			planning={p.planning}
			mover={p.mover}
			version={p.version.id}
			start={p.data.year}
			reload={p.reload}
			onMove={p.onMove}
		/>
	);
}

export function PlanBody(p: Props) {
	const { data, plan, version, matrix, reload } = p;
	const view = viewOf(query.value);
	return (
		<>
			{view === 'matrix' && (
				<>
					<Section id="matrix" title={t('plan.matrix')} aside={<Legend year={matrix} />}>
						<Matrix year={matrix} start={data.year} limits={p.limits} moving={movingOf(p)} />
					</Section>
					<p class="mt3">
						<a href={viewHref('list')}>
							{t('plan.other_items', { count: p.items.filter(i => !i.form?.is_day).length })}
						</a>
					</p>
				</>
			)}
			{view === 'calendar' && <Month {...p} />}
			{view === 'list' && <Items {...p} />}
			{data.differences.length > 0 && (
				<Section id="changes" title={t('plan.changes', { count: data.differences.length })}>
					<Differences
						differences={data.differences}
						version={{ id: version.id, state: version.state, base: version.id }}
						sides={[t('plan.was'), t('plan.becomes')]}
						reload={reload}
					/>
				</Section>
			)}
			<Section id="versions" title={t('versions.title')}>
				<Versions plan={plan} chosen={version.id} reload={reload} />
				<PlanHistory plan={plan.id} />
			</Section>
		</>
	);
}
