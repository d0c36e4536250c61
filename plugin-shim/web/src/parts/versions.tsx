/*
 * Versions of the plan and what may be done with each: correct, submit, approve by an order.
 *
 * An approved version is never edited; a correction is a new version made from it (clause 4.6).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction } from '../load.js';
import { go } from '../router.js';
import { hasRole } from '../session.js';
import type { Plan, PlanVersion } from '../types.js';
import { t } from '../words.js';
import { Clause } from './clause.js';
import { PlanOrder } from './plan-order.js';
import { ProblemNote } from './problem.js';
import { State } from './state.js';

export const orderName = (o: { number: string | null; dated: string | null }): string =>
	o.number && o.dated
		? t('order.name', { number: o.number, date: shortDate(o.dated) })
		: t('order.unnumbered');

export function Versions(props: { plan: Plan; chosen: string | undefined; reload: () => void }) {
	const { plan, chosen, reload } = props;
	const correct = useAction(async () => {
		const base = plan.versions.find(v => v.state === 'approved')?.id;
		const made = await post<PlanVersion>('/plan-versions', { plan: plan.id, base });
		reload();
		go(`/plan?year=${plan.school_year}&version=${made.id}`);
	});
	const submit = useAction(async (v: PlanVersion) => {
		await post(`/plan-versions/${v.id}/submit`);
		reload();
	});
	const open = plan.versions.some(v => ['draft', 'at_council'].includes(v.state));
	return (
		<>
			<ul class="rows">
				{plan.versions.map(v => (
					<li key={v.id} class="cluster between">
						<span class="cluster">
							<a
								href={`/plan?year=${plan.school_year}&version=${v.id}`}
								aria-current={v.id === chosen ? 'true' : undefined}
							>
								{t('versions.number', { version: v.version })}
							</a>
							<State of="plan" state={v.state} />
							{v.order && <a href={`/orders/${v.order.id}`}>{orderName(v.order)}</a>}
						</span>
						<span class="cluster">
							{v.state === 'draft' && hasRole('centre_head') && (
								<button type="button" class="btn" onClick={() => submit.run(v)}>
									{t('versions.submit')}
								</button>
							)}
							{v.state === 'at_council' && hasRole('centre_head', 'clerk', 'department_head') && (
								<PlanOrder version={v} reload={reload} />
							)}
						</span>
					</li>
				))}
			</ul>
			<ProblemNote problem={submit.problem ?? correct.problem} />
			{!open && hasRole('centre_head') && (
				<p class="mt3 cluster">
					<button type="button" class="btn" disabled={correct.busy} onClick={() => correct.run()}>
						{t('versions.correct')}
					</button>
					<Clause number="4.6b" />
				</p>
			)}
		</>
	);
}
