/*
 * «Кто что может»: what each role may do and on whose rows, as the server goes by it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Select } from '../parts/field.js';
import { Page, Section } from '../parts/page.js';
import { query, setQuery } from '../router.js';
import type { AccessTable } from '../types.js';
import { t } from '../words.js';

const deed = (code: string): string => t(`capability.${code}`);

function OfRole({ table, role }: { table: AccessTable; role: string }) {
	const scopes = ['district', 'school', 'own'] as const;
	const rows = (s: string) => table.capabilities.filter(c => c.scopes[role] === s);
	return (
		<>
			{scopes
				.filter(s => rows(s).length > 0)
				.map(s => (
					<Section key={s} id={`scope-${s}`} title={t(`access.scope.${s}`)}>
						<ul class="rows">
							{rows(s).map(c => (
								<li key={c.code}>{deed(c.code)}</li>
							))}
						</ul>
					</Section>
				))}
			<Section id="scope-none" title={t('access.none')}>
				<p class="muted">
					{table.capabilities
						.filter(c => !c.scopes[role])
						.map(c => deed(c.code))
						.join('; ')}
				</p>
			</Section>
		</>
	);
}

const Matrix = ({ table }: { table: AccessTable }) => (
	<Section id="matrix" title={t('access.by_deed')}>
		<ul class="rows">
			{table.capabilities.map(c => (
				<li key={c.code}>
					<p>
						<b>{deed(c.code)}</b>
					</p>
					<p class="small">
						{table.roles
							.filter(r => c.scopes[r.role])
							.map(r =>
								c.scopes[r.role] === 'district'
									? r.name
									: `${r.name} (${t(`access.short.${c.scopes[r.role]}`)})`,
							)
							.join(', ') || t('access.nobody')}
					</p>
				</li>
			))}
		</ul>
	</Section>
);

export default function AdminAccess() {
	const role = query.value.get('role') ?? '';
	const table = useLoad(signal => get<AccessTable>('/access', {}, { signal }), []);
	return (
		<Page
			title={t('access.title')}
			crumb={<a href="/admin">{t('admin.title')}</a>}
			lede={<p>{t('access.lede')}</p>}
		>
			<Await of={table}>
				{data => (
					<>
						<search class="filters">
							<Select
								label={t('access.role')}
								value={role}
								onValue={v => setQuery({ role: v })}
								choices={data.roles.map(r => ({ value: r.role, label: r.name }))}
								empty={t('access.all_roles')}
							/>
						</search>
						{role ? <OfRole table={data} role={role} /> : <Matrix table={data} />}
					</>
				)}
			</Await>
		</Page>
	);
}
