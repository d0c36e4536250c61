/*
 * The audit (журнал действий): by person, object, action and time, and whether its chain is whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect } from 'preact/hooks';
import { get, post, ROOT, withQuery } from '../api.js';
import { clock, shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { Pages } from '../parts/pages.js';
import { Period } from '../parts/period.js';
import { PersonPick } from '../parts/person-pick.js';
import { ProblemNote } from '../parts/problem.js';
import { query, setQuery } from '../router.js';
import type { AuditRow, AuditState, List } from '../types.js';
import { t, word } from '../words.js';

const entities = [
	'person',
	'appointment',
	'skill',
	'personal_request',
	'organisation',
	'subject',
	'form',
	'room',
	'school_class',
	'calendar_day',
	'edition',
	'clause',
	'rubric_section',
	'rubric_item',
	'setting',
	'day',
	'slot',
	'booking',
	'visit',
	'sheet',
	'document',
	'signature',
	'receipt',
	'sitting',
	'vote',
	'plan_version',
	'plan_item',
	'portal',
	'portal_service',
	'portal_account',
	'import',
	'plan',
	'plan_change',
	'plan_scenario',
	'plan_build',
	'proposal',
	'need',
	'slot_need',
	'correction',
	'adoption',
	'consent',
	'party',
	'evidence',
	'task',
	'remark',
	'agenda_item',
	'presence',
	'attendance',
	'unavailability',
	'programme_template',
	'programme_template_slot',
	'bell',
	'travel',
	'teaching',
	'competence',
	'year_step',
	'run',
	'district',
	'portal_context',
	'lti_invitation',
];

const things = () =>
	entities
		.map(e => ({ value: e, label: t(`audit.entity.${e}`) }))
		.sort((a, b) => a.label.localeCompare(b.label));

const moment = (iso: string): string => `${shortDate(iso)} ${clock(iso)}`;

const value = (v: unknown): string =>
	v === null || v === undefined ? '—' : typeof v === 'string' ? v : JSON.stringify(v);

/** "*": only the fact that it changed is kept; a pair: what was and what is. */
const changed = (key: string, v: unknown): string =>
	v === '*'
		? t('audit.hidden', { what: word('audit.column', key) })
		: Array.isArray(v) && v.length === 2
			? `${word('audit.column', key)}: ${value(v[0])} → ${value(v[1])}`
			: key === 'reason' && typeof v === 'string'
				? `${word('audit.column', key)}: ${word('audit.reason', v)}`
				: `${word('audit.column', key)}: ${value(v)}`;

const Row = ({ of: r }: { of: AuditRow }) => (
	<li>
		<p class="cluster between">
			<span>
				<b>{r.system ? word('role', 'system') : (r.person?.short ?? t('audit.nobody'))}</b>{' '}
				{t(`audit.did.${r.event}`)}: {word('audit.entity', r.entity)}
				{r.named && ` «${r.named}»`}
			</span>
			<span class="small muted nowrap">{moment(r.at)}</span>
		</p>
		<details>
			<summary class="small">{t('audit.more')}</summary>
			<ul class="small">
				{Object.entries(r.change).map(([k, v]) => (
					<li key={k} class="wrap">
						{changed(k, v)}
					</li>
				))}
				<li>{r.seq === null ? t('audit.unsealed') : t('audit.seq', { n: r.seq })}</li>
				{r.entity_id && (
					<li>
						<a href={`/admin/audit?object=${r.entity_id}`}>{t('audit.of_object')}</a>
					</li>
				)}
			</ul>
		</details>
	</li>
);

function Chain() {
	const state = useLoad(signal => get<AuditState>('/audit/state', {}, { signal }), []);
	const verify = useAction(async () => state.set(await post<AuditState>('/audit/verify')));
	const running = state.data?.running ?? false;
	useEffect(() => {
		if (!running) return;
		const timer = setTimeout(state.reload, 1500);
		return () => clearTimeout(timer);
	}, [state.data]);
	return (
		<Await of={state}>
			{s => (
				<div class={s.broken === null ? 'band' : 'band bad'} aria-live="polite">
					<p>
						<b>
							{s.broken !== null
								? t('audit.broken', { n: s.broken })
								: s.checked_at
									? t('audit.whole', { at: moment(s.checked_at) })
									: t('audit.never')}
						</b>
					</p>
					<p class="small">
						{t('audit.sealed', { n: s.sealed })} {s.open > 0 && t('audit.open', { count: s.open })}
					</p>
					{s.hash && <p class="small muted wrap">{t('audit.hash', { hash: s.hash })}</p>}
					<p class="mt3">
						<button
							type="button"
							class="btn"
							disabled={verify.busy || s.running}
							onClick={() => verify.run()}
						>
							{t(s.running ? 'audit.checking' : 'audit.check')}
						</button>
					</p>
					<ProblemNote problem={verify.problem} />
				</div>
			)}
		</Await>
	);
}

export default function AdminAudit() {
	const q = query.value;
	const filter = Object.fromEntries(
		['person', 'entity', 'object', 'event', 'from', 'to'].map(k => [k, q.get(k) ?? '']),
	);
	const key = JSON.stringify(filter);
	const rows = useLoad(
		signal => get<List<AuditRow>>('/audit', { ...filter, limit: 50 }, { signal }),
		[key],
	);
	return (
		<Page
			title={t('audit.title')}
			crumb={<a href="/admin">{t('admin.title')}</a>}
			lede={<p>{t('audit.lede')}</p>}
			tools={
				<a class="btn" download href={ROOT + withQuery('/audit.csv', filter)}>
					{t('audit.csv')}
				</a>
			}
		>
			<Section id="chain" title={t('audit.chain')}>
				<Chain />
			</Section>
			<Section id="search" title={t('audit.search')}>
				<search class="filters">
					<PersonPick
						label={t('audit.person')}
						value={filter.person ?? ''}
						name={rows.data?.items.find(r => r.person?.id === filter.person)?.person?.short}
						onValue={v => setQuery({ person: v })}
					/>
					<Select
						label={t('audit.object')}
						value={filter.entity ?? ''}
						onValue={v => setQuery({ entity: v })}
						choices={things()}
						empty={t('audit.any')}
					/>
					<Select
						label={t('audit.event')}
						value={filter.event ?? ''}
						onValue={v => setQuery({ event: v })}
						choices={['insert', 'update', 'delete', 'read', 'refused'].map(e => ({
							value: e,
							label: t(`audit.did.${e}`),
						}))}
						empty={t('audit.any')}
					/>
					<Period problem={rows.problem} />
				</search>
				{filter.object && (
					<p>
						{t('audit.one_object')}{' '}
						<button type="button" class="btn quiet" onClick={() => setQuery({ object: null })}>
							{t('audit.all_objects')}
						</button>
					</p>
				)}
				<div class="mt5">
					{' '}
					<Await of={rows}>
						{first =>
							first.items.length > 0 ? (
								<Pages
									first={first}
									more={cursor => get<List<AuditRow>>('/audit', { ...filter, limit: 50, cursor })}
								>
									{items => (
										<ul class="rows">
											{items.map(r => (
												<Row key={r.id} of={r} />
											))}
										</ul>
									)}
								</Pages>
							) : (
								<Empty words={t('audit.empty')} />
							)
						}
					</Await>
				</div>
			</Section>
		</Page>
	);
}
