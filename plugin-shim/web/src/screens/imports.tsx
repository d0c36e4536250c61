/*
 * Files that people load: which kinds there are and what they hold, a new file, and what was loaded before.
 *
 * A file is sent, checked at once, and loaded from its own page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { ImportForm, kindsOf } from '../parts/import-form.js';
import { importState } from '../parts/import-report.js';
import { moment } from '../parts/moment.js';
import { Page, Section } from '../parts/page.js';
import { Pages } from '../parts/pages.js';
import type { Import, List } from '../types.js';
import { t } from '../words.js';

const ask = (cursor?: string, signal?: AbortSignal) =>
	get<List<Import>>('/imports', { cursor }, { signal });

const Row = ({ of: i }: { of: Import }) => (
	<tr>
		<th scope="row">
			<a href={`/imports/${i.id}`}>{i.name}</a>
			<p class="small muted">{t(`imports.kind.${i.kind}`)}</p>
		</th>
		<td>
			{moment(i.at)}
			{i.by && <p class="small muted">{i.by.short}</p>}
		</td>
		<td>{importState(i)}</td>
	</tr>
);

const History = ({ items }: { items: Import[] }) => (
	<table class="plain tstack">
		<thead>
			<tr>
				<th scope="col">{t('imports.file')}</th>
				<th scope="col">{t('imports.when')}</th>
				<th scope="col">{t('imports.result')}</th>
			</tr>
		</thead>
		<tbody>
			{items.map(i => (
				<Row key={i.id} of={i} />
			))}
		</tbody>
	</table>
);

export default function Imports() {
	const first = useLoad(signal => ask(undefined, signal), []);
	return (
		<Page title={t('imports.title')} lede={<p>{t('imports.lede')}</p>}>
			{kindsOf().length > 0 && (
				<Section id="new" title={t('imports.new')}>
					<ImportForm />
				</Section>
			)}
			<Section id="history" title={t('imports.history')}>
				<Await of={first}>
					{page =>
						page.items.length > 0 ? (
							<Pages first={page} more={c => ask(c)}>
								{items => <History items={items} />}
							</Pages>
						) : (
							<Empty words={t('imports.none')} />
						)
					}
				</Await>
			</Section>
		</Page>
	);
}
