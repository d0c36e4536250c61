/*
 * The programme of a day: rooms by time, activities added, moved, copied, removed, and each of it undone.
 *
 * The title says how many activities stand in it; the database keeps it free of clashes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { del, get, list, patch, post } from '../api.js';
import type { Cell, Column } from '../grid.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { AddSelect } from '../parts/field.js';
import { useHistory } from '../parts/history.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { Begin, Keep } from '../parts/programme-begin.js';
import { ProgrammeGrid, slotTitle } from '../parts/programme-grid.js';
import { ProgrammePrint } from '../parts/programme-print.js';
import { Directions, LeftOut, Tools } from '../parts/programme-tools.js';
import { Add, type New } from '../parts/slot-add.js';
import { moved, SlotMove, type Target } from '../parts/slot-move.js';
import { SlotView } from '../parts/slot-view.js';
import { Undo } from '../parts/undo.js';
import { Problem } from '../problem.js';
import { type Args, query } from '../router.js';
import { hasRole } from '../session.js';
import type { Bell, Day, List, Ref, Room, Slot, Taken } from '../types.js';
import { fullDate, t } from '../words.js';

interface Data {
	day: Day;
	slots: Slot[];
	bells: Bell[];
	rooms: Ref[];
}
async function load(id: string, signal: AbortSignal): Promise<Data> {
	const [day, slots] = await Promise.all([
		get<Day>(`/days/${id}`, {}, { signal }),
		list<Slot>('/slots', { day: id }, signal),
	]);
	const of = { organisation: day.organisation.id };
	const [bells, rooms] = await Promise.all([
		get<List<Bell>>('/bells', of, { signal }).catch(() => ({ items: [] as Bell[], next: null })),
		list<Room>('/rooms', of, signal),
	]);
	const profile = bells.items[0]?.profile;
	return { day, slots, bells: bells.items.filter(b => b.profile === profile), rooms };
}

/** By it one's own move is told from another's change, which undoing must not overwrite. */
const whereIs = (s: Slot): string =>
	JSON.stringify([s.starts_at, s.ends_at, s.rooms.map(r => r.id).sort()]);

/** An activity as it was, to be posted again under its own id: what was done to it before can be undone. */
const again = (s: Slot): Record<string, unknown> => {
	const whole = {
		id: s.id,
		day: s.day,
		form: s.form?.id,
		direction: s.direction,
		title: s.title,
		lesson: s.lesson?.id,
		starts_at: s.starts_at,
		ends_at: s.ends_at,
		rooms: s.rooms.map(r => r.id),
		classes: s.classes.map(c => c.id),
		people: s.people.map(p => ({ person: p.id, involvement: p.involvement })),
		capacity: s.capacity,
		expected_result: s.expected_result,
	};
	return Object.fromEntries(Object.entries(whole).filter(([, v]) => v !== null && v !== undefined));
};

const closed = ['held', 'analysed', 'at_council', 'considered', 'approved', 'closed', 'cancelled'];

/** Rooms that stand in the grid without an activity: at least four columns to begin with. */
const columnsOf = (slots: Slot[], rooms: Ref[], added: string[]): Column[] => {
	const used = rooms.filter(
		r => added.includes(r.id) || slots.some(s => s.rooms.some(x => x.id === r.id)),
	);
	const others = rooms.filter(r => !used.includes(r));
	return [...used, ...others.slice(0, Math.max(0, 4 - used.length))];
};

type Open =
	| { what: 'add'; from: New }
	| { what: 'begin' | 'keep' }
	| { what: 'slot'; slot: Slot }
	| { what: 'move'; slot: Slot; to?: Target };

