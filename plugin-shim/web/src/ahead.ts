/*
 * What a methodist will want in a classroom without a network: the own visits of today and of the
 * next days, their rubrics and own open sheets, fetched while there is one.
 *
 * No name of a teacher or a colleague is kept: a lesson is known by its class, subject and hour.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { all, get } from './api.js';
import { vault } from './device.js';
import { me, session, today } from './session.js';
import type { Rubric, Sheet, Visit, VisitRow } from './types.js';

export interface Ahead {
	/** instant of the fetching */
	at: string;
	visits: Visit[];
	rubrics: Rubric[];
	sheets: Sheet[];
}
/** After Friday comes Monday. */
const DAYS_AHEAD = 3;
const FRESH = 60_000;
/** What goes on in the background ends nobody's session. */
const quietly = { keepSession: true };

const name = (person: string) => ({ person, kind: 'ahead', id: '' });

const daysOn = (date: string, n: number): string =>
	new Date(Date.parse(`${date}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

const nameless = <T extends { id: string }>(p: T): T => ({ ...p, short: '' });

export const withoutNames = (v: Visit): Visit => ({
	...v,
	teacher: v.teacher && nameless(v.teacher),
	visitors: v.visitors.map(nameless),
	sheets: v.sheets.map(s => ({ ...s, author: nameless(s.author) })),
	receipts: [],
});

const isMine = (v: VisitRow, person: string): boolean =>
	v.state !== 'cancelled' && (v.teacher?.id === person || v.visitors.some(p => p.id === person));

async function gather(person: string): Promise<Ahead> {
	const at = new Date().toISOString();
	const read = <T>(path: string) => get<T>(path, {}, quietly);
	const span = { from: today(), to: daysOn(today(), DAYS_AHEAD) };
	const rows = await all<VisitRow>('/visits', span, undefined, quietly);
	const mine = rows.filter(v => isMine(v, person));
	const visits = await Promise.all(mine.map(v => read<Visit>(`/visits/${v.id}`)));
	const rubrics = [...new Set(visits.map(v => v.rubric.id))];
	const own = visits.flatMap(v =>
		v.sheets.filter(s => s.author.id === person && s.state === 'draft'),
	);
	return {
		at,
		visits: visits.map(withoutNames),
		rubrics: await Promise.all(rubrics.map(id => read<Rubric>(`/rubrics/${id}`))),
		sheets: await Promise.all(
			own.map(async s => ({ ...(await read<Sheet>(`/sheets/${s.id}`)), author: person })),
		),
	};
}

let running: Promise<void> | undefined;
let fetched = { person: '', at: 0 };

/** Once a minute at most; a failure leaves what was there. */
export function fetchAhead(): Promise<void> {
	const person = me();
	const fresh = fetched.person === person && Date.now() - fetched.at < FRESH;
	if (!person || session.value?.kept || fresh) return running ?? Promise.resolve();
	running ??= gather(person)
		.then(async got => {
			if (me() !== person) return;
			await vault.write(name(person), got);
			fetched = { person, at: Date.now() };
		})
		.finally(() => {
			running = undefined;
		});
	return running;
}

export const kept = (): Promise<Ahead | undefined> => vault.read<Ahead>(name(me()));

export async function keptVisit(id: string) {
	const all = await kept();
	const visit = all?.visits.find(v => v.id === id);
	const rubric = visit && all?.rubrics.find(r => r.id === visit.rubric.id);
	if (!all || !visit || !rubric) return undefined;
	return { visit, rubric, sheets: all.sheets.filter(s => s.visit === id), from: all.at };
}
