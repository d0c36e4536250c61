/*
 * One person's card: names, roles with their dates and where each row comes from, what may be done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, patch } from '../api.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { CardForm } from '../parts/card-form.js';
import { LeaveForm, Ties } from '../parts/leave-form.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { RoleForm } from '../parts/role-form.js';
import { Skills } from '../parts/skills.js';
import type { Args } from '../router.js';
import { me } from '../session.js';
import type { Card, Post } from '../types.js';
import { t, word } from '../words.js';

const dates = (a: Post): string =>
	a.when === 'withdrawn'
		? t('people.withdrawn')
		: [
				a.starts_on && t('people.since', { date: shortDate(a.starts_on) }),
				a.ends_on && t('people.until', { date: shortDate(a.ends_on) }),
			]
				.filter(Boolean)
				.join(' ');

function Roles({ card, edit }: { card: Card; edit: (p: Post) => void }) {
	if (card.posts.length === 0) return <p>{t('people.no_roles')}</p>;
	return (
		<table class="plain tstack">
			<thead>
				<tr>
					{['role', 'organisation', 'dates', 'source', 'deed'].map(h => (
						<th key={h} scope="col">
							{t(`people.head.${h}`)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{card.posts.map(a => (
					<tr key={a.id}>
						<th scope="row">
							{a.acting && `${t('acting')} `}
							{word('role', a.role)}
							{a.post && <span class="small muted"> ({a.post})</span>}
							{a.subjects.length > 0 && <p class="small muted">{a.subjects.join(', ')}</p>}
						</th>
						<td>{a.organisation.name}</td>
						<td>
							{a.when === 'now' ? <b>{dates(a)}</b> : dates(a)}
							{a.when !== 'now' && a.when !== 'withdrawn' && ` (${t(`people.when.${a.when}`)})`}
						</td>
						<td>
							{t(`people.source.${a.source}`)}
							{a.by && `: ${a.by.short}`}
						</td>
						<td>
							{(a.when === 'now' || a.when === 'future') && (
								<button type="button" class="btn quiet" onClick={() => edit(a)}>
									{t('people.change_role')}
									<span class="vh">
										{' '}
										{word('role', a.role)}, {a.organisation.name}
									</span>
								</button>
							)}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** Where the person comes from, and what of the card a roster leaves alone. */
function Source({ card, reload }: { card: Card; reload: () => void }) {
	const release = useAction(async () => {
		await patch(`/cards/${card.id}`, card.revision, { follow_roster: true });
		reload();
	});
	return (
		<>
			<dl class="kv">
				<dt>{t('people.field.idnumber')}</dt>
				<dd>{card.idnumber ?? t('people.no_idnumber')}</dd>
				<dt>{t('people.field.email')}</dt>
				<dd>{card.email ?? t('not_set')}</dd>
				<dt>{t('people.head.source')}</dt>
				<dd>{t(`people.came.${card.source}`)}</dd>
				<dt>{t('people.accounts')}</dt>
				<dd>{card.accounts}</dd>
			</dl>
			{card.by_hand.length > 0 && !card.erased && (
				<div class="band mt3">
					<p>
						{t('people.kept', {
							what: card.by_hand.map(f => t(`people.by_hand.${f}`)).join(', '),
						})}
					</p>
					<p class="mt3">
						<button type="button" class="btn" disabled={release.busy} onClick={() => release.run()}>
							{t('people.follow')}
						</button>
					</p>
					<ProblemNote problem={release.problem} />
				</div>
			)}
		</>
	);
}

const leadsDays = (card: Card): boolean =>
	!card.left_on &&
	card.posts.some(p => p.role === 'methodist' && (p.when === 'now' || p.when === 'future'));

function Whole({ card, reload }: { card: Card; reload: () => void }) {
	const [open, setOpen] = useState<'mend' | 'give' | 'leave' | Post | undefined>();
	const back = useAction(async () => {
		await patch(`/cards/${card.id}/return`, card.revision, {});
		reload();
	});
	const saved = () => {
		setOpen(undefined);
		reload();
	};
	return (
		<>
			{!card.erased && (
				<p class="cluster">
					{card.left_on ? (
						<button type="button" class="btn" disabled={back.busy} onClick={() => back.run()}>
							{t('people.return')}
						</button>
					) : (
						<>
							{card.id !== me() && (
								<button type="button" class="btn pri" onClick={() => setOpen('give')}>
									{t('people.give')}
								</button>
							)}
							<button type="button" class="btn" onClick={() => setOpen('leave')}>
								{t('people.close_deed')}
							</button>
						</>
					)}
					<button type="button" class="btn" onClick={() => setOpen('mend')}>
						{t('people.mend')}
					</button>
					<a class="btn" href={`/admin/requests?person=${card.id}`}>
						{t('people.data')}
					</a>
					<a class="btn" href={`/admin/audit?object=${card.id}`}>
						{t('people.history')}
					</a>
				</p>
			)}
			<ProblemNote problem={back.problem} />
			<Section id="roles" title={t('people.roles')}>
				<Roles card={card} edit={setOpen} />
			</Section>
			{leadsDays(card) && (
				<Section id="skills" title={t('people.skills')}>
					<Skills card={card.id} />
				</Section>
			)}
			{!card.left_on && (
				<Section id="ties" title={t('people.ties')}>
					<Ties card={card.id} />
				</Section>
			)}
			<Section id="source" title={t('people.whence')}>
				<Source card={card} reload={reload} />
			</Section>
			{open === 'mend' && <CardForm of={card} onClose={() => setOpen(undefined)} onSaved={saved} />}
			{open === 'leave' && (
				<LeaveForm card={card} onClose={() => setOpen(undefined)} onSaved={saved} />
			)}
			{open === 'give' && (
				<RoleForm card={card} onClose={() => setOpen(undefined)} onSaved={saved} />
			)}
			{typeof open === 'object' && (
				<RoleForm card={card} of={open} onClose={() => setOpen(undefined)} onSaved={saved} />
			)}
		</>
	);
}

export default function AdminPerson({ id }: Args) {
	const card = useLoad(signal => get<Card>(`/cards/${id}`, {}, { signal }), [id]);
	const c = card.data;
	return (
		<Page
			title={c?.name ?? t('people.title')}
			crumb={
				<>
					<a href="/admin">{t('admin.title')}</a> · <a href="/admin/people">{t('people.title')}</a>
				</>
			}
			lede={
				c && (
					<p>
						{c.erased
							? t('people.erased')
							: c.left_on
								? t('people.left_since', { date: shortDate(c.left_on) })
								: t('people.works')}
						{c.restricted_on &&
							`. ${t('people.restricted_since', { date: shortDate(c.restricted_on) })}`}
					</p>
				)
			}
		>
			<Await of={card}>{data => <Whole card={data} reload={card.reload} />}</Await>
		</Page>
	);
}
