/*
 * The minutes while the sitting goes on: what they would say if it closed now. Nothing of it is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { useLoad } from '../load.js';
import type { Block, Sitting } from '../types.js';
import { t } from '../words.js';
import { Await } from './await.js';
import { Blocks } from './blocks.js';
import { Section } from './page.js';

/** The address says that they are asked for, in the place of a question's number. */
export const GROWING = 'minutes';

export function Growing({ sitting }: { sitting: Sitting }) {
	const stand = sitting.agenda.map(q => `${q.revision} ${q.votes.length} ${q.decision}`).join();
	const text = useLoad(
		signal => get<{ body: Block[] }>(`/sittings/${sitting.id}/minutes`, {}, { signal }),
		[sitting.id, sitting.revision, stand],
	);
	return (
		<Section id="growing" title={t('minutes.growing')}>
			<p class="small muted">{t('minutes.growing_lede')}</p>
			<Await of={text}>{m => <Blocks body={m.body} />}</Await>
		</Section>
	);
}
