/*
 * Attendance of a day: an activity, its list to tick, its code for the screen, its sign-in sheet.
 *
 * The activity that is going on comes first; which one is shown stands in the address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, list } from '../api.js';
import { span } from '../format.js';
import { useLoad } from '../load.js';
import { AttendanceCode } from '../parts/attendance-code.js';
import { AttendanceList } from '../parts/attendance-list.js';
import { attendanceWords } from '../parts/attendance-words.js';
import { Await, Empty } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { PdfLink } from '../parts/pdf.js';
import { roomsOf, slotTitle } from '../parts/programme-grid.js';
import type { Args } from '../router.js';
import { query, setQuery } from '../router.js';
import { hasRole } from '../session.js';
import type { Day, Slot } from '../types.js';
import { fullDate, t } from '../words.js';

interface Data {
	day: Day;
	slots: Slot[];
}
const load = async (id: string, signal: AbortSignal): Promise<Data> => {
	const [day, slots] = await Promise.all([
		get<Day>(`/days/${id}`, {}, { signal }),
		list<Slot>('/slots', { day: id }, signal),
	]);
	return { day, slots: slots.filter(s => !s.cancelled) };
};

/** The one that goes on or begins next; after the last, the last. */
const current = (slots: Slot[]): Slot | undefined =>
	slots.find(s => Date.parse(s.ends_at) > Date.now()) ?? slots.at(-1);

function One(props: { slot: Slot; day: Day; onChange: () => void }) {
	const { slot, day } = props;
	const [code, setCode] = useState(false);
	const open = ['announced', 'running', 'held', 'analysed'].includes(day.state);
	const editable = open && hasRole('methodist', 'centre_head');
	const prints = hasRole('methodist', 'centre_head', 'school_head');
	return (
		<Section id="slot" title={`${span(slot.starts_at, slot.ends_at)} ${slotTitle(slot)}`}>
			<p class="muted">{roomsOf(slot)}</p>
			<p class="cluster mt3">
				{editable && Date.parse(slot.ends_at) > Date.now() && (
					<button type="button" class="btn pri" onClick={() => setCode(true)}>
						{t('attendance.show_code')}
					</button>
				)}
				{prints && (
					<PdfLink
						button
						path={`/slots/${slot.id}/attendance`}
						words={t('attendance.slot_sheet')}
					/>
				)}
			</p>
			{!open && <p class="note mt3">{t('attendance.closed')}</p>}
			<div class="mt3">
				<AttendanceList key={slot.id} slot={slot} editable={editable} onChange={props.onChange} />
			</div>
			{code && (
				<AttendanceCode slot={slot.id} title={slotTitle(slot)} onClose={() => setCode(false)} />
			)}
		</Section>
	);
}

function Body({ data, reload }: { data: Data; reload: () => void }) {
	const { day, slots } = data;
	const slot = slots.find(s => s.id === query.value.get('slot')) ?? current(slots);
	const prints = hasRole('methodist', 'centre_head', 'school_head');
	return (
		<Page
			title={day.attendance ? attendanceWords(day.attendance) : t('attendance.title')}
			tab={t('attendance.title')}
			crumb={
				<a href={`/days/${day.id}`}>
					{day.organisation.name}, {fullDate(day.held_on)}
				</a>
			}
			tools={
				prints &&
				slots.length > 0 && (
					<PdfLink button path={`/days/${day.id}/attendance`} words={t('attendance.sheets')} />
				)
			}
		>
			{!slot && (
				<Empty words={t('attendance.no_slots')}>
					<a class="btn" href={`/days/${day.id}/programme`}>
						{t('day.programme')}
					</a>
				</Empty>
			)}
			{slot && (
				<>
					<div class="picker">
						<Select
							label={t('slot.activity')}
							value={slot.id}
							onValue={id => setQuery({ slot: id })}
							choices={slots.map(s => ({
								value: s.id,
								label: `${span(s.starts_at, s.ends_at)} ${slotTitle(s)}`,
							}))}
						/>
					</div>
					<One key={slot.id} slot={slot} day={day} onChange={reload} />
				</>
			)}
		</Page>
	);
}

export default function AttendanceScreen({ id }: Args) {
	const data = useLoad(signal => load(id as string, signal), [id]);
	if (data.data) return <Body data={data.data} reload={data.reload} />;
	return (
		<Page title={t('attendance.title')}>
			<Await of={data}>{() => null}</Await>
		</Page>
	);
}
