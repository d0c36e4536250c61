/*
 * A dissenting opinion (особое мнение): words of a member beside his vote, for the minutes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { useAction } from '../load.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { TextArea } from './field.js';
import { Form } from './form.js';

export function Dissent(props: {
	name: string;
	words: string | null;
	/** missing: it is only read */
	onWords: ((words: string) => Promise<void>) | undefined;
}) {
	const { name, words, onWords } = props;
	const [open, setOpen] = useState(false);
	const [typed, setTyped] = useState('');
	const save = useAction(async () => {
		await onWords?.(typed.trim());
		setOpen(false);
	});
	return (
		<>
			{words && (
				<p class="small mt1">
					<b>{t('sitting.dissent')}:</b> {words}
				</p>
			)}
			{onWords && (
				<button
					type="button"
					class="btn quiet small"
					onClick={() => {
						setTyped(words ?? '');
						setOpen(true);
					}}
				>
					{t(words ? 'sitting.dissent_edit' : 'sitting.dissent_add')}
					<span class="vh">: {name}</span>
				</button>
			)}
			{open && (
				<Dialog title={t('sitting.dissent')} onClose={() => setOpen(false)}>
					<Form
						submit={t('save')}
						onSubmit={() => save.run()}
						onCancel={() => setOpen(false)}
						busy={save.busy}
						problem={save.problem}
						shown={['dissent']}
					>
						<p class="muted">{t('sitting.dissent_lede')}</p>
						<TextArea
							label={name}
							value={typed}
							onValue={setTyped}
							rows={4}
							error={save.problem?.at('dissent')}
						/>
					</Form>
				</Dialog>
			)}
		</>
	);
}
