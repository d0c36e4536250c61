/*
 * Administration: what is here, as a table of links, and what of it needs attention today.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Page, Section } from '../parts/page.js';
import { hasRole } from '../session.js';
import type { AdminAttention } from '../types.js';
import { t, word } from '../words.js';

/** One row for each part: its address, its words, who may open it. */
const links: readonly (readonly [href: string, words: string, roles: readonly string[]])[] = [
	['/admin/people', 'people', ['admin']],
	['/admin/access', 'access', ['admin', 'centre_head']],
	['/admin/dictionaries', 'dictionaries', ['admin', 'centre_head']],
	['/admin/rubrics', 'rubrics', ['admin', 'centre_head']],
	['/admin/frameworks', 'frameworks', ['admin', 'centre_head']],
	['/admin/regulation', 'regulation', ['admin', 'centre_head']],
	['/settings', 'settings', ['admin', 'centre_head']],
	['/school-year', 'school_year', ['admin', 'centre_head']],
	['/imports', 'imports', ['admin', 'centre_head']],
	['/jobs', 'jobs', ['admin', 'centre_head']],
	['/portals', 'portals', ['admin']],
	['/outbox', 'portal', ['admin']],
	['/admin/audit', 'audit', ['admin']],
	['/admin/requests', 'requests', ['admin']],
];

function findings(a: AdminAttention): (readonly [href: string, text: string, bad: boolean])[] {
	const list: (readonly [string, string, boolean] | false)[] = [
		a.audit_broken !== null && [
			'/admin/audit',
			t('admin.audit_broken', { n: a.audit_broken }),
			true,
		],
		a.late_requests > 0 && [
			'/admin/requests',
			t('admin.late_requests', { count: a.late_requests }),
			true,
		],
		a.vacant.length > 0 && [
			'/admin/people',
			t('admin.vacant', { roles: a.vacant.map(r => word('role', r)).join(', ') }),
			true,
		],
		a.requests > 0 && ['/admin/requests', t('admin.open_requests', { count: a.requests }), false],
		a.ending > 0 && ['/admin/people', t('admin.ending', { count: a.ending }), false],
		a.without_role > 0 && [
			'/admin/people?state=none',
			t('admin.without_role', { count: a.without_role }),
			false,
		],
		a.drafts > 0 && ['/admin/rubrics', t('admin.drafts', { count: a.drafts }), false],
	];
	return list.filter(f => f !== false);
}

function Attention({ of: a }: { of: AdminAttention }) {
	const own = findings(a).filter(([, , bad]) => bad || hasRole('admin'));
	if (own.length === 0) return <p>{t('admin.nothing')}</p>;
	return (
		<ul class="rows">
			{own.map(([href, text, bad]) => (
				<li key={text}>
					<a href={href}>{bad ? <b>{text}</b> : text}</a>
				</li>
			))}
		</ul>
	);
}

export default function Admin() {
	const attention = useLoad(signal => get<AdminAttention>('/admin', {}, { signal }), []);
	return (
		<Page title={t('admin.title')} lede={<p>{t('admin.lede')}</p>}>
			<Section id="attention" title={t('admin.attention')}>
				<Await of={attention}>{a => <Attention of={a} />}</Await>
			</Section>
			<Section id="parts" title={t('admin.parts')}>
				<ul class="rows">
					{links
						.filter(([, , roles]) => hasRole(...roles))
						.map(([href, words]) => (
							<li key={href}>
								<p>
									<a href={href}>
										<b>{t(`admin.part.${words}`)}</b>
									</a>
								</p>
								<p class="small muted">{t(`admin.about.${words}`)}</p>
							</li>
						))}
				</ul>
			</Section>
		</Page>
	);
}
