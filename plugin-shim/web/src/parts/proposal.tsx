/*
 * Proposals of a calculation, each with the day that it would add or take away, why, what it costs to
 * leave it out, and the decision of a person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { schoolYear, shortDate } from '../format.js';
import { decimal } from '../growth.js';
import { useAction } from '../load.js';
import { hasRole } from '../session.js';
import type { Proposal } from '../types.js';
import { number, t } from '../words.js';
import { Dialog } from './dialog.js';
import { Input, TextArea } from './field.js';
import { Form } from './form.js';
import { Icon } from './icons.js';
import { ProblemNote } from './problem.js';
import { StateGlyph } from './state.js';

type Deed = 'accept' | 'reject';

/** The topic of the day that comes, the title of the one that goes. */
const subject = (p: Proposal): string => p.competence?.name ?? p.drops?.title ?? t('proposal.day');

function Decide(props: {
	proposal: Proposal;
	deed: Deed;
	onClose: () => void;
	onDone: () => void;
}) {
	const { proposal, deed } = props;
	const adds = proposal.kind === 'add';
	const [reason, setReason] = useState(deed === 'accept' ? proposal.reason : '');
	const [date, setDate] = useState('');
	const run = useAction(async () => {
		await post(
			`/proposals/${proposal.id}/${deed}`,
			date ? { reason, starts_on: date } : { reason },
		);
		props.onDone();
	});
	return (
		<Dialog
			title={t(adds || deed === 'reject' ? `proposal.${deed}_title` : 'proposal.drop_title')}
			onClose={props.onClose}
		>
			<Form
				submit={t(`proposal.${deed}`)}
				onSubmit={() => run.run()}
				onCancel={props.onClose}
				busy={run.busy}
				problem={run.problem}
				shown={['reason', 'starts_on']}
			>
				<p>
					<b>{proposal.organisation.name}</b>, {subject(proposal)}
				</p>
				<TextArea
					label={t(`proposal.${deed}_reason`)}
					hint={t(`proposal.${deed}_hint`)}
					value={reason}
					onValue={setReason}
					required
					error={run.problem?.at('reason')}
				/>
				{deed === 'accept' && adds && (
					<Input
						label={t('proposal.date')}
						hint={t('proposal.date_hint')}
						type="date"
						value={date}
						onValue={setDate}
						error={run.problem?.at('starts_on')}
					/>
				)}
			</Form>
		</Dialog>
	);
}

function Decision(props: {
	proposal: Proposal;
	open: boolean;
	onDeed: (d: Deed) => void;
	reload: () => void;
}) {
	const { proposal, open } = props;
	const back = useAction(async () => {
		await post(`/proposals/${proposal.id}/reconsider`);
		props.reload();
	});
	const may = open && hasRole('centre_head');
	if (proposal.state === 'proposed')
		return may ? (
			<div class="dec">
				<button type="button" class="btn" onClick={() => props.onDeed('accept')}>
					{t('proposal.accept')}
					<span class="vh"> {proposal.organisation.name}</span>
				</button>
				<button type="button" class="btn quiet" onClick={() => props.onDeed('reject')}>
					{t('proposal.reject')}…<span class="vh"> {proposal.organisation.name}</span>
				</button>
			</div>
		) : (
			<p class="muted">{t('proposal.undecided')}</p>
		);
	return (
		<div class="dec">
			<span class="st">
				{proposal.state === 'accepted' && <StateGlyph state="approved" />}
				<b>{t(`proposal.state.${proposal.state}`)}</b>
			</span>
			<span class="small muted">
				{proposal.state === 'rejected' && `«${proposal.decision?.reason}», `}
				{proposal.decision?.by?.short} {shortDate(proposal.decision?.at ?? '')}
			</span>
			{may && (
				<button type="button" class="btn quiet" disabled={back.busy} onClick={() => back.run()}>
					{t('proposal.reconsider')}
					<span class="vh"> {proposal.organisation.name}</span>
				</button>
			)}
			<ProblemNote problem={back.problem} />
		</div>
	);
}

const term = (p: Proposal, name: string): number => Number(p.terms[name] ?? 0);

/** The reason in one line of figures; the whole sentence of the calculation opens below it. */
function Why({ of }: { of: Proposal }) {
	if (of.terms.level === undefined) return <>{of.reason}</>;
	return (
		<>
			{t('proposal.short', {
				below: number(term(of, 'below')),
				people: term(of, 'people'),
				target: decimal(term(of, 'target')),
				level: decimal(term(of, 'level')),
			})}
			<details class="small">
				<summary>
					{t('proposal.whole')}
					<span class="vh"> {of.organisation.name}</span>
				</summary>
				{of.reason}
			</details>
		</>
	);
}

const evidence = (p: Proposal): string => {
	const n = Number(p.terms.visits ?? 0);
	return n > 0 ? t('proposal.visits', { count: n }) : t('proposal.no_visits');
};

/** The least that two digits show. */
const VISIBLE = 0.005;

/** Runs before there was a list told of coverage alone. */
const because = (p: Proposal): string[] =>
	[p.terms.because ?? []].flat().map(r => t(`proposal.because.${r}`));

/** Measured; the district's setting, as nothing is proven; or that although what was measured isn't above nought. */
const expected = (p: Proposal): string =>
	p.terms.effect_measured ? 'measured' : p.terms.effect_not_above ? 'not_above' : 'setting';

