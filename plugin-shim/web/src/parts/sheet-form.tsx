/*
 * The sheet while it is filled: sections of criteria, texts, progress, signing.
 *
 * What is drawn is always the server's sheet under the queue of this device, so a mark that was
 * not sent yet is seen like any other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Autosave, View } from '../autosave.js';
import { type Open, useAutosave } from '../autosave-hook.js';
import { clock, instant } from '../format.js';
import { useAction } from '../load.js';
import type { TextKey, Written } from '../queue.js';
import { percentOf, type Tally, tally, tallySection } from '../score.js';
import { session } from '../session.js';
import type { Rubric, RubricSection, Sheet } from '../types.js';
import { uuid } from '../uuid.js';
import { number, percent, t } from '../words.js';
import { DiffersOf } from './differs.js';
import { TextArea } from './field.js';
import { Section } from './page.js';
import { ProblemNote } from './problem.js';
import { SavingLine } from './saving.js';
import { SheetClash } from './sheet-clash.js';
import { SheetItem } from './sheet-item.js';
import { SheetSubmit } from './sheet-submit.js';

interface Props {
	sheet: Sheet;
	rubric: Rubric;
	lesson: { title: string; held_on: string };
	onDone: () => void;
}

const marksOf = (s: Written) => new Map(s.marks.map(m => [m.item, m]));

/** The moment of an observation, in the zone of the district. */
function nowInDistrict(): string {
	const zone = session.value?.district.timezone ?? 'Europe/Moscow';
	const parts = new Intl.DateTimeFormat('sv-SE', {
		timeZone: zone,
		dateStyle: 'short',
		timeStyle: 'short',
	}).format(new Date());
	const [date = '', time = ''] = parts.split(' ');
	return instant(date, time, zone);
}

const Progress = ({ sum }: { sum: Tally }) => (
	<div class="mt4">
		<p>
			<b>{t('sheet.marked', { marked: sum.marked, total: sum.total })}</b>
			{sum.absent > 0 && `, ${t('sheet.absent_n', { count: sum.absent })}`}
		</p>
		<progress class="prog" max={sum.total} value={sum.marked} aria-label={t('sheet.progress')} />
	</div>
);

function Part(props: { section: RubricSection; view: Written; saver: Autosave }) {
	const { section, view, saver } = props;
	const marks = marksOf(view);
	const sum = tallySection(section, marks);
	const note = (item: string, body: string) =>
		saver.change({ note: { id: uuid(), item, at: nowInDistrict(), body } });
	return (
		<Section
			id={`s-${section.id}`}
			title={`${section.position}. ${section.title}`}
			aside={
				<span class="small muted">
					{t('sheet.of', { points: number(sum.points, 1), max: number(sum.max, 1) })}
				</span>
			}
		>
			{section.items.map(item => (
				<SheetItem
					key={item.id}
					item={item}
					mark={marks.get(item.id)}
					notes={view.notes.filter(n => n.item === item.id)}
					mayBeAbsent={section.may_be_absent}
					onMark={mark => saver.change({ mark })}
					onNote={note}
				/>
			))}
		</Section>
	);
}

function Texts(props: { view: Written; saver: Autosave; self: boolean }) {
	const { view, saver } = props;
	const field = (key: TextKey) => ({
		label: t(`sheet.${key}`),
		hint: key === 'action_step' ? t('sheet.step_hint') : undefined,
		value: view[key] ?? '',
		onValue: (value: string) => void saver.change({ text: key, value }),
	});
	return (
		<Section id="words" title={t('sheet.words')}>
			<div class="stack">
				<TextArea {...field('strengths')} />
				<TextArea {...field('difficulties')} />
				{!props.self && <TextArea {...field('action_step')} />}
			</div>
		</Section>
	);
}

