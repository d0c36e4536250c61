/*
 * How strict each methodist marks, for the centre head: a reason to look at lessons together, never a
 * judgement of the methodist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { decimal, lacking, signed } from '../growth.js';
import { useLoad } from '../load.js';
import type { GrowthMethodists } from '../types.js';
import { t } from '../words.js';
import { Await } from './await.js';
import { Section } from './page.js';

function Table({ m }: { m: GrowthMethodists }) {
	const all = m.competences.find(c => c.code === '')?.id;
	return (
		<table class="plain tstack">
			<thead>
				<tr>
					{['methodist', 'severity', 'nine_of_ten', 'visits_h', 'people', 'linkage'].map(h => (
						<th key={h} scope="col">
							{t(`growth.${h}`)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{m.items
					.filter(i => i.competence === all)
					.map(i => (
						<tr key={i.person.id}>
							<th scope="row">{i.person.short}</th>
							{i.severity.enough ? (
								<>
									<td>
										{signed(i.severity.value ?? 0)}
										{i.severity.flagged && ` ${t('growth.calibrate')}`}
									</td>
									<td class="nowrap">
										{decimal(i.severity.low ?? 0, 2)}…{decimal(i.severity.high ?? 0, 2)}
									</td>
								</>
							) : (
								<td colSpan={2}>{lacking(i.severity, m)}</td>
							)}
							<td>{i.n}</td>
							<td>{i.people}</td>
							<td>
								{typeof i.linkage === 'number' ? decimal(i.linkage, 2) : '—'}
								{typeof i.linkage === 'number' && i.linkage < 0.5 && ` ${t('growth.linkage_weak')}`}
							</td>
						</tr>
					))}
			</tbody>
		</table>
	);
}

export function Severity({ framework }: { framework: string | null }) {
	const methodists = useLoad(
		signal => get<GrowthMethodists>('/growth/methodists', { framework }, { signal }),
		[framework],
	);
	return (
		<Section id="severity" title={t('growth.severity_title')}>
			<p class="small muted">{t('growth.severity_lede')}</p>
			<Await of={methodists}>{m => <Table m={m} />}</Await>
		</Section>
	);
}