/** What a day is expected to bring and how that is known; the rules that brought it in. */
function Grounds({ of }: { of: Proposal }) {
	const bound = [...because(of), ...(of.only ? [t('proposal.only', { name: of.only.short })] : [])];
	return (
		<>
			{of.terms.effect_measured !== undefined && (
				<>
					<dt>{t('proposal.effect')}</dt>
					<dd>
						{t(`proposal.effect_${expected(of)}`, { value: number(term(of, 'effect'), 2) })}.{' '}
						<a href="/growth/method">{t('proposal.effect_how')}</a>
					</dd>
				</>
			)}
			{bound.length > 0 && (
				<>
					<dt>{t('proposal.rules')}</dt>
					<dd>{bound.join('; ')}</dd>
				</>
			)}
		</>
	);
}

interface Instead {
	organisation: string;
	school: string;
	competence: string;
}
/** Where the builder would rather have the day that goes. */
function Elsewhere({ of }: { of: Proposal }) {
	const to = of.terms.instead as Instead | undefined;
	return (
		<>
			{to && (
				<>
					<dt>{t('proposal.instead')}</dt>
					<dd>
						<a href={`/growth/schools/${to.organisation}`}>{to.school}</a>: {to.competence}.{' '}
						{t('proposal.there', {
							there: number(term(of, 'there'), 2),
							here: number(term(of, 'here'), 2),
						})}
					</dd>
				</>
			)}
			<dt>{t('proposal.otherwise')}</dt>
			<dd>{t('proposal.kept', { value: number(of.loss_if_dropped, 2) })}</dd>
		</>
	);
}

/** What a refusal costs; of what the plan builder left, why. */
function Otherwise({ of }: { of: Proposal }) {
	if (of.kind === 'drop') return <Elsewhere of={of} />;
	if (!of.chosen)
		return (
			<>
				<dt>{t('proposal.left')}</dt>
				<dd>{t(`proposal.left_for.${of.terms.left_for ?? 'capacity'}`)}</dd>
			</>
		);
	return (
		<>
			<dt>{t('proposal.otherwise')}</dt>
			<dd>
				{of.loss_if_dropped < VISIBLE
					? t('proposal.loss_none')
					: t('proposal.loss', { value: number(of.loss_if_dropped, 2) })}
			</dd>
		</>
	);
}

interface RowProps {
	proposal: Proposal;
	open: boolean;
	year: number;
	/** dates of this year's days at the school */
	today: string[];
	reload: () => void;
}
function Row(props: RowProps) {
	const { proposal, year } = props;
	const [deed, setDeed] = useState<Deed | undefined>();
	return (
		<li>
			<span class="kind">
				<Icon name={proposal.kind === 'add' ? 'plus' : 'minus'} />
				{t(`diff.${proposal.kind}`)}
			</span>
			<dl class="pair">
				<dt>{schoolYear(year - 1)}</dt>
				<dd class={props.today.length ? '' : 'muted'}>
					{props.today.length
						? t('proposal.today', {
								count: props.today.length,
								dates: props.today.map(d => shortDate(d)).join(', '),
							})
						: t('proposal.today_none')}
				</dd>
				<dt>{schoolYear(year)}</dt>
				<dd>
					{proposal.drops ? (
						<del>
							{[
								proposal.organisation.name,
								...[...new Set([proposal.drops.starts_on, proposal.drops.ends_on])].flatMap(d =>
									d ? [shortDate(d)] : [],
								),
							].join(', ')}
						</del>
					) : (
						<ins>
							{proposal.organisation.name}: {t('proposal.day')}
						</ins>
					)}
					<span class="block">{subject(proposal)}</span>
				</dd>
			</dl>
			<dl class="why">
				<dt>{t('proposal.why')}</dt>
				<dd>
					<Why of={proposal} />
				</dd>
				<dt>{t('proposal.basis')}</dt>
				<dd>
					<a href={`/growth/schools/${proposal.organisation.id}`}>{evidence(proposal)}</a>
				</dd>
				<Grounds of={proposal} />
				<Otherwise of={proposal} />
			</dl>
			<Decision {...props} onDeed={setDeed} />
			{deed && (
				<Decide
					proposal={proposal}
					deed={deed}
					onClose={() => setDeed(undefined)}
					onDone={() => {
						setDeed(undefined);
						props.reload();
					}}
				/>
			)}
		</li>
	);
}

const SHOWN = 10;

export function ProposalList(props: {
	items: Proposal[];
	year: number;
	open: boolean;
	today: Map<string, string[]>;
	reload: () => void;
}) {
	const { items, year, open, today, reload } = props;
	const [all, setAll] = useState(false);
	const shown = all ? items : items.slice(0, SHOWN);
	return (
		<>
			<div class="diff-h" aria-hidden="true">
				<span>{t('diff.what')}</span>
				<span>{t('diff.becomes')}</span>
				<span>{t('diff.why')}</span>
				<span>{t('diff.decision')}</span>
			</div>
			<ol class="diff">
				{shown.map(p => (
					<Row
						key={p.id}
						proposal={p}
						today={today.get(p.organisation.id) ?? []}
						{...{ open, year, reload }}
					/>
				))}
			</ol>
			{!all && items.length > SHOWN && (
				<p class="mt3">
					<button type="button" class="btn quiet" onClick={() => setAll(true)}>
						{t('proposal.more', { count: items.length - SHOWN })}
					</button>
				</p>
			)}
		</>
	);
}
