/*
 * Courses of a portal that people came from: the members of one can be tried, taken, and taken each night.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { list, post, put } from '../api.js';
import { useFollow } from '../follow.js';
import { useAction, useLoad } from '../load.js';
import type { PortalCourse } from '../types.js';
import { number, t } from '../words.js';
import { Await, Empty } from './await.js';
import { moment } from './moment.js';
import { Report } from './portal-roster.js';
import { ProblemNote } from './problem.js';

const lasts = (all: PortalCourse[]): boolean =>
	all.some(c => c.last && !c.last.ended && c.last.attempts <= 1);

function result(last: NonNullable<PortalCourse['last']>): string {
	const o = last.output;
	if (o?.error) return o.error;
	if (o?.stopped === 'nobody') return t('portals.course_nobody');
	if (o?.stopped) return t('portal.too_many', { leavers: o.leavers ?? 0, people: o.people ?? 0 });
	if (!last.ended) return t('portals.taking');
	if (!o) return t('jobs.cancelled');
	return t(o.dry_run ? 'portals.course_would' : 'portals.course_did', {
		members: number(o.members ?? 0),
		added: number(o.added ?? 0),
		changed: number(o.changed ?? 0),
	});
}

function Row({ of: c, onChange }: { of: PortalCourse; onChange: () => void }) {
	const which = { portal: c.portal, context: c.context };
	const take = useAction(async (wish: { dry_run: boolean; leavers?: boolean }) => {
		await post('/portal/courses/roster', { ...which, ...wish });
		onChange();
	});
	const nightly = useAction(async (on: boolean) => {
		await put('/portal/courses/nightly', { ...which, nightly: on });
		onChange();
	});
	const busy = take.busy || nightly.busy;
	const output = c.last?.output;
	return (
		<li>
			<p>
				<b>{c.title || c.context}</b> <span class="muted">{c.issuer}</span>
			</p>
			{c.last && (
				<p class={output?.error || output?.stopped ? 'late' : ''} aria-live="polite">
					{moment(c.last.at)}: {result(c.last)}
				</p>
			)}
			{c.last?.ended && output?.changes && (
				<details>
					<summary class="small">{t('portals.course_names')}</summary>
					<Report of={output} />
				</details>
			)}
			<p class="cluster mt3">
				<button
					type="button"
					class="btn"
					disabled={busy}
					onClick={() => take.run({ dry_run: true })}
				>
					{t('portals.course_try')}
					<span class="vh"> {c.title}</span>
				</button>
				<button
					type="button"
					class="btn"
					disabled={busy}
					onClick={() => take.run({ dry_run: false })}
				>
					{t('portals.course_take')}
					<span class="vh"> {c.title}</span>
				</button>
				{output?.stopped === 'leavers' && (
					<button
						type="button"
						class="btn danger"
						disabled={busy}
						onClick={() => take.run({ dry_run: false, leavers: true })}
					>
						{t('portal.take_leavers')}
						<span class="vh"> {c.title}</span>
					</button>
				)}
				<label class="chk">
					<input
						type="checkbox"
						checked={c.nightly}
						disabled={busy}
						onChange={e => nightly.run(e.currentTarget.checked)}
					/>{' '}
					{t('portals.course_nightly')}
				</label>
			</p>
			<ProblemNote problem={take.problem ?? nightly.problem} />
		</li>
	);
}

export function PortalCourses() {
	const all = useLoad(signal => list<PortalCourse>('/portal/courses', {}, signal), []);
	useFollow(all, lasts);
	return (
		<Await of={all}>
			{courses =>
				courses.length > 0 ? (
					<ul class="rows">
						{courses.map(c => (
							<Row key={c.portal + c.context} of={c} onChange={all.reload} />
						))}
					</ul>
				) : (
					<Empty words={t('portals.no_courses')} />
				)
			}
		</Await>
	);
}
