/*
 * What was just removed from a list, with the way back; a refusal of that way is said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useAction } from '../load.js';
import { t } from '../words.js';
import { ProblemNote } from './problem.js';
import { Undo } from './undo.js';

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
