/*
 * The wording of a draft order, block by block; a numbered list is edited one point a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import type { Order } from '../types.js';
import { t } from '../words.js';
import { editable, textOf, withText, wordsOf } from './blocks.js';
import { Conflict, useSave } from './conflict.js';
import { Dialog } from './dialog.js';
import { TextArea } from './field.js';
import { Form } from './form.js';

/** Minutes are edited the same way, under an address of their own. */
export function OrderEdit<T extends Pick<Order, 'id' | 'title' | 'body' | 'revision'>>(props: {
	order: T;
	path?: string;
	onOrder: (o: T) => void;
	onClose: () => void;
}) {
	const [title, setTitle] = useState(props.order.title);
	const [body, setBody] = useState(props.order.body ?? []);
	const save = useSave<T>(`${props.path ?? '/orders'}/${props.order.id}`, props.order, saved => {
		props.onOrder(saved);
		props.onClose();
	});
	return (
		<>
			<Dialog title={t('order.edit')} onClose={props.onClose} wide>
				<Form
					submit={t('save')}
					onSubmit={() => save.run({ title, body })}
					onCancel={props.onClose}
					busy={save.busy}
					problem={save.problem}
					shown={['title']}
				>
					<TextArea
						label={t('orders.title')}
						value={title}
						onValue={setTitle}
						rows={2}
						required
						error={save.problem?.at('title')}
					/>
					{body.map((block, i) =>
						editable(block) ? (
							<TextArea
								key={String(i)}
								label={t('order.block', { number: i + 1 })}
								hint={block.b === 'list' ? t('order.line_each') : undefined}
								value={textOf(block)}
								rows={Math.min(10, textOf(block).split('\n').length + 2)}
								onValue={v => setBody(body.map((b, n) => (n === i ? withText(b, v) : b)))}
							/>
						) : null,
					)}
				</Form>
			</Dialog>
			<Conflict
				save={save}
				fields={[
					{ key: 'title', label: t('orders.title'), mine: title },
					{ key: 'body', label: t('order.text'), words: wordsOf },
				]}
			/>
		</>
	);
}
