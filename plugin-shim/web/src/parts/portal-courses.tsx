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
import { ProblemNote } from './problem.js';

const lasts = (all: PortalCourse[]): boolean =>
	all.some(c => c.last && !c.last.ended && c.last.attempts <= 1);

function result(last: NonNullable<PortalCourse['last']>): string {
	const o = last.output;
	if (o?.error) return o.error;
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
	const take = useAction(async (dry: boolean) => {
		await post('/portal/courses/roster', { ...which, dry_run: dry });
		onChange();
	});
	const nightly = useAction(async (on: boolean) => {
		await put('/portal/courses/nightly', { ...which, nightly: on });
		onChange();
	});
	const busy = take.busy || nightly.busy;
	return (
		<li>
			<p>
				<b>{c.title || c.context}</b> <span class="muted">{c.issuer}</span>
			</p>
			{c.last && (
				<p class={c.last.output?.error ? 'late' : ''} aria-live="polite">
					{moment(c.last.at)}: {result(c.last)}
				</p>
			)}
			<p class="cluster mt3">
				<button type="button" class="btn" disabled={busy} onClick={() => take.run(true)}>
					{t('portals.course_try')}
					<span class="vh"> {c.title}</span>
				</button>
				<button type="button" class="btn" disabled={busy} onClick={() => take.run(false)}>
					{t('portals.course_take')}
					<span class="vh"> {c.title}</span>
				</button>
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
