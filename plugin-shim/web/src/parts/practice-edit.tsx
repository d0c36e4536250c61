/*
 * A practice card in the hands of its author: title, subject, co-authors, the text in blocks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, get } from '../api.js';
import { useLoad } from '../load.js';
import type { List, PersonRow, Practice, Ref } from '../types.js';
import { t } from '../words.js';
import { authorsField } from './authors.js';
import { wordsOf } from './blocks.js';
import { BodyEdit } from './body-edit.js';
import { Conflict, useSave } from './conflict.js';
import { Select, TextArea } from './field.js';
import { Form } from './form.js';
import { PickMany } from './pick-many.js';

export function PracticeEdit(props: {
	practice: Practice;
	onPractice: (p: Practice) => void;
	onClose: () => void;
}) {
	const p = props.practice;
	const [title, setTitle] = useState(p.title);
	const [subject, setSubject] = useState(p.subject?.id ?? '');
	const [body, setBody] = useState(p.body);
	const [authors, setAuthors] = useState(p.authors.map(a => a.id));
	const lists = useLoad(
		async signal => {
			const [people, subjects] = await Promise.all([
				all<PersonRow>('/people', { organisation: p.organisation.id }, signal),
				get<List<Ref>>('/subjects', {}, { signal }),
			]);
			return { people, subjects: subjects.items };
		},
		[p.id],
	);
	const save = useSave<Practice>(`/practices/${p.id}`, p, saved => {
		props.onPractice(saved);
		props.onClose();
	});
	const people = new Map(
		[...p.authors, ...(lists.data?.people ?? [])].map(a => [a.id, a.short] as const),
	);
	return (
		<>
			<Form
				submit={t('save')}
				onSubmit={() =>
					save.run({
						title,
						body,
						subject: subject || null,
						authors: authors.map(person => ({ person })),
					})
				}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['title', 'body']}
			>
				<TextArea
					label={t('practice.title')}
					value={title}
					onValue={setTitle}
					rows={2}
					required
					error={save.problem?.at('title')}
				/>
				<Select
					label={t('practices.subject')}
					value={subject}
					onValue={setSubject}
					choices={(lists.data?.subjects ?? (p.subject ? [p.subject] : [])).map(s => ({
						value: s.id,
						label: s.name,
					}))}
					empty={t('practices.any_subject')}
				/>
				<PickMany
					label={t('material.authors')}
					add={t('material.add_author')}
					value={authors}
					onValue={setAuthors}
					choices={[...people].map(([value, label]) => ({ value, label }))}
					least={1}
				/>
				<BodyEdit body={body} onBody={setBody} figures={[]} error={at => save.problem?.at(at)} />
			</Form>
			<Conflict
				save={save}
				fields={[
					{ key: 'title', label: t('practice.title'), mine: title },
					{ key: 'body', label: t('order.text'), words: wordsOf },
					{
						key: 'subject',
						label: t('practices.subject'),
						words: (s: string | { id: string } | null) =>
							lists.data?.subjects.find(x => x.id === (typeof s === 'string' ? s : s?.id))?.name ??
							'',
					},
					authorsField(people),
				]}
			/>
		</>
	);
}
