/*
 * What a check or a load found: how many rows, what would change, and each bad row by number and reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { ROOT } from '../api.js';
import { place } from '../place.js';
import type { Import, ImportReport } from '../types.js';
import { number, t } from '../words.js';

const SHOWN = 50;
const active = (j: { state: string } | null): boolean =>
	j?.state === 'ready' || j?.state === 'leased';

export const underWay = (i: Import): boolean => active(i.check) || active(i.load);
export const loaded = (i: Import): boolean => i.load?.state === 'done' && i.load.output?.bad === 0;

/** How it stands with a file, in a few words. */
export function importState(i: Import): string {
	if (active(i.load)) return t('imports.loading');
	if (loaded(i)) return finding(i.load?.output ?? {}, false);
	if (i.load?.state === 'done') return t('imports.not_loaded');
	if (active(i.check)) return t('imports.checking');
	if (i.check?.state === 'done') {
		const bad = i.check.output?.bad ?? 0;
		return bad > 0 ? t('imports.bad', { count: bad }) : t('imports.checked');
	}
	return t(i.size === null ? 'imports.no_file_yet' : 'imports.not_checked');
}

/** The result as a sentence. */
export function finding(r: ImportReport, dry: boolean): string {
	if (r.bad) return t('imports.bad', { count: r.bad });
	if (!r.added && !r.changed) return t('imports.same', { rows: number(r.rows ?? 0) });
	return t(dry ? 'imports.would' : 'imports.did', {
		rows: number(r.rows ?? 0),
		added: number(r.added ?? 0),
		changed: number(r.changed ?? 0),
	});
}

const Parts = ({ of }: { of: NonNullable<ImportReport['parts']> }) => (
	<table class="plain">
		<thead>
			<tr>
				<th scope="col">{t('imports.part')}</th>
				<th scope="col">{t('imports.added')}</th>
				<th scope="col">{t('imports.changed')}</th>
			</tr>
		</thead>
		<tbody>
			{of.map((p, i) => (
				<tr key={String(i)}>
					<th scope="row">{p.what}</th>
					<td>{number(p.added)}</td>
					<td>{number(p.changed)}</td>
				</tr>
			))}
		</tbody>
	</table>
);

function Findings({ of, bad }: { of: NonNullable<ImportReport['findings']>; bad: number }) {
	const [all, setAll] = useState(false);
	const shown = all ? of : of.slice(0, SHOWN);
	return (
		<>
			<table class="plain tstack">
				<thead>
					<tr>
						<th scope="col">{t('imports.line')}</th>
						<th scope="col">{t('imports.column')}</th>
						<th scope="col">{t('imports.why')}</th>
					</tr>
				</thead>
				<tbody>
					{shown.map((f, i) => (
						<tr key={String(i)}>
							<th scope="row" class="nowrap">
								{[f.part, f.line && t('imports.line_no', { line: f.line })]
									.filter(Boolean)
									.join(', ') || t('imports.whole')}
							</th>
							<td>{f.column ?? ''}</td>
							<td>{f.words}</td>
						</tr>
					))}
				</tbody>
			</table>
			{!all && of.length > SHOWN && (
				<p class="mt3">
					<button type="button" class="btn" onClick={() => setAll(true)}>
						{t('imports.show_all', { count: of.length })}
					</button>
				</p>
			)}
			{bad > of.length && (
				<p class="muted">{t('imports.more_bad', { shown: number(of.length), bad: number(bad) })}</p>
			)}
		</>
	);
}

export const ImportReportView = (props: { id: string; of: ImportReport; dry: boolean }) => {
	const r = props.of;
	return (
		<>
			<p class={r.bad ? 'late' : ''}>
				<b>{finding(r, props.dry)}</b>
			</p>
			{(r.notes ?? []).map(n => (
				<p class="muted" key={n}>
					{n}
				</p>
			))}
			{r.parts && r.parts.length > 0 && <Parts of={r.parts} />}
			{r.findings && r.findings.length > 0 && <Findings of={r.findings} bad={r.bad ?? 0} />}
			{r.rows !== undefined && (
				<p class="mt3">
					<a href={`${place.service}${ROOT}/imports/${props.id}/report.csv`} download="report.csv">
						{t('imports.csv')}
					</a>
				</p>
			)}
		</>
	);
};
