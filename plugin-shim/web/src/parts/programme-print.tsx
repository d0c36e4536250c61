/*
 * The programme as it is printed from the screen: a table by time in place of the grid, which paper is
 * too narrow for. The official programme with stamp and signatures is the PDF.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { span } from '../format.js';
import type { Day, Slot } from '../types.js';
import { fullDate, t, word } from '../words.js';
import { roomsOf, slotTitle, who } from './programme-grid.js';

export const ProgrammePrint = ({ day, slots }: { day: Day; slots: Slot[] }) => (
	<table class="plain for-print">
		<caption>
			{[`${day.organisation.name}, ${fullDate(day.held_on)}`, day.theme]
				.filter(Boolean)
				.join(' — ')}
		</caption>
		<thead>
			<tr>
				{['time', 'title', 'direction', 'rooms', 'classes', 'shows', 'leads'].map(k => (
					<th key={k} scope="col">
						{t(`builder.print_${k}`)}
					</th>
				))}
			</tr>
		</thead>
		<tbody>
			{slots
				.filter(s => !s.cancelled)
				.map(s => (
					<tr key={s.id}>
						<td>{span(s.starts_at, s.ends_at)}</td>
						<td>{slotTitle(s)}</td>
						<td>{word('direction', s.direction)}</td>
						<td>{roomsOf(s)}</td>
						<td>{s.classes.map(c => c.name).join(', ')}</td>
						<td>{who(s, ['shows', 'co_organises', 'jury', 'attends'])}</td>
						<td>{who(s, ['leads', 'visits'])}</td>
					</tr>
				))}
		</tbody>
	</table>
);
