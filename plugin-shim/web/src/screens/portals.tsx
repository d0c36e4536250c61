/*
 * Portals that people come from: which are registered and whether they answer, how to add one, this
 * service's keys, and the courses whose members can be taken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { list } from '../api.js';
import { useFollow } from '../follow.js';
import { useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Page, Section } from '../parts/page.js';
import { PortalAdd } from '../parts/portal-add.js';
import { PortalCourses } from '../parts/portal-courses.js';
import { PortalKeys } from '../parts/portal-keys.js';
import { PortalList } from '../parts/portal-list.js';
import type { PortalConnection } from '../types.js';
import { t } from '../words.js';

const tested = (all: PortalConnection[]): boolean =>
	all.some(p => p.test && !p.test.ended && !p.test.error);

export default function Portals() {
	const portals = useLoad(signal => list<PortalConnection>('/portals', {}, signal), []);
	useFollow(portals, tested);
	return (
		<Page
			title={t('portals.title')}
			lede={
				<>
					<p>{t('portals.lede')}</p>
					<p>
						<a href="/outbox">{t('portals.to_services')}</a>
					</p>
				</>
			}
		>
			<Section id="portals" title={t('portals.registered')}>
				<Await of={portals}>{all => <PortalList of={all} onChange={portals.reload} />}</Await>
			</Section>
			<Section id="add" title={t('portals.add')}>
				<PortalAdd onAdded={portals.reload} />
			</Section>
			<Section id="courses" title={t('portals.courses')}>
				<PortalCourses />
			</Section>
			<Section id="keys" title={t('portals.keys')}>
				<PortalKeys />
			</Section>
		</Page>
	);
}
