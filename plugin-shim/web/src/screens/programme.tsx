/*
 * The programme of a day: rooms by time, activities added, changed, removed and put back.
 *
 * The title says how many activities stand in it; the database keeps it free of clashes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, list, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { Dialog } from '../parts/dialog.js';
import { Icon } from '../parts/icons.js';
import { directions } from '../parts/item-form.js';
import { LessonForm } from '../parts/lesson-form.js';
import { Page, Section } from '../parts/page.js';
import { PdfLink } from '../parts/pdf.js';
import { ProblemNote } from '../parts/problem.js';
import { ProgrammeGrid, slotTitle } from '../parts/programme-grid.js';
import { SlotForm } from '../parts/slot-form.js';
import { slotLists } from '../parts/slot-lists.js';
import { SlotView } from '../parts/slot-view.js';
import { Undo } from '../parts/undo.js';
import type { Args } from '../router.js';
import { hasRole } from '../session.js';
import type { Bell, Day, List, Slot } from '../types.js';
import { fullDate, t, word } from '../words.js';

interface Data {
	day: Day;
	slots: Slot[];
	bells: Bell[];
}
async function load(id: string, signal: AbortSignal): Promise<Data> {
	const [day, slots] = await Promise.all([
		get<Day>(`/days/${id}`, {}, { signal }),
		list<Slot>('/slots', { day: id }, signal),
	]);
	const bells = await get<List<Bell>>(
		'/bells',
		{ organisation: day.organisation.id },
		{ signal },
	).catch(() => ({ items: [] as Bell[], next: null }));
	const profile = bells.items[0]?.profile;
	return { day, slots, bells: bells.items.filter(b => b.profile === profile) };
}

function Add({ day, onClose, onSaved }: { day: Day; onClose: () => void; onSaved: () => void }) {
	const [kind, setKind] = useState<'lesson' | 'other'>('lesson');
	const lists = useLoad(signal => slotLists(day.organisation.id, signal), []);
	return (
		<Dialog title={t('slot.new_title')} onClose={onClose} wide>
			<fieldset class="seg txt n2 sm mb4">
				<legend class="vh">{t('slot.kind')}</legend>
				{(['lesson', 'other'] as const).map(k => (
					<label key={k}>
						<input type="radio" name="kind" checked={kind === k} onChange={() => setKind(k)} />
						<span>{t(`slot.kind_${k}`)}</span>
					</label>
				))}
			</fieldset>
			<Await of={lists}>
				{data =>
					kind === 'lesson' ? (
						<LessonForm day={day} lists={data} onClose={onClose} onSaved={onSaved} />
					) : (
						<SlotForm day={day} lists={data} onClose={onClose} onSaved={onSaved} />
					)
				}
			</Await>
		</Dialog>
	);
}

function Directions({ slots }: { slots: Slot[] }) {
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

/** An activity as it was, to be posted again after a removal. */
const again = (s: Slot): Record<string, unknown> => {
	const whole = {
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

function Body({ data, reload }: { data: Data; reload: () => void }) {
	const { day, slots, bells } = data;
	const [adding, setAdding] = useState(false);
	const [open, setOpen] = useState<Slot | undefined>();
	const [gone, setGone] = useState<Slot | undefined>();
	const restore = useAction(async (s: Slot) => {
		await post('/slots', again(s));
		setGone(undefined);
		reload();
	});
	const editable = hasRole('centre_head', 'methodist') && !closed.includes(day.state);
	const changed = () => {
		setAdding(false);
		setOpen(undefined);
		reload();
	};
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
				<>
					{editable && (
						<button type="button" class="btn pri" onClick={() => setAdding(true)}>
							<Icon name="plus" />
							{t('slot.add')}
						</button>
					)}
					<button type="button" class="btn" onClick={() => print()}>
						{t('print')}
					</button>
					{slots.length > 0 && <PdfLink button path={`/days/${day.id}/programme`} />}
				</>
			}
		>
			{gone && (
				<Undo
					words={t('programme.removed', { title: slotTitle(gone) })}
					onUndo={() => restore.run(gone)}
					onClose={() => setGone(undefined)}
				/>
			)}
			<ProblemNote problem={restore.problem} />
			<Section id="grid" title={t('programme.grid')} aside={<Clause number="4.2" />}>
				{slots.length > 0 ? (
					<>
						<ProgrammeGrid slots={slots} bells={bells} onOpen={setOpen} />
						<p class="small muted wide-only mt3">{t('programme.keys')}</p>
					</>
				) : (
					<Empty words={t('programme.empty')} />
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
			{adding && <Add day={day} onClose={() => setAdding(false)} onSaved={changed} />}
			{open && (
				<SlotView
					day={day}
					slot={open}
					editable={editable}
					onClose={() => setOpen(undefined)}
					onChanged={changed}
					onRemoved={s => {
						setGone(s);
						changed();
					}}
				/>
			)}
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
