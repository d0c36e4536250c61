/*
 * The sitting room: agenda, the paper with its objection, votes and decision; minutes when it is closed.
 *
 * Which question is on the table stands in the address, so that a member can be sent to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Clause, DefaultMark } from '../parts/clause.js';
import { Dialog } from '../parts/dialog.js';
import { Form } from '../parts/form.js';
import { Glyph } from '../parts/icons.js';
import { Page } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { Agenda, mayRun } from '../parts/sitting-agenda.js';
import { Decision } from '../parts/sitting-decision.js';
import { Excerpt } from '../parts/sitting-excerpt.js';
import { SittingEdit } from '../parts/sitting-form.js';
import { GROWING, Growing } from '../parts/sitting-growing.js';
import { MinutesPane } from '../parts/sitting-minutes.js';
import { Paper } from '../parts/sitting-paper.js';
import { Presence } from '../parts/sitting-presence.js';
import { Talk } from '../parts/sitting-talk.js';
import { Votes } from '../parts/sitting-votes.js';
import { StateGlyph } from '../parts/state.js';
import { type Args, query } from '../router.js';
import { today } from '../session.js';
import type { Question, Sitting } from '../types.js';
import { fullDate, t, word } from '../words.js';

interface Props {
	sitting: Sitting;
	onSitting: (s: Sitting) => void;
	reload: () => void;
}

const Quorum = ({ sitting }: { sitting: Sitting }) => {
	const { present, members, needed, reached } = sitting.quorum;
	const met = present > 0 || ['open', 'closed'].includes(sitting.state);
	return (
		<p class="cluster">
			{met && (
				<b class="st">
					<Glyph name={reached ? 'ok' : 'plan'} tone={reached ? 'ok' : undefined} />
					<span>
						{t(reached ? 'sitting.quorum_yes' : 'sitting.quorum_no', { present, members })}
					</span>
				</b>
			)}
			<span class="muted">
				{t(met ? 'sitting.needed' : 'sitting.quorum_needs', { needed, members })} <DefaultMark />
			</span>
		</p>
	);
};

const next: Record<string, string> = { planned: 'call', called: 'open', open: 'close' };

type Asked = 'open' | 'close' | 'cancel';

/** What can't be taken back is asked once more: closing, cancelling, opening before its day. */
function Sure({ sitting, onSitting, what, onClose }: Props & { what: Asked; onClose: () => void }) {
	const run = useAction(async () => {
		onSitting(await post<Sitting>(`/sittings/${sitting.id}/${what}`));
		onClose();
	});
	return (
		<Dialog title={t(`sitting.${what}`)} onClose={onClose}>
			<Form
				submit={t(`sitting.${what}`)}
				danger={what === 'cancel'}
				cancel={what === 'cancel' ? t('sitting.keep') : undefined}
				onSubmit={() => run.run()}
				onCancel={onClose}
				busy={run.busy}
				problem={run.problem}
			>
				<p>
					{t(`sitting.${what}_lede`, { date: fullDate(sitting.held_on) })} <Clause number="4.5" />
				</p>
			</Form>
		</Dialog>
	);
}

function Tools(p: Props) {
	const { sitting } = p;
	const [open, setOpen] = useState<'edit' | Asked | undefined>();
	const event = next[sitting.state];
	const run = useAction(async (what: string) =>
		p.onSitting(await post<Sitting>(`/sittings/${sitting.id}/${what}`)),
	);
	if (!mayRun(sitting)) return null;
	const asks = event === 'close' || (event === 'open' && sitting.held_on > today());
	const undecided = sitting.agenda.some(q => !q.decision);
	return (
		<>
			{event && (
				<button
					type="button"
					class={event === 'close' && undecided ? 'btn' : 'btn pri'}
					disabled={run.busy}
					onClick={() => (asks ? setOpen(event as Asked) : run.run(event))}
				>
					{t(`sitting.${event}`)}
				</button>
			)}
			{sitting.can.includes('cancel') && (
				<>
					<button type="button" class="btn" onClick={() => setOpen('edit')}>
						{t('sittings.edit')}
					</button>
					<button type="button" class="btn quiet" onClick={() => setOpen('cancel')}>
						{t('sitting.cancel')}
					</button>
				</>
			)}
			<ProblemNote problem={run.problem} />
			{open === 'edit' && <SittingEdit {...p} onClose={() => setOpen(undefined)} />}
			{open && open !== 'edit' && <Sure {...p} what={open} onClose={() => setOpen(undefined)} />}
		</>
	);
}

/** The question on the table: of the address, else the first without a decision. */
function onTable(sitting: Sitting, wanted: string | null): Question | undefined {
	const asked = sitting.agenda.find(q => String(q.position) === wanted);
	if (asked || sitting.state === 'closed' || wanted === GROWING) return asked;
	return sitting.agenda.find(q => !q.decision) ?? sitting.agenda.at(-1);
}

