/*
 * One criterion of a visit sheet: the mark as large radios, what was seen, "stage absent".
 *
 * The descriptor of the chosen level stands under the radios, so that a mark is given by its words
 * and not by its number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { clock } from '../format.js';
import type { MarkBody } from '../queue.js';
import type { Mark, Note, RubricItem } from '../types.js';
import { number, t } from '../words.js';
import { TextArea } from './field.js';
import { Icon } from './icons.js';

export interface ItemProps {
	item: RubricItem;
	mark: Mark | undefined;
	notes: Note[];
	mayBeAbsent: boolean;
	onMark: (mark: MarkBody) => void;
	onNote: (item: string, body: string) => void;
}

/** Words that would not fit side by side on a phone stand one under another there. */
const isLong = (item: RubricItem): boolean =>
	item.points.length > 4 || (item.labels ?? []).some(label => label.length > 13);

function Radios({ item, mark, onMark }: ItemProps) {
	const wordy = item.looks !== 'scale';
	const absent = mark?.points === null;
	const evidence = mark?.evidence ?? null;
	return (
		<div
			class={`seg ${wordy ? 'txt' : ''} ${isLong(item) ? 'long' : ''}`}
			style={{ '--n': item.points.length }}
		>
			{item.points.map((points, i) => (
				<label key={points}>
					<input
						type="radio"
						name={`i-${item.id}`}
						value={points}
						checked={mark?.points === points}
						disabled={absent}
						onChange={() => onMark({ item: item.id, points, evidence })}
					/>
					<span>
						{wordy ? (item.labels?.[i] ?? number(points, 1)) : number(points, 1)}
						{!wordy && item.labels?.[i] && <small>{item.labels[i]}</small>}
					</span>
				</label>
			))}
		</div>
	);
}

function Descriptor({ item, mark }: ItemProps) {
	if (!mark) return <p class="desc muted">{t('sheet.no_mark')}</p>;
	if (mark.points === null) return <p class="desc muted">{t('sheet.absent_words')}</p>;
	const i = item.points.indexOf(mark.points);
	const label = item.labels?.[i];
	const words = item.descriptors?.[i];
	const of = t('sheet.of', {
		points: number(mark.points, 1),
		max: number(Math.max(...item.points), 1),
	});
	return (
		<p class="desc">
			<b>
				{label ? `${item.looks === 'scale' ? `${number(mark.points, 1)} — ` : ''}${label}.` : of}
			</b>{' '}
			{words ?? (label && item.looks !== 'scale' ? of : '')}
		</p>
	);
}

function NewNote(props: { item: RubricItem; onNote: ItemProps['onNote'] }) {
	const [open, setOpen] = useState(false);
	const [text, setText] = useState('');
	const add = () => {
		if (text.trim()) props.onNote(props.item.id, text.trim());
		setText('');
		setOpen(false);
	};
	if (!open)
		return (
			<button type="button" class="btn quiet" onClick={() => setOpen(true)}>
				<Icon name="plus" />
				{t('sheet.seen')}
				<span class="vh">: {props.item.body}</span>
			</button>
		);
	return (
		<div class="stack-s grow">
			<TextArea label={t('sheet.seen_label')} rows={2} value={text} onValue={setText} />
			<p class="cluster">
				<button type="button" class="btn" onClick={add}>
					{t('sheet.note_add')}
				</button>
				<button type="button" class="btn quiet" onClick={() => setOpen(false)}>
					{t('cancel')}
				</button>
			</p>
		</div>
	);
}

export function SheetItem(p: ItemProps) {
	const { item, mark, notes, onMark } = p;
	const absent = mark?.points === null;
	return (
		<fieldset class={absent ? 'item off' : 'item'} id={`item-${item.id}`} tabIndex={-1}>
			<legend>
				{item.code} {item.body}{' '}
				{item.required && <span class="small muted light">{t('sheet.required')}</span>}
			</legend>
			<Radios {...p} />
			<Descriptor {...p} />
			{mark?.evidence && <p class="small mt1">{mark.evidence}</p>}
			{notes.length > 0 && (
				<ul class="ev-notes">
					{notes.map(n => (
						<li key={n.id}>
							<span class="t">{clock(n.at)}</span>
							<span>{n.body}</span>
						</li>
					))}
				</ul>
			)}
			<div class="acts">
				<NewNote item={item} onNote={p.onNote} />
				{mark && !absent && (
					<button
						type="button"
						class="btn quiet"
						onClick={() => onMark({ item: item.id, clear: true })}
					>
						{t('sheet.clear')}
						<span class="vh">: {item.body}</span>
					</button>
				)}
				{p.mayBeAbsent && (
					<label class="chk">
						<input
							type="checkbox"
							checked={absent}
							onChange={e =>
								onMark(
									e.currentTarget.checked
										? { item: item.id, points: null, evidence: null }
										: { item: item.id, clear: true },
								)
							}
						/>
						{t('sheet.absent')}
					</label>
				)}
			</div>
		</fieldset>
	);
}
