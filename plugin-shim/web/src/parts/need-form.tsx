/*
 * Filing a need: the centre names a school or a person and where it comes from; a school or a
 * teacher asks for help, and the server knows for whom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, list, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { hasRole, session } from '../session.js';
import type { Organisation, PersonRow, Ref } from '../types.js';
import { t, word } from '../words.js';
import { competences } from './correction-form.js';
import { Dialog } from './dialog.js';
import { Select, TextArea } from './field.js';
import { Form } from './form.js';

const own = (): Organisation[] =>
	(session.value?.appointments ?? [])
		.filter(a => a.role === 'school_head')
		.map(a => a.organisation);

export function NeedForm(props: { onClose: () => void; onSaved: () => void }) {
	const centre = hasRole('methodist', 'centre_head');
	const head = own();
	const [v, setV] = useState({
		organisation: head[0]?.id ?? '',
		person: '',
		competence: '',
		subject: '',
		source: centre ? 'diagnosis' : 'request',
		body: '',
	});
	const set = (name: string) => (value: string) => setV({ ...v, [name]: value });
	const schools = useLoad(
		async s => (centre ? await all<Organisation>('/organisations', { hosts: 1 }, s) : head),
		[],
	);
	const people = useLoad(
		async s =>
			v.organisation ? await all<PersonRow>('/people', { organisation: v.organisation }, s) : [],
		[v.organisation],
	);
	const subjects = useLoad(s => list<Ref>('/subjects', {}, s), []);
	const known = useLoad(s => competences(s), []);
	const save = useAction(async () => {
		const body = Object.fromEntries(Object.entries(v).filter(([, value]) => value !== ''));
		await post('/needs', body);
		props.onSaved();
	});
	return (
		<Dialog title={t(centre ? 'need.add' : 'need.ask')} onClose={props.onClose}>
			<Form
				submit={t('need.file')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['organisation', 'person', 'competence', 'subject', 'source', 'body']}
			>
				{(schools.data?.length ?? 0) > 0 && (
					<>
						<Select
							label={t('need.school')}
							value={v.organisation}
							onValue={set('organisation')}
							choices={(schools.data ?? []).map(o => ({ value: o.id, label: o.name }))}
							empty={t('choose')}
							required
							error={save.problem?.at('organisation')}
						/>
						<Select
							label={t('need.person')}
							value={v.person}
							onValue={set('person')}
							choices={(people.data ?? []).map(p => ({ value: p.id, label: p.name }))}
							empty={t('need.whole_school')}
						/>
					</>
				)}
				<Select
					label={t('need.competence')}
					value={v.competence}
					onValue={set('competence')}
					choices={known.data ?? []}
					empty={t('choose')}
					required
					error={save.problem?.at('competence')}
				/>
				<Select
					label={t('need.subject')}
					value={v.subject}
					onValue={set('subject')}
					choices={(subjects.data ?? []).map(s => ({ value: s.id, label: s.name }))}
					empty={t('need.any_subject')}
				/>
				{centre && (
					<Select
						label={t('need.source')}
						value={v.source}
						onValue={set('source')}
						choices={['diagnosis', 'visit', 'request', 'results'].map(s => ({
							value: s,
							label: word('need_source', s),
						}))}
					/>
				)}
				<TextArea
					label={t('need.body')}
					value={v.body}
					onValue={set('body')}
					required
					error={save.problem?.at('body')}
				/>
			</Form>
		</Dialog>
	);
}
