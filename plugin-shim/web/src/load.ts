/*
 * Asking the server from a screen: what came, what went wrong, and how to ask again.
 *
 * A request of a screen that was left is aborted and its answer ignored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asProblem, type Problem } from './problem.js';

export interface Loaded<T> {
	data: T | undefined;
	problem: Problem | undefined;
	reload: () => void;
	set: (data: T) => void;
}

export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>, on: unknown[]): Loaded<T> {
	const [data, setData] = useState<T | undefined>();
	const [problem, setProblem] = useState<Problem | undefined>();
	const [turn, setTurn] = useState(0);
	const asking = useRef<AbortController | undefined>(undefined);

	useEffect(() => {
		const stop = new AbortController();
		asking.current = stop;
		setProblem(undefined);
		ask(stop.signal)
			.then(answer => {
				if (!stop.signal.aborted) setData(() => answer);
			})
			.catch(e => {
				if (!stop.signal.aborted) setProblem(asProblem(e));
			});
		return () => stop.abort();
	}, [...on, turn]);

	const reload = useCallback(() => setTurn(n => n + 1), []);
	const set = useCallback((d: T) => {
		/* what was asked before a deed would put the state before it over the deed's own answer */
		asking.current?.abort();
		setData(() => d);
	}, []);
	return { data, problem, reload, set };
}

export interface Action<A extends unknown[]> {
	run: (...args: A) => Promise<boolean>;
	busy: boolean;
	problem: Problem | undefined;
	clear: () => void;
}

/** A deed of the person: one at a time; its refusal stays on the screen until the next try. */
export function useAction<A extends unknown[]>(deed: (...args: A) => Promise<unknown>): Action<A> {
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | undefined>();
	const running = useRef(false);
	const run = async (...args: A): Promise<boolean> => {
		if (running.current) return false;
		running.current = true;
		setBusy(true);
		setProblem(undefined);
		try {
			await deed(...args);
			return true;
		} catch (e) {
			setProblem(asProblem(e));
			return false;
		} finally {
			running.current = false;
			setBusy(false);
		}
	};
	return { run, busy, problem, clear: () => setProblem(undefined) };
}
