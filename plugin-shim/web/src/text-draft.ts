/*
 * Keeps a long text safe while it is written: on this device at each change, on the server after a
 * pause, from the revision that was seen.
 *
 * What the server has not taken stays on the device, whatever the reason: no network, a refusal,
 * somebody else's version (412), which a person decides about. The copy is the person's own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { asProblem, type Problem } from './problem.js';

export type Body = Record<string, unknown>;
export interface Copy {
	revision: number;
	body: Body;
	/** what stood there before, of the very fields that are changed */
	was?: Body;
}
export interface Shelf {
	read(): Copy | undefined;
	/** false when the device did not keep it */
	write(copy: Copy): boolean;
	remove(): void;
}
export interface Means<T> {
	shelf: Shelf;
	send: (revision: number, body: Body) => Promise<T>;
	now: () => string;
	later: (deed: () => void, ms: number) => () => void;
}
export interface Kept<T> {
	keeping: 'clean' | 'waiting' | 'sending' | 'saved' | 'unsent';
	/** clock of the last saving */
	at: string;
	problem: Problem | undefined;
	clash: { body: Body; current: T; seen: Body | undefined } | undefined;
	onDevice: boolean;
}

/** Whether the server has all of it, whatever it holds beside and in whatever order. */
function holds(has: unknown, sent: unknown): boolean {
	if (typeof sent !== 'object' || sent === null) return has === sent;
	if (typeof has !== 'object' || has === null) return false;
	if (Array.isArray(sent) && (has as unknown[]).length !== sent.length) return false;
	return Object.entries(sent).every(([k, v]) => holds((has as Record<string, unknown>)[k], v));
}

const QUIET = 3000;
const AGAIN = [5_000, 15_000, 30_000, 60_000];

export class TextDraft<T extends { revision: number }> {
	private body: Body | undefined;
	private revision: number;
	private was: Body | undefined;
	private sending: Promise<void> | undefined;
	private stopTimer: (() => void) | undefined;
	private tries = 0;
	private seen: Kept<T> = {
		keeping: 'clean',
		at: '',
		problem: undefined,
		clash: undefined,
		onDevice: true,
	};

	constructor(
		seen: T,
		private readonly from: Means<T>,
		private readonly show: (view: Kept<T>, saved?: T) => void,
	) {
		this.revision = seen.revision;
		this.was = seen as unknown as Body;
		const copy = from.shelf.read();
		if (!copy) return;
		this.body = copy.body;
		this.revision = copy.revision;
		this.was = copy.was;
		this.seen = { ...this.seen, keeping: 'waiting' };
		this.schedule(0);
	}

	view(): Kept<T> {
		return this.seen;
	}

	get unsent(): boolean {
		return this.body !== undefined;
	}

	change(body: Body): void {
		this.body = { ...this.body, ...body };
		this.keep();
		this.tell({ keeping: 'waiting' });
		if (!this.seen.clash) this.schedule(QUIET);
	}

	/** Sends all there is now. True when nothing is left. */
	async flush(): Promise<boolean> {
		this.stopTimer?.();
		while (this.sending) await this.sending;
		if (this.body === undefined || this.seen.clash) return this.body === undefined;
		this.sending = this.attempt(this.body).finally(() => {
			this.sending = undefined;
		});
		await this.sending;
		return this.body === undefined;
	}

	/** After 412: what the person chose of the own text is sent from the present revision. */
	takeMerged(body: Body): Promise<boolean> {
		const current = this.seen.clash?.current;
		if (current) {
			this.revision = current.revision;
			this.was = current as unknown as Body;
			this.body = body;
		}
		this.tell({ clash: undefined });
		this.keep();
		return this.flush();
	}

	/** After 412: decided later. The next saving meets the same clash; the text stays on the device. */
	later(): void {
		this.tell({ clash: undefined });
	}

	/** After 412, or when the person throws the own text away. */
	drop(): void {
		this.stopTimer?.();
		this.body = undefined;
		this.from.shelf.remove();
		this.tell({ keeping: 'clean', clash: undefined, problem: undefined });
	}

	stop(): void {
		this.stopTimer?.();
	}

	private tell(change: Partial<Kept<T>>, saved?: T): void {
		this.seen = { ...this.seen, ...change };
		this.show(this.seen, saved);
	}

	private keep(): void {
		const { body, revision, was } = this;
		if (!body) return;
		const before = was && Object.fromEntries(Object.keys(body).map(k => [k, was[k]]));
		const onDevice = this.from.shelf.write({ revision, body, was: before });
		this.seen = { ...this.seen, onDevice };
	}

	private schedule(ms: number): void {
		this.stopTimer?.();
		this.stopTimer = this.from.later(() => void this.flush(), ms);
	}

	private async attempt(sent: Body): Promise<void> {
		this.tell({ keeping: 'sending' });
		try {
			const saved = await this.from.send(this.revision, sent);
			this.taken(sent, saved);
		} catch (e) {
			this.failed(asProblem(e), sent);
		}
	}

	private taken(sent: Body, saved: T): void {
		this.tries = 0;
		this.revision = saved.revision;
		this.was = saved as unknown as Body;
		const more = this.body !== sent;
		if (more) this.keep();
		else {
			this.body = undefined;
			this.from.shelf.remove();
		}
		const at = this.from.now();
		this.tell({ keeping: more ? 'waiting' : 'saved', at, problem: undefined }, saved);
		if (more) this.schedule(QUIET);
	}

	private failed(problem: Problem, body: Body): void {
		const current = problem.status === 412 ? (problem.current as T | undefined) : undefined;
		// The server took it and its answer was lost, with the page that had sent it: no clash.
		if (current && holds(current, body)) {
			this.taken(body, current);
			return;
		}
		this.tell({ keeping: 'unsent', problem, clash: current && { body, current, seen: this.was } });
		if (problem.offline || problem.status >= 500 || problem.status === 429)
			this.schedule(AGAIN[Math.min(this.tries++, AGAIN.length - 1)] as number);
	}
}
