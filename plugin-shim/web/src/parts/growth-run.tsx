/*
 * The button that asks for a new run, and how far it is. What is under way is the server's: after a
 * reload, and for a colleague, the same bar goes on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { hasRole } from '../session.js';
import type { JobState } from '../types.js';
import { percent, t } from '../words.js';
import { ProblemNote } from './problem.js';

const active = (j: JobState | null | undefined): boolean =>
	j?.state === 'ready' || j?.state === 'leased';

/** Asks every half a second while the job lasts; `onEnd` when it is done. */
function useJob(onEnd: () => void): [JobState | null | undefined, (j: JobState) => void] {
	const first = useLoad(
		signal => get<{ job: JobState | null }>('/runs', {}, { signal }).then(r => r.job),
		[],
	);
	const [job, setJob] = useState<JobState | null | undefined>();
	const now = job ?? first.data;
	useEffect(() => {
		if (!now || !active(now)) return;
		const timer = setTimeout(
			() =>
				get<JobState>(`/jobs/${now.id}`)
					.then(j => {
						setJob(j);
						if (j.state === 'done') onEnd();
					})
					.catch(() => setJob({ ...now })),
			500,
		);
		return () => clearTimeout(timer);
	}, [now]);
	return [now, setJob];
}

export function GrowthRun({ onEnd }: { onEnd: () => void }) {
	if (!hasRole('centre_head', 'methodist', 'admin')) return null;
	return <Asked onEnd={onEnd} />;
}

function Asked({ onEnd }: { onEnd: () => void }) {
	const [job, setJob] = useJob(onEnd);
	const start = useAction(async () => setJob(await post<JobState>('/runs')));
	const cancel = useAction(async () => setJob(await post<JobState>(`/jobs/${job?.id}/cancel`)));
	const words = job?.error ?? job?.output?.error;
	return (
		<div class="run" aria-live="polite">
			{active(job) && job ? (
				<>
					<label>
						{job.state === 'ready'
							? t('growth.run_waits')
							: t('growth.run_goes', { share: percent(Math.round(job.progress * 100)) })}
						<progress max={1} value={job.progress} />
					</label>
					<button type="button" class="btn" disabled={cancel.busy} onClick={() => cancel.run()}>
						{t('growth.run_cancel')}
					</button>
				</>
			) : (
				<>
					<button type="button" class="btn" disabled={start.busy} onClick={() => start.run()}>
						{t('growth.run')}
					</button>
					{job?.state === 'cancelled' && <p class="small muted">{t('growth.run_cancelled')}</p>}
					{job?.state === 'dead' && <p class="small late">{words ?? t('growth.run_failed')}</p>}
				</>
			)}
			<ProblemNote problem={start.problem ?? cancel.problem} />
		</div>
	);
}
