/*
 * A person added by hand, or a name mended. A namesake is asked about before somebody is there twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { patch, post } from '../api.js';
import { useAction } from '../load.js';
import type { Card } from '../types.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { Input } from './field.js';
import { Form } from './form.js';

const fields = ['family_name', 'given_name', 'patronymic', 'email', 'idnumber'] as const;

export function CardForm(props: { of?: Card; onClose: () => void; onSaved: (card: Card) => void }) {
	const [v, setV] = useState<Record<string, string>>(
		Object.fromEntries(fields.map(f => [f, props.of?.[f] ?? ''])),
	);
	const save = useAction(async (namesake: boolean) => {
		const body = { ...v, ...(namesake && { namesake }) };
		props.onSaved(
			props.of
				? await patch<Card>(`/cards/${props.of.id}`, props.of.revision, v)
				: await post<Card>('/cards', body),
		);
	});
	const twice = save.problem?.slug === 'namesake-exists';
	return (
		<Dialog title={t(props.of ? 'people.mend' : 'people.add')} onClose={props.onClose}>
			<Form
				submit={t(twice ? 'people.add_namesake' : 'save')}
				onSubmit={() => save.run(twice)}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={[...fields]}
			>
				<p class="small muted">{t(props.of ? 'people.mend_note' : 'people.add_note')}</p>
				{fields.map(f => (
					<Input
						key={f}
						label={t(`people.field.${f}`)}
						hint={f === 'idnumber' ? t('people.idnumber_hint') : undefined}
						value={v[f] ?? ''}
						onValue={value => setV({ ...v, [f]: value })}
						required={f === 'family_name' || f === 'given_name'}
						error={save.problem?.at(f)}
					/>
				))}
			</Form>
		</Dialog>
	);
}
