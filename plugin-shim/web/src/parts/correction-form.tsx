/*
 * Proposing a correction: whose work, which competence, the task. The baseline is the server's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get, list, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import type { CompetenceRef, Organisation, PersonRow } from '../types.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { Input, Select, TextArea } from './field.js';
import { Form } from './form.js';

interface FrameworkHead {
	id: string;
	code: string;
	version: number;
	title: string;
	state: string;
}
interface Framework extends FrameworkHead {
	/** whose work it judges; null: it says nothing of whom */
	for: 'teacher' | 'leader' | null;
	competences: CompetenceRef[];
}

/** Of each framework its newest published version. */
const newest = (all: FrameworkHead[]): FrameworkHead[] => [
	...new Map(
		all
			.filter(f => f.state === 'published')
			.sort((a, b) => a.version - b.version)
			.map(f => [f.code, f]),
	).values(),
];

/** Competences of every framework in use, the composite («all together») left out. */
export async function competences(signal: AbortSignal) {
	const frameworks = newest(await list<FrameworkHead>('/frameworks', {}, signal));
	const whole = await Promise.all(
		frameworks.map(f => get<Framework>(`/frameworks/${f.id}`, {}, { signal })),
	);
	return whole.flatMap(f =>
		f.competences
			.filter(c => c.code !== '')
			.map(c => ({ value: c.id, label: c.name, group: f.title, for: f.for })),
	);
}

/** A teacher is judged by frameworks of teachers, a head of a school by those of leaders (4.6a). */
const fits = (of: Framework['for'], person: PersonRow | undefined): boolean =>
	!of || !person || person.roles.includes(of === 'leader' ? 'school_head' : 'teacher');

export function CorrectionForm(props: {
	person: string;
	onClose: () => void;
	onSaved: () => void;
}) {
	const [school, setSchool] = useState('');
	const [v, setV] = useState({ person: props.person, competence: '', body: '', due_on: '' });
	const set = (name: string) => (value: string) => setV({ ...v, [name]: value });
	const schools = useLoad(s => all<Organisation>('/organisations', { hosts: 1 }, s), []);
	const people = useLoad(
		async s =>
			school
				? await all<PersonRow>('/people', { organisation: school }, s)
				: v.person
					? [await get<PersonRow>(`/people/${v.person}`, {}, { signal: s })]
					: [],
		[school],
	);
	const known = useLoad(s => competences(s), []);
	const chosen = people.data?.find(p => p.id === v.person);
	const fitting = (known.data ?? []).filter(c => fits(c.for, chosen));
	const competence = fitting.some(c => c.value === v.competence) ? v.competence : '';
	const save = useAction(async () => {
		await post('/corrections', { ...v, competence, due_on: v.due_on || null });
		props.onSaved();
	});
	return (
		<Dialog title={t('correction.add')} onClose={props.onClose}>
			<Form
				submit={t('correction.propose')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['person', 'competence', 'body', 'due_on']}
			>
				<Select
					label={t('correction.school')}
					value={school}
					onValue={setSchool}
					choices={(schools.data ?? []).map(o => ({ value: o.id, label: o.name }))}
					empty={t('choose')}
				/>
				<Select
					label={t('correction.person')}
					value={v.person}
					onValue={set('person')}
					choices={(people.data ?? []).map(p => ({ value: p.id, label: p.name ?? p.short }))}
					empty={t('choose')}
					required
					error={save.problem?.at('person')}
				/>
				<Select
					label={t('correction.competence')}
					value={competence}
					onValue={set('competence')}
					choices={fitting}
					empty={t('choose')}
					required
					error={save.problem?.at('competence')}
				/>
				<TextArea
					label={t('correction.body')}
					hint={t('correction.body_hint')}
					value={v.body}
					onValue={set('body')}
					required
					error={save.problem?.at('body')}
				/>
				<Input
					label={t('correction.due_on')}
					hint={t('correction.due_hint')}
					type="date"
					value={v.due_on}
					onValue={set('due_on')}
					error={save.problem?.at('due_on')}
				/>
			</Form>
		</Dialog>
	);
}
