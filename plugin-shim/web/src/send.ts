/*
 * Sends the queue of one sheet: the sheet itself, marks, notes, texts, in this order.
 *
 * Each step is acknowledged by itself and reported at once, so a line that breaks in the middle
 * repeats only what had no answer. Texts go by revision; when the sheet changed but these very texts
 * did not, or are what was sent before and got no answer, the present revision is taken; otherwise
 * the refusal (412) is the caller's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { Problem } from './problem.js';
import { acknowledge, type Change, overlay, type Written, written } from './queue.js';

export interface Wire {
	post(path: string, body: unknown, key: string): Promise<unknown>;
	put(path: string, body: unknown): Promise<unknown>;
	patch(path: string, revision: number, body: unknown): Promise<unknown>;
	get(path: string): Promise<unknown>;
}
export interface Pending {
	sheet: string;
	base: Written;
	queue: Change[];
	/** texts that were sent and may have arrived though no answer did */
	tried?: Record<string, string[]>;
}
type Report = (change: (now: Pending) => Pending) => Promise<void>;

const isSheet = (answer: unknown): answer is Written =>
	typeof answer === 'object' && answer !== null && 'revision' in answer && 'marks' in answer;

function acknowledged(now: Pending, sent: Change[], answer: unknown): Pending {
	const base = isSheet(answer) ? written(answer) : overlay(now.base, sent);
	return { ...now, base, queue: acknowledge(now.queue, sent) };
}

type TextBody = Extract<Change['body'], { text: string }>;
const textBody = (sent: Change[]): Record<string, string> =>
	Object.fromEntries(sent.map(c => [(c.body as TextBody).text, (c.body as TextBody).value]));

const remember = (tried: Pending['tried'], body: Record<string, string>): Pending['tried'] => ({
	...tried,
	...Object.fromEntries(Object.entries(body).map(([k, v]) => [k, [...(tried?.[k] ?? []), v]])),
});

/** Whether somebody else wrote one of these texts meanwhile. */
function changedElsewhere(now: Pending, present: Written, body: Record<string, string>): boolean {
	return Object.entries(body).some(([k]) => {
		const there = (present[k as keyof Written] as string | null) ?? '';
		const ours = [(now.base[k as keyof Written] as string | null) ?? '', ...(now.tried?.[k] ?? [])];
		return !ours.includes(there);
	});
}

async function sendTexts(
	current: () => Pending,
	report: Report,
	sent: Change[],
	wire: Wire,
): Promise<unknown> {
	const path = `/sheets/${current().sheet}`;
	const body = textBody(sent);
	await report(now => ({ ...now, tried: remember(now.tried, body) }));
	try {
		return await wire.patch(path, current().base.revision, body);
	} catch (e) {
		if (!(e instanceof Problem) || e.status !== 412) throw e;
		const present = written((e.current ?? (await wire.get(path))) as Written);
		if (changedElsewhere(current(), present, body)) throw e;
		return wire.patch(path, present.revision, body);
	}
}

/** `current` reads the newest state before each step; `report` stores what was acknowledged. */
export async function send(current: () => Pending, report: Report, wire: Wire): Promise<void> {
	const { sheet } = current();
	const pick = (has: string) => current().queue.filter(c => has in c.body);
	const step = async (sent: Change[], ask: () => Promise<unknown>) => {
		if (sent.length === 0) return;
		const answer = await ask();
		await report(now => acknowledged(now, sent, answer));
	};
	const start = pick('start');
	await step(start, () =>
		wire.post('/sheets', start.map(c => 'start' in c.body && c.body.start)[0], `start-${sheet}`),
	);
	const marks = pick('mark');
	await step(marks, () =>
		wire.put(`/sheets/${sheet}/marks`, {
			marks: marks.map(c => (c.body as { mark: unknown }).mark),
		}),
	);
	for (const note of pick('note')) {
		const body = (note.body as { note: { id: string } }).note;
		await step([note], () => wire.post(`/sheets/${sheet}/notes`, body, body.id));
	}
	const texts = pick('text');
	await step(texts, () => sendTexts(current, report, texts, wire));
	if (texts.length > 0) await report(now => ({ ...now, tried: {} }));
}
