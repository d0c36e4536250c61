/*
 * One lesson visit: the sheet being filled, or signed sheets side by side and the teacher's answer.
 *
 * Whoever has an open sheet of his own sees the form; everybody else sees what is signed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Page, Section } from '../parts/page.js';
import { VisitPapers } from '../parts/paper-start.js';
import { ProblemNote } from '../parts/problem.js';
import { SheetForm } from '../parts/sheet-form.js';
import { type Column, SheetTable, SheetWords } from '../parts/sheet-read.js';
import { State } from '../parts/state.js';
import { Answer, VisitEdit, type VisitProps } from '../parts/visit-deeds.js';
import { VisitPrint } from '../parts/visit-print.js';
import type { Args } from '../router.js';
import { hasRole, me } from '../session.js';
import type { Receipt, Rubric, Sheet, SheetRef, Visit } from '../types.js';
import { uuid } from '../uuid.js';
import { fullDate, t } from '../words.js';

interface Data {
	visit: Visit;
	rubric: Rubric;
	sheets: Sheet[];
}

async function load(id: string, signal: AbortSignal): Promise<Data> {
	const visit = await get<Visit>(`/visits/${id}`, {}, { signal });
	const wanted = visit.sheets.filter(s => s.state !== 'superseded');
	const [rubric, ...sheets] = await Promise.all([
		get<Rubric>(`/rubrics/${visit.rubric.id}`, {}, { signal }),
		...wanted.map(s => get<Sheet>(`/sheets/${s.id}`, {}, { signal })),
	]);
	return { visit, rubric, sheets };
}

const isMine = (s: SheetRef): boolean => s.author.id === me();

function Title({ visit }: { visit: Visit }) {
	return (
		<>
			<p>
				{[visit.topic, visit.teacher?.short, visit.organisation.name].filter(Boolean).join(' · ')}
			</p>
			<p class="cluster">
				<b>
					<State of="visit" state={visit.state} />
				</b>
				{visit.pupils_listed !== null && (
					<span class="small muted">
						{t('visit.pupils', {
							listed: visit.pupils_listed,
							present: visit.pupils_present ?? '—',
						})}
					</span>
				)}
			</p>
			{visit.aim && <p>{visit.aim}</p>}
		</>
	);
}

function Start({ visit, reload }: { visit: Visit; reload: () => void }) {
	const own = visit.sheets.some(s => isMine(s));
	const part = visit.teacher?.id === me() ? 'self' : 'visitor';
	const open = part === 'self' ? ['planned', 'held'] : ['planned', 'held', 'assessed'];
	const may = part === 'self' || visit.visitors.some(v => v.id === me());
	const start = useAction(async () => {
		await post('/sheets', { id: uuid(), visit: visit.id, part });
		reload();
	});
	if (own || !may || !open.includes(visit.state)) return null;
	return (
		<div class="stack">
			<p>{t(`visit.start_${part}_lede`)}</p>
			<p>
				<button type="button" class="btn pri" disabled={start.busy} onClick={() => start.run()}>
					{t(`visit.start_${part}`)}
				</button>
			</p>
			<ProblemNote problem={start.problem} />
		</div>
	);
}

const Receipts = ({ list }: { list: Receipt[] }) => (
	<Section id="receipts" title={t('visit.receipts')}>
		<ul class="rows">
			{list.map(r => (
				<li key={r.at}>
					<State of="visit" state={r.kind} /> — {r.person?.short}, {shortDate(r.at)}
					{r.body && <blockquote class="objection">{r.body}</blockquote>}
				</li>
			))}
		</ul>
	</Section>
);

function Correct({ sheet, reload }: { sheet: SheetRef; reload: () => void }) {
	const run = useAction(async () => {
		await post(`/sheets/${sheet.id}/correct`);
		reload();
	});
	return (
		<>
			<button type="button" class="btn" disabled={run.busy} onClick={() => run.run()}>
				{t('visit.correct')}
			</button>
			<ProblemNote problem={run.problem} />
		</>
	);
}

function Deeds({ visit, onVisit, reload }: VisitProps & { reload: () => void }) {
	const [editing, setEditing] = useState(false);
	const run = useAction(async (event: string) =>
		onVisit(await post<Visit>(`/visits/${visit.id}/${event}`)),
	);
	const visitor = visit.visitors.some(v => v.id === me());
	const mine = visit.sheets.find(s => isMine(s) && s.state === 'submitted');
	const drafting = visit.sheets.some(s => isMine(s) && s.state === 'draft');
	return (
		<>
			{visitor && visit.state !== 'closed' && (
				<button type="button" class="btn" onClick={() => setEditing(true)}>
					{t('visit.edit')}
				</button>
			)}
			{mine && !drafting && visit.state !== 'closed' && mine.part === 'visitor' && (
				<Correct sheet={mine} reload={reload} />
			)}
			{['close', 'cancel']
				.filter(e => visit.can.includes(e))
				.map(e => (
					<button key={e} type="button" class="btn" disabled={run.busy} onClick={() => run.run(e)}>
						{t(`visit.${e}`)}
					</button>
				))}
			<button type="button" class="btn" onClick={() => print()}>
				{t('print')}
			</button>
			<VisitPapers visit={visit} />
			{visit.teacher && (hasRole('methodist', 'centre_head') || visit.teacher.id === me()) && (
				<a class="btn" href={`/growth/people/${visit.teacher.id}`}>
					{t('nav.growth')}
				</a>
			)}
			<ProblemNote problem={run.problem} />
			{editing && <VisitEdit visit={visit} onVisit={onVisit} onClose={() => setEditing(false)} />}
		</>
	);
}

function Signed({ data }: { data: Data }) {
	const columns: Column[] = data.visit.sheets
		.filter(s => s.state === 'submitted')
		.sort((a, b) => (a.part === b.part ? 0 : a.part === 'visitor' ? -1 : 1))
		.map(ref => ({ ref, sheet: data.sheets.find(s => s.id === ref.id) }));
	if (columns.length === 0) return <p class="muted mt4">{t('visit.nothing_signed')}</p>;
	const older = data.visit.sheets.filter(s => s.state === 'superseded').length;
	return (
		<>
			<Section
				id="marks"
				title={t('visit.marks')}
				aside={older > 0 && <span class="small muted">{t('visit.older', { count: older })}</span>}
			>
				<SheetTable rubric={data.rubric} columns={columns} />
			</Section>
			{columns.map(c => (
				<SheetWords key={c.ref.id} column={c} />
			))}
		</>
	);
}

function Body({
	data,
	onVisit,
	reload,
}: {
	data: Data;
	onVisit: (v: Visit) => void;
	reload: () => void;
}) {
	const { visit, rubric, sheets } = data;
	const ref = visit.sheets.find(s => isMine(s) && s.state === 'draft');
	const draft = ref && sheets.find(s => s.id === ref.id);
	const blank = !visit.sheets.some(s => s.state === 'submitted');
	const what = [visit.subject?.name, visit.class?.name].filter(Boolean).join(', ');
	return (
		<Page
			title={what || t('visit.visit')}
			tab={t('visit.tab', { what, date: shortDate(visit.held_on) })}
			crumb={
				<>
					{visit.day ? (
						<a href={`/days/${visit.day}`}>{fullDate(visit.held_on)}</a>
					) : (
						fullDate(visit.held_on)
					)}
					{` · ${rubric.title}`}
				</>
			}
			lede={<Title visit={visit} />}
			tools={<Deeds visit={visit} onVisit={onVisit} reload={reload} />}
		>
			<Answer visit={visit} onVisit={onVisit} />
			{visit.receipts.length > 0 && <Receipts list={visit.receipts} />}
			<VisitPrint visit={visit} rubric={rubric} blank={blank} />
			<div class={blank ? 'no-print' : undefined}>
				{draft ? (
					<SheetForm key={draft.id} sheet={draft} rubric={rubric} onDone={reload} />
				) : (
					<>
						<Start visit={visit} reload={reload} />
						<Signed data={data} />
					</>
				)}
			</div>
		</Page>
	);
}

export default function VisitScreen({ id }: Args) {
	const data = useLoad(signal => load(id as string, signal), [id]);
	if (data.data)
		return <Body data={data.data} onVisit={() => data.reload()} reload={data.reload} />;
	return (
		<Page title={t('visit.visit')}>
			<Await of={data}>{() => null}</Await>
		</Page>
	);
}
