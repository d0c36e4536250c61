/*
 * What lies beside a document: what it is about, who answered and how, remarks, signed versions.
 *
 * An objection is shown in full wherever the document is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { list } from '../api.js';
import { shortDate } from '../format.js';
import { useLoad } from '../load.js';
import type { Material, MaterialRemark, MaterialVersion } from '../types.js';
import { fullDate, t, word } from '../words.js';
import { Await } from './await.js';
import { Blocks } from './blocks.js';
import { DefaultMark } from './clause.js';
import { Section } from './page.js';
import { State } from './state.js';
import { orderName } from './versions.js';

const names = (people: ({ short: string } | null)[]): string =>
	people
		.map(p => p?.short)
		.filter(Boolean)
		.join(', ');

export function Facts({ material: m }: { material: Material }) {
	const facts: [string, preact.ComponentChildren][] = [
		['materials.kind', word('material_kind', m.kind)],
		['day.organisation', m.organisation.name],
	];
	if (m.teacher) facts.push(['visits.teacher', m.teacher.short]);
	if (m.authors.length > 0) facts.push(['material.authors', names(m.authors)]);
	if (m.addressees.length > 0)
		facts.push([
			'material.addressees',
			m.addressees.map(a => a.person?.short ?? a.organisation?.name).join(', '),
		]);
	if (m.due_on && ['draft', 'signed', 'returned'].includes(m.state))
		facts.push([
			m.state === 'signed' ? 'material.answer_until' : 'material.due_on',
			<>
				{fullDate(m.due_on)} <DefaultMark />
			</>,
		]);
	if (m.version > 1) facts.push(['material.version', String(m.version)]);
	return (
		<>
			<dl class="kv">
				{facts.map(([key, value]) => (
					<>
						<dt>{t(key)}</dt>
						<dd>{value}</dd>
					</>
				))}
			</dl>
			<ul class="rows mt3">
				{m.visit && (
					<li>
						<a href={`/visits/${m.visit}`}>{t('visit.visit')}</a>
					</li>
				)}
				{m.day && (
					<li>
						<a href={`/days/${m.day}`}>{t('day.day')}</a>
					</li>
				)}
				{m.order && (
					<li>
						<a href={`/orders/${m.order.id}`}>{orderName(m.order)}</a>
					</li>
				)}
			</ul>
		</>
	);
}

export const Signatures = ({ list: signed }: { list: Material['signatures'] }) => (
	<ul class="rows">
		{signed.map(s => (
			<li key={`${s.person?.id}${s.capacity}`}>
				<b>{s.person?.short}</b>, {word('role', s.capacity)}
				<p class="small muted">{t('order.recorded', { date: shortDate(s.signed_on ?? '') })}</p>
			</li>
		))}
	</ul>
);

export const Answers = ({ list: receipts }: { list: Material['receipts'] }) => (
	<ul class="rows">
		{receipts.map(r => (
			<li key={r.at}>
				<State of="material" state={r.kind} /> — {r.person?.short}, {shortDate(r.at)}
				{r.of === 'visit' && <span class="small muted"> {t('material.of_visit')}</span>}
				{r.body && <blockquote class="objection">{r.body}</blockquote>}
			</li>
		))}
	</ul>
);

export const Remarks = ({ list: remarks }: { list: MaterialRemark[] }) => (
	<ul class="rows">
		{remarks.map(r => (
			<li key={r.id}>
				<p>{r.body}</p>
				<p class="small muted">
					{r.author.short}
					{r.due_on && `, ${t('order.until', { date: fullDate(r.due_on) })}`}
				</p>
				{r.answer && <p>{t('material.remark_answer', { words: r.answer })}</p>}
			</li>
		))}
	</ul>
);

/** The answers to the present version stand above. */
const Version = ({ v, present }: { v: MaterialVersion; present: number }) => (
	<li>
		<details>
			<summary>{t('material.version_of', { number: v.version })}</summary>
			<Blocks body={v.body} />
		</details>
		<Signatures list={v.signatures.map(s => ({ ...s, version: v.version }))} />
		{v.version < present && v.receipts.length > 0 && <Answers list={v.receipts} />}
		<p class="small muted">
			{t('material.digest')} <span class="digest">{v.digest}</span>
		</p>
	</li>
);

export function Versions({ material }: { material: Material }) {
	const versions = useLoad(
		signal => list<MaterialVersion>(`/materials/${material.id}/versions`, {}, signal),
		[material.id, material.state, material.version],
	);
	return (
		<Await of={versions}>
			{all =>
				all.length > 0 ? (
					<Section id="versions" title={t('material.versions')}>
						<ul class="rows">
							{all.map(v => (
								<Version key={v.version} v={v} present={material.version} />
							))}
						</ul>
					</Section>
				) : null
			}
		</Await>
	);
}
