/*
 * One item of the year plan, new or changed. Only a draft version of the plan takes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get, post } from '../api.js';
import { directions } from '../directions.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import type { Form as FormOfWork, List, Organisation, PersonRow, PlanItem } from '../types.js';
import { t, word } from '../words.js';
import { Await } from './await.js';
import { Conflict, useSave } from './conflict.js';
import { Dialog } from './dialog.js';
import { Input, Select, TextArea } from './field.js';
import { Form } from './form.js';
import { Doubts, type Planning } from './move-form.js';

interface Lists {
	forms: FormOfWork[];
	schools: Organisation[];
	people: PersonRow[];
}
const lists = async (signal: AbortSignal): Promise<Lists> => {
	const [forms, schools, people] = await Promise.all([
		get<List<FormOfWork>>('/forms', {}, { signal }),
		all<Organisation>('/organisations', { hosts: 1 }, signal),
		all<PersonRow>('/people', { role: 'methodist' }, signal),
	]);
	return { forms: forms.items, schools, people };
};

type Values = Record<
	| 'title'
	| 'form'
	| 'starts_on'
	| 'ends_on'
	| 'organisation'
	| 'responsible'
	| 'direction'
	| 'section'
	| 'addressee'
	| 'result',
	string
>;
const values = (i: PlanItem | undefined, starts: string): Values => ({
	title: i?.title ?? '',
	form: i?.form?.id ?? '',
	starts_on: i?.starts_on ?? starts,
	ends_on: i?.ends_on ?? '',
	organisation: i?.organisation?.id ?? '',
	responsible: i?.responsible?.id ?? '',
	direction: i?.direction ?? '',
	section: i?.section ?? '',
	addressee: i?.addressee ?? '',
	result: i?.result ?? '',
});

export interface ItemFormProps {
	version: string;
	item?: PlanItem;
	/** what the term is held against while it is typed */
	planning?: Planning;
	starts: string;
	onClose: () => void;
	onSaved: (item: PlanItem) => void;
}

function Fields(p: ItemFormProps & { lists: Lists }) {
	const was = values(p.item, p.starts);
	const [v, setV] = useState(was);
	const save = useSave<PlanItem>(
		`/plan-items/${p.item?.id}?version=${p.version}`,
		p.item,
		p.onSaved,
	);
	const create = useAction(async () => {
		const whole = { ...v, ends_on: v.ends_on || v.starts_on };
		const filled = Object.fromEntries(Object.entries(whole).filter(([, x]) => x !== ''));
		p.onSaved(await post<PlanItem>('/plan-items', { version: p.version, ...filled }));
	});
	const action = p.item ? save : create;
	const changed = () =>
		Object.fromEntries(Object.entries(v).filter(([k, x]) => x !== was[k as keyof Values]));
	const field = (key: keyof Values) => ({
		label: t(`item.${key}`),
		value: v[key],
		onValue: (value: string) => setV(now => ({ ...now, [key]: value })),
		error: action.problem?.at(key),
	});
	const named = (list: { id: string; name?: string; short?: string }[]) =>
		list.map(x => ({ value: x.id, label: x.short ?? x.name ?? '' }));
	const keys = Object.keys(v) as (keyof Values)[];
	const known = new Map(
		[p.lists.forms, p.lists.schools, p.lists.people].flatMap(list =>
			named(list).map(x => [x.value, x.label] as const),
		),
	);
	const words = (key: keyof Values, value: string | { id: string } | null): string => {
		const plain = typeof value === 'string' ? value : (value?.id ?? '');
		if (key === 'direction') return plain && word('direction', plain);
		if (key.endsWith('_on')) return plain && shortDate(plain);
		return known.get(plain) ?? plain;
	};
	return (
		<>
			<Form
				submit={p.item ? t('save') : t('item.add')}
				onSubmit={() => (p.item ? save.run(changed()) : create.run())}
				onCancel={p.onClose}
				busy={action.busy}
				problem={action.problem}
				shown={keys}
			>
				<TextArea {...field('title')} rows={2} required />
				<div class="pair2">
					<Select {...field('form')} choices={named(p.lists.forms)} empty={t('choose')} required />
					<Select
						{...field('direction')}
						choices={directions.map(d => ({ value: d, label: word('direction', d) }))}
						empty={t('not_set')}
					/>
					<Input {...field('starts_on')} type="date" required />
					<Input {...field('ends_on')} type="date" />
					<Select
						{...field('organisation')}
						choices={named(p.lists.schools)}
						empty={t('item.all_district')}
					/>
					<Select {...field('responsible')} choices={named(p.lists.people)} empty={t('not_set')} />
					<Input {...field('section')} />
					<Input {...field('addressee')} />
				</div>
				<TextArea {...field('result')} rows={2} />
				{p.planning && (
					<Doubts
						wanted={{
							id: p.item?.id ?? null,
							starts_on: v.starts_on,
							ends_on: v.ends_on || v.starts_on,
							school: v.organisation || null,
							responsible: v.responsible || null,
							is_day: p.lists.forms.find(f => f.id === v.form)?.is_day ?? false,
						}}
						planning={p.planning}
					/>
				)}
			</Form>
			<Conflict
				save={save}
				fields={keys.map(key => ({
					key,
					label: t(`item.${key}`),
					mine: words(key, v[key]),
					words: (value: string | { id: string } | null) => words(key, value),
				}))}
			/>
		</>
	);
}

export function ItemForm(p: ItemFormProps) {
	const found = useLoad(lists, []);
	return (
		<Dialog title={p.item ? t('item.edit_title') : t('item.new_title')} onClose={p.onClose} wide>
			<Await of={found}>{data => <Fields {...p} lists={data} />}</Await>
		</Dialog>
	);
}
