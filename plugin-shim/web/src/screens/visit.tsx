/*
 * One lesson visit: the sheet being filled, or signed sheets side by side and the teacher's answer.
 *
 * Whoever has an open sheet of his own sees the form; everybody else sees what is signed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { shortDate, span } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await, FromDevice } from '../parts/await.js';
import { Dialog } from '../parts/dialog.js';
import { Differs } from '../parts/differs.js';
import { Form } from '../parts/form.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { SheetForm } from '../parts/sheet-form.js';
import { type Column, SheetTable, SheetWords } from '../parts/sheet-read.js';
import { State } from '../parts/state.js';
import { Answer, VisitEdit, type VisitProps } from '../parts/visit-deeds.js';
import { VisitPapers } from '../parts/visit-papers.js';
import { VisitPrint } from '../parts/visit-print.js';
import { asProblem, offline } from '../problem.js';
import { blank, type Start as NewSheet } from '../queue.js';
import type { Args } from '../router.js';
import { hasRole, me, session } from '../session.js';
import { type Draft, deviceStore, draftOf } from '../store.js';
import type { Receipt, Rubric, Sheet, SheetRef, Visit } from '../types.js';
import { uuid } from '../uuid.js';
import { fullDate, t } from '../words.js';

interface Data {
	visit: Visit;
	rubric: Rubric;
	sheets: Sheet[];
	/** instant of what this device kept, when the server can't be asked */
	from?: string;
	/** begun on this device; the server may not know it yet */
	begun?: Draft;
}

async function fromServer(id: string, signal: AbortSignal): Promise<Data> {
	const visit = await get<Visit>(`/visits/${id}`, {}, { signal });
	const wanted = visit.sheets.filter(s => s.state !== 'superseded');
	const [rubric, ...sheets] = await Promise.all([
		get<Rubric>(`/rubrics/${visit.rubric.id}`, {}, { signal }),
		...wanted.map(s => get<Sheet>(`/sheets/${s.id}`, {}, { signal })),
	]);
	return { visit, rubric, sheets };
}

const fromDevice = (id: string): Promise<Data | undefined> =>
	import('../ahead.js').then(m => m.keptVisit(id)).catch(() => undefined);

/** Who is only remembered is asked to sign in by the form's own line, and not before the form is seen. */
async function fromEither(id: string, signal: AbortSignal): Promise<Data> {
	const first = session.value?.kept ? await fromDevice(id) : undefined;
	if (first) return first;
	try {
		return await fromServer(id, signal);
	} catch (e) {
		const kept = asProblem(e).away ? await fromDevice(id) : undefined;
		if (!kept) throw e;
		return kept;
	}
}

async function load(id: string, signal: AbortSignal): Promise<Data> {
	const begun = await draftOf(me(), id).catch(() => undefined);
	const data = await fromEither(id, signal);
	return { ...data, begun };
}

/** The sheet to go on with: the server's, or the one that only this device has. */
function openSheet({ visit, sheets, begun }: Data): Sheet | undefined {
	const ref = visit.sheets.find(s => isMine(s) && s.state === 'draft');
	const there = ref && sheets.find(s => s.id === ref.id);
	if (there || !begun || visit.sheets.some(s => s.id === begun.sheet)) return there;
	return {
		...blank,
		id: begun.sheet,
		visit: visit.id,
		rubric: visit.rubric.id,
		author: me(),
		part: begun.part,
		state: 'draft',
		version: 1,
		supersedes: null,
		percent: null,
		level: null,
		points: null,
		max_points: null,
		differs: [],
	};
}

const lessonOf = (visit: Visit): string =>
	[visit.subject?.name, visit.class?.name].filter(Boolean).join(', ');

const isMine = (s: SheetRef): boolean => s.author.id === me();

