/*
 * The portal as the administrator sees it: is it reached, who of its staff is here, what is told there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Page, Section } from '../parts/page.js';
import { PortalLine } from '../parts/portal-line.js';
import { PortalOutbox } from '../parts/portal-outbox.js';
import { PortalRoster } from '../parts/portal-roster.js';
import type { PortalService } from '../types.js';
import { t } from '../words.js';

export default function Outbox() {
	const line = useLoad(signal => get<PortalService>('/portal/service', {}, { signal }), []);
	return (
		<Page title={t('portal.title')} lede={<p>{t('portal.lede')}</p>}>
			<Await of={line}>
				{service => (
					<>
						<Section id="line" title={t('portal.line')}>
							<PortalLine of={service} onSaved={line.reload} />
						</Section>
						{service.state !== 'none' && (
							<>
								<Section id="outbox" title={t('portal.outbox')}>
									<PortalOutbox service={service} onChange={line.reload} />
								</Section>
								<Section id="roster" title={t('portal.roster')}>
									<PortalRoster />
								</Section>
							</>
						)}
					</>
				)}
			</Await>
		</Page>
	);
}
