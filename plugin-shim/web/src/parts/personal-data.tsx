/*
 * All that is held on a person, section by section, to read, print and hand over as a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { clock, shortDate } from '../format.js';
import { t, word } from '../words.js';
import { Section } from './page.js';

export type PersonalData = Record<string, unknown>;
type Rec = Record<string, unknown>;

/** Instants and dates as people write them; codes by the words that the screens have for them. */
function shown(key: string, v: unknown): string {
	if (v === null || v === undefined || v === '') return '—';
	if (typeof v === 'boolean') return v ? t('yes') : t('no');
	const text = String(v);
	if (/^\d{4}-\d\d-\d\dT/.test(text)) return `${shortDate(text)} ${clock(text)}`;
	if (/^\d{4}-\d\d-\d\d$/.test(text)) return shortDate(text);
	return key === 'role' ? word('role', text) : word('held.value', text);
}

function Records({ of: rows }: { of: Rec[] }) {
	const keys = Object.keys(rows[0] ?? {}).filter(k => rows.some(r => r[k] !== null));
	return (
		<table class="plain tstack">
			<thead>
				<tr>
					{keys.map(k => (
						<th key={k} scope="col">
							{word('held.column', k)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map((r, i) => (
					<tr key={i}>
						{keys.map(k => (
							<td key={k}>{shown(k, r[k])}</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

export function PersonalDataView({ of: data, name }: { of: PersonalData; name: string }) {
	const sections = Object.entries(data).filter((e): e is [string, Rec[]] => Array.isArray(e[1]));
	const empty = sections.filter(([, rows]) => rows.length === 0).map(([k]) => word('held.of', k));
	return (
		<>
			<p class="cluster">
				<a
					class="btn pri"
					download={`${t('held.file')}-${name}.json`.replace(/[\s.]+(?=.*\.json)/g, '-')}
					href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(data, null, 1))}`}
				>
					{t('held.download')}
				</a>
				<button type="button" class="btn" onClick={() => print()}>
					{t('held.print')}
				</button>
			</p>
			<p class="small muted">{t('held.note')}</p>
			{sections
				.filter(([, rows]) => rows.length > 0)
				.map(([k, rows]) => (
					<Section key={k} id={`held-${k}`} title={`${word('held.of', k)}: ${rows.length}`}>
						<Records of={rows} />
					</Section>
				))}
			{empty.length > 0 && <p class="muted">{t('held.nothing', { what: empty.join(', ') })}</p>}
		</>
	);
}
