/*
 * In the tools of a visit: its analysis and a practice card. What is there already is led to, what is not
 * can be made by a methodist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { list } from '../api.js';
import { useLoad } from '../load.js';
import type { MaterialRow, Visit } from '../types.js';
import { t } from '../words.js';
import { readsPapers, useMake, writesPapers } from './paper-start.js';
import { PracticeStart } from './practice-start.js';
import { ProblemNote } from './problem.js';

export function VisitPapers({ visit }: { visit: Visit }) {
	const ripe = !['planned', 'held', 'cancelled'].includes(visit.state);
	const [noticing, setNoticing] = useState(false);
	const make = useMake('lesson_analysis', { visit: visit.id });
	const found = useLoad(
		async signal =>
			ripe && readsPapers()
				? (await list<MaterialRow>('/materials', { visit: visit.id }, signal))[0]
				: undefined,
		[visit.id, visit.state],
	);
	if (!ripe) return null;
	return (
		<>
			{found.data && (
				<a class="btn" href={`/materials/${found.data.id}`}>
					{t('visit_papers.open')}
				</a>
			)}
			{!found.data && writesPapers() && (
				<button type="button" class="btn" disabled={make.busy} onClick={() => make.run()}>
					{t('visit_papers.draft')}
				</button>
			)}
			{writesPapers() && (
				<button type="button" class="btn" onClick={() => setNoticing(true)}>
					{t('visit_papers.notice')}
				</button>
			)}
			<ProblemNote problem={make.problem} />
			{noticing && (
				<PracticeStart
					title={t('visit_papers.notice')}
					lede={t('visit_papers.notice_lede')}
					submit={t('visit_papers.notice')}
					visit={visit.id}
					onClose={() => setNoticing(false)}
				/>
			)}
		</>
	);
}
