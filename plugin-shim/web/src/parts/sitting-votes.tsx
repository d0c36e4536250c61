/*
 * Votes on a question: a row for each member, one click a vote, and «the others: for».
 *
 * The secretary records everybody's, a member his own. Totals are the server's. An author abstains
 * where the sitting's rules say so, so «the others» asks nothing else of him.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { post, put } from '../api.js';
import { useAction } from '../load.js';
import { hasRole, me } from '../session.js';
import type { Choice, Member, Question, Sitting } from '../types.js';
import { t } from '../words.js';
import { Section } from './page.js';
import { ProblemNote } from './problem.js';
import { Dissent } from './sitting-dissent.js';

const choices: Choice[] = ['for', 'against', 'abstain'];

interface Row {
	member: Member;
	choice: Choice | undefined;
	dissent: string | null;
	author: boolean;
	counts: boolean;
}

function rows(sitting: Sitting, question: Question): Row[] {
	const cast = new Map(question.votes.map(v => [v.person, v]));
	return sitting.members.map(member => ({
		member,
		choice: cast.get(member.id)?.choice,
		dissent: cast.get(member.id)?.dissent ?? null,
		author: sitting.quorum.author_abstains && question.authors.includes(member.id),
		counts: member.present || sitting.kind === 'correspondence',
	}));
}

interface RowProps {
	row: Row;
	open: boolean;
	busy: boolean;
	onVote: (choice: Choice, dissent: string | null) => Promise<unknown>;
}

function VoteRow(p: RowProps) {
	const { member, choice, author, counts, dissent } = p.row;
	const opinion = (
		<Dissent
			name={member.short}
			words={dissent}
			onWords={
				p.open && choice
					? async words => {
							await p.onVote(choice, words);
						}
					: undefined
			}
		/>
	);
	const word = choice
		? t(`choice.${choice}`)
		: t(counts ? (author ? 'sitting.author' : 'sitting.waiting') : 'sitting.absent');
	if (!p.open || !counts)
		return (
			<li>
				<p class={choice ? 'cluster between' : 'cluster between muted'}>
					<span>{member.short}</span>
					<span>{word}</span>
				</p>
				{opinion}
			</li>
		);
	return (
		<li>
			<fieldset class="plainset">
				<legend>
					{member.short}
					{author && <span class="small muted"> {t('sitting.author')}</span>}
				</legend>
				<div class="seg txt sm" style="--n: 3">
					{choices.map(c => (
						<label key={c}>
							<input
								type="radio"
								name={`vote-${member.id}`}
								checked={choice === c}
								disabled={p.busy || (author && c !== 'abstain')}
								onChange={() => void p.onVote(c, dissent)}
							/>
							<span>{t(`choice.${c}`)}</span>
						</label>
					))}
				</div>
			</fieldset>
			{opinion}
		</li>
	);
}

function Tally({ question, left }: { question: Question; left: number }) {
	const { for: yes, against, abstain } = question.totals;
	const words = t('sitting.tally', { for: yes, against, abstain });
	const part = (n: number, kind: string) => n > 0 && <i class={kind} style={`flex: ${n}`} />;
	return (
		<>
			<p>
				<b>{words}</b>
				{left > 0 && <span class="muted">, {t('sitting.left', { count: left })}</span>}
			</p>
			<div class="vbar mt1" aria-hidden="true">
				{part(yes, '')}
				{part(against, 'no')}
				{part(abstain, 'ab')}
				{part(left, 'wait')}
			</div>
		</>
	);
}

export function Votes(p: { sitting: Sitting; question: Question; reload: () => void }) {
	const { sitting, question } = p;
	const all = rows(sitting, question);
	const mine = all.filter(r => r.member.id === me());
	const left = all.filter(r => r.counts && !r.choice);
	const writes = hasRole('council_secretary', 'council_chair');
	const open = sitting.state === 'open' && !question.decision;
	const send = async (votes: { person: string; choice: Choice; dissent?: string | null }[]) => {
		const path = `/agenda-items/${question.id}`;
		const { person: _, ...own } = votes[0] ?? { person: '' };
		if (writes) await put(`${path}/votes`, { votes });
		else await post(`${path}/vote`, own);
		p.reload();
	};
	const run = useAction(send);
	return (
		<Section id="votes" title={t('sitting.votes')}>
			<Tally question={question} left={open ? left.length : 0} />
			<ul class="votes mt3">
				{(writes ? all : [...mine, ...all.filter(r => !mine.includes(r))]).map(row => (
					<VoteRow
						key={row.member.id}
						row={row}
						open={open && (writes || row.member.id === me())}
						busy={run.busy}
						onVote={(choice, dissent) => {
							const vote = { person: row.member.id, choice, dissent };
							return dissent === row.dissent ? run.run([vote]) : send([vote]);
						}}
					/>
				))}
			</ul>
			{open && writes && left.length > 0 && (
				<p class="mt3">
					<button
						type="button"
						class="btn wide"
						disabled={run.busy}
						onClick={() =>
							run.run(
								left.map(r => ({ person: r.member.id, choice: r.author ? 'abstain' : 'for' })),
							)
						}
					>
						{t('sitting.all_for')}
					</button>
				</p>
			)}
			{sitting.quorum.casting_vote && <p class="small muted mt2">{t('sitting.casting')}</p>}
			<ProblemNote problem={run.problem} />
		</Section>
	);
}
