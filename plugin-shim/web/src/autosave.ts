/*
 * Keeps a sheet safe while it is filled: to the device at each change, to the server two seconds
 * after the last one, again when the network is back.
 *
 * The queue on the device loses a change only by the server's acknowledgement. A refusal keeps it
 * there and is shown; a lost session keeps it there until the same person signs in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { asProblem, type Problem } from './problem.js';
import { type Change, overlay, put, type Written } from './queue.js';
import { type Pending, send, type Wire } from './send.js';
import { type Draft, draftKey, type Store } from './store.js';

export type Saving = 'clean' | 'device' | 'sending' | 'sent' | 'offline' | 'refused' | 'signed_out';
export interface View {
	sheet: Written;
	/** what the server had when it was last heard */
	base: Written;
	saving: Saving;
	/** device clock of the last writing or sending */
	at: string;
	waiting: number;
	problem: Problem | undefined;
	/** false when the device itself refused to keep the draft */
	onDevice: boolean;
}
export interface Sources {
	store: Store;
	wire: Wire;
	now: () => string;
	later: (deed: () => void, ms: number) => () => void;
}

const QUIET = 2000;
const AGAIN = [5_000, 15_000, 30_000, 60_000];

export class Autosave {
	private pending: Pending;
	private writing: Promise<void> = Promise.resolve();
	private sending: Promise<void> | undefined;
	private stopTimer: (() => void) | undefined;
	private tries = 0;
	private saving: Saving = 'clean';
	private problem: Problem | undefined;
	private onDevice = true;
	private at = '';

	constructor(
		private readonly person: string,
		private readonly visit: string,
		sheet: string,
		base: Written,
		{ queue = [], tried = {} }: Partial<Pick<Draft, 'queue' | 'tried'>>,
		private readonly from: Sources,
		private readonly show: (view: View) => void,
	) {
		this.pending = { sheet, base, queue, tried };
		if (queue.length > 0) {
			this.saving = 'device';
			this.schedule(0);
		}
	}

	view(): View {
		return {
			sheet: overlay(this.pending.base, this.pending.queue),
			base: this.pending.base,
			saving: this.saving,
			at: this.at,
			waiting: this.pending.queue.length,
			problem: this.problem,
			onDevice: this.onDevice,
		};
	}

	async change(body: Change['body']): Promise<void> {
		this.pending = { ...this.pending, queue: put(this.pending.queue, body) };
		this.tell('device');
		await this.keep();
		this.schedule(QUIET);
	}

	/** Sends all there is now. True when nothing is left. */
	async flush(): Promise<boolean> {
		this.stopTimer?.();
		while (this.sending) await this.sending;
		if (this.pending.queue.length === 0) return true;
		this.sending = this.attempt().finally(() => {
			this.sending = undefined;
		});
		await this.sending;
		return this.pending.queue.length === 0;
	}

	/** After 412: of the own texts these are sent from the present revision, the others leave the queue. */
	async mergeTexts(present: Written, mine: readonly string[]): Promise<void> {
		const queue = this.pending.queue.filter(c => !('text' in c.body) || mine.includes(c.body.text));
		this.pending = { ...this.pending, base: present, queue };
		await this.keep();
		await this.flush();
		if (queue.length === 0) this.tell('sent');
	}

	stop(): void {
		this.stopTimer?.();
	}

	private tell(saving: Saving, problem?: Problem): void {
		this.saving = saving;
		this.problem = problem;
		this.at = this.from.now();
		this.show(this.view());
	}

	/** Writings follow one another, so an older state never lands on a newer one. */
	private keep(): Promise<void> {
		const draft: Draft = {
			key: draftKey(this.person, this.pending.sheet),
			person: this.person,
			visit: this.visit,
			saved: new Date().toISOString(),
			...this.pending,
		};
		const write = () =>
			draft.queue.length > 0
				? this.from.store.write(draft)
				: this.from.store.remove(this.person, draft.sheet);
		this.writing = this.writing.then(write).then(
			() => {
				this.onDevice = true;
			},
			() => {
				this.onDevice = false;
			},
		);
		return this.writing;
	}

	private schedule(ms: number): void {
		this.stopTimer?.();
		this.stopTimer = this.from.later(() => void this.flush(), ms);
	}

	private async attempt(): Promise<void> {
		this.tell('sending');
		try {
			await send(
				() => this.pending,
				async change => {
					this.pending = change(this.pending);
					await this.keep();
				},
				this.from.wire,
			);
			this.tries = 0;
			this.tell(this.pending.queue.length === 0 ? 'sent' : 'device');
			if (this.pending.queue.length > 0) this.schedule(QUIET);
		} catch (e) {
			this.failed(asProblem(e));
		}
	}

	private failed(problem: Problem): void {
		if (problem.status === 401) {
			this.tell('signed_out', problem);
			return;
		}
		if (problem.offline || problem.status >= 500 || problem.status === 429) {
			this.tell('offline', problem);
			this.schedule(AGAIN[Math.min(this.tries++, AGAIN.length - 1)] as number);
			return;
		}
		this.tell('refused', problem);
	}
}
