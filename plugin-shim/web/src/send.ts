/*
 * Sends the queue of one sheet: the sheet itself, marks, notes, texts, the submission, in this order.
 *
 * Each step is acknowledged by itself and reported at once, so a line that breaks in the middle
 * repeats only what had no answer. What the server refuses stays queued and holds up nothing but the
 * submission. Texts go by revision; when the sheet changed but these very texts did not, or are what
 * was sent before and got no answer, the present revision is taken; otherwise the refusal (412) is
 * the caller's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { asProblem, Problem } from './problem.js';
import {
	acknowledge,
	type Change,
	overlay,
	type Start,
	type TextKey,
	type Written,
	written,
} from './queue.js';

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
	/** a submission was sent and may have arrived */
	submitting?: boolean;
}
type Report = (change: (now: Pending) => Pending) => Promise<void>;
type Body<K extends string> = Extract<Change['body'], Record<K, unknown>>;

const isSheet = (answer: unknown): answer is Written =>
	typeof answer === 'object' && answer !== null && 'revision' in answer && 'marks' in answer;

const texts: TextKey[] = ['strengths', 'difficulties', 'action_step'];

/** A text that still waits is compared with what was seen when it was written: that stays the base. */
function under(now: Pending, queue: Change[], fresh: Written): Written {
	const waits = texts.filter(k => queue.some(c => 'text' in c.body && c.body.text === k));
	if (waits.length === 0) return fresh;
	const seen = Object.fromEntries(waits.map(k => [k, now.base[k]]));
	return { ...fresh, ...seen, revision: now.base.revision };
}

function acknowledged(now: Pending, sent: Change[], answer: unknown): Pending {
	const queue = acknowledge(now.queue, sent);
	const fresh = isSheet(answer) ? written(answer) : overlay(now.base, sent);
	const began = sent.some(c => 'start' in c.body);
	return { ...now, base: began ? fresh : under(now, queue, fresh), queue };
}

const textBody = (sent: Change[]): Record<string, string> =>
	Object.fromEntries(
		sent.map(c => [(c.body as Body<'text'>).text, (c.body as Body<'text'>).value]),
	);

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

/** One sending of one queue. */
class Sending {
	/** the first refusal; the steps after it go on */
	refusal: Problem | undefined;

	constructor(
		private readonly current: () => Pending,
		private readonly report: Report,
		private readonly wire: Wire,
	) {}

	get path(): string {
		return `/sheets/${this.current().sheet}`;
	}

	pick(kind: string): Change[] {
		return this.current().queue.filter(c => kind in c.body);
	}

	async step(sent: Change[], ask: () => Promise<unknown>): Promise<void> {
		if (sent.length === 0) return;
		const answer = await ask();
		await this.report(now => acknowledged(now, sent, answer));
	}

	/** A refusal of this step is kept for the end; a lost line or session ends the sending. */
	async refusable(deed: () => Promise<void>): Promise<boolean> {
		try {
			await deed();
			return true;
		} catch (e) {
			const problem = asProblem(e);
			if (!problem.refusal) throw e;
			this.refusal ??= problem;
			return false;
		}
	}

	/** Begun on two devices, a sheet is one sheet: what is queued goes into the one that is there. */
	async begin(): Promise<void> {
		const sent = this.pick('start');
		const [first] = sent;
		if (!first) return;
		const body: Start = (first.body as Body<'start'>).start;
		try {
			await this.step(sent, () => this.wire.post('/sheets', body, `start-${body.id}`));
		} catch (e) {
			const there = asProblem(e).slug === 'sheet-exists' && asProblem(e).params.sheet;
			if (typeof there !== 'string') throw e;
			const theirs = written((await this.wire.get(`/sheets/${there}`)) as Written);
			await this.report(now => {
				const queue = acknowledge(now.queue, sent);
				const base = under({ ...now, base: { ...now.base, revision: 0 } }, queue, theirs);
				return { ...now, sheet: there, queue, base };
			});
		}
	}

	/** One mark that the server won't have must not keep the others back. */
	async marks(): Promise<void> {
		const put = (sent: Change[]) =>
			this.step(sent, () =>
				this.wire.put(`${this.path}/marks`, {
					marks: sent.map(c => (c.body as Body<'mark'>).mark),
				}),
			);
		const all = this.pick('mark');
		const before = this.refusal;
		if ((await this.refusable(() => put(all))) || all.length === 1) return;
		this.refusal = before;
		for (const one of all) await this.refusable(() => put([one]));
	}

	async notes(): Promise<void> {
		for (const sent of this.pick('note')) {
			const { note } = sent.body as Body<'note'>;
			await this.refusable(() =>
				this.step([sent], () => this.wire.post(`${this.path}/notes`, note, note.id)),
			);
		}
	}

	async texts(): Promise<void> {
		const sent = this.pick('text');
		if (sent.length === 0) return;
		await this.refusable(async () => {
			await this.step(sent, () => this.sendTexts(textBody(sent)));
			await this.report(now => ({ ...now, tried: {} }));
		});
	}

	private async sendTexts(body: Record<string, string>): Promise<unknown> {
		await this.report(now => ({ ...now, tried: remember(now.tried, body) }));
		try {
			return await this.wire.patch(this.path, this.current().base.revision, body);
		} catch (e) {
			if (!(e instanceof Problem) || e.status !== 412) throw e;
			const present = written((e.current ?? (await this.wire.get(this.path))) as Written);
			if (changedElsewhere(this.current(), present, body)) throw e;
			return this.wire.patch(this.path, present.revision, body);
		}
	}

	/** A sheet that is submitted already was submitted by a sending whose answer was lost. */
	async submit(): Promise<void> {
		const sent = this.pick('submit');
		if (sent.length === 0) return;
		await this.report(now => ({ ...now, submitting: true }));
		await this.step(sent, async () => {
			try {
				return await this.wire.post(`${this.path}/submit`, {}, `submit-${this.current().sheet}`);
			} catch (e) {
				if (asProblem(e).slug !== 'no-step') throw e;
				const there = (await this.wire.get(this.path)) as { state?: string };
				if (there.state === 'draft') throw e;
				return there;
			}
		});
	}
}

/** `current` reads the newest state before each step; `report` stores what was acknowledged. */
export async function send(current: () => Pending, report: Report, wire: Wire): Promise<void> {
	const sending = new Sending(current, report, wire);
	await sending.begin();
	await sending.marks();
	await sending.notes();
	await sending.texts();
	if (sending.refusal) throw sending.refusal;
	await sending.submit();
}
