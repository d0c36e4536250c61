/*
 * The draft of a material in the hands of its author: title, term, authors, addressees, blocks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get } from '../api.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { heldText, useTextDraft } from '../text-draft-hook.js';
import type { Material, Organisation, PersonRow, Rubric, VisitRow } from '../types.js';
import { t } from '../words.js';
import { authorsField } from './authors.js';
import { wordsOf } from './blocks.js';
import { BodyEdit } from './body-edit.js';
import { type Clash, Conflict } from './conflict.js';
import { Input, TextArea } from './field.js';
import { figureChoices } from './figure-edit.js';
import { Form } from './form.js';
import { PickMany } from './pick-many.js';
import { TextSaving } from './text-saving.js';

interface Lists {
	people: PersonRow[];
	schools: Organisation[];
	competences: { id: string; name: string }[];
}

/** Competences that the rubrics of the day's visits judge: those that have figures. */
async function load(m: Material, signal: AbortSignal): Promise<Lists> {
	const [people, schools, visits] = await Promise.all([
		all<PersonRow>('/people', { role: 'methodist' }, signal),
		m.kind === 'lesson_analysis' ? [] : all<Organisation>('/organisations', { hosts: 1 }, signal),
		m.day ? all<VisitRow>('/visits', { day: m.day }, signal) : [],
	]);
	const rubrics = await Promise.all(
		[...new Set(visits.map(v => v.rubric.id))].map(id =>
			get<Rubric>(`/rubrics/${id}`, {}, { signal }),
		),
	);
	const found = new Map(
		rubrics
			.flatMap(r => r.sections.flatMap(s => s.items))
			.flatMap(i => (i.competence ? [[i.competence.id, i.competence.name] as const] : [])),
	);
	return { people, schools, competences: [...found].map(([id, name]) => ({ id, name })) };
}

/** What goes to the server by itself while it is written. */
interface Text {
	title: string;
	due_on: string | null;
	body: Material['body'];
	addressees: { person?: unknown; organisation?: string | { id: string } | null }[];
}
const schoolsOf = (list: Text['addressees']): string[] =>
	list.flatMap(({ organisation: o }) => (o ? [typeof o === 'string' ? o : o.id] : []));

export function MaterialEdit(props: {
	material: Material;
	onMaterial: (m: Material) => void;
	onClose: () => void;
}) {
	const m = props.material;
	const path = `/materials/${m.id}`;
	const [held] = useState(() => (heldText(path)?.body ?? {}) as Partial<Text>);
	const [title, setTitle] = useState(held.title ?? m.title);
	const [due, setDue] = useState((held.due_on === undefined ? m.due_on : held.due_on) ?? '');
	const [body, setBody] = useState(held.body ?? m.body);
	const [authors, setAuthors] = useState(m.authors.map(a => a.id));
	const [schools, setSchools] = useState(schoolsOf(held.addressees ?? m.addressees));
	const lists = useLoad(signal => load(m, signal), [m.id]);
	const { draft, kept } = useTextDraft<Material>(path, m, saved => props.onMaterial(saved));
	const others = m.addressees.flatMap(a => (a.person ? [{ person: a.person.id }] : []));
	const put =
		<V,>(set: (v: V) => void, body: (v: V) => Partial<Text>) =>
		(v: V) => {
			set(v);
			draft.change(body(v));
		};
	/** Authors go with the last saving only: whoever hands a paper over writes it until then. */
	const send = useAction(async () => {
		if (authors.join() !== m.authors.map(a => a.id).join() || draft.unsent)
			draft.change({ title, authors: authors.map(person => ({ person })) });
		if (await draft.flush()) props.onClose();
	});
	const leave = () => {
		if (draft.unsent && !confirm(t('text_draft.throw_away'))) return;
		if (draft.unsent) draft.drop();
		props.onClose();
	};
	/** What was chosen of both texts is what is written on from here. */
	const merge = (chosen: Partial<Text>) => {
		const current = kept.clash?.current;
		if (!current) return;
		const now = { ...current, ...chosen };
		setTitle(now.title);
		setDue(now.due_on ?? '');
		setBody(now.body);
		setSchools(schoolsOf(now.addressees));
		setAuthors(current.authors.map(a => a.id));
		props.onMaterial(current);
		if (Object.keys(chosen).length > 0) void draft.takeMerged({ ...chosen });
		else draft.drop();
	};
	const problem = kept.clash ? undefined : kept.problem;
	const people = new Map(
		[...m.authors, ...(lists.data?.people ?? [])].map(p => [p.id, p.short] as const),
	);
	const nameOf = (id: string) => lists.data?.schools.find(s => s.id === id)?.name ?? id;
	const figures = figureChoices({
		day: m.day,
		visit: m.visit,
		organisations:
			m.kind === 'recommendations' && !m.day
				? (lists.data?.schools ?? []).filter(s => schools.includes(s.id))
				: [m.organisation],
		competences: lists.data?.competences ?? [],
	});
	return (
		<>
			<Form
				submit={t('save')}
				cancel={t('close')}
				note={<TextSaving kept={kept} />}
				onSubmit={() => send.run()}
				onCancel={leave}
				busy={send.busy}
				problem={problem}
				shown={['title', 'due_on', 'body']}
			>
				<TextArea
					label={t('orders.title')}
					value={title}
					onValue={put<string>(setTitle, v => ({ title: v }))}
					rows={2}
					required
					error={problem?.at('title')}
				/>
				<div class="pair2">
					<Input
						label={t('material.due_on')}
						type="date"
						value={due}
						onValue={put<string>(setDue, v => ({ due_on: v || null }))}
						error={problem?.at('due_on')}
					/>
				</div>
				<PickMany
					label={t('material.authors')}
					add={t('material.add_author')}
					value={authors}
					onValue={setAuthors}
					choices={[...people].map(([value, label]) => ({ value, label }))}
					least={1}
				/>
				{m.kind !== 'lesson_analysis' && (
					<PickMany
						label={t('material.addressees')}
						add={t('material.add_addressee')}
						value={schools}
						onValue={put<string[]>(setSchools, v => ({
							addressees: [...others, ...v.map(organisation => ({ organisation }))],
						}))}
						choices={(lists.data?.schools ?? []).map(s => ({ value: s.id, label: s.name }))}
					/>
				)}
				<BodyEdit
					body={body}
					onBody={put<Material['body']>(setBody, v => ({ body: v }))}
					figures={figures}
					error={at => problem?.at(at)}
				/>
			</Form>
			<Conflict
				save={{
					clash: kept.clash as Clash<Material> | undefined,
					merge,
					dismiss: () => draft.later(),
					busy: send.busy,
					problem: undefined,
				}}
				fields={[
					{ key: 'title', label: t('orders.title') },
					{ key: 'due_on', label: t('material.due_on'), words: (d: string) => d && shortDate(d) },
					{ key: 'body', label: t('order.text'), words: wordsOf },
					{
						key: 'addressees',
						label: t('material.addressees'),
						words: (list: Text['addressees']) => schoolsOf(list).map(nameOf).join(', '),
					},
					authorsField(people),
				]}
			/>
		</>
	);
}
