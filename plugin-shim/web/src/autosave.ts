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
import { type Change, has, overlay, put, type Written } from './queue.js';
import { type Pending, send, type Wire } from './send.js';
import type { Draft, Of, Store } from './store.js';

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
	/** signed here, and the server has not said yes yet */
	submitted: boolean;
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
	/** under which name the device keeps it: it changes when another device began the sheet first */
	private kept: string;
	private writing: Promise<void> = Promise.resolve();
	private sending: Promise<void> | undefined;
	private stopTimer: (() => void) | undefined;
	private tries = 0;
	private saving: Saving = 'clean';
	private problem: Problem | undefined;
	private onDevice = true;
	private at = '';

	constructor(
		private readonly of: Of,
		start: Pick<Pending, 'sheet' | 'base'>,
		draft: Partial<Pick<Draft, 'queue' | 'tried' | 'submitting' | 'base'>>,
		private readonly from: Sources,
		private readonly show: (view: View) => void,
	) {
		const { queue = [], tried = {}, submitting = false } = draft;
		/* A text that waits is compared with what its writer saw, not with what has been read since. */
		const base = queue.some(c => 'text' in c.body) && draft.base ? draft.base : start.base;
		this.pending = { sheet: start.sheet, base: { ...start.base, ...textsOf(base) }, queue, tried };
		if (submitting) this.pending.submitting = true;
		this.kept = start.sheet;
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
			submitted: has(this.pending.queue, 'submit'),
		};
	}

	/** The sheet that the server keeps it in. */
	get sheet(): string {
		return this.pending.sheet;
	}

	async change(body: Change['body']): Promise<void> {
		this.pending = { ...this.pending, queue: put(this.pending.queue, body) };
		this.tell('device');
		await this.keep();
		this.schedule(QUIET);
	}

	/** Takes the signature back. False when it may have reached the server already. */
	async takeBack(): Promise<boolean> {
		if (this.pending.submitting && this.saving !== 'refused') return false;
		const queue = this.pending.queue.filter(c => !('submit' in c.body));
		this.pending = { ...this.pending, queue, submitting: false };
		this.tell('device');
		await this.keep();
		return true;
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
		const draft: Draft = { ...this.of, ...this.pending, saved: new Date().toISOString() };
		const write = async () => {
			if (draft.queue.length > 0) await this.from.store.write(draft);
			else await this.from.store.remove(this.of.person, draft.sheet);
			if (this.kept !== draft.sheet) await this.from.store.remove(this.of.person, this.kept);
			this.kept = draft.sheet;
		};
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
		if (problem.refusal) {
			this.tell('refused', problem);
			return;
		}
		this.tell('offline', problem);
		this.schedule(AGAIN[Math.min(this.tries++, AGAIN.length - 1)] as number);
	}
}

const textsOf = ({ strengths, difficulties, action_step, revision }: Written) => ({
	strengths,
	difficulties,
	action_step,
	revision,
});
