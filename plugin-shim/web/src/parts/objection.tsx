/*
 * The words of an objection (возражение) to a visit or a material: sent once, kept beside the paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction } from '../load.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { TextArea } from './field.js';
import { Form } from './form.js';

export function Objection<T>(props: {
	/** of what is objected to: /visits/... or /materials/... */
	path: string;
	lede: string;
	onDone: (now: T) => void;
	onClose: () => void;
}) {
	const [body, setBody] = useState('');
	const run = useAction(async () => {
		props.onDone(await post<T>(`${props.path}/object`, { body }));
		props.onClose();
	});
	return (
		<Dialog title={t('visit.object_title')} onClose={props.onClose}>
			<Form
				submit={t('visit.object_send')}
				onSubmit={() => run.run()}
				onCancel={props.onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['body']}
			>
				<p>{props.lede}</p>
				<TextArea
					label={t('visit.object_body')}
					value={body}
					onValue={setBody}
					rows={5}
					required
					error={run.problem?.at('body')}
				/>
			</Form>
		</Dialog>
	);
}
