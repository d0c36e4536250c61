/*
 * Where papers begin: from a visit its analysis and a practice card, from a day the summary report
 * and recommendations. What is there already is led to, what is not can be made by a methodist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { list, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { go } from '../router.js';
import { hasRole } from '../session.js';
import type { Day, Id, Material, MaterialRow, Practice, Visit } from '../types.js';
import { uuid } from '../uuid.js';
import { t, word } from '../words.js';
import { Dialog } from './dialog.js';
import { Input } from './field.js';
import { Form } from './form.js';
import { ProblemNote } from './problem.js';

const writes = () => hasRole('methodist', 'centre_head');
export const readsPapers = () => !hasRole('clerk', 'admin') || writes();
const byDay = (day: Id, signal: AbortSignal) =>
	list<MaterialRow>('/materials', { day, limit: 200 }, signal);

function useMake(kind: string, of: { day?: Id; visit?: Id }) {
	return useAction(async () => {
		const made = await post<Material>('/materials', { id: uuid(), kind, ...of });
		go(`/materials/${made.id}`);
	});
}

function Notice({ visit, onClose }: { visit: Id; onClose: () => void }) {
	const [title, setTitle] = useState('');
	const run = useAction(async () => {
		const made = await post<Practice>('/practices', { id: uuid(), visit, title });
		go(`/practices/${made.id}`);
	});
	return (
		<Dialog title={t('practice.notice')} onClose={onClose}>
			<Form
				submit={t('practice.notice')}
				onSubmit={() => run.run()}
				onCancel={onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['title']}
			>
				<p>{t('practice.notice_lede')}</p>
				<Input
					label={t('practice.title')}
					value={title}
					onValue={setTitle}
					required
					error={run.problem?.at('title')}
				/>
			</Form>
		</Dialog>
	);
}

/** In the tools of a visit. */
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
					{t('material.open_analysis')}
				</a>
			)}
			{!found.data && writes() && (
				<button type="button" class="btn" disabled={make.busy} onClick={() => make.run()}>
					{t('material.draft_analysis')}
				</button>
			)}
			{writes() && (
				<button type="button" class="btn" onClick={() => setNoticing(true)}>
					{t('practice.notice')}
				</button>
			)}
			<ProblemNote problem={make.problem} />
			{noticing && <Notice visit={visit.id} onClose={() => setNoticing(false)} />}
		</>
	);
}

/** Among the papers of a day that has been held. */
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
			{writes() && day.kind === 'day' && (
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
