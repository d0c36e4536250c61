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

interface Framework {
	id: string;
	title: string;
	competences: CompetenceRef[];
}

/** Competences of every framework in use, the composite («all together») left out. */
export async function competences(signal: AbortSignal) {
	const frameworks = await list<{ id: string }>('/frameworks', {}, signal);
	const whole = await Promise.all(
		frameworks.map(f => get<Framework>(`/frameworks/${f.id}`, {}, { signal })),
	);
	return whole.flatMap(f =>
		f.competences
			.filter(c => c.code !== '')
			.map(c => ({ value: c.id, label: c.name, group: f.title })),
	);
}

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
	const save = useAction(async () => {
		await post('/corrections', { ...v, due_on: v.due_on || null });
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
					value={v.competence}
					onValue={set('competence')}
					choices={known.data ?? []}
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
