/*
 * Three states of every screen that waits for the server: nothing yet, failed, here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import { shortDate } from '../format.js';
import type { Loaded } from '../load.js';
import { session } from '../session.js';
import { t } from '../words.js';
import { Failed, ProblemNote } from './problem.js';

/** Not seen in its first 300 ms (shell.css): a quick answer never flashes one. */
export const Skeleton = () => (
	<div class="skeleton" role="status">
		<span class="vh">{t('loading')}</span>
		<i />
		<i />
		<i />
		<i />
	</div>
);

export function Await<T>(props: { of: Loaded<T>; children: (data: T) => ComponentChildren }) {
	const { data, problem, reload } = props.of;
	if (problem?.slug === 'invalid')
		return <ProblemNote problem={problem} />; /* a filter that can't be */
	if (problem && (problem.status !== 401 || session.value))
		return <Failed problem={problem} retry={reload} />;
	if (data !== undefined) return <>{props.children(data)}</>;
	return <Skeleton />;
}

/** What this is and the first thing to do; never a bare empty table. */
export const Empty = (props: { words: string; children?: ComponentChildren }) => (
	<div class="band empty">
		<p>{props.words}</p>
		{props.children && <p class="mt3">{props.children}</p>}
	</div>
);

const inDevice = (iso: string): { date: string; time: string } => {
	const d = new Date(iso);
	const local = new Date(d.getTime() - d.getTimezoneOffset() * 60_000).toISOString();
	return { date: shortDate(local), time: local.slice(11, 16).replace(/^0/, '') };
};

/** What is shown comes from this device, and is as old as it says. */
export const FromDevice = ({ at }: { at: string | undefined }) =>
	at ? (
		<div class="note warn" role="status">
			<p>{t('from_device', inDevice(at))}</p>
		</div>
	) : null;
