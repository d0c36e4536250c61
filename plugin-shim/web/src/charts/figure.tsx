/*
 * What every picture stands in: the finding as its title, how to read it, the picture, then how many
 * visits, as of when, how it is computed, the same numbers as a table and as a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { visits } from '../growth.js';
import type { GrowthHead } from '../types.js';
import { fullDate, t } from '../words.js';
import { csv, type Sheet, shown } from './sheet.js';

export const Source = (p: {
	head: GrowthHead;
	n?: number;
	/** address of the visits that it rests on */
	behind?: string | undefined;
	children?: ComponentChildren;
}) =>
	p.head.run && (
		<p class="src">
			{p.behind ? (
				<a href={p.behind}>{visits(p.n ?? p.head.run.n)}</a>
			) : (
				<span>{visits(p.n ?? p.head.run.n)}</span>
			)}
			<span>{t('growth.as_of', { date: fullDate(p.head.run.as_of) })}</span>
			<a href="/growth/method">{t('growth.method')}</a>
			{p.children}
		</p>
	);

function save(sheet: Sheet) {
	const a = document.createElement('a');
	a.href = URL.createObjectURL(new Blob([csv(sheet)], { type: 'text/csv' }));
	a.download = `${sheet.name}.csv`;
	a.click();
	setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}

export const Rows = ({ sheet }: { sheet: Sheet }) => (
	// biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too
	<div class="tscroll" tabIndex={0}>
		<table class="plain">
			<thead>
				<tr>
					{sheet.heads.map(h => (
						<th key={h} scope="col">
							{h}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{sheet.rows.map((row, i) => (
					<tr key={i}>
						{row.map((cell, k) =>
							k === 0 ? (
								<th key={k} scope="row">
									{shown(cell)}
								</th>
							) : (
								<td key={k}>{shown(cell)}</td>
							),
						)}
					</tr>
				))}
			</tbody>
		</table>
	</div>
);

export const Save = ({ sheet }: { sheet: Sheet }) => (
	<button type="button" class="link" aria-label={`CSV: ${sheet.name}`} onClick={() => save(sheet)}>
		CSV
	</button>
);

/** The table that opens below a picture, and the file; the rows are made when the table is opened. */
export function Numbers({ sheet }: { sheet: Sheet }) {
	const [open, setOpen] = useState(false);
	return (
		<div class="numbers">
			<details onToggle={e => setOpen(e.currentTarget.open)}>
				<summary>{t('growth.as_table')}</summary>
				{open && <Rows sheet={sheet} />}
			</details>
			<Save sheet={sheet} />
		</div>
	);
}

export function Figure(p: {
	id: string;
	title: string;
	sub?: ComponentChildren;
	head: GrowthHead;
	n?: number;
	behind?: string | undefined;
	sheet?: Sheet | undefined;
	hero?: boolean;
	children?: ComponentChildren;
}) {
	return (
		<section class="sec" aria-labelledby={p.id}>
			<figure class={p.hero ? 'fig hero' : 'fig'}>
				<figcaption>
					<h2 id={p.id} tabIndex={p.hero ? -1 : undefined}>
						{p.title}
					</h2>
					{p.sub && <p class="sub">{p.sub}</p>}
				</figcaption>
				{p.children}
				<Source head={p.head} behind={p.behind} {...(p.n !== undefined && { n: p.n })} />
				{p.sheet && <Numbers sheet={p.sheet} />}
			</figure>
		</section>
	);
}
