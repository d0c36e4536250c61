/*
 * The working calendar of a school year: holidays of fixed dates taken over, vacations added as a span,
 * what is wrong taken out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { del, list, post, put } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { fullDate, number, t } from '../words.js';
import { Await } from './await.js';
import { Dialog } from './dialog.js';
import { Input, Select } from './field.js';
import { Form } from './form.js';
import { Gone } from './gone.js';
import { ProblemNote } from './problem.js';

interface Day {
	date: string;
	working: boolean;
	title: string;
}
interface Span {
	from: string;
	to: string;
	working: boolean;
	title: string;
}

const next = (date: string): string =>
	new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Days that follow one another under one title are one line. */
export function spans(days: Day[]): Span[] {
	const out: Span[] = [];
	for (const d of days) {
		const last = out.at(-1);
		if (last && last.title === d.title && last.working === d.working && next(last.to) === d.date)
			last.to = d.date;
		else out.push({ from: d.date, to: d.date, working: d.working, title: d.title });
	}
	return out;
}

const when = (s: Span): string =>
	s.from === s.to ? fullDate(s.from) : `${fullDate(s.from)} — ${fullDate(s.to)}`;

async function remove(s: Span): Promise<void> {
	for (let d = s.from; d <= s.to; d = next(d)) await del(`/calendar/${d}`);
}

function Add(props: { year: number; onClose: () => void; onSaved: () => void }) {
	const [v, setV] = useState({ from: '', to: '', working: 'no', title: '' });
	const save = useAction(async () => {
		await put('/calendar', {
			from: v.from,
			to: v.to || undefined,
			working: v.working === 'yes',
			title: v.title.trim(),
		});
		props.onSaved();
	});
	const at = (name: string) => save.problem?.at(name);
	return (
		<Dialog title={t('year.add_days')} onClose={props.onClose}>
			<Form
				submit={t('save')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['from', 'to', 'title']}
			>
				<Input
					label={t('year.title_of_days')}
					hint={t('year.title_hint')}
					value={v.title}
					onValue={title => setV({ ...v, title })}
					error={at('title')}
					required
				/>
				<div class="pair2">
					<Input
						label={t('year.from')}
						type="date"
						min={`${props.year}-08-01`}
						max={`${props.year + 1}-08-31`}
						value={v.from}
						onValue={from => setV({ ...v, from })}
						error={at('from')}
						required
					/>
					<Input
						label={t('year.to')}
						type="date"
						min={v.from || `${props.year}-08-01`}
						max={`${props.year + 1}-08-31`}
						value={v.to}
						onValue={to => setV({ ...v, to })}
						error={at('to')}
					/>
				</div>
				<Select
					label={t('year.kind_of_days')}
					value={v.working}
					onValue={working => setV({ ...v, working })}
					choices={[
						{ value: 'no', label: t('year.day_off') },
						{ value: 'yes', label: t('year.day_working') },
					]}
				/>
			</Form>
		</Dialog>
	);
}

export function YearCalendar(props: { year: number; count: number; reload: () => void }) {
	const { year } = props;
	const [adding, setAdding] = useState(false);
	const [gone, setGone] = useState<Span | undefined>();
	const days = useLoad(
		signal => list<Day>('/calendar', { from: `${year}-09-01`, to: `${year + 1}-08-31` }, signal),
		[year],
	);
	const changed = () => {
		days.reload();
		props.reload();
	};
	const take = useAction(async () => {
		await post(`/school-years/${year}/calendar`);
		changed();
	});
	const erase = useAction(async (s: Span) => {
		await remove(s);
		setGone(s);
		changed();
	});
	return (
		<>
			<p>{t('year.days', { count: props.count, n: number(props.count) })}</p>
			<p class="cluster mt3">
				<button type="button" class="btn" disabled={take.busy} onClick={() => take.run()}>
					{t('year.take_holidays')}
				</button>
				<button type="button" class="btn" onClick={() => setAdding(true)}>
					{t('year.add_days')}
				</button>
			</p>
			<ProblemNote problem={take.problem ?? erase.problem} />
			<Gone
				gone={gone}
				name={s => `${when(s)}: ${s.title}`}
				restore={async s => {
					await put('/calendar', s);
					changed();
				}}
				onClose={() => setGone(undefined)}
			/>
			<Await of={days}>
				{all => (
					<details class="mt3">
						<summary>{t('year.show_days')}</summary>
						<ul class="rows">
							{spans(all).map(s => (
								<li key={s.from} class="cluster between">
									<span>
										{when(s)}: {s.title}
										{s.working && <span class="muted"> ({t('year.day_working')})</span>}
									</span>
									<button
										type="button"
										class="btn quiet"
										disabled={erase.busy}
										onClick={() => erase.run(s)}
									>
										{t('remove')}
										<span class="vh"> {when(s)}</span>
									</button>
								</li>
							))}
						</ul>
					</details>
				)}
			</Await>
			{adding && (
				<Add
					year={year}
					onClose={() => setAdding(false)}
					onSaved={() => {
						setAdding(false);
						changed();
					}}
				/>
			)}
		</>
	);
}
