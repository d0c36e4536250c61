/*
 * Many items at once: what shall become of those that were ticked, a dry run that says what it would
 * touch, and a result for each row.
 *
 * Nothing is written before the dry run was seen; it sends the revisions that were seen, so an item
 * that somebody changed meanwhile is told and left alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { directions } from '../directions.js';
import { shortDate } from '../format.js';
import { useAction } from '../load.js';
import { intoMonth, monthKey, termOf } from '../planning.js';
import type { Move, Moved, MoveSide, Moves, PlanItem } from '../types.js';
import { monthLong, t, word } from '../words.js';
import { Dialog } from './dialog.js';
import { Select } from './field.js';
import { Form } from './form.js';
import type { Planning } from './move-form.js';
import { send } from './moves.js';

const EMPTY = { month: '', responsible: '', direction: '' };

function movesOf(items: PlanItem[], to: typeof EMPTY, planning: Planning): Move[] {
	return items.map(i => ({
		item: i.id,
		revision: i.revision,
		...(to.month && i.starts_on && intoMonth(termOf(i), to.month, planning.calendar)),
		...(to.responsible && { responsible: to.responsible }),
		...(to.direction && { direction: to.direction }),
	}));
}

const side = (s: MoveSide): string[] => [
	s.starts_on === s.ends_on
		? shortDate(s.starts_on)
		: `${shortDate(s.starts_on)}–${shortDate(s.ends_on)}`,
	s.responsible?.short ?? '—',
	s.direction ? word('direction', s.direction) : '—',
];
/** Only what differs is worth a word. */
function change(m: Moved): string {
	if (!m.was || !m.now) return '';
	const was = side(m.was);
	return side(m.now)
		.flatMap((now, i) => (now === was[i] ? [] : [`${was[i]} → ${now}`]))
		.join('; ');
}

const Rows = ({ of }: { of: Moves }) => (
	<table class="plain tstack">
		<thead>
			<tr>
				<th scope="col">{t('item.title')}</th>
				<th scope="col">{t('bulk.change')}</th>
				<th scope="col">{t('bulk.outcome')}</th>
			</tr>
		</thead>
		<tbody>
			{of.items.map(m => (
				<tr key={m.item}>
					<th scope="row">{m.title ?? '—'}</th>
					<td>{change(m) || '—'}</td>
					<td class={m.outcome === 'moved' || m.outcome === 'same' ? '' : 'late'}>
						{of.dry_run && m.outcome === 'moved' ? t('bulk.will') : t(`move.outcome.${m.outcome}`)}
					</td>
				</tr>
			))}
		</tbody>
	</table>
);

export function BulkForm(props: {
	items: PlanItem[];
	planning: Planning;
	start: number;
	onClose: () => void;
	onMoved: (moved: Moved[]) => void;
}) {
	const { items, planning, start } = props;
	const [to, setTo] = useState(EMPTY);
	const [dry, setDry] = useState<Moves | undefined>();
	const [done, setDone] = useState<Moves | undefined>();
	const set = (name: keyof typeof EMPTY) => (value: string) => {
		setTo({ ...to, [name]: value });
		setDry(undefined);
	};
	const run = useAction(async () => {
		const moves = movesOf(items, to, planning);
		if (!dry) return setDry(await send(planning.version, moves, true));
		const made = await send(planning.version, moves, false);
		setDone(made);
		props.onMoved(made.items);
	});
	const nothing = !to.month && !to.responsible && !to.direction;
	if (done)
		return (
			<Dialog
				title={t('bulk.done', { count: done.affected, of: items.length })}
				onClose={props.onClose}
				wide
			>
				<Rows of={done} />
				<p class="dialog-f">
					<button type="button" class="btn pri" onClick={props.onClose}>
						{t('close')}
					</button>
				</p>
			</Dialog>
		);
	return (
		<Dialog title={t('bulk.title', { count: items.length })} onClose={props.onClose} wide>
			<Form
				submit={dry ? t('bulk.apply', { count: dry.affected }) : t('bulk.try')}
				onSubmit={() => !nothing && run.run()}
				onCancel={props.onClose}
				busy={run.busy}
				off={nothing || dry?.affected === 0}
				problem={run.problem}
				shown={[]}
			>
				<div class="pair2">
					<Select
						label={t('bulk.month')}
						value={to.month}
						onValue={set('month')}
						choices={Array.from({ length: 12 }, (_, m) => monthKey(start, m)).map(key => ({
							value: key,
							label: `${monthLong(`${key}-15`)} ${key.slice(0, 4)}`,
						}))}
						empty={t('bulk.as_is')}
					/>
					<Select
						label={t('item.responsible')}
						value={to.responsible}
						onValue={set('responsible')}
						choices={planning.people.map(p => ({ value: p.id, label: p.short }))}
						empty={t('bulk.as_is')}
					/>
					<Select
						label={t('item.direction')}
						value={to.direction}
						onValue={set('direction')}
						choices={directions.map(d => ({ value: d, label: word('direction', d) }))}
						empty={t('bulk.as_is')}
					/>
				</div>
				<div aria-live="polite" class="stack-s">
					{dry ? (
						<>
							<p>
								<b>{t('bulk.affects', { count: dry.affected, of: items.length })}</b>
							</p>
							<Rows of={dry} />
						</>
					) : (
						<p class="muted small">{t(nothing ? 'bulk.choose' : 'bulk.first_try')}</p>
					)}
				</div>
			</Form>
		</Dialog>
	);
}
