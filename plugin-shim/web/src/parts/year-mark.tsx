/*
 * A step of the year's change: its state in a word, and the mark by which a person says that it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { put } from '../api.js';
import { useAction } from '../load.js';
import type { SchoolYear, YearStep } from '../types.js';
import { t } from '../words.js';
import { Input } from './field.js';
import { Glyph, type Picture } from './icons.js';
import { moment } from './moment.js';
import { ProblemNote } from './problem.js';

const looks: Record<YearStep['state'], [Picture, 'ok' | undefined]> = {
	open: ['plan', undefined],
	partly: ['held', undefined],
	done: ['ok', 'ok'],
};

/** What is there in full waits only for a person's eye. */
const state = (s: YearStep): string =>
	s.state === 'partly' && s.missing.length === 0 && s.step !== 'plan' ? 'look' : s.state;

export const StepState = ({ of: s }: { of: YearStep }) => (
	<span class="st">
		<Glyph name={looks[s.state][0]} tone={looks[s.state][1]} /> {t(`year.state.${state(s)}`)}
	</span>
);

export function StepMark(props: { of: YearStep; year: number; onChange: (y: SchoolYear) => void }) {
	const s = props.of;
	const marked = s.mark?.done ?? false;
	const [note, setNote] = useState(s.mark?.note ?? '');
	const mark = useAction(async (done: boolean) =>
		props.onChange(
			await put<SchoolYear>(`/school-years/${props.year}/steps/${s.step}`, {
				done,
				note: note.trim() || null,
			}),
		),
	);
	if (s.counted && !marked) return null;
	return (
		<div class="mt3">
			{marked && s.mark ? (
				<p class="cluster">
					<span class="muted">
						{[t('year.marked', { at: moment(s.mark.at) }), s.mark.by?.short, s.mark.note]
							.filter(Boolean)
							.join(', ')}
					</span>
					<button
						type="button"
						class="btn quiet"
						disabled={mark.busy}
						onClick={() => mark.run(false)}
					>
						{t('year.unmark')}
						<span class="vh"> {t(`year.step.${s.step}`)}</span>
					</button>
				</p>
			) : (
				<div class="cluster">
					<button type="button" class="btn" disabled={mark.busy} onClick={() => mark.run(true)}>
						{t('year.mark')}
						<span class="vh"> {t(`year.step.${s.step}`)}</span>
					</button>
					<details>
						<summary>{t('year.note')}</summary>
						<Input label={t('year.note')} value={note} onValue={setNote} class="bare" />
					</details>
				</div>
			)}
			<ProblemNote problem={mark.problem} />
		</div>
	);
}
