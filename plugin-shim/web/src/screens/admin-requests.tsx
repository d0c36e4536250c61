/*
 * The journal of requests about personal data (152-ФЗ), the nearest terms first to be seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Dialog } from '../parts/dialog.js';
import { Input, Select, TextArea } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { Page, Section } from '../parts/page.js';
import { Pages } from '../parts/pages.js';
import { PersonPick } from '../parts/person-pick.js';
import { go, query, setQuery } from '../router.js';
import { today } from '../session.js';
import type { Card, List, PersonalRequest } from '../types.js';
import { t } from '../words.js';

export const kinds = ['access', 'correction', 'restriction', 'erasure'];

function NewRequest({ person, onClose }: { person: string; onClose: () => void }) {
	const [v, setV] = useState({ person, kind: 'access', received_on: today(), body: '' });
	const set = (name: string) => (value: string) => setV({ ...v, [name]: value });
	const card = useLoad(
		async signal => (person ? await get<Card>(`/cards/${person}`, {}, { signal }) : undefined),
		[person],
	);
	const save = useAction(async () => {
		const made = await post<PersonalRequest>('/personal-requests', v);
		go(`/admin/requests/${made.id}`);
	});
	return (
		<Dialog title={t('request.add')} onClose={onClose}>
			<Form
				submit={t('request.file')}
				onSubmit={() => save.run()}
				onCancel={onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['person', 'kind', 'received_on', 'body']}
			>
				<PersonPick
					label={t('request.person')}
					value={v.person}
					onValue={set('person')}
					name={card.data?.name}
					required
					error={save.problem?.at('person')}
				/>
				<Select
					label={t('request.kind')}
					hint={t(`request.term.${v.kind}`)}
					value={v.kind}
					onValue={set('kind')}
					choices={kinds.map(k => ({ value: k, label: t(`request.of.${k}`) }))}
				/>
				<Input
					label={t('request.received')}
					type="date"
					max={today()}
					value={v.received_on}
					onValue={set('received_on')}
					required
					error={save.problem?.at('received_on')}
				/>
				<TextArea
					label={t('request.body')}
					value={v.body}
					onValue={set('body')}
					required
					error={save.problem?.at('body')}
				/>
			</Form>
		</Dialog>
	);
}

export default function AdminRequests() {
	const state = query.value.get('state') ?? 'open';
	const person = query.value.get('person') ?? '';
	const [adding, setAdding] = useState(person !== '');
	const filter = { state: state === 'all' ? '' : state, person: adding ? '' : person };
	const key = JSON.stringify(filter);
	const requests = useLoad(
		signal => get<List<PersonalRequest>>('/personal-requests', filter, { signal }),
		[key],
	);
	return (
		<Page
			title={t('request.title')}
			crumb={<a href="/admin">{t('admin.title')}</a>}
			lede={<p>{t('request.lede')}</p>}
			tools={
				<button type="button" class="btn pri" onClick={() => setAdding(true)}>
					{t('request.add')}
				</button>
			}
		>
			<search class="filters">
				<Select
					label={t('request.state')}
					value={state}
					onValue={v => setQuery({ state: v })}
					choices={['open', 'answered', 'rejected', 'all'].map(s => ({
						value: s,
						label: t(`request.in.${s}`),
					}))}
				/>
			</search>
			<Section id="journal" title={t('request.journal')}>
				<Await of={requests}>
					{first =>
						first.items.length > 0 ? (
							<Pages
								first={first}
								more={cursor =>
									get<List<PersonalRequest>>('/personal-requests', { ...filter, cursor })
								}
							>
								{items => (
									<ul class="rows">
										{items.map(r => (
											<li key={r.id}>
												<p class="cluster between">
													<a href={`/admin/requests/${r.id}`}>
														<b>{r.person.short}</b>: {t(`request.of.${r.kind}`)}
													</a>
													<span class="small muted">
														{t(`request.in.${r.state}`)},{' '}
														{r.late ? (
															<b>{t('request.late', { date: shortDate(r.due_on) })}</b>
														) : (
															t('request.due', { date: shortDate(r.due_on) })
														)}
													</span>
												</p>
												<p class="small">{r.body}</p>
											</li>
										))}
									</ul>
								)}
							</Pages>
						) : (
							<Empty words={t('request.empty')} />
						)
					}
				</Await>
			</Section>
			{adding && (
				<NewRequest
					person={person}
					onClose={() => {
						setAdding(false);
						setQuery({ person: null });
					}}
				/>
			)}
		</Page>
	);
}
