/*
 * Around the grid of a programme: its deeds, what taking over a programme left out, the five directions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

import { directions } from '../directions.js';
import type { Day, Slot, Taken } from '../types.js';
import { t, word } from '../words.js';
import { Icon } from './icons.js';
import { PdfLink } from './pdf.js';
import { readable } from './problem.js';

export const LeftOut = ({ taken, onClose }: { taken: Taken; onClose: () => void }) => (
	<div class="note warn stack-s" role="status">
		<p>{t('builder.taken', { count: taken.slots.length })}</p>
		{taken.lessons > 0 && <p>{t('builder.lessons_left', { count: taken.lessons })}</p>}
		{taken.left_out.length > 0 && <p>{t('builder.left_out')}</p>}
		<ul>
			{taken.left_out.map(r => (
				<li key={r.title}>{readable(r.title)}</li>
			))}
		</ul>
		<button type="button" class="btn" onClick={onClose}>
			{t('close')}
		</button>
	</div>
);

export function Tools(props: {
	day: Day;
	slots: Slot[];
	editable: boolean;
	open: (what: 'add' | 'begin' | 'keep') => void;
}) {
	const { day, slots } = props;
	return (
		<>
			{props.editable && (
				<>
					<button type="button" class="btn pri" onClick={() => props.open('add')}>
						<Icon name="plus" />
						{t('slot.add')}
					</button>
					<button type="button" class="btn" onClick={() => props.open('begin')}>
						{t('builder.begin')}
					</button>
					{slots.some(s => !s.lesson) && (
						<button type="button" class="btn" onClick={() => props.open('keep')}>
							{t('builder.keep')}
						</button>
					)}
				</>
			)}
			<button type="button" class="btn" onClick={() => print()}>
				{t('print')}
			</button>
			{slots.length > 0 && <PdfLink button path={`/days/${day.id}/programme`} />}
			{day.attendance && slots.length > 0 && (
				<a class="btn" href={`/days/${day.id}/attendance`}>
					{t('attendance.title')}
				</a>
			)}
		</>
	);
}

export function Directions({ slots }: { slots: Slot[] }) {
	const counts = directions.map(d => slots.filter(s => s.direction === d && !s.cancelled).length);
	const most = Math.max(1, ...counts);
	return (
		<ul class="bars">
			{directions.map((d, i) => (
				<li key={d}>
					<span>{word('direction', d)}</span>
					<i class="b" style={{ width: `${((counts[i] ?? 0) / most) * 100}%` }} />
					<span class="num">{counts[i]}</span>
				</li>
			))}
		</ul>
	);
}
