/*
 * Two people changed the same thing: what was there, mine, theirs, and a person chooses for each.
 *
 * useSave() sends a PATCH from the record it was opened with; on 412 it keeps what was typed and the
 * present state that the server sent along. What is chosen is sent from the present revision; where only
 * one of the two changed something, that is chosen already.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { patch } from '../api.js';
import { type Action, useAction } from '../load.js';
import { Problem } from '../problem.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { lazy } from './lazy.js';

export interface Revised {
	revision: number;
}
type Body = Record<string, unknown>;
export interface Clash<T> {
	body: Body;
	current: T;
	/** the record that was changed; unknown when a device kept the text longer than the page */
	seen: Partial<T> | undefined;
}
export interface Merging<T> {
	clash: Clash<T> | undefined;
	/** sends these of the typed values, over what the server has now; none of them: takes what it has */
	merge: (body: Body) => void;
	dismiss: () => void;
	busy: boolean;
	problem: Problem | undefined;
}
export interface Save<T> extends Action<[Body]>, Merging<T> {}

export function useSave<T extends Revised>(
	path: string,
	seen: T | undefined,
	done: (saved: T) => void,
): Save<T> {
	const [clash, setClash] = useState<Clash<T> | undefined>();
	const action = useAction(async (body: Body, from: T | undefined = seen) => {
		try {
			done(await patch<T>(path, from?.revision ?? 0, body));
			setClash(undefined);
		} catch (e) {
			if (!(e instanceof Problem) || e.status !== 412 || !e.current) throw e;
			setClash({ body, current: e.current as T, seen: from });
		}
	});
	return {
		...action,
		run: body => action.run(body),
		clash,
		merge: body => {
			if (!clash) return;
			if (Object.keys(body).length === 0) done(clash.current);
			else action.run(body, clash.current);
		},
		dismiss: () => setClash(undefined),
	};
}

export interface Field {
	key: string;
	label: string;
	/** what was typed, as a person reads it */
	mine?: string;
	/** how a value of the record reads */
	words?: (value: never) => string;
}

/** Most people never meet it; whoever does has just heard from the server. */
const Table = lazy(() => import('./conflict-table.js').then(m => m.ConflictTable));

export function Conflict<T>(p: { save: Merging<T>; fields: Field[] }) {
	const { clash, dismiss } = p.save;
	if (!clash) return null;
	return (
		<Dialog title={t('conflict.title')} onClose={dismiss} wide>
			<Table
				key={String((clash.current as Revised).revision)}
				clash={clash}
				fields={p.fields}
				save={p.save as Merging<never>}
			/>
		</Dialog>
	);
}
