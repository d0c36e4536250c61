/*
 * Home without a network: the own visits of these days as this device keeps them, and what waits to be sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { kept } from '../ahead.js';
import { useLoad } from '../load.js';
import { unsentCount } from '../resume.js';
import type { VisitRow } from '../types.js';
import { moreWords, t } from '../words.js';
import { Await, Empty, FromDevice } from './await.js';
import { Section } from './page.js';
import { VisitTable } from './visit-table.js';

async function load() {
	const [ahead, waiting] = await Promise.all([kept(), unsentCount(), moreWords('visit')]);
	return { ahead, waiting };
}

const byHour = (a: VisitRow, b: VisitRow): number =>
	(a.starts_at ?? a.held_on).localeCompare(b.starts_at ?? b.held_on);

export default function HomeKept() {
	const data = useLoad(load, []);
	return (
		<Await of={data}>
			{({ ahead, waiting }) => (
				<>
					<FromDevice at={ahead?.at} />
					<Section id="visits" title={t('nav.visits')}>
						{ahead && ahead.visits.length > 0 ? (
							<VisitTable items={[...ahead.visits].sort(byHour)} nameless />
						) : (
							<Empty words={t('visits.nothing_kept')} />
						)}
					</Section>
					<p class="mt4">
						<a class="btn" href="/unsent">
							{waiting > 0 ? t('unsent_list.count', { count: waiting }) : t('nav.unsent')}
						</a>
					</p>
				</>
			)}
		</Await>
	);
}
