/*
 * One practice card: its text as paper, the authors and their consent, who has taken it up.
 *
 * Consent is asked of each author in words that say what it opens; it can be withdrawn here too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get } from '../api.js';
import { useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Blocks } from '../parts/blocks.js';
import { Clause } from '../parts/clause.js';
import { Page, Section } from '../parts/page.js';
import { Adoptions, Claim, Consent, type PracticeProps, Steps } from '../parts/practice-deeds.js';
import { PracticeEdit } from '../parts/practice-edit.js';
import { State } from '../parts/state.js';
import type { Args } from '../router.js';
import type { Practice } from '../types.js';
import { t } from '../words.js';

function Facts({ practice: p }: { practice: Practice }) {
	const facts: [string, string | undefined][] = [
		['day.organisation', p.organisation.name],
		['practices.subject', p.subject?.name],
		['practice.competence', p.competence?.name],
	];
	return (
		<>
			<dl class="kv">
				{facts.map(
					([key, value]) =>
						value && (
							<>
								<dt>{t(key)}</dt>
								<dd>{value}</dd>
							</>
						),
				)}
			</dl>
			{p.visit && (
				<p class="mt3">
					<a href={`/visits/${p.visit}`}>{t('practice.seen_at')}</a>
				</p>
			)}
		</>
	);
}

const Authors = ({ practice: p }: { practice: Practice }) => (
	<ul class="rows">
		{p.authors.map(a => (
			<li key={a.id}>
				{a.short}
				{!['archived'].includes(p.state) && (
					<p class="small muted">
						{t(a.consented ? 'practice.consented' : 'practice.not_consented')}
					</p>
				)}
			</li>
		))}
	</ul>
);

function Body({ practice, onPractice, reload }: PracticeProps & { reload: () => void }) {
	const [editing, setEditing] = useState(false);
	const own = { practice, onPractice, reload };
	return (
		<Page
			title={practice.title}
			crumb={<a href="/practices">{t('practices.bank')}</a>}
			lede={
				<p class="cluster">
					<b>
						<State of="practice" state={practice.state} />
					</b>
					<Clause number="4.6c" />
				</p>
			}
			tools={
				!editing && (
					<>
						<Steps {...own} />
						{practice.editable && (
							<button type="button" class="btn" onClick={() => setEditing(true)}>
								{t('material.edit')}
							</button>
						)}
					</>
				)
			}
		>
			<Consent {...own} />
			<div class="cols side">
				<Section id="text" title={t('practice.card')}>
					{editing ? (
						<PracticeEdit
							practice={practice}
							onPractice={onPractice}
							onClose={() => setEditing(false)}
						/>
					) : (
						<article class="paper">
							<h2>{practice.title}</h2>
							<Blocks body={practice.body} />
						</article>
					)}
				</Section>
				<aside>
					<Section id="facts" title={t('practice.about')}>
						<Facts practice={practice} />
					</Section>
					<Section id="authors" title={t('material.authors')}>
						<Authors practice={practice} />
					</Section>
					{(practice.adoptions.length > 0 || practice.claimable) && (
						<Section id="adoptions" title={t('practice.adoptions')}>
							<Adoptions {...own} />
							<Claim {...own} />
						</Section>
					)}
				</aside>
			</div>
		</Page>
	);
}

export default function PracticeScreen({ id }: Args) {
	const practice = useLoad(signal => get<Practice>(`/practices/${id}`, {}, { signal }), [id]);
	if (practice.data)
		return <Body practice={practice.data} onPractice={practice.set} reload={practice.reload} />;
	return (
		<Page title={t('practice.card')}>
			<Await of={practice}>{() => null}</Await>
		</Page>
	);
}
