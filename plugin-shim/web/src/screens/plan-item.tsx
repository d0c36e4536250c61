/*
 * One item of the plan: what, when, where, who; and the day that is held by it.
 *
 * A day is made from here: date, theme and lead are asked, the school comes from the item.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { Dialog } from '../parts/dialog.js';
import { Input, Select, TextArea } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { Page, Section } from '../parts/page.js';
import { State } from '../parts/state.js';
import { type Args, go, query } from '../router.js';
import { hasRole, me, today } from '../session.js';
import type { Day, Organisation, PersonRow, PlanItem } from '../types.js';
import { uuid } from '../uuid.js';
import { fullDate, t, word } from '../words.js';

interface Choices {
	people: PersonRow[];
	schools: Organisation[];
}
const choices = async (needSchool: boolean, signal: AbortSignal): Promise<Choices> => {
	const [people, schools] = await Promise.all([
		all<PersonRow>('/people', { role: 'methodist' }, signal),
		needSchool ? all<Organisation>('/organisations', { hosts: 1 }, signal) : [],
	]);
	return { people, schools };
};

function DayFields(props: { item: PlanItem; lists: Choices; onClose: () => void }) {
	const { item, lists, onClose } = props;
	const later = item.starts_on && item.starts_on > today() ? item.starts_on : today();
	const [id] = useState(uuid);
	const [date, setDate] = useState(later);
	const [theme, setTheme] = useState(item.title);
	const [aim, setAim] = useState('');
	const [school, setSchool] = useState('');
	const mine = lists.people.some(p => p.id === me()) ? me() : '';
	const [lead, setLead] = useState(item.responsible?.id ?? mine);
	const create = useAction(async () => {
		const organisation = item.organisation?.id ?? school;
		const body = { id, plan_item: item.id, organisation, held_on: date, theme, aim, lead };
		const filled = Object.fromEntries(Object.entries(body).filter(([, v]) => v));
		const day = await post<Day>('/days', filled);
		go(`/days/${day.id}`);
	});
	const at = (field: string) => create.problem?.at(field);
	return (
		<Form
			submit={t('item.make_day')}
			onSubmit={() => create.run()}
			onCancel={onClose}
			busy={create.busy}
			problem={create.problem}
			shown={['held_on', 'theme', 'aim', 'lead', 'organisation']}
		>
			{item.organisation ? (
				<p>
					<b>{item.organisation.name}</b>
				</p>
			) : (
				<Select
					label={t('day.organisation')}
					value={school}
					onValue={setSchool}
					choices={lists.schools.map(s => ({ value: s.id, label: s.name }))}
					empty={t('choose')}
					required
					error={at('organisation')}
				/>
			)}
			<div class="pair2">
				<Input
					label={t('day.held_on')}
					type="date"
					value={date}
					onValue={setDate}
					required
					error={at('held_on')}
				/>
				<Select
					label={t('day.lead')}
					value={lead}
					onValue={setLead}
					choices={lists.people.map(p => ({ value: p.id, label: p.short }))}
					empty={t('choose')}
					error={at('lead')}
				/>
			</div>
			<TextArea
				label={t('day.theme')}
				value={theme}
				onValue={setTheme}
				rows={2}
				error={at('theme')}
			/>
			<TextArea label={t('day.aim')} value={aim} onValue={setAim} rows={2} error={at('aim')} />
		</Form>
	);
}

function MakeDay({ item, onClose }: { item: PlanItem; onClose: () => void }) {
	const lists = useLoad(signal => choices(!item.organisation, signal), []);
	return (
		<Dialog title={t('item.make_day_title')} onClose={onClose}>
			<Await of={lists}>{data => <DayFields item={item} lists={data} onClose={onClose} />}</Await>
		</Dialog>
	);
}

function Details({ item }: { item: PlanItem }) {
	const rows: [string, string | null | undefined][] = [
		['form', item.form?.name],
		['direction', item.direction && word('direction', item.direction)],
		['starts_on', item.starts_on && fullDate(item.starts_on)],
		['ends_on', item.ends_on && item.ends_on !== item.starts_on ? fullDate(item.ends_on) : null],
		['organisation', item.organisation?.name ?? t('item.all_district')],
		['responsible', item.responsible?.short],
		['section', item.section],
		['addressee', item.addressee],
		['result', item.result],
	];
	return (
		<dl class="kv">
			{rows
				.filter(([, value]) => value)
				.map(([key, value]) => (
					<>
						<dt>{t(`item.${key}`)}</dt>
						<dd>{value}</dd>
					</>
				))}
		</dl>
	);
}

function Body({ item }: { item: PlanItem }) {
	const [making, setMaking] = useState(false);
	const plans = hasRole('centre_head', 'methodist');
	const mayMake = plans && item.form?.is_day && !item.day;
	return (
		<Page
			title={item.title}
			crumb={
				<>
					<a href={`/plan?version=${item.version}`}>{t('nav.plan')}</a>
					{item.number && ` · ${t('item.number', { number: item.number })}`}
				</>
			}
			tools={
				<>
					{mayMake && (
						<>
							<button type="button" class="btn pri" onClick={() => setMaking(true)}>
								{t('item.make_day')}
							</button>
							<Clause number="4.1" />
						</>
					)}
					{item.version_state === 'draft' && !item.day && plans && (
						<a class="btn" href={`/plan?version=${item.version}&view=list&move=${item.id}`}>
							{t('move.open')}
						</a>
					)}
				</>
			}
		>
			<Section id="about" title={t('item.about')}>
				<Details item={item} />
				{item.version_state === 'approved' && !item.day && plans && (
					<p class="small muted mt3">
						{t('move.approved')} <Clause number="4.6b" />{' '}
						<a href={`/plan?version=${item.version}`}>{t('versions.title')}</a>
					</p>
				)}
			</Section>
			{item.form?.is_day && (
				<Section id="held" title={t('item.day')}>
					{item.day ? (
						<p class="cluster">
							<State of="day" state={item.day.state} />
							<a href={`/days/${item.day.id}`}>{fullDate(item.day.held_on)}</a>
						</p>
					) : (
						<p class="muted">{t('item.no_day')}</p>
					)}
				</Section>
			)}
			{making && <MakeDay item={item} onClose={() => setMaking(false)} />}
		</Page>
	);
}

export default function PlanItemScreen({ id }: Args) {
	const version = query.value.get('version');
	const item = useLoad(
		signal => get<PlanItem>(`/plan-items/${id}`, { version }, { signal }),
		[id, version],
	);
	if (item.data) return <Body item={item.data} />;
	return (
		<Page title={t('item.about')}>
			<Await of={item}>{() => null}</Await>
		</Page>
	);
}