function Side({ view, rubric, sum }: { view: Written; rubric: Rubric; sum: Tally }) {
	const share = percentOf(sum);
	const codes = new Map(rubric.sections.flatMap(s => s.items.map(i => [i.id, i.code])));
	return (
		<aside class="wide-only">
			<Section id="totals" title={t('sheet.so_far')}>
				<dl class="kv">
					<dt>{t('sheet.points')}</dt>
					<dd>{t('sheet.of', { points: number(sum.points, 1), max: number(sum.max, 1) })}</dd>
					<dt>{t('sheet.share')}</dt>
					<dd>
						{share === null || sum.missing.length > 0 ? t('sheet.after_all') : percent(share)}
					</dd>
				</dl>
			</Section>
			<Section id="course" title={t('sheet.course')}>
				{view.notes.length > 0 ? (
					<ul class="tl">
						{[...view.notes]
							.sort((a, b) => a.at.localeCompare(b.at))
							.map(n => (
								<li key={n.id}>
									<span class="t">{clock(n.at)}</span>
									<span>
										{n.body} {n.item && <span class="muted small">{codes.get(n.item)}</span>}
									</span>
								</li>
							))}
					</ul>
				) : (
					<p class="muted">{t('sheet.no_notes')}</p>
				)}
			</Section>
		</aside>
	);
}

/** Signed without an answer yet: nothing is written into it any more, until it is taken back. */
function Signed({ saver, view }: { saver: Autosave; view: View }) {
	const [late, setLate] = useState(false);
	return (
		<div class="band info stack mt4">
			<p>
				<b>{t('submit.waits')}</b> {t('submit.waits_lede')}
			</p>
			<ProblemNote problem={view.saving === 'refused' ? view.problem : undefined} />
			{late ? (
				<p>{t('submit.too_late')}</p>
			) : (
				<p>
					<button
						type="button"
						class="btn"
						onClick={() => saver.takeBack().then(done => setLate(!done))}
					>
						{t('submit.take_back')}
					</button>
				</p>
			)}
		</div>
	);
}

function SaveBar({ sum, view, onSign }: { sum: Tally; view: View; onSign: () => void }) {
	return (
		<section class="savebar" aria-label={t('submit.bar')}>
			<p>
				<b>
					{sum.missing.length > 0
						? t('submit.left', { count: sum.missing.length })
						: t('submit.all_marked')}
				</b>
				<span class="small muted block">
					{view.waiting > 0 ? t('submit.waiting', { count: view.waiting }) : t('submit.all_sent')}
					{' · '}
					<a href="/unsent">{t('submit.queue')}</a>
				</span>
			</p>
			{!view.submitted && (
				<button type="button" class="btn pri" onClick={onSign}>
					{t('submit.open')}
				</button>
			)}
		</section>
	);
}

/** The screen is read anew when the server has taken the signature, or has the sheet under another id. */
function useDone(open: Open | undefined, sheet: string, onDone: () => void): void {
	const signed = useRef(false);
	useEffect(() => {
		if (!open) return;
		const { saver, view } = open;
		if (view.submitted) signed.current = true;
		else if (view.saving !== 'sent') signed.current = false;
		const taken = signed.current && !view.submitted && view.saving === 'sent';
		if (taken) signed.current = false;
		if (taken || (saver.sheet !== sheet && view.saving === 'sent')) onDone();
	}, [open?.view]);
}

export function SheetForm({ sheet, rubric, lesson, onDone }: Props) {
	const open = useAutosave(sheet, { ...lesson, visit: sheet.visit, part: sheet.part });
	const [signing, setSigning] = useState(false);
	const submit = useAction(async () => {
		await open?.saver.change({ submit: true });
		setSigning(false);
		await open?.saver.flush();
	});
	useDone(open, sheet.id, onDone);
	if (!open) return null;
	const { saver, view } = open;
	const now = view.sheet;
	const sum = tally(rubric, marksOf(now));
	return (
		<>
			<SavingLine view={view} />
			<DiffersOf sheet={sheet} />
			<div class="cols side">
				<div class="sheet">
					<Progress sum={sum} />
					{view.submitted ? (
						<Signed saver={saver} view={view} />
					) : (
						<>
							{rubric.sections.map(s => (
								<Part key={s.id} section={s} view={now} saver={saver} />
							))}
							<Texts view={now} saver={saver} self={sheet.part === 'self'} />
						</>
					)}
				</div>
				<Side view={now} rubric={rubric} sum={sum} />
			</div>
			<SaveBar sum={sum} view={view} onSign={() => setSigning(true)} />
			{signing && (
				<SheetSubmit
					rubric={rubric}
					tally={sum}
					noStep={sheet.part === 'visitor' && !now.action_step}
					busy={submit.busy}
					problem={submit.problem}
					onSubmit={() => submit.run()}
					onClose={() => setSigning(false)}
				/>
			)}
			<SheetClash saver={saver} view={view} />
		</>
	);
}
