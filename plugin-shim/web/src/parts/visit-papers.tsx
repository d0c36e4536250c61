/*
 * In the tools of a visit: its analysis and a practice card. What is there already is led to, what is not
 * can be made by a methodist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { list, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { go } from '../router.js';
import type { Id, MaterialRow, Practice, Visit } from '../types.js';
import { uuid } from '../uuid.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { Input } from './field.js';
import { Form } from './form.js';
import { readsPapers, useMake, writesPapers } from './paper-start.js';
import { ProblemNote } from './problem.js';

function Notice({ visit, onClose }: { visit: Id; onClose: () => void }) {
	const [title, setTitle] = useState('');
	const run = useAction(async () => {
		const made = await post<Practice>('/practices', { id: uuid(), visit, title });
		go(`/practices/${made.id}`);
	});
	return (
		<Dialog title={t('visit_papers.notice')} onClose={onClose}>
			<Form
				submit={t('visit_papers.notice')}
				onSubmit={() => run.run()}
				onCancel={onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['title']}
			>
				<p>{t('visit_papers.notice_lede')}</p>
				<Input
					label={t('visit_papers.practice')}
					value={title}
					onValue={setTitle}
					required
					error={run.problem?.at('title')}
				/>
			</Form>
		</Dialog>
	);
}

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
			{noticing && <Notice visit={visit.id} onClose={() => setNoticing(false)} />}
		</>
	);
}
