/*
 * The rows of a clash: was, mine, theirs. A list of paragraphs is compared paragraph by paragraph; what only one
 * side changed is chosen already.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { mergeList, type Part, plainOf, same } from '../merge.js';
import { t } from '../words.js';
import type { Clash, Field, Merging } from './conflict.js';
import { ProblemNote } from './problem.js';

type Body = Record<string, unknown>;
type Pick = 'mine' | 'theirs';
interface Row {
	id: string;
	label: string;
	was: string;
	mine: string;
	theirs: string;
	/** what there is to choose already, since only one side changed it */
	chosen: Pick | undefined;
}

const shown = (value: unknown): string => {
	if (value === null || value === undefined || value === '') return '—';
	if (Array.isArray(value)) return value.map(shown).join(', ') || '—';
	if (typeof value === 'object') {
		const named = value as { name?: string; short?: string; id?: string };
		return named.name ?? named.short ?? named.id ?? JSON.stringify(value);
	}
	return String(value);
};
const isText = (value: unknown): value is { b: string }[] =>
	Array.isArray(value) && value.length > 0 && value.every(v => typeof v?.b === 'string');

const partsOf = (clash: Clash<unknown>, key: string): Part<unknown>[] =>
	mergeList(
		((clash.seen as Body | undefined)?.[key] ?? []) as unknown[],
		clash.body[key] as unknown[],
		((clash.current as Body)[key] ?? []) as unknown[],
	);

function textRows(clash: Clash<unknown>, field: Field): Row[] {
	const words = (field.words ?? shown) as (v: unknown) => string;
	return partsOf(clash, field.key).flatMap((part, i) =>
		'settled' in part
			? []
			: [
					{
						id: `${field.key}.${i}`,
						label: field.label,
						was: words(part.was) || '—',
						mine: words(part.mine) || '—',
						theirs: words(part.theirs) || '—',
						chosen: undefined,
					},
				],
	);
}

function rowOf(clash: Clash<unknown>, field: Field): Row[] {
	const { key, label } = field;
	const mine = clash.body[key];
	if (isText(mine)) return textRows(clash, field);
	const words = (field.words ?? shown) as (v: unknown) => string;
	const was = (clash.seen as Body | undefined)?.[key];
	const theirs = (clash.current as Body)[key];
	const untouched = clash.seen !== undefined && same(plainOf(mine), plainOf(was));
	if (untouched || same(plainOf(mine), plainOf(theirs))) return [];
	const alone = clash.seen !== undefined && same(plainOf(was), plainOf(theirs));
	return [
		{
			id: key,
			label,
			was: clash.seen ? words(was as never) || '—' : '—',
			mine: field.mine ?? words(mine as never),
			theirs: words(theirs as never) || '—',
			chosen: alone ? 'mine' : undefined,
		},
	];
}

/** What is sent of the typed values when these are chosen. */
function chosenBody(clash: Clash<unknown>, rows: Row[], picks: Record<string, Pick>): Body {
	const body: Body = {};
	for (const [key, value] of Object.entries(clash.body))
		if (isText(value))
			body[key] = partsOf(clash, key).flatMap((part, i) =>
				'settled' in part
					? part.settled
					: picks[`${key}.${i}`] === 'mine'
						? part.mine
						: part.theirs,
			);
		else if (rows.some(r => r.id === key) && picks[key] === 'mine') body[key] = value;
	for (const key of Object.keys(body))
		if (same(plainOf(body[key]), plainOf((clash.current as Body)[key]))) delete body[key];
	return body;
}

const Choice = (p: { row: Row; pick: Pick; now: Pick | undefined; onPick: (p: Pick) => void }) => (
	<td data-l={t(`conflict.${p.pick}`)}>
		<label class="chk">
			<input
				type="radio"
				name={p.row.id}
				required
				checked={p.now === p.pick}
				onChange={() => p.onPick(p.pick)}
			/>
			<span>{p.row[p.pick]}</span>
		</label>
	</td>
);

export function ConflictTable(p: { clash: Clash<unknown>; fields: Field[]; save: Merging<never> }) {
	const { clash, save } = p;
	const rows = p.fields.filter(f => f.key in clash.body).flatMap(f => rowOf(clash, f));
	const [made, setMade] = useState<Record<string, Pick>>({});
	const picks: Record<string, Pick> = {};
	for (const r of rows) {
		const pick = made[r.id] ?? r.chosen;
		if (pick) picks[r.id] = pick;
	}
	return (
		<form
			onSubmit={e => {
				e.preventDefault();
				save.merge(chosenBody(clash, rows, picks));
			}}
		>
			<p>{t(rows.length > 0 ? 'conflict.lede' : 'conflict.apart')}</p>
			{rows.length > 0 && (
				<table class="plain conflict mt3">
					<thead>
						<tr>
							<th scope="col">{t('conflict.field')}</th>
							<th scope="col">{t('conflict.was')}</th>
							<th scope="col">{t('conflict.mine')}</th>
							<th scope="col">{t('conflict.theirs')}</th>
						</tr>
					</thead>
					<tbody>
						{rows.map(row => (
							<tr key={row.id}>
								<th scope="row">{row.label}</th>
								<td data-l={t('conflict.was')}>{row.was}</td>
								{(['mine', 'theirs'] as const).map(pick => (
									<Choice
										key={pick}
										row={row}
										pick={pick}
										now={picks[row.id]}
										onPick={to => setMade({ ...made, [row.id]: to })}
									/>
								))}
							</tr>
						))}
					</tbody>
				</table>
			)}
			<ProblemNote problem={save.problem} />
			<div class="dialog-f mt4">
				<button type="submit" class="btn pri" disabled={save.busy}>
					{t('conflict.save')}
				</button>
				<button type="button" class="btn" onClick={() => save.merge({})}>
					{t('conflict.take_theirs')}
				</button>
			</div>
		</form>
	);
}
