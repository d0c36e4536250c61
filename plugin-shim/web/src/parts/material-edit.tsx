/*
 * The draft of a material in the hands of its author: title, term, authors, addressees, blocks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get } from '../api.js';
import { useLoad } from '../load.js';
import type { Material, Organisation, PersonRow, Rubric, VisitRow } from '../types.js';
import { t } from '../words.js';
import { textOf } from './blocks.js';
import { BodyEdit } from './body-edit.js';
import { Conflict, useSave } from './conflict.js';
import { Input, TextArea } from './field.js';
import { figureChoices } from './figure-edit.js';
import { Form } from './form.js';
import { PickMany } from './pick-many.js';

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

export function MaterialEdit(props: {
	material: Material;
	onMaterial: (m: Material) => void;
	onClose: () => void;
}) {
	const m = props.material;
	const [title, setTitle] = useState(m.title);
	const [due, setDue] = useState(m.due_on ?? '');
	const [body, setBody] = useState(m.body);
	const [authors, setAuthors] = useState(m.authors.map(a => a.id));
	const [schools, setSchools] = useState(
		m.addressees.flatMap(a => (a.organisation ? [a.organisation.id] : [])),
	);
	const lists = useLoad(signal => load(m, signal), [m.id]);
	const save = useSave<Material>(`/materials/${m.id}`, m.revision, saved => {
		props.onMaterial(saved);
		props.onClose();
	});
	const people = new Map(
		[...m.authors, ...(lists.data?.people ?? [])].map(p => [p.id, p.short] as const),
	);
	const others = m.addressees.filter(a => a.person).map(a => ({ person: a.person?.id }));
	const send = () =>
		save.run({
			title,
			body,
			due_on: due || null,
			authors: authors.map(person => ({ person })),
			...(m.kind === 'lesson_analysis'
				? {}
				: { addressees: [...others, ...schools.map(organisation => ({ organisation }))] }),
		});
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
				onSubmit={send}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['title', 'due_on', 'body']}
			>
				<TextArea
					label={t('orders.title')}
					value={title}
					onValue={setTitle}
					rows={2}
					required
					error={save.problem?.at('title')}
				/>
				<div class="pair2">
					<Input
						label={t('material.due_on')}
						type="date"
						value={due}
						onValue={setDue}
						error={save.problem?.at('due_on')}
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
						onValue={setSchools}
						choices={(lists.data?.schools ?? []).map(s => ({ value: s.id, label: s.name }))}
					/>
				)}
				<BodyEdit
					body={body}
					onBody={setBody}
					figures={figures}
					error={at => save.problem?.at(at)}
				/>
			</Form>
			<Conflict
				save={save}
				fields={[
					{ key: 'title', label: t('orders.title'), mine: title },
					{ key: 'body', label: t('order.text'), mine: body.map(textOf).join('\n') },
				]}
			/>
		</>
	);
}
