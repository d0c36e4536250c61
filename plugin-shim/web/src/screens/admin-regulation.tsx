/*
 * Editions of the regulation: which are there, one compared with another, and a new one on its way - written
 * here, submitted by the head of the centre, enacted by the head of the department by a registered order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { del, get, list, patch, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Clause } from '../parts/clause.js';
import { ClauseDiff } from '../parts/clause-diff.js';
import { Input, Select } from '../parts/field.js';
import { inForce } from '../parts/in-force.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { RegulationEdit } from '../parts/regulation-edit.js';
import { query, setQuery } from '../router.js';
import { hasRole, today } from '../session.js';
import type { OrderRef, RegulationEdition, RegulationHead } from '../types.js';
import { t } from '../words.js';

const named = (e: RegulationHead): string =>
	`${t('edition.version', { version: e.version })} (${inForce(e)})`;

function Enact({ of: e, reload }: { of: RegulationHead; reload: () => void }) {
	const [from, setFrom] = useState(today());
	const enact = useAction(async () => {
		await patch(`/regulations/${e.id}/enact`, e.revision, { from });
		reload();
	});
	return (
		<form
			class="cluster"
			onSubmit={ev => {
				ev.preventDefault();
				enact.run();
			}}
		>
			<Input
				label={t('edition.begins')}
				type="date"
				min={today()}
				value={from}
				onValue={setFrom}
				required
				error={enact.problem?.at('from')}
			/>
			<button type="submit" class="btn pri" disabled={enact.busy}>
				{t('edition.enact')}
			</button>
			<ProblemNote problem={enact.problem} shown={['from']} />
		</form>
	);
}

/** What may be done with one edition, and by whom. */
function Deeds(props: { of: RegulationHead; edit: () => void; reload: () => void }) {
	const { of: e, reload } = props;
	const writes = hasRole('admin', 'centre_head');
	const step = useAction(async (what: 'copy' | 'drop' | 'submit' | 'order') => {
		if (what === 'copy') await post('/regulations', { base: e.id });
		if (what === 'drop') await del(`/regulations/${e.id}`);
		if (what === 'submit') await patch(`/regulations/${e.id}/submit`, e.revision, {});
		if (what === 'order')
			await post<OrderRef>('/orders', { kind: 'order_amend', regulation: e.id });
		reload();
	});
	const button = (what: 'copy' | 'drop' | 'submit' | 'order', main = false) => (
		<button
			type="button"
			class={main ? 'btn pri' : 'btn'}
			disabled={step.busy}
			onClick={() => step.run(what)}
		>
			{t(`edition.deed.${what}`)}
			<span class="vh"> {named(e)}</span>
		</button>
	);
	return (
		<>
			<p class="cluster">
				{e.state === 'draft' && writes && (
					<button type="button" class="btn pri" onClick={props.edit}>
						{t('edit')}
						<span class="vh"> {named(e)}</span>
					</button>
				)}
				{e.state === 'draft' && hasRole('centre_head') && button('submit')}
				{e.state === 'draft' && writes && button('drop')}
				{e.state === 'submitted' &&
					!e.order &&
					hasRole('centre_head', 'clerk') &&
					button('order', true)}
				{e.state === 'published' && writes && button('copy')}
			</p>
			{e.state === 'submitted' && hasRole('department_head') && <Enact of={e} reload={reload} />}
			<ProblemNote problem={step.problem} />
		</>
	);
}

function Editions(props: { of: RegulationHead[]; edit: (id: string) => void; reload: () => void }) {
	return (
		<Section id="editions" title={t('edition.list')}>
			<ul class="rows">
				{props.of.map(e => (
					<li key={`${e.id}${e.revision}`} class="stack-s">
						<p>
							<b>{named(e)}</b>
						</p>
						<p class="small muted">
							{[
								t('edition.clauses', { count: e.clauses }),
								e.submitted_by && t('edition.submitted_by', { who: e.submitted_by.short }),
								e.enacted_by && t('edition.enacted_by', { who: e.enacted_by.short }),
							]
								.filter(Boolean)
								.join(' · ')}
							{e.order && (
								<>
									{' · '}
									<a href={`/orders/${e.order.id}`}>
										{e.order.number
											? t('edition.order', { number: e.order.number })
											: t('edition.order_draft')}
									</a>
								</>
							)}
						</p>
						<Deeds of={e} edit={() => props.edit(e.id)} reload={props.reload} />
					</li>
				))}
			</ul>
		</Section>
	);
}

function Compare({ of: editions }: { of: RegulationHead[] }) {
	const now = query.value.get('now') ?? editions[0]?.id ?? '';
	const was = query.value.get('was') ?? editions[1]?.id ?? now;
	const both = useLoad(
		signal =>
			Promise.all(
				[was, now].map(id => get<RegulationEdition>(`/regulations/${id}`, {}, { signal })),
			),
		[was, now],
	);
	const choices = editions.map(e => ({ value: e.id, label: named(e) }));
	return (
		<Section id="compare" title={t('edition.compare')}>
			<search class="filters">
				<Select
					class="long"
					label={t('edition.was')}
					value={was}
					onValue={v => setQuery({ was: v })}
					choices={choices}
				/>
				<Select
					class="long"
					label={t('edition.now')}
					value={now}
					onValue={v => setQuery({ now: v })}
					choices={choices}
				/>
			</search>
			<Await of={both}>
				{([a, b]) => <ClauseDiff was={a?.clauses ?? []} now={b?.clauses ?? []} />}
			</Await>
		</Section>
	);
}

function Edit({ id, onEnd }: { id: string; onEnd: () => void }) {
	const edition = useLoad(
		signal => get<RegulationEdition>(`/regulations/${id}`, {}, { signal }),
		[id],
	);
	return (
		<Await of={edition}>
			{data => <RegulationEdit of={data} onSaved={onEnd} onCancel={onEnd} />}
		</Await>
	);
}

export default function AdminRegulation() {
	const editions = useLoad(signal => list<RegulationHead>('/regulations', {}, signal), []);
	const [editing, setEditing] = useState<string | undefined>();
	return (
		<Page
			title={t('edition.regulation')}
			crumb={
				<>
					<a href="/admin">{t('admin.title')}</a> · <Clause number="5" />
				</>
			}
			lede={
				<p>
					{t('edition.regulation_lede')} <a href="/settings">{t('nav.settings')}</a>
				</p>
			}
		>
			{editing ? (
				<Edit
					id={editing}
					onEnd={() => {
						setEditing(undefined);
						editions.reload();
					}}
				/>
			) : (
				<Await of={editions}>
					{items => (
						<>
							<Editions of={items} edit={setEditing} reload={editions.reload} />
							{items.length > 1 && <Compare of={items} />}
						</>
					)}
				</Await>
			)}
		</Page>
	);
}
