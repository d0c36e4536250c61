/*
 * What a version of the plan changes against its base: added, removed, moved (only the term or the school
 * differ), changed, each with its reason and what it rests on. A change without evidence can't go to the council (clause 4.6).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { put } from '../api.js';
import { shortDate } from '../format.js';
import { useAction } from '../load.js';
import { hasRole } from '../session.js';
import type { PlanDifference, PlanSide } from '../types.js';
import { t } from '../words.js';
import { Empty } from './await.js';
import { Dialog } from './dialog.js';
import { TextArea } from './field.js';
import { Form } from './form.js';
import { Icon, type Picture } from './icons.js';

const icons = { added: 'plus', removed: 'minus', moved: 'move', changed: 'edit' } satisfies Record<
	string,
	Picture
>;
/** Columns of an item in the words of its form; others say nothing to a reader. */
const columns: Record<string, string> = {
	title: 'title',
	term: 'when',
	organisation_id: 'organisation',
	responsible_id: 'responsible',
	direction: 'direction',
	section: 'section',
	addressee: 'addressee',
	result: 'result',
	form_id: 'form',
};
export const columnWords = (of: string[]): string =>
	of.flatMap(key => (columns[key] ? [t(`item.${columns[key]}`).toLowerCase()] : [])).join(', ');

/** What the two sides don't show of a change. */
const unseen = (d: PlanDifference): string =>
	columnWords(d.fields.filter(f => !['title', 'organisation_id', 'responsible_id'].includes(f)));
const kindOf = (d: PlanDifference): keyof typeof icons =>
	d.change === 'changed' && d.fields.every(f => f === 'organisation_id') ? 'moved' : d.change;
const pages: Record<string, string> = { visit: '/visits/', document: '/materials/' };

const termOf = (s: PlanSide): string =>
	[...new Set([s.starts_on, s.ends_on])].map(shortDate).join('–');

const Side = ({ side, gone }: { side: PlanSide | null; gone: boolean }) => {
	if (!side) return <span class="muted">{t('diff.nothing')}</span>;
	const words = [
		side.organisation?.name ?? t('item.all_district'),
		termOf(side),
		side.title,
		side.responsible?.short,
	].filter(Boolean);
	return gone ? <del>{words.join(', ')}</del> : <ins>{words.join(', ')}</ins>;
};

/** The page that a piece of evidence is read on: of a proposal, the growth of its school. */
const pageOf = (d: PlanDifference, e: PlanDifference['evidence'][number]) =>
	e.kind === 'proposal'
		? (d.now ?? d.was)?.organisation && `/growth/schools/${(d.now ?? d.was)?.organisation?.id}`
		: e.id && pages[e.kind] && pages[e.kind] + e.id;

/** Words that the reason says already aren't said again. */
const Evidence = ({ of }: { of: PlanDifference }) => (
	<>
		{of.evidence.map((e, i) => {
			const page = pageOf(of, e);
			const words = e.title && e.title !== of.reason ? e.title : t(`diff.evidence.${e.kind}`);
			return (
				<span key={e.id ?? String(i)} class="block">
					{page ? <a href={page}>{words}</a> : words}
				</span>
			);
		})}
	</>
);

function Why(props: {
	of: PlanDifference;
	version: string;
	onClose: () => void;
	onDone: () => void;
}) {
	const [reason, setReason] = useState(props.of.reason ?? '');
	const [body, setBody] = useState('');
	const save = useAction(async () => {
		const kept = props.of.evidence.filter(e => e.id).map(e => ({ [e.kind]: e.id }));
		await put(`/plan-versions/${props.version}/changes/${props.of.item}`, {
			reason,
			evidence: [...kept, ...(body.trim() || kept.length === 0 ? [{ body }] : [])],
		});
		props.onDone();
	});
	return (
		<Dialog title={t('diff.why_title')} onClose={props.onClose}>
			<Form
				submit={t('save')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['reason']}
			>
				<p>
					<b>{props.of.title}</b>
				</p>
				<TextArea
					label={t('diff.reason')}
					value={reason}
					onValue={setReason}
					required
					error={save.problem?.at('reason')}
				/>
				<TextArea
					label={t('diff.basis')}
					hint={t('diff.basis_hint')}
					value={body}
					onValue={setBody}
				/>
			</Form>
		</Dialog>
	);
}

export function Differences(props: {
	differences: PlanDifference[];
	version: { id: string; state: string; base: string | null };
	/** what the two sides are called */
	sides: [was: string, now: string];
	reload: () => void;
}) {
	const { differences, version, sides, reload } = props;
	const [why, setWhy] = useState<PlanDifference | undefined>();
	const editable = version.state === 'draft' && hasRole('centre_head', 'methodist');
	if (differences.length === 0)
		return <Empty words={t(version.base ? 'diff.none' : 'diff.first')} />;
	return (
		<>
			<ol class="diff">
				{differences.map(d => (
					<li key={d.item}>
						<span class="kind">
							<Icon name={icons[kindOf(d)]} />
							{t(`diff.${kindOf(d)}`)}
						</span>
						<dl class="pair">
							<dt>{sides[0]}</dt>
							<dd>
								<Side side={d.was} gone={d.change !== 'added'} />
							</dd>
							<dt>{sides[1]}</dt>
							<dd>
								<Side side={d.now} gone={false} />
								{unseen(d) && (
									<span class="block small">{t('diff.fields', { fields: unseen(d) })}</span>
								)}
							</dd>
						</dl>
						<dl class="why">
							<dt>{t('proposal.why')}</dt>
							<dd>{d.reason ?? <span class="muted">{t('diff.no_reason')}</span>}</dd>
							<dt>{t('proposal.basis')}</dt>
							<dd>
								{d.evidence.length > 0 ? (
									<Evidence of={d} />
								) : (
									<b class="late">{t('diff.no_evidence')}</b>
								)}
							</dd>
						</dl>
						<div class="dec">
							{editable && (
								<button type="button" class="btn quiet" onClick={() => setWhy(d)}>
									{t('diff.give')}
									<span class="vh"> {d.title}</span>
								</button>
							)}
						</div>
					</li>
				))}
			</ol>
			{why && (
				<Why
					of={why}
					version={version.id}
					onClose={() => setWhy(undefined)}
					onDone={() => {
						setWhy(undefined);
						reload();
					}}
				/>
			)}
		</>
	);
}
