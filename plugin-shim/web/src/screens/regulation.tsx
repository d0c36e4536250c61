/*
 * The regulation as the program knows it: each clause has an address that other screens link to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect } from 'preact/hooks';
import { get } from '../api.js';
import { useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Page } from '../parts/page.js';
import { place } from '../place.js';
import { hash } from '../router.js';
import type { Regulation } from '../types.js';
import { fullDate, t } from '../words.js';

function Clauses({ regulation }: { regulation: Regulation }) {
	const wanted = hash.value;
	useEffect(() => {
		const target = wanted && place.tree.getElementById(wanted);
		if (!target) return;
		target.scrollIntoView({ block: 'center' });
		target.focus({ preventScroll: true });
	}, [wanted]);
	return (
		<div class="doc">
			{regulation.clauses.map(c => (
				<section
					key={c.number}
					id={c.number}
					tabIndex={-1}
					class={c.number === wanted ? 'clause here' : 'clause'}
					aria-label={c.label}
				>
					<p class="clause-l">
						<a href={`#${c.number}`}>{c.label}</a>
					</p>
					<p>{c.body}</p>
				</section>
			))}
		</div>
	);
}

export default function RegulationScreen() {
	const regulation = useLoad(signal => get<Regulation>('/regulation', {}, { signal }), []);
	const r = regulation.data;
	return (
		<Page
			title={r?.title ?? t('nav.regulation')}
			tab={t('nav.regulation')}
			crumb={
				r &&
				[
					t('regulation.version', { version: r.version }),
					r.in_force_from && t('regulation.from', { date: fullDate(r.in_force_from) }),
				]
					.filter(Boolean)
					.join(', ')
			}
			lede={<p>{t('regulation.lede')}</p>}
		>
			<Await of={regulation}>{data => <Clauses regulation={data} />}</Await>
		</Page>
	);
}
