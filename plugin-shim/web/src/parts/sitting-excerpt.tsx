/*
 * An excerpt from the minutes (выписка) for one school: its questions alone, on the screen and as PDF.
 *
 * Which school stands in the address, so that a link to it can be sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get, ROOT } from '../api.js';
import { useLoad } from '../load.js';
import { query, setQuery } from '../router.js';
import type { Block, Ref, Sitting } from '../types.js';
import { t } from '../words.js';
import { Await } from './await.js';
import { Blocks } from './blocks.js';
import { Select } from './field.js';
import { Section } from './page.js';

function Text({ sitting, school }: { sitting: string; school: string }) {
	const path = `/sittings/${sitting}/excerpt`;
	const excerpt = useLoad(
		signal => get<{ title: string; body: Block[] }>(path, { organisation: school }, { signal }),
		[sitting, school],
	);
	return (
		<Await of={excerpt}>
			{e => (
				<>
					<p class="cluster between mt3">
						<b>{e.title}</b>
						<a href={`${ROOT}${path}/pdf?organisation=${school}`} target="_blank" rel="noopener">
							{t('pdf')}
						</a>
					</p>
					<Blocks body={e.body} />
				</>
			)}
		</Await>
	);
}

export function Excerpt({ sitting }: { sitting: Sitting }) {
	const schools = new Map<string, Ref>();
	for (const { document: paper } of sitting.agenda)
		if (paper?.school) schools.set(paper.school.id, paper.school);
	if (sitting.minutes?.state !== 'signed' || schools.size === 0) return null;
	const wanted = query.value.get('school') ?? '';
	return (
		<Section id="excerpt" title={t('minutes.excerpt')}>
			<Select
				label={t('minutes.excerpt_of')}
				value={schools.has(wanted) ? wanted : ''}
				onValue={school => setQuery({ school: school || null })}
				choices={[...schools.values()].map(s => ({ value: s.id, label: s.name }))}
				empty={t('choose')}
			/>
			{schools.has(wanted) && <Text key={wanted} sitting={sitting.id} school={wanted} />}
		</Section>
	);
}
