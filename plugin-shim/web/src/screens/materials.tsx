/*
 * Materials of the days: whose, at which school, where each stands; newest first, page by page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { all, get, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { Page } from '../parts/page.js';
import { Pages } from '../parts/pages.js';
import { ProblemNote } from '../parts/problem.js';
import { State } from '../parts/state.js';
import { go, query, setQuery } from '../router.js';
import { hasRole } from '../session.js';
import type { List, Material, MaterialRow, Organisation } from '../types.js';
import { uuid } from '../uuid.js';
import { fullDate, t, word } from '../words.js';

const kinds = ['lesson_analysis', 'spravka', 'recommendations'];
const states = [
	'draft',
	'signed',
	'acknowledged',
	'objected',
	'queued',
	'considered',
	'returned',
	'approved',
];

/** What has no title of its own is titled by its kind, which need not be said twice. */
const kindOf = (m: MaterialRow): string | null => {
	const kind = word('material_kind', m.kind);
	return kind === m.title ? null : kind;
};

const Table = ({ items }: { items: MaterialRow[] }) => (
	<table class="plain tstack">
		<thead>
			<tr>
				{['title', 'kind', 'state', 'school', 'authors', 'since'].map(h => (
					<th key={h} scope="col">
						{t(`materials.${h}`)}
					</th>
				))}
			</tr>
		</thead>
		<tbody>
			{items.map(m => (
				<tr key={m.id}>
					<th scope="row">
						<a href={`/materials/${m.id}`}>{m.title}</a>
					</th>
					<td>{kindOf(m)}</td>
					<td class="nowrap">
						<State of="material" state={m.state} />
					</td>
					<td>{m.organisation.name}</td>
					<td>{m.authors.map(a => a.short).join(', ')}</td>
					<td class="nowrap">{fullDate(m.since)}</td>
				</tr>
			))}
		</tbody>
	</table>
);

function Filters({ schools }: { schools: Organisation[] }) {
	const q = query.value;
	return (
		<search class="filters">
			<Select
				label={t('materials.kind')}
				value={q.get('kind') ?? ''}
				onValue={v => setQuery({ kind: v })}
				choices={kinds.map(k => ({ value: k, label: word('material_kind', k) }))}
				empty={t('materials.any_kind')}
			/>
			<Select
				label={t('day.state')}
				value={q.get('state') ?? ''}
				onValue={v => setQuery({ state: v })}
				choices={states.map(s => ({ value: s, label: word('state.material', s) }))}
				empty={t('plan.any_state')}
			/>
			{schools.length > 1 && (
				<Select
					label={t('day.organisation')}
					value={q.get('school') ?? ''}
					onValue={v => setQuery({ school: v })}
					choices={schools.map(s => ({ value: s.id, label: s.name }))}
					empty={t('all_schools')}
				/>
			)}
			{hasRole('methodist', 'centre_head') && (
				<Select
					label={t('materials.whose')}
					value={q.get('mine') ?? ''}
					onValue={v => setQuery({ mine: v })}
					choices={[{ value: '1', label: t('materials.mine') }]}
					empty={t('materials.everybodys')}
				/>
			)}
			{q.get('day') && (
				<a class="btn" href="/materials">
					{t('visits.all_days')}
				</a>
			)}
		</search>
	);
}

/** Recommendations need no day: they may answer what the district asks for. */
function New() {
	const make = useAction(async () => {
		const made = await post<Material>('/materials', { id: uuid(), kind: 'recommendations' });
		go(`/materials/${made.id}`);
	});
	if (!hasRole('methodist', 'centre_head')) return null;
	return (
		<>
			<button type="button" class="btn" disabled={make.busy} onClick={() => make.run()}>
				{t('materials.new_recommendations')}
			</button>
			<ProblemNote problem={make.problem} />
		</>
	);
}

export default function Materials() {
	const q = query.value;
	const filter = Object.fromEntries(
		['kind', 'state', 'day', 'school', 'mine'].map(k => [k, q.get(k)]),
	);
	const ask = (cursor: string | null, signal?: AbortSignal) =>
		get<List<MaterialRow>>('/materials', { ...filter, cursor }, { signal });
	const teacherOnly = hasRole('teacher') && !hasRole('methodist', 'centre_head', 'school_head');
	const schools = useLoad(
		async signal => (teacherOnly ? [] : all<Organisation>('/organisations', { hosts: 1 }, signal)),
		[],
	);
	const page = useLoad(signal => ask(null, signal), [JSON.stringify(filter)]);
	return (
		<Page
			title={t(teacherOnly ? 'materials.my_title' : 'nav.materials')}
			crumb={filter.day && <a href={`/days/${filter.day}`}>{t('visits.of_day')}</a>}
			tools={<New />}
		>
			<Filters schools={schools.data ?? []} />
			<div class="mt5">
				<Await of={page}>
					{data =>
						data.items.length > 0 ? (
							<Pages first={data} more={c => ask(c)}>
								{items => <Table items={items} />}
							</Pages>
						) : (
							<Empty words={t('materials.empty')}>
								<a class="btn" href="/visits">
									{t('materials.to_visits')}
								</a>
							</Empty>
						)
					}
				</Await>
			</div>
		</Page>
	);
}