function Body({ data, reload }: { data: Data; reload: () => void }) {
	const { day, slots, bells, rooms } = data;
	const [open, setOpen] = useState<Open | undefined>(() => {
		const slot = slots.find(s => s.id === query.value.get('slot'));
		return slot && { what: 'slot', slot };
	});
	const [added, setAdded] = useState<string[]>([]);
	const [taken, setTaken] = useState<Taken | undefined>();
	const history = useHistory(reload);
	const editable = hasRole('centre_head', 'methodist') && !closed.includes(day.state);
	const close = () => setOpen(undefined);
	const title = (key: string, s: Slot) => t(`programme.${key}`, { title: slotTitle(s) });
	const move = async (slot: Slot, to: Target) => {
		const path = `/slots/${slot.id}`;
		const now = await patch<Slot>(path, slot.revision, moved(day, slot, to));
		close();
		history.done(title('moved', slot), async () => {
			const found = await get<Slot>(path);
			await patch(path, whereIs(found) === whereIs(now) ? found.revision : now.revision, {
				starts_at: slot.starts_at,
				ends_at: slot.ends_at,
				rooms: slot.rooms.map(r => r.id),
			});
		});
	};
	/* A drop that is refused stays in sight, with what stands in its way and three free places. */
	const drop = useAction(async (slot: Slot, cell: Cell, to: Column, from: Column) => {
		const kept = slot.rooms.map(r => r.id).filter(id => id !== from.id && id !== to.id);
		const isRoom = rooms.some(r => r.id === to.id);
		const target = { from: cell.from.slice(0, 5), rooms: isRoom ? [...kept, to.id] : kept };
		try {
			await move(slot, target);
		} catch (e) {
			if (!(e instanceof Problem) || e.status !== 409) throw e;
			setOpen({ what: 'move', slot, to: target });
		}
	});
	const remove = useAction(async (slot: Slot) => {
		await del(`/slots/${slot.id}`);
		history.done(title('removed', slot), () => post('/slots', again(slot)));
	});
	const erase = (ids: string[]) => Promise.all(ids.map(id => del(`/slots/${id}`)));
	const deeds = editable
		? {
				rooms: columnsOf(slots, rooms, added),
				onAdd: (cell: Cell, column: Column) =>
					setOpen({
						what: 'add',
						from: {
							start: {
								from: cell.from.slice(0, 5),
								to: cell.to.slice(0, 5),
								rooms: rooms.some(r => r.id === column.id) ? [column.id] : [],
							},
						},
					}),
				onDrop: drop.run,
				onMove: (slot: Slot) => setOpen({ what: 'move', slot }),
				onCopy: (slot: Slot) => setOpen({ what: 'add', from: { copy: slot } }),
				onRemove: remove.run,
			}
		: undefined;
	const hidden = rooms.filter(r => !deeds?.rooms.some(c => c.id === r.id));
	return (
		<Page
			title={t('programme.finding', { count: slots.length })}
			tab={t('day.programme')}
			crumb={
				<a href={`/days/${day.id}`}>
					{day.organisation.name}, {fullDate(day.held_on)}
				</a>
			}
			tools={
				<Tools
					day={day}
					slots={slots}
					editable={editable}
					open={what => setOpen(what === 'add' ? { what, from: {} } : { what })}
				/>
			}
		>
			{history.last && (
				<Undo
					words={history.last.words}
					onUndo={() => history.undo.run()}
					onClose={history.close}
				/>
			)}
			{taken && <LeftOut taken={taken} onClose={() => setTaken(undefined)} />}
			<ProblemNote problem={history.undo.problem ?? remove.problem ?? drop.problem} />
			<ProgrammePrint day={day} slots={slots} />
			<Section id="grid" title={t('programme.grid')} aside={<Clause number="4.2" />}>
				{slots.length === 0 && <Empty words={t('programme.empty')} />}
				{(slots.length > 0 || deeds) && (
					<>
						<ProgrammeGrid
							slots={slots}
							bells={bells}
							onOpen={slot => setOpen({ what: 'slot', slot })}
							deeds={deeds}
						/>
						<p class="small muted wide-only mt3">
							{t(deeds ? 'programme.keys_edit' : 'programme.keys')}
						</p>
					</>
				)}
				{deeds && hidden.length > 0 && (
					<div class="wide-only adder">
						<AddSelect
							label={t('builder.add_room')}
							onAdd={id => setAdded([...added, id])}
							empty={t('choose')}
							choices={hidden.map(r => ({ value: r.id, label: r.name }))}
						/>
					</div>
				)}
			</Section>
			{slots.length > 0 && (
				<Section
					id="directions"
					title={
						<>
							{t('programme.directions')} <Clause number="4.3" />
						</>
					}
				>
					<Directions slots={slots} />
				</Section>
			)}
			{open?.what === 'add' && (
				<Add
					day={day}
					from={open.from}
					onClose={close}
					onSaved={(slot, visit) => {
						close();
						if (visit) reload();
						else history.done(title('added', slot), () => erase([slot.id]));
					}}
				/>
			)}
			{open?.what === 'slot' && (
				<SlotView
					day={day}
					slot={open.slot}
					editable={editable}
					onClose={close}
					onChanged={() => {
						close();
						reload();
					}}
					onRemoved={s => {
						close();
						history.done(title('removed', s), () => post('/slots', again(s)));
					}}
					onMove={() => setOpen({ what: 'move', slot: open.slot })}
					onCopy={() => setOpen({ what: 'add', from: { copy: open.slot } })}
				/>
			)}
			{open?.what === 'move' && (
				<SlotMove
					day={day}
					slot={open.slot}
					rooms={rooms}
					start={open.to}
					onClose={close}
					onMove={to => move(open.slot, to)}
				/>
			)}
			{open?.what === 'begin' && (
				<Begin
					day={day}
					onClose={close}
					onTaken={made => {
						close();
						setTaken(made.left_out.length + made.lessons > 0 ? made : undefined);
						history.done(t('programme.taken', { count: made.slots.length }), () =>
							erase(made.slots),
						);
					}}
				/>
			)}
			{open?.what === 'keep' && <Keep day={day} onClose={close} onKept={close} />}
		</Page>
	);
}

export default function Programme({ id }: Args) {
	const data = useLoad(signal => load(id as string, signal), [id]);
	if (data.data) return <Body data={data.data} reload={data.reload} />;
	return (
		<Page title={t('day.programme')}>
			<Await of={data}>{() => null}</Await>
		</Page>
	);
}
