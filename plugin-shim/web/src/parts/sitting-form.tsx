/*
 * Date, form, place and guests of a sitting: of a new one, or of one that has not opened.
 *
 * Chair and secretary are those in office that day; the server finds them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction } from '../load.js';
import { go } from '../router.js';
import { today } from '../session.js';
import type { Sitting, SittingRow } from '../types.js';
import { uuid } from '../uuid.js';
import { t, word } from '../words.js';
import { Conflict, useSave } from './conflict.js';
import { Dialog } from './dialog.js';
import { Input, Select, TextArea } from './field.js';
import { Form } from './form.js';

const fields = ['held_on', 'kind', 'place', 'guests'] as const;
type Values = Record<(typeof fields)[number], string>;

function Fields(props: {
	values: Values;
	set: (change: Partial<Values>) => void;
	error: (name: string) => string | undefined;
}) {
	const { values, set, error } = props;
	return (
		<>
			<Select
				label={t('sittings.kind')}
				value={values.kind}
				onValue={kind => set({ kind })}
				choices={['in_person', 'correspondence'].map(k => ({
					value: k,
					label: word('sitting_kind', k),
				}))}
			/>
			<Input
				label={t(values.kind === 'in_person' ? 'sittings.when' : 'sittings.when_correspondence')}
				type="date"
				value={values.held_on}
				onValue={held_on => set({ held_on })}
				required
				error={error('held_on')}
			/>
			<Input
				label={t('sittings.place')}
				value={values.place}
				onValue={place => set({ place })}
				error={error('place')}
			/>
			<TextArea
				label={t('sittings.guests')}
				value={values.guests}
				onValue={guests => set({ guests })}
				rows={2}
				error={error('guests')}
			/>
		</>
	);
}

export function NewSitting({ onClose }: { onClose: () => void }) {
	const [id] = useState(uuid);
	const [values, setValues] = useState<Values>({
		held_on: today(),
		kind: 'in_person',
		place: '',
		guests: '',
	});
	const run = useAction(async () => {
		await post<SittingRow>('/sittings', { id, ...values });
		go(`/sittings/${id}`);
	});
	return (
		<Dialog title={t('sittings.add_title')} onClose={onClose}>
			<Form
				submit={t('sittings.add')}
				onSubmit={() => run.run()}
				onCancel={onClose}
				busy={run.busy}
				problem={run.problem}
				shown={[...fields]}
			>
				<Fields
					values={values}
					set={change => setValues({ ...values, ...change })}
					error={name => run.problem?.at(name)}
				/>
			</Form>
		</Dialog>
	);
}

export function SittingEdit(props: {
	sitting: Sitting;
	onSitting: (s: Sitting) => void;
	onClose: () => void;
}) {
	const { sitting } = props;
	const [values, setValues] = useState<Values>({
		held_on: sitting.held_on,
		kind: sitting.kind,
		place: sitting.place ?? '',
		guests: sitting.guests ?? '',
	});
	const save = useSave<Sitting>(`/sittings/${sitting.id}`, sitting, saved => {
		props.onSitting(saved);
		props.onClose();
	});
	return (
		<>
			<Dialog title={t('sittings.edit_title')} onClose={props.onClose}>
				<Form
					submit={t('save')}
					onSubmit={() => save.run(values)}
					onCancel={props.onClose}
					busy={save.busy}
					problem={save.problem}
					shown={[...fields]}
				>
					<Fields
						values={values}
						set={change => setValues({ ...values, ...change })}
						error={name => save.problem?.at(name)}
					/>
				</Form>
			</Dialog>
			<Conflict
				save={save}
				fields={[
					{ key: 'held_on', label: t('sittings.when'), words: shortDate },
					{
						key: 'kind',
						label: t('sittings.kind'),
						words: (kind: string) => word('sitting_kind', kind),
					},
					{ key: 'place', label: t('sittings.place'), mine: values.place },
					{ key: 'guests', label: t('sittings.guests'), mine: values.guests },
				]}
			/>
		</>
	);
}
