/*
 * The programme as a grid of rooms and time; on a narrow screen the same list by time.
 *
 * Positions are set through the style object (CSSOM), never by style attributes: the content
 * security policy allows no inline style. One stop for Tab, arrow keys walk activities and free places.
 * Who may change it has a button in each free place, and may drag an activity there; each such deed has
 * a key and a dialog too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { clock, span, typeset } from '../format.js';
import { type Cell, type Column, type Grid, gridOf, type Place } from '../grid.js';
import { onGridKey } from '../roving.js';
import type { Bell, Slot } from '../types.js';
import { t, word } from '../words.js';

export const slotTitle = (s: Slot): string => s.title || s.form?.name || t('slot.activity');

export const who = (s: Slot, involvements: string[]): string =>
	s.people
		.filter(p => involvements.includes(p.involvement))
		.map(p => p.short)
		.join(', ');

export const roomsOf = (s: Slot): string =>
	typeset(s.rooms.map(r => r.name).join(', ')) || t('slot.no_room');

/** Subject, classes and who shows it; what a title has `said` is not said again. */
export function slotWhat(s: Slot, said = ''): string {
	const words = [s.lesson?.subject?.name, ...s.classes.map(c => c.name), who(s, ['shows'])];
	return words.filter(w => w && !said.includes(w)).join(', ');
}

/** What may be done in the grid; without it the grid is for reading. */
export interface GridDeeds {
	rooms: Column[];
	onAdd: (cell: Cell, column: Column) => void;
	/** put into a free place by dragging, out of the column it was taken from */
	onDrop: (slot: Slot, cell: Cell, to: Column, from: Column) => void;
	onMove: (slot: Slot) => void;
	onCopy: (slot: Slot) => void;
	onRemove: (slot: Slot) => void;
}
export interface GridProps {
	slots: Slot[];
	bells: Bell[];
	onOpen: (s: Slot) => void;
	deeds?: GridDeeds;
}

/** Keys by their place on the keyboard: M, C and the Russian П, К work in either layout. */
const keyed: Record<string, 'onMove' | 'onCopy' | 'onRemove'> = {
	KeyG: 'onMove',
	KeyM: 'onMove',
	KeyC: 'onCopy',
	KeyR: 'onCopy',
	Delete: 'onRemove',
};

interface Stop {
	tabIndex: number;
	onFocus: () => void;
}

function Event(props: {
	place: Place;
	stop: Stop;
	onOpen: (s: Slot) => void;
	deeds: GridDeeds | undefined;
	onDrag: (p: Place | undefined) => void;
}) {
	const { place, stop, onOpen, deeds, onDrag } = props;
	const s = place.slot;
	const style = { '--c': place.column + 2, '--r': place.row + 2, '--s': place.rows };
	const led = who(s, ['visits', 'leads', 'co_organises', 'jury']);
	const mine = deeds && !s.cancelled ? deeds : undefined;
	const onKeyDown = (e: KeyboardEvent) => {
		const deed = keyed[e.code];
		if (!mine || !deed || e.ctrlKey || e.metaKey || e.altKey) return;
		e.preventDefault();
		mine[deed](s);
	};
	return (
		<button
			type="button"
			class={s.cancelled ? 'ev oth' : 'ev'}
			style={style}
			data-r={place.row}
			data-c={place.column}
			{...stop}
			draggable={mine && !s.lesson ? true : undefined}
			onDragStart={e => {
				e.dataTransfer?.setData('text/plain', s.id);
				onDrag(place);
			}}
			onDragEnd={() => onDrag(undefined)}
			onKeyDown={onKeyDown}
			onClick={() => onOpen(s)}
		>
			<b>
				{span(s.starts_at, s.ends_at)} {s.form?.name ?? slotTitle(s)}
			</b>
			{s.cancelled && <span class="bad">{t('slot.cancelled')}</span>}
			<span class="block">
				{[s.title !== s.form?.name && s.title, slotWhat(s, s.title ?? '')]
					.filter(Boolean)
					.join('. ')}
				<span class="inroom"> · {roomsOf(s)}</span>
			</span>
			<span class="tt">
				{led}
				<span class="dir">
					{led && ', '}
					{word('direction', s.direction)}
				</span>
			</span>
		</button>
	);
}

function Free(props: {
	cell: Cell;
	column: Column;
	stop: Stop;
	deeds: GridDeeds;
	drop: () => void;
}) {
	const { cell, column, stop, deeds } = props;
	const [over, setOver] = useState(false);
	const time = span(cell.from, cell.to);
	return (
		<button
			type="button"
			class={over ? 'cell over' : 'cell'}
			style={{ '--c': cell.column + 2, '--r': cell.row + 2, '--s': cell.rows }}
			data-r={cell.row}
			data-c={cell.column}
			aria-label={t('builder.add_here', { room: column.name, time })}
			{...stop}
			onClick={() => deeds.onAdd(cell, column)}
			onDragOver={e => {
				e.preventDefault();
				setOver(true);
			}}
			onDragLeave={() => setOver(false)}
			onDrop={e => {
				e.preventDefault();
				setOver(false);
				props.drop();
			}}
		>
			<span aria-hidden="true">+</span>
		</button>
	);
}

const Bands = ({ grid }: { grid: Grid }) => (
	<>
		{grid.bands.map(b => (
			<div
				key={`${b.bell.profile}-${b.bell.lesson}-${b.bell.starts}`}
				class="bl"
				style={{ '--r': b.row + 2, '--s': b.rows }}
			>
				<b>{clock(b.bell.starts)}</b>
				{b.bell.lesson > 0 && t('slot.bell', { number: b.bell.lesson })}
			</div>
		))}
	</>
);

export function ProgrammeGrid({ slots, bells, onOpen, deeds }: GridProps) {
	const grid = gridOf(slots, bells, t('slot.no_room'), deeds?.rooms);
	const [at, setAt] = useState('');
	const [dragged, setDragged] = useState<Place | undefined>();
	const places = grid.places.filter(
		(p, i, all) => all.findIndex(q => q.slot.id === p.slot.id) === i || p.slot.rooms.length > 1,
	);
	const key = (p: { row: number; column: number }) => `${p.row}-${p.column}`;
	const all = [...places, ...grid.cells].map(key);
	const here = all.includes(at) ? at : all[0];
	const stop = (p: { row: number; column: number }): Stop => ({
		tabIndex: key(p) === here ? 0 : -1,
		onFocus: () => setAt(key(p)),
	});
	const column = (n: number) => grid.columns[n] as Column;
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: keys only move the focus between buttons
		<div
			class={dragged ? 'pg dragging' : 'pg'}
			style={{ '--cols': grid.columns.length, '--rows': grid.rows }}
			onKeyDown={onGridKey}
		>
			{grid.columns.map((c, i) => (
				<div key={c.id} class="rm" style={{ '--c': i + 2 }}>
					{c.name}
				</div>
			))}
			<Bands grid={grid} />
			{places.map(p => (
				<Event
					key={`${p.slot.id}-${p.column}`}
					place={p}
					stop={stop(p)}
					onOpen={onOpen}
					deeds={deeds}
					onDrag={setDragged}
				/>
			))}
			{deeds &&
				grid.cells.map(c => (
					<Free
						key={key(c)}
						cell={c}
						column={column(c.column)}
						stop={stop(c)}
						deeds={deeds}
						drop={() =>
							dragged && deeds.onDrop(dragged.slot, c, column(c.column), column(dragged.column))
						}
					/>
				))}
		</div>
	);
}
