/*
 * Competence frameworks: their competences, and which criteria of which rubrics tell of each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get, list } from '../api.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { inForce } from '../parts/in-force.js';
import { Page, Section } from '../parts/page.js';
import { query, setQuery } from '../router.js';
import type { CompetenceItem, EditionHead, Framework } from '../types.js';
import { t } from '../words.js';

function Items({ of: items }: { of: CompetenceItem[] }) {
	const rubrics = [...new Map(items.map(i => [i.rubric.id, i.rubric])).values()].filter(
		(r, _, all) =>
			r.version ===
			Math.max(...all.filter(x => x.code === r.code && x.state === r.state).map(x => x.version)),
	);
	if (rubrics.length === 0) return <p class="small muted">{t('framework.no_items')}</p>;
	return (
		<ul class="small">
			{rubrics.map(r => (
				<li key={r.id}>
					<a href={`/admin/rubrics/${r.id}`}>
						{r.title}, {t('edition.version', { version: r.version })}
					</a>
					:{' '}
					{items
						.filter(i => i.rubric.id === r.id)
						.map(i => `${i.code}\u00a0${i.body}`)
						.join('; ')}
				</li>
			))}
		</ul>
	);
}

function Competences({ id }: { id: string }) {
	const loaded = useLoad(
		signal =>
			Promise.all([
				get<Framework>(`/frameworks/${id}`, {}, { signal }),
				list<CompetenceItem>(`/frameworks/${id}/items`, {}, signal),
			]),
		[id],
	);
	return (
		<Await of={loaded}>
			{([f, items]) => (
				<Section id="competences" title={f.title}>
					<ul class="rows">
						{f.competences
							.filter(c => c.code)
							.map(c => (
								<li key={c.id}>
									<p>
										<b>{c.code}</b> {c.name}
									</p>
									<Items of={items.filter(i => i.competence === c.id)} />
								</li>
							))}
					</ul>
				</Section>
			)}
		</Await>
	);
}

export default function AdminFrameworks() {
	const frameworks = useLoad(signal => list<EditionHead>('/frameworks', {}, signal), []);
	return (
		<Page
			title={t('framework.title')}
			crumb={<a href="/admin">{t('admin.title')}</a>}
			lede={<p>{t('framework.lede')}</p>}
			tools={
				<a class="btn" href="/imports?kind=framework">
					{t('framework.import')}
				</a>
			}
		>
			<Await of={frameworks}>
				{items => {
					const id = query.value.get('id') ?? items[0]?.id ?? '';
					return items.length > 0 ? (
						<>
							<search class="filters">
								<Select
									class="long"
									label={t('framework.which')}
									value={id}
									onValue={v => setQuery({ id: v })}
									choices={items.map(f => ({
										value: f.id,
										label: `${f.title}, ${t('edition.version', { version: f.version })} (${inForce(f)})`,
									}))}
								/>
							</search>
							<Competences id={id} />
						</>
					) : (
						<Empty words={t('framework.empty')} />
					);
				}}
			</Await>
		</Page>
	);
}
