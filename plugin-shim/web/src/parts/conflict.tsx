/*
 * Two people changed the same thing: both versions side by side, and a person chooses.
 *
 * useSave() sends a PATCH from the revision it was opened with; on 412 it keeps what was typed and
 * the present state that the server sent along. "Mine" is then sent from the present revision.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { patch } from '../api.js';
import { type Action, useAction } from '../load.js';
import { Problem } from '../problem.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';

export interface Revised {
	revision: number;
}
interface Clash<T> {
	body: Record<string, unknown>;
	current: T;
}
export interface Save<T> extends Action<[Record<string, unknown>]> {
	clash: Clash<T> | undefined;
	takeMine: () => void;
	takeTheirs: () => void;
}

export function useSave<T extends Revised>(
	path: string,
	revision: number,
	done: (saved: T) => void,
): Save<T> {
	const [clash, setClash] = useState<Clash<T> | undefined>();
	const send = async (from: number, body: Record<string, unknown>) => {
		try {
			done(await patch<T>(path, from, body));
			setClash(undefined);
		} catch (e) {
			if (!(e instanceof Problem) || e.status !== 412 || !e.current) throw e;
			setClash({ body, current: e.current as T });
		}
	};
	const action = useAction((body: Record<string, unknown>, from?: number) =>
		send(from ?? revision, body),
	);
	return {
		...action,
		run: body => action.run(body),
		clash,
		takeMine: () => clash && action.run(clash.body, clash.current.revision),
		takeTheirs: () => clash && done(clash.current),
	};
}

const shown = (value: unknown): string => {
	if (value === null || value === undefined || value === '') return '—';
	if (typeof value === 'object') {
		const named = value as { name?: string; short?: string; id?: string };
		return named.name ?? named.short ?? named.id ?? JSON.stringify(value);
	}
	return String(value);
};

export function Conflict<T extends Revised>(props: {
	save: Save<T>;
	fields: { key: string; label: string; mine: string }[];
}) {
	const { clash, takeMine, takeTheirs, clear } = props.save;
	if (!clash) return null;
	const current = clash.current as unknown as Record<string, unknown>;
	const changed = props.fields.filter(f => f.key in clash.body);
	return (
		<Dialog title={t('conflict.title')} onClose={clear} wide>
			<p>{t('conflict.lede')}</p>
			<table class="plain conflict mt3">
				<thead>
					<tr>
						<th scope="col">{t('conflict.field')}</th>
						<th scope="col">{t('conflict.mine')}</th>
						<th scope="col">{t('conflict.theirs')}</th>
					</tr>
				</thead>
				<tbody>
					{changed.map(f => (
						<tr key={f.key}>
							<th scope="row">{f.label}</th>
							<td>{f.mine || '—'}</td>
							<td>{shown(current[f.key])}</td>
						</tr>
					))}
				</tbody>
			</table>
			<div class="dialog-f mt4">
				<button type="button" class="btn" onClick={takeTheirs}>
					{t('conflict.take_theirs')}
				</button>
				<button type="button" class="btn" onClick={takeMine}>
					{t('conflict.take_mine')}
				</button>
			</div>
		</Dialog>
	);
}
