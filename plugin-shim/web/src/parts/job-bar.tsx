/*
 * A job that lasts: how far it is in words and as a bar, and the button that stops it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { post } from '../api.js';
import { useAction } from '../load.js';
import type { JobHead } from '../types.js';
import { percent, t } from '../words.js';
import { moment } from './moment.js';
import { ProblemNote } from './problem.js';

export function jobWords(j: JobHead): string {
	if (j.state === 'leased')
		return [j.doing ?? t('jobs.runs'), percent(Math.round(j.progress * 100))].join(', ');
	if (j.next_try_at) return t('jobs.next_try', { at: moment(j.next_try_at) });
	return t('jobs.waits');
}

export function JobBar(props: { of: JobHead; onChange: () => void }) {
	const j = props.of;
	const cancel = useAction(async () => {
		await post(`/jobs/${j.id}/cancel`);
		props.onChange();
	});
	return (
		<div class="run">
			<label aria-live="polite">
				{jobWords(j)}
				<progress max={1} value={j.progress} />
			</label>
			{j.steerable && (
				<button type="button" class="btn" disabled={cancel.busy} onClick={() => cancel.run()}>
					{t('jobs.cancel')}
				</button>
			)}
			<ProblemNote problem={cancel.problem} />
		</div>
	);
}
