/*
 * After a removal: what is gone and the way back. It stays until it is used or closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useAction } from '../load.js';
import { t } from '../words.js';
import { ProblemNote } from './problem.js';

export const Undo = (props: { words: string; onUndo: () => void; onClose: () => void }) => (
	<div class="band info cluster between" role="status">
		<span>{props.words}</span>
		<span class="cluster">
			<button type="button" class="btn" onClick={props.onUndo}>
				{t('undo')}
			</button>
			<button type="button" class="btn quiet" onClick={props.onClose}>
				{t('close')}
			</button>
		</span>
	</div>
);

/** A thing that was removed, until it is put back or the note is closed. */
export function Gone<T>(props: {
	gone: T | undefined;
	name: (gone: T) => string;
	restore: (gone: T) => Promise<unknown>;
	onClose: () => void;
}) {
	const { gone } = props;
	const restore = useAction(async (it: T) => {
		await props.restore(it);
		props.onClose();
	});
	if (gone === undefined) return null;
	return (
		<>
			<Undo
				words={t('removed', { name: props.name(gone) })}
				onUndo={() => restore.run(gone)}
				onClose={props.onClose}
			/>
			<ProblemNote problem={restore.problem} />
		</>
	);
}
