/*
 * What is done with a material: signed, acknowledged or objected to, sent to the council, taken up.
 *
 * The server says which deeds are open to this person; "acknowledged" is not "agreed", and the
 * words of both buttons say so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { today } from '../session.js';
import type { Material, PersonRow } from '../types.js';
import { t } from '../words.js';
import { authorsField } from './authors.js';
import { Clause } from './clause.js';
import { Conflict, useSave } from './conflict.js';
import { Dialog } from './dialog.js';
import { Input } from './field.js';
import { Form } from './form.js';
import { Objection } from './objection.js';
import { PickMany } from './pick-many.js';
import { ProblemNote } from './problem.js';

export interface MaterialProps {
	material: Material;
	onMaterial: (m: Material) => void;
}
type Closing = MaterialProps & { onClose: () => void };

const verb = (m: Material, event: string, body: unknown = {}) =>
	post<Material>(`/materials/${m.id}/${event}`, body);

function Sign({ material, onMaterial, onClose }: Closing) {
	const [date, setDate] = useState(today());
	const run = useAction(async () => {
		onMaterial(await verb(material, 'sign', { signed_on: date }));
		onClose();
	});
	return (
		<Dialog title={t('material.sign_title')} onClose={onClose}>
			<Form
				submit={t('material.sign')}
				onSubmit={() => run.run()}
				onCancel={onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['signed_on']}
			>
				<p>
					{t(material.kind === 'lesson_analysis' ? 'material.sign_analysis' : 'material.sign_lede')}{' '}
					<Clause number="4.5" />
				</p>
				<Input
					label={t('order.signed_on')}
					type="date"
					value={date}
					onValue={setDate}
					required
					error={run.problem?.at('signed_on')}
				/>
			</Form>
		</Dialog>
	);
}

/** The head of the centre doesn't word a draft: he names who does, when its author is away. */
function Authors({ material, onMaterial, onClose }: Closing) {
	const [authors, setAuthors] = useState(material.authors.map(a => a.id));
	const found = useLoad(s => all<PersonRow>('/people', { role: 'methodist' }, s), []);
	const save = useSave<Material>(`/materials/${material.id}`, material, saved => {
		onMaterial(saved);
		onClose();
	});
	const people = new Map([...material.authors, ...(found.data ?? [])].map(p => [p.id, p.short]));
	return (
		<>
			<Dialog title={t('material.authors')} onClose={onClose}>
				<Form
					submit={t('save')}
					onSubmit={() => save.run({ authors: authors.map(person => ({ person })) })}
					onCancel={onClose}
					busy={save.busy}
					problem={save.problem}
					shown={[]}
				>
					<PickMany
						label={t('material.authors')}
						add={t('material.add_author')}
						value={authors}
						onValue={setAuthors}
						choices={[...people].map(([value, label]) => ({ value, label }))}
						least={1}
					/>
				</Form>
			</Dialog>
			<Conflict save={save} fields={[authorsField(people)]} />
		</>
	);
}

export function Deeds({ material, onMaterial, onEdit }: MaterialProps & { onEdit: () => void }) {
	const [open, setOpen] = useState<'sign' | 'object' | 'authors' | undefined>();
	const run = useAction(async (event: string) =>
		onMaterial(await verb(material, event.replace('_', '-'))),
	);
	const close = () => setOpen(undefined);
	const can = (event: string) => material.can.includes(event);
	const plain = ['acknowledge', 'queue', 'take_up'].filter(can);
	return (
		<>
			{can('sign') && (
				<button type="button" class="btn pri" onClick={() => setOpen('sign')}>
					{t('material.sign')}
				</button>
			)}
			{plain.map(event => (
				<button
					key={event}
					type="button"
					class="btn pri"
					disabled={run.busy}
					onClick={() => run.run(event)}
				>
					{t(`material.${event}`)}
				</button>
			))}
			{can('object') && (
				<button type="button" class="btn" onClick={() => setOpen('object')}>
					{t('visit.object')}
				</button>
			)}
			{material.editable && (
				<button type="button" class="btn" onClick={onEdit}>
					{t('material.edit')}
				</button>
			)}
			{material.names_authors && !material.editable && (
				<button type="button" class="btn" onClick={() => setOpen('authors')}>
					{t('material.name_author')}
				</button>
			)}
			<ProblemNote problem={run.problem} />
			{open === 'authors' && (
				<Authors material={material} onMaterial={onMaterial} onClose={close} />
			)}
			{open === 'sign' && <Sign material={material} onMaterial={onMaterial} onClose={close} />}
			{open === 'object' && (
				<Objection
					path={`/materials/${material.id}`}
					lede={t('material.object_lede')}
					onDone={onMaterial}
					onClose={close}
				/>
			)}
		</>
	);
}
