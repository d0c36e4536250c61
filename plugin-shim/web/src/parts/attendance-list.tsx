/*
 * Who was invited to an activity and who came: one tick per person, for a finger.
 *
 * Each tick is sent by itself, so that two with the list in hand don't undo each other; a code opened by
 * somebody shows up by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, list, post, put } from '../api.js';
import { clock } from '../format.js';
import { type Loaded, useLoad } from '../load.js';
import { asProblem, type Problem } from '../problem.js';
import type { Attendance, List, PersonRow, Slot } from '../types.js';
import { t, word } from '../words.js';
import { Await, Empty } from './await.js';
import { Input } from './field.js';
import { ProblemNote } from './problem.js';

const REFRESH_MS = 10_000;

type Tick = { person: string; present: boolean | null };

const about = (a: Attendance): string =>
	[
		a.involvement ? word('involvement', a.involvement) : t('attendance.not_invited'),
		a.organisation,
		a.post,
	]
		.filter(Boolean)
		.join(', ');

function noted(a: Attendance): string {
	if (a.present === null || !a.noted_at) return '';
	const time = clock(a.noted_at);
	if (a.by_code) return t('attendance.by_code', { time });
	const who = a.noted_by?.short ?? '';
	return t(a.present ? 'attendance.by_list' : 'attendance.absent', { time, who });
}

const Row = (props: { of: Attendance; editable: boolean; onTick: (tick: Tick) => void }) => {
	const { of: a } = props;
	return (
		<li>
			<label class="chk tick">
				<input
					type="checkbox"
					checked={a.present === true}
					disabled={!props.editable}
					onChange={e =>
						props.onTick({ person: a.person.id, present: e.currentTarget.checked ? true : null })
					}
				/>
				<span>
					<b>{a.person.short}</b>
					<span class="block small muted">{about(a)}</span>
					<span class={a.present === false ? 'block small late' : 'block small'}>{noted(a)}</span>
				</span>
			</label>
		</li>
	);
};

/** Somebody who came without an invitation, found by the name, which stands in no address. */
function Other(props: { known: string[]; onTick: (tick: Tick) => void }) {
	const [q, setQ] = useState('');
	const found = useLoad(
		async signal =>
			q.trim().length > 2
				? (await post<List<PersonRow>>('/people/search', { q, limit: 8 }, { key: null, signal }))
						.items
				: [],
		[q],
	);
	return (
		<div class="stack-s">
			<Input label={t('attendance.other')} type="search" value={q} onValue={setQ} />
			<p class="cluster">
				{(found.data ?? [])
					.filter(p => !props.known.includes(p.id))
					.map(p => (
						<button
							key={p.id}
							type="button"
							class="btn"
							onClick={() => {
								setQ('');
								props.onTick({ person: p.id, present: true });
							}}
						>
							{[p.short, p.organisation?.name].filter(Boolean).join(', ')}
						</button>
					))}
			</p>
		</div>
	);
}

/**
 * Ticks are seen at once and sent one after another, so that a quick finger loses none; a refused one is
 * taken back with a sentence.
 */
function useTicks(path: string, people: Loaded<Attendance[]>, onChange: () => void) {
	const [problem, setProblem] = useState<Problem | undefined>();
	const sending = useRef<Promise<unknown>>(Promise.resolve());
	const waiting = useRef(0);
	const send = async (ticks: Tick[]) => {
		try {
			const { items } = await put<List<Attendance>>(path, { people: ticks });
			if (waiting.current === 1) people.set(items);
		} catch (e) {
			setProblem(asProblem(e));
			people.reload();
		} finally {
			waiting.current--;
			onChange();
		}
	};
	const tick = (...ticks: Tick[]) => {
		const said = new Map(ticks.map(x => [x.person, x.present]));
		setProblem(undefined);
		people.set(
			(people.data ?? []).map(a => ({ ...a, present: said.get(a.person.id) ?? keep(a, said) })),
		);
		waiting.current++;
		sending.current = sending.current.then(() => send(ticks));
	};
	return { tick, problem, idle: () => waiting.current === 0 };
}
const keep = (a: Attendance, said: Map<string, boolean | null>) =>
	said.has(a.person.id) ? null : a.present;

export function AttendanceList(props: { slot: Slot; editable: boolean; onChange: () => void }) {
	const { slot, editable } = props;
	const path = `/slots/${slot.id}/attendance`;
	const people = useLoad(signal => list<Attendance>(path, {}, signal), [slot.id]);
	const { tick, problem, idle } = useTicks(path, people, props.onChange);
	const take = (items: Attendance[]) => {
		const came = (all: Attendance[]) => all.filter(a => a.present).length;
		if (came(items) !== came(shown.current)) props.onChange();
		people.set(items);
	};
	const shown = useRef<Attendance[]>([]);
	shown.current = people.data ?? [];
	useEffect(() => {
		const timer = setInterval(() => {
			if (document.visibilityState === 'visible' && idle())
				get<List<Attendance>>(path)
					.then(a => idle() && take(a.items))
					.catch(() => undefined);
		}, REFRESH_MS);
		return () => clearInterval(timer);
	}, [slot.id]);
	return (
		<Await of={people}>
			{items => {
				const open = items.filter(a => a.present === null);
				return (
					<div class="stack">
						<p>
							<b>
								{t('attendance.came', {
									came: items.filter(a => a.present).length,
									invited: items.filter(a => a.involvement).length,
								})}
							</b>
						</p>
						{items.length === 0 && <Empty words={t('attendance.nobody')} />}
						<ul class="rows ticks">
							{items.map(a => (
								<Row key={a.person.id} of={a} editable={editable} onTick={tick} />
							))}
						</ul>
						<ProblemNote problem={problem} />
						{editable && (
							<>
								{open.length > 0 && open.length < items.length && (
									<p>
										<button
											type="button"
											class="btn"
											onClick={() =>
												tick(...open.map(a => ({ person: a.person.id, present: false })))
											}
										>
											{t('attendance.rest_absent', { count: open.length })}
										</button>
									</p>
								)}
								<Other known={items.map(a => a.person.id)} onTick={tick} />
							</>
						)}
					</div>
				);
			}}
		</Await>
	);
}
