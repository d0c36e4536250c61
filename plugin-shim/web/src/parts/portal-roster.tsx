/*
 * The portal's roster of staff: try what would change, take it, and read what the last takes changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { get, list, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import type { JobState, RosterReport, RosterTake } from '../types.js';
import { t, word } from '../words.js';
import { Await, Empty } from './await.js';
import { moment } from './moment.js';
import { ProblemNote } from './problem.js';

type Job = Omit<JobState, 'output'> & { output?: RosterReport | null };
const active = (state: string): boolean => state === 'ready' || state === 'leased';

/** A take that lasts, asked for twice a second; `onEnd` when it has ended. */
function useTake(onEnd: () => void): [Job | undefined, (j: Job) => void] {
	const [job, setJob] = useState<Job | undefined>();
	useEffect(() => {
		if (!job || !active(job.state)) return;
		const timer = setTimeout(
			() =>
				get<Job>(`/jobs/${job.id}`)
					.then(j => {
						setJob(j);
						if (!active(j.state)) onEnd();
					})
					.catch(() => setJob({ ...job })),
			500,
		);
		return () => clearTimeout(timer);
	}, [job]);
	return [job, setJob];
}

const finding = (r: RosterReport): string => {
	if (r.error) return r.error;
	if (r.stopped === 'nobody') return t('portal.nobody');
	if (r.stopped) return t('portal.too_many', { leavers: r.leavers ?? 0, people: r.people ?? 0 });
	const changes = Object.values(r.counts ?? {}).reduce((sum, n) => sum + n, 0);
	return t('portal.taken', { people: r.people ?? 0, changes, problems: r.problem_count ?? 0 });
};

/** What changed, in names, and who couldn't be placed. */
export const Report = ({ of: r }: { of: RosterReport }) => (
	<>
		{r.changes && r.changes.length > 0 && (
			<>
				<h3 class="mt3">{t(r.dry_run ? 'portal.would_change' : 'portal.changed')}</h3>
				<ul class="rows">
					{r.changes.map((c, i) => (
						<li key={i}>
							<b>{c.name}</b>: {word('portal.change_of', c.kind)}
							{c.what && `: ${c.what}`}
						</li>
					))}
				</ul>
			</>
		)}
		{r.problems && r.problems.length > 0 && (
			<>
				<h3 class="mt3">{t('portal.problems')}</h3>
				<ul class="rows">
					{r.problems.map((p, i) => (
						<li key={i}>
							<b>{p.name || t('portal.nameless')}</b>: {word('portal.problem', p.problem)}
							{p.value && `: ${p.value}`}
						</li>
					))}
				</ul>
			</>
		)}
	</>
);

const take = (
	wish: { dry_run?: boolean; new_schools?: boolean; leavers?: boolean } = {},
): Promise<Job> => post<Job>('/portal/roster', wish);

/** What the report asks to confirm: schools that nobody knows, leavers by the dozen. */
function Confirm({
	of: r,
	run,
	busy,
}: {
	of: RosterReport;
	run: (w: object) => void;
	busy: boolean;
}) {
	const unknown = r.problems?.some(p => p.problem === 'school_unknown');
	return (
		<p class="cluster">
			{unknown && (
				<button
					type="button"
					class="btn"
					disabled={busy}
					onClick={() => run({ new_schools: true })}
				>
					{t('portal.take_schools')}
				</button>
			)}
			{r.stopped === 'leavers' && (
				<button
					type="button"
					class="btn danger"
					disabled={busy}
					onClick={() => run({ leavers: true })}
				>
					{t('portal.take_leavers')}
				</button>
			)}
		</p>
	);
}

export function PortalRoster() {
	const takes = useLoad(signal => list<RosterTake>('/portal/roster', {}, signal), []);
	const [job, setJob] = useTake(takes.reload);
	const start = useAction(async (wish: object) => setJob(await take(wish)));
	const show = useAction(async (id: string) => setJob(await get<Job>(`/jobs/${id}`)));
	const busy = start.busy || (job ? active(job.state) : false);
	const report = job && !active(job.state) ? job.output : undefined;
	return (
		<>
			<p class="muted">{t('portal.roster_lede')}</p>
			<p class="cluster mt3" aria-live="polite">
				<button
					type="button"
					class="btn"
					disabled={busy}
					onClick={() => start.run({ dry_run: true })}
				>
					{t('portal.try')}
				</button>
				<button type="button" class="btn" disabled={busy} onClick={() => start.run({})}>
					{t('portal.take')}
				</button>
				{busy && <span>{t('portal.taking')}</span>}
			</p>
			<ProblemNote problem={start.problem ?? show.problem} />
			{report && (
				<div class="band mt3">
					<p>
						<b>{finding(report)}</b>
					</p>
					<Report of={report} />
					<Confirm of={report} run={start.run} busy={busy} />
				</div>
			)}
			<Await of={takes}>
				{rows =>
					rows.length > 0 ? (
						<ul class="rows">
							{rows.map(r => (
								<li key={r.id}>
									<p class="cluster between">
										<span>
											{moment(r.at)} -{' '}
											{t(
												r.dry_run
													? 'portal.trial'
													: r.nightly
														? 'portal.nightly'
														: 'portal.by_hand',
											)}
										</span>
										{r.report && (
											<button type="button" class="btn quiet" onClick={() => show.run(r.id)}>
												{t('portal.report')}
												<span class="vh"> {moment(r.at)}</span>
											</button>
										)}
									</p>
									<p>{r.report ? finding(r.report) : t('portal.waits')}</p>
								</li>
							))}
						</ul>
					) : (
						<Empty words={t('portal.never')} />
					)
				}
			</Await>
		</>
	);
}
