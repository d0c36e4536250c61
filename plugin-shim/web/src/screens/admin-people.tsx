/*
 * People of the district as the administrator finds them: by name, role, organisation, whether they work.
 * The name is kept out of addresses, the page's own and the request's: it is personal data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get, type Options, post } from '../api.js';
import { shortDate } from '../format.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { CardForm } from '../parts/card-form.js';
import { Input, Select } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { Pages } from '../parts/pages.js';
import { humanRoles } from '../roles.js';
import { go, query, setQuery } from '../router.js';
import type { CardHead, List, Organisation } from '../types.js';
import { t, word } from '../words.js';

const Row = ({ of: p }: { of: CardHead }) => (
	<li>
		<p class="cluster between">
			<a href={`/admin/people/${p.id}`}>
				<b>{p.name}</b>
			</a>
			<span class="small muted">
				{[
					p.erased && t('people.erased'),
					p.left_on && !p.erased && t('people.left_since', { date: shortDate(p.left_on) }),
					p.restricted && t('people.restricted'),
					p.by_hand && t('people.mended'),
				]
					.filter(Boolean)
					.join(' · ')}
			</span>
		</p>
		{p.posts.map((a, i) => (
			<p key={i} class="small">
				{a.acting && `${t('acting')} `}
				{a.post ?? word('role', a.role)}, {a.organisation}
				{a.until && ` ${t('people.until', { date: shortDate(a.until) })}`}
			</p>
		))}
	</li>
);

const found = (name: string, filter: Record<string, string>, o: Options = {}) => {
	const said = Object.fromEntries(Object.entries(filter).filter(([, v]) => v !== ''));
	return name
		? post<List<CardHead>>('/cards/search', { ...said, q: name, limit: 50 }, { ...o, key: null })
		: get<List<CardHead>>('/cards', { ...said, limit: 50 }, o);
};

export default function AdminPeople() {
	const q = query.value;
	const [name, setName] = useState('');
	const filter = {
		state: q.get('state') ?? 'working',
		role: q.get('role') ?? '',
		organisation: q.get('organisation') ?? '',
	};
	const key = JSON.stringify({ name, ...filter });
	const [adding, setAdding] = useState(false);
	const people = useLoad(signal => found(name.trim(), filter, { signal }), [key]);
	const places = useLoad(signal => all<Organisation>('/organisations', {}, signal), []);
	return (
		<Page
			title={t('people.title')}
			crumb={<a href="/admin">{t('admin.title')}</a>}
			lede={<p>{t('people.lede')}</p>}
			tools={
				<button type="button" class="btn pri" onClick={() => setAdding(true)}>
					{t('people.add')}
				</button>
			}
		>
			<search class="filters">
				<Input label={t('people.find')} type="search" value={name} onValue={setName} />
				<Select
					label={t('people.state')}
					value={filter.state}
					onValue={v => setQuery({ state: v })}
					choices={['working', 'none', 'left', 'all'].map(s => ({
						value: s,
						label: t(`people.state_of.${s}`),
					}))}
				/>
				<Select
					label={t('people.role')}
					value={filter.role}
					onValue={v => setQuery({ role: v })}
					choices={humanRoles.map(r => ({ value: r, label: word('role', r) }))}
					empty={t('people.any_role')}
				/>
				<Select
					label={t('people.organisation')}
					value={filter.organisation}
					onValue={v => setQuery({ organisation: v })}
					choices={(places.data ?? []).map(o => ({ value: o.id, label: o.name }))}
					empty={t('all_schools')}
				/>
			</search>
			<Section id="list" title={t('people.found')}>
				<Await of={people}>
					{first =>
						first.items.length > 0 ? (
							<Pages first={first} more={cursor => found(name.trim(), { ...filter, cursor })}>
								{rows => (
									<ul class="rows">
										{rows.map(p => (
											<Row key={p.id} of={p} />
										))}
									</ul>
								)}
							</Pages>
						) : (
							<Empty words={t('people.nobody')} />
						)
					}
				</Await>
			</Section>
			{adding && (
				<CardForm
					onClose={() => setAdding(false)}
					onSaved={card => go(`/admin/people/${card.id}`)}
				/>
			)}
		</Page>
	);
}
