/*
 * Somebody else wrote the same words of a sheet (412): was, mine, theirs, chosen text by text.
 *
 * Marks and notes never meet here: each is a thing of its own with one author.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import type { Autosave, View } from '../autosave.js';
import { type TextKey, type Written, written } from '../queue.js';
import { t } from '../words.js';
import { type Clash, Conflict } from './conflict.js';

const keys: TextKey[] = ['strengths', 'difficulties', 'action_step'];

function clashOf(view: View): Clash<Written> | undefined {
	const { problem, base, sheet } = view;
	if (problem?.status !== 412 || !problem.current) return undefined;
	const changed = keys.filter(k => (sheet[k] ?? '') !== (base[k] ?? ''));
	return {
		body: Object.fromEntries(changed.map(k => [k, sheet[k] ?? ''])),
		current: written(problem.current as Written),
		seen: base,
	};
}

export function SheetClash({ saver, view }: { saver: Autosave; view: View }) {
	const [later, setLater] = useState<unknown>();
	const clash = view.problem === later ? undefined : clashOf(view);
	return (
		<Conflict
			save={{
				clash,
				merge: body => clash && void saver.mergeTexts(clash.current, Object.keys(body)),
				dismiss: () => setLater(view.problem),
				busy: view.saving === 'sending',
				problem: undefined,
			}}
			fields={keys.map(key => ({ key, label: t(`sheet.${key}`) }))}
		/>
	);
}
