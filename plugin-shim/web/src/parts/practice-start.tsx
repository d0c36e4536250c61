/*
 * A practice card begins with its name: from a visit, or by whoever tells of a practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction } from '../load.js';
import { go } from '../router.js';
import type { Id, Practice } from '../types.js';
import { uuid } from '../uuid.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { Input } from './field.js';
import { Form } from './form.js';

export function PracticeStart(p: {
	title: string;
	lede: string;
	submit: string;
	visit?: Id;
	onClose: () => void;
}) {
	const [title, setTitle] = useState('');
	const run = useAction(async () => {
		const made = await post<Practice>('/practices', { id: uuid(), visit: p.visit, title });
		go(`/practices/${made.id}`);
	});
	return (
		<Dialog title={p.title} onClose={p.onClose}>
			<Form
				submit={p.submit}
				onSubmit={() => run.run()}
				onCancel={p.onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['title']}
			>
				<p>{p.lede}</p>
				<Input
					label={t('visit_papers.practice')}
					value={title}
					onValue={setTitle}
					required
					error={run.problem?.at('title')}
				/>
			</Form>
		</Dialog>
	);
}
