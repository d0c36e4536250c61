/*
 * Among the papers of a day that has been held: the summary report and recommendations, and the analyses of
 * its visits. What is there already is led to, what is not can be made by a methodist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { list } from '../api.js';
import { useLoad } from '../load.js';
import type { Day, Id, MaterialRow } from '../types.js';
import { t, word } from '../words.js';
import { readsPapers, useMake, writesPapers } from './paper-start.js';
import { ProblemNote } from './problem.js';

const byDay = (day: Id, signal: AbortSignal) =>
	list<MaterialRow>('/materials', { day, limit: 200 }, signal);

export function DayPapers({ day }: { day: Day }) {
	const ripe = ['held', 'analysed', 'at_council', 'considered', 'approved', 'closed'].includes(
		day.state,
	);
	const found = useLoad(
		async signal => (ripe && readsPapers() ? byDay(day.id, signal) : []),
		[day.id, day.state],
	);
	const spravka = useMake('spravka', { day: day.id });
	const recommendations = useMake('recommendations', { day: day.id });
	if (!ripe || !found.data) return null;
	const of = (kind: string) => found.data?.filter(m => m.kind === kind) ?? [];
	const analyses = of('lesson_analysis').length;
	return (
		<>
			{[...of('spravka'), ...of('recommendations')].map(m => (
				<li key={m.id}>
					<a href={`/materials/${m.id}`}>{word('material_kind', m.kind)}</a>
					<p class="small muted">{word('state.material', m.state)}</p>
				</li>
			))}
			{analyses > 0 && (
				<li>
					<a href={`/materials?day=${day.id}&kind=lesson_analysis`}>{t('material.analyses')}</a>
					<p class="small muted">{t('material.analysis_count', { count: analyses })}</p>
				</li>
			)}
			{writesPapers() && day.kind === 'day' && (
				<li class="cluster">
					{of('spravka').length === 0 && (
						<button type="button" class="btn" disabled={spravka.busy} onClick={() => spravka.run()}>
							{t('material.draft_spravka')}
						</button>
					)}
					<button
						type="button"
						class="btn"
						disabled={recommendations.busy}
						onClick={() => recommendations.run()}
					>
						{t('material.draft_recommendations')}
					</button>
					<ProblemNote problem={spravka.problem ?? recommendations.problem} />
				</li>
			)}
		</>
	);
}
