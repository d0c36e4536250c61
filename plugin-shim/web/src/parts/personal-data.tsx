/*
 * All that is held on a person, section by section, to read, print and hand over as a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { shortDate } from '../format.js';
import { session } from '../session.js';
import { t, word } from '../words.js';
import { Section } from './page.js';

/** The database keeps no order of names; people read who, what, when, and then the rest. */
const first = [
	'person',
	'posts',
	'accounts',
	'lessons',
	'visits',
	'sheets_on_me',
	'sheets_by_me',
	'answers',
	'growth',
	'corrections',
	'needs',
	'papers',
	'family_name',
	'given_name',
	'patronymic',
	'date',
	'at',
	'role',
	'kind',
	'title',
	'organisation',
	'from',
	'to',
];
const rank = (key: string): number => (first.includes(key) ? first.indexOf(key) : first.length);
const ordered = <T,>(list: T[], key: (x: T) => string): T[] =>
	[...list].sort((a, b) => rank(key(a)) - rank(key(b)));
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** An instant of the file on the clock of the district. */
const local = (iso: string): string =>
	new Intl.DateTimeFormat('ru-RU', {
		dateStyle: 'short',
		timeStyle: 'short',
		timeZone: session.value?.district.timezone ?? 'UTC',
	}).format(new Date(iso));

export type PersonalData = Record<string, unknown>;
type Rec = Record<string, unknown>;

/** Instants and dates as people write them; codes by the words that the screens have for them. */
function shown(key: string, v: unknown): string {
	if (v === null || v === undefined || v === '') return '—';
	if (typeof v === 'boolean') return v ? t('yes') : t('no');
	const text = String(v);
	if (/^\d{4}-\d\d-\d\dT/.test(text)) return local(text);
	if (/^\d{4}-\d\d-\d\d$/.test(text)) return shortDate(text);
	return key === 'role' ? word('role', text) : word('held.value', text);
}

function Records({ of: rows }: { of: Rec[] }) {
	const keys = ordered(
		Object.keys(rows[0] ?? {}).filter(k => rows.some(r => r[k] !== null)),
		k => k,
	);
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
	const sections = ordered(
		Object.entries(data).filter((e): e is [string, Rec[]] => Array.isArray(e[1])),
		([k]) => k,
	);
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
			<p class="small muted mt3">{t('held.note')}</p>
			{sections
				.filter(([, rows]) => rows.length > 0)
				.map(([k, rows]) => (
					<Section
						key={k}
						id={`held-${k}`}
						title={`${capital(word('held.of', k))}: ${rows.length}`}
					>
						<Records of={rows} />
					</Section>
				))}
			{empty.length > 0 && <p class="muted mt3">{t('held.nothing', { what: empty.join(', ') })}</p>}
		</>
	);
}
