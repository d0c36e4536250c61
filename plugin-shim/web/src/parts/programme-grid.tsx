/*
 * The programme as a grid of rooms and time; on a narrow screen the same list by time.
 *
 * Positions are set through the style object (CSSOM), never by style attributes: the content
 * security policy allows no inline style. Arrow keys walk the grid.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { clock, span, typeset } from '../format.js';
import { type Grid, gridOf, type Place } from '../grid.js';
import { onGridKey } from '../roving.js';
import type { Bell, Slot } from '../types.js';
import { t, word } from '../words.js';

export const slotTitle = (s: Slot): string => s.title || s.form?.name || t('slot.activity');

const who = (s: Slot, involvements: string[]): string =>
	s.people
		.filter(p => involvements.includes(p.involvement))
		.map(p => p.short)
		.join(', ');

export const roomsOf = (s: Slot): string =>
	typeset(s.rooms.map(r => r.name).join(', ')) || t('slot.no_room');

export function slotWhat(s: Slot): string {
	const classes = s.classes.map(c => c.name).join(', ');
	return [s.lesson?.subject?.name, classes, who(s, ['shows'])].filter(Boolean).join(', ');
}

function Event(props: { place: Place; first: boolean; onOpen: (s: Slot) => void }) {
	const { place, first, onOpen } = props;
	const s = place.slot;
	const style = { '--c': place.column + 2, '--r': place.row + 2, '--s': place.rows };
	return (
		<button
			type="button"
			class={s.cancelled ? 'ev oth' : 'ev'}
			style={style}
			data-r={place.row}
			data-c={place.column}
			tabIndex={first ? 0 : -1}
			onClick={() => onOpen(s)}
		>
			<b>
				{span(s.starts_at, s.ends_at)} {s.form?.name ?? slotTitle(s)}
			</b>
			{s.cancelled && <span class="bad">{t('slot.cancelled')}</span>}
			<span class="block">
				{[s.title !== s.form?.name && s.title, slotWhat(s)].filter(Boolean).join('. ')}
				<span class="inroom"> · {roomsOf(s)}</span>
			</span>
			<span class="tt">
				{who(s, ['visits', 'leads', 'co_organises', 'jury'])}
				<span class="dir">, {word('direction', s.direction)}</span>
			</span>
		</button>
	);
}

const Bands = ({ grid }: { grid: Grid }) => (
	<>
		{grid.bands.map(b => (
			<div
				key={`${b.bell.profile}-${b.bell.lesson}`}
				class="bl"
				style={{ '--r': b.row + 2, '--s': b.rows }}
			>
				<b>{clock(b.bell.starts)}</b>
				{t('slot.bell', { number: b.bell.lesson })}
			</div>
		))}
	</>
);

export function ProgrammeGrid(props: { slots: Slot[]; bells: Bell[]; onOpen: (s: Slot) => void }) {
	const grid = gridOf(props.slots, props.bells, t('slot.no_room'));
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: keys only move the focus between buttons
		<div
			class="pg"
			style={{ '--cols': grid.columns.length, '--rows': grid.rows }}
			onKeyDown={onGridKey}
		>
			{grid.columns.map((c, i) => (
				<div key={c.id} class="rm" style={{ '--c': i + 2 }}>
					{c.name}
				</div>
			))}
			<Bands grid={grid} />
			{grid.places
				.filter(
					(p, i, all) =>
						all.findIndex(q => q.slot.id === p.slot.id) === i || p.slot.rooms.length > 1,
				)
				.map((p, i) => (
					<Event key={`${p.slot.id}-${p.column}`} place={p} first={i === 0} onOpen={props.onOpen} />
				))}
		</div>
	);
}
