/*
 * Sign-in. In demo mode: choose a person; otherwise the way in is the portal, and we say so.
 *
 * Over plain http to another name the browser drops Secure cookies and refuses offline work, which
 * would look like a sign-in that does nothing: the notice explains it before the first click.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, list, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Input } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { Problem } from '../problem.js';
import { go, query, returnTo } from '../router.js';
import { leaveBehind, session } from '../session.js';
import type { DemoPerson, Session } from '../types.js';
import { t, word } from '../words.js';

const order = [
	'centre_head',
	'methodist',
	'department_head',
	'clerk',
	'council_chair',
	'council_secretary',
	'council_member',
	'school_head',
	'teacher',
	'admin',
];
const SHOWN = 12;

const insecure = (): boolean =>
	location.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

export function byRole(people: DemoPerson[], search: string): [string, DemoPerson[]][] {
	const wanted = search.trim().toLocaleLowerCase().replaceAll('ё', 'е');
	const fits = (p: DemoPerson) =>
		`${p.name} ${p.post ?? ''} ${p.organisation ?? ''}`
			.toLocaleLowerCase()
			.replaceAll('ё', 'е')
			.includes(wanted);
	const groups = new Map<string, DemoPerson[]>(order.map(r => [r, []]));
	for (const p of people.filter(fits)) {
		const role = order.find(r => p.roles.includes(r)) ?? p.roles[0] ?? 'teacher';
		groups.set(role, [...(groups.get(role) ?? []), p]);
	}
	return [...groups].filter(([, list]) => list.length > 0);
}

async function people(signal: AbortSignal): Promise<DemoPerson[] | null> {
	try {
		return await list<DemoPerson>('/demo/persons', {}, signal);
	} catch (e) {
		if (e instanceof Problem && e.status === 404) return null;
		throw e;
	}
}

function Group(props: { role: string; list: DemoPerson[]; onPick: (p: DemoPerson) => void }) {
	const [open, setOpen] = useState(false);
	const list = open ? props.list : props.list.slice(0, SHOWN);
	return (
		<Section id={`role-${props.role}`} title={word('roles', props.role)}>
			<ul class="people">
				{list.map(p => (
					<li key={p.person}>
						<button type="button" class="btn person" onClick={() => props.onPick(p)}>
							<b>{p.name}</b>
							<span class="small muted">{[p.post, p.organisation].filter(Boolean).join(', ')}</span>
						</button>
					</li>
				))}
			</ul>
			{list.length < props.list.length && (
				<p class="mt3">
					<button type="button" class="btn" onClick={() => setOpen(true)}>
						{t('sign_in.more', { count: props.list.length - list.length })}
					</button>
				</p>
			)}
		</Section>
	);
}

function Choose({ list }: { list: DemoPerson[] }) {
	const [search, setSearch] = useState('');
	const enter = useAction(async (p: DemoPerson) => {
		await post('/demo/session', { person: p.person });
		leaveBehind(null);
		session.value = await get<Session>('/session');
		go(returnTo(query.value), 'replace');
	});
	const groups = byRole(list, search);
	return (
		<>
			<Input
				class="narrow"
				type="search"
				label={t('sign_in.search')}
				value={search}
				onValue={setSearch}
			/>
			<ProblemNote problem={enter.problem} />
			{groups.length === 0 && <Empty words={t('sign_in.nobody')} />}
			{groups.map(([role, people]) => (
				<Group key={role} role={role} list={people} onPick={p => enter.run(p)} />
			))}
		</>
	);
}

export default function SignIn() {
	const list = useLoad(people, []);
	return (
		<Page title={t('sign_in.title')} lede={list.data && <p>{t('sign_in.demo')}</p>}>
			{insecure() && (
				<div class="note warn stack-s" role="note">
					<p>
						<b>{t('sign_in.insecure')}</b>
					</p>
					<p>{t('sign_in.insecure_how')}</p>
				</div>
			)}
			<Await of={list}>
				{found => (found ? <Choose list={found} /> : <p>{t('sign_in.portal')}</p>)}
			</Await>
		</Page>
	);
}