/** Who reports may be named beforehand; what is said, while it is said. */
function editable(sitting: Sitting, question: Question): 'reporter' | 'all' | undefined {
	if (!mayRun(sitting)) return undefined;
	if (sitting.state === 'open') return 'all';
	return ['planned', 'called'].includes(sitting.state) && !question.decision
		? 'reporter'
		: undefined;
}

/** Behind a long paper: on without a way back to the agenda. */
const Onward = ({ sitting, after }: { sitting: Sitting; after: Question }) => {
	const next = sitting.agenda.find(q => q.position > after.position);
	return next ? (
		<p class="mt3">
			<a class="btn" href={`/sittings/${sitting.id}?q=${next.position}`}>
				{t('sitting.onward', { number: next.position })}
			</a>
		</p>
	) : null;
};

/** Where the columns stand below one another, the paper that was chosen comes into view. */
function useInView(chosen: string | null) {
	const pane = useRef<HTMLDivElement>(null);
	const first = useRef(chosen);
	useEffect(() => {
		if (chosen === first.current) return;
		first.current = chosen;
		const top = pane.current?.getBoundingClientRect().top ?? 0;
		if (top < 0 || top > innerHeight / 2) pane.current?.scrollIntoView();
	}, [chosen]);
	return pane;
}

function Room(p: Props) {
	const { sitting, reload } = p;
	const wanted = query.value.get('q');
	const pane = useInView(wanted);
	const question = onTable(sitting, wanted);
	const may = mayRun(sitting);
	const open = sitting.state === 'open';
	return (
		<div class="room mt5">
			<Agenda {...p} at={question?.position} />
			<div ref={pane}>
				{question ? (
					<>
						<Paper key={question.id} question={question} />
						<Talk
							key={`talk ${question.id}`}
							question={question}
							members={sitting.members}
							editable={editable(sitting, question)}
							reload={reload}
						/>
						<Onward sitting={sitting} after={question} />
					</>
				) : (
					<>
						{open && <Growing sitting={sitting} />}
						{sitting.state === 'closed' && <MinutesPane sitting={sitting} reload={reload} />}
						{sitting.state === 'closed' && <Excerpt sitting={sitting} />}
					</>
				)}
			</div>
			<aside>
				{question && (open || sitting.state === 'closed') && (
					<>
						<Votes sitting={sitting} question={question} reload={reload} />
						<Decision
							key={`${question.id} ${question.decision}`}
							question={question}
							open={open}
							may={may}
							reload={reload}
						/>
					</>
				)}
				<Presence {...p} editable={may && ['planned', 'called', 'open'].includes(sitting.state)} />
			</aside>
		</div>
	);
}

function Body(p: Props) {
	const { sitting } = p;
	return (
		<Page
			title={t('sitting.title', { date: fullDate(sitting.held_on) })}
			crumb={
				<>
					<a href="/sittings">{t('sitting.crumb')}</a>
					{` · ${sitting.organisation.name}, ${word('sitting_kind', sitting.kind)}`}
					{sitting.number && ` · ${t('sitting.number', { number: sitting.number })}`}
				</>
			}
			lede={
				<>
					<p class="cluster">
						<b class="st">
							<StateGlyph state={sitting.state} />
							<span>{word('sitting_state', sitting.state)}</span>
						</b>
						{sitting.place && <span>{sitting.place}</span>}
						<span>
							{t('sittings.chair')}: {sitting.chair.short}
						</span>
						<span>
							{t('sittings.secretary')}: {sitting.secretary.short}
						</span>
						{sitting.guests && (
							<span class="muted">
								{t('sittings.guests')}: {sitting.guests}
							</span>
						)}
					</p>
					<Quorum sitting={sitting} />
					{sitting.minutes && query.value.has('q') && (
						<p>
							<a href={`/sittings/${sitting.id}`}>{t('minutes.title')}</a>
						</p>
					)}
				</>
			}
			tools={<Tools {...p} />}
		>
			<Room {...p} />
		</Page>
	);
}

/** Votes of the others are seen soon, without anybody's hand. */
const EVERY = 5000;

export default function SittingScreen({ id }: Args) {
	const sitting = useLoad(signal => get<Sitting>(`/sittings/${id}`, {}, { signal }), [id]);
	const live = ['called', 'open'].includes(sitting.data?.state ?? '');
	useEffect(() => {
		if (!live) return;
		const again = setInterval(() => {
			if (document.visibilityState === 'visible') sitting.reload();
		}, EVERY);
		return () => clearInterval(again);
	}, [live, id]);
	if (sitting.data)
		return <Body sitting={sitting.data} onSitting={sitting.set} reload={sitting.reload} />;
	return (
		<Page title={t('sitting.crumb')}>
			<Await of={sitting}>{() => null}</Await>
		</Page>
	);
}
