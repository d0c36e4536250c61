/*
 * Moving items of a draft: one deed for a drag, the dialog and many at once, and its way back.
 *
 * The band with «Отменить» names what was done and stays until it is used or closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction } from '../load.js';
import { undoOf } from '../planning.js';
import type { Problem } from '../problem.js';
import type { Move, Moved, Moves } from '../types.js';
import { t } from '../words.js';
import { ProblemNote } from './problem.js';
import { Undo } from './undo.js';

export interface Mover {
	run: (moves: Move[]) => Promise<boolean>;
	/** after a move that was made elsewhere: offer the way back */
	made: (moved: Moved[]) => void;
	back: Move[];
	moved: Moved[];
	undo: () => void;
	close: () => void;
	problem: Problem | undefined;
	busy: boolean;
}

export const send = (version: string, items: Move[], dry_run: boolean): Promise<Moves> =>
	post<Moves>(`/plan-versions/${version}/moves`, { items, dry_run });

export function useMoves(version: string, reload: () => void): Mover {
	const [moved, setMoved] = useState<Moved[]>([]);
	const back = undoOf(moved);
	const made = (rows: Moved[]) => {
		setMoved(rows);
		reload();
	};
	const move = useAction(async (moves: Move[]) => made((await send(version, moves, false)).items));
	const undo = useAction(async () => {
		await send(version, back, false);
		made([]);
	});
	return {
		run: move.run,
		made,
		back,
		moved,
		undo: () => undo.run(),
		close: () => setMoved([]),
		problem: move.problem ?? undo.problem,
		busy: move.busy || undo.busy,
	};
}

/** What was moved, or why not. */
export function MovedBand({ of }: { of: Mover }) {
	const [first] = of.moved;
	const refused = of.moved.find(m => m.outcome !== 'moved' && m.outcome !== 'same');
	return (
		<>
			{of.back.length > 0 && first && (
				<Undo
					words={
						of.back.length === 1
							? t('move.single', { title: first.title ?? '' })
							: t('move.done', { count: of.back.length })
					}
					onUndo={of.undo}
					onClose={of.close}
				/>
			)}
			{of.moved.length === 1 && refused && (
				<p class="band bad" role="alert">
					{refused.title}: {t(`move.outcome.${refused.outcome}`)}
				</p>
			)}
			<ProblemNote problem={of.problem} />
		</>
	);
}