function Title({ visit }: { visit: Visit }) {
	return (
		<>
			<p>
				{[visit.topic, visit.teacher?.short, visit.organisation.name].filter(Boolean).join(' · ')}
			</p>
			{visit.starts_at && visit.ends_at && (
				<p class="small">
					{[
						visit.lesson && t('visit.lesson', { number: visit.lesson }),
						span(visit.starts_at, visit.ends_at),
						...visit.rooms,
					]
						.filter(Boolean)
						.join(' · ')}
				</p>
			)}
			{visit.teacher?.short === '' && <p class="small muted">{t('visit.nameless')}</p>}
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

/** Without an answer the new sheet waits on this device, under the same id and key. */
async function begin(visit: Visit, part: 'visitor' | 'self'): Promise<void> {
	const begun_at = new Date().toISOString();
	const sheet: NewSheet = {
		id: uuid(),
		visit: visit.id,
		part,
		starts_at: visit.starts_at,
		begun_at,
	};
	try {
		if (session.value?.kept) throw offline();
		await post('/sheets', sheet, { key: `start-${sheet.id}` });
	} catch (e) {
		if (!asProblem(e).away) throw e;
		await deviceStore.write({
			person: me(),
			visit: visit.id,
			part,
			title: lessonOf(visit),
			held_on: visit.held_on,
			sheet: sheet.id,
			base: blank,
			queue: [{ key: 'start', seq: 1, body: { start: sheet } }],
			saved: begun_at,
		});
	}
}

function Start({ visit, reload }: { visit: Visit; reload: () => void }) {
	const own = visit.sheets.some(s => isMine(s));
	const part = visit.teacher?.id === me() ? 'self' : 'visitor';
	const open = part === 'self' ? ['planned', 'held'] : ['planned', 'held', 'assessed'];
	const may = part === 'self' || visit.visitors.some(v => v.id === me());
	const start = useAction(async () => {
		await begin(visit, part);
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

/** A slip of the hand must not take a visit away: it is asked once more. */
function Cancel({ visit, onVisit, onClose }: VisitProps & { onClose: () => void }) {
	const run = useAction(async () => {
		onVisit(await post<Visit>(`/visits/${visit.id}/cancel`));
		onClose();
	});
	return (
		<Dialog title={t('visit.cancel')} onClose={onClose}>
			<Form
				submit={t('visit.cancel')}
				danger
				cancel={t('visit.keep')}
				onSubmit={() => run.run()}
				onCancel={onClose}
				busy={run.busy}
				problem={run.problem}
			>
				<p>{t('visit.cancel_lede')}</p>
			</Form>
		</Dialog>
	);
}

function Deeds({ visit, onVisit, reload }: VisitProps & { reload: () => void }) {
	const [editing, setEditing] = useState(false);
	const [cancelling, setCancelling] = useState(false);
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
			{visit.can.includes('close') && (
				<button type="button" class="btn" disabled={run.busy} onClick={() => run.run('close')}>
					{t('visit.close')}
				</button>
			)}
			{visit.can.includes('cancel') && (
				<button type="button" class="btn quiet" onClick={() => setCancelling(true)}>
					{t('visit.cancel')}
				</button>
			)}
			{cancelling && (
				<Cancel visit={visit} onVisit={onVisit} onClose={() => setCancelling(false)} />
			)}
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
			<Differs columns={columns} />
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
	const { visit, rubric } = data;
	const draft = openSheet(data);
	const what = lessonOf(visit);
	const unsigned = !visit.sheets.some(s => s.state === 'submitted');
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
			tools={!data.from && <Deeds visit={visit} onVisit={onVisit} reload={reload} />}
		>
			<FromDevice at={data.from} />
			{!data.from && <Answer visit={visit} onVisit={onVisit} />}
			{visit.receipts.length > 0 && <Receipts list={visit.receipts} />}
			<VisitPrint visit={visit} rubric={rubric} blank={unsigned} />
			<div class={unsigned ? 'no-print' : undefined}>
				{draft ? (
					<SheetForm
						key={draft.id}
						sheet={draft}
						rubric={rubric}
						lesson={{ title: what, held_on: visit.held_on }}
						onDone={reload}
					/>
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
	const data = useLoad(signal => load(id as string, signal), [id, session.value?.kept]);
	const old = data.data?.from;
	useEffect(() => {
		if (!old) return;
		addEventListener('online', data.reload);
		return () => removeEventListener('online', data.reload);
	}, [old]);
	if (data.data)
		return <Body data={data.data} onVisit={() => data.reload()} reload={data.reload} />;
	return (
		<Page title={t('visit.visit')}>
			<Await of={data}>{() => null}</Await>
		</Page>
	);
}
