/*
 * Schools against schools: who lies outside of the usual spread. A reason to look closer, never a mark:
 * schools inside have no names in the picture, and no order anywhere but that of the alphabet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

import { schoolYear } from '../charts/fan.js';
import { Figure } from '../charts/figure.js';
import { Funnel, funnelSheet, standings } from '../charts/funnel.js';
import { cellOf, competenceName, extent } from '../growth.js';
import type { GrowthDistrict, GrowthOf, Ref } from '../types.js';
import { t } from '../words.js';
import { chosenCompetence } from './growth-figure.js';

interface Props {
	district: GrowthDistrict;
	schools: { school: Ref; cells: GrowthOf[] }[];
}

export function SchoolFunnel({ district, schools }: Props) {
	const c = chosenCompetence(district);
	const whole = c && cellOf(district.items, c.id)?.cell;
	const recent = whole?.observed?.recent;
	if (!c || !recent || recent.sd === undefined) return null;
	const all = standings(
		schools.map(s => ({
			school: s.school,
			seen: cellOf(s.cells, c.id)?.cell.observed?.recent,
		})),
		recent,
	);
	if (all.length === 0) return null;
	const inside = all.filter(s => s.where === 'inside').length;
	const only = schools.length === 1 ? all[0] : undefined;
	const title = only
		? t('growth.funnel_own', { name: only.school.name, words: t(`growth.funnel_${only.where}`) })
		: inside === all.length
			? t('growth.funnel_all', { count: all.length })
			: t('growth.funnel_title', { count: inside, of: all.length });
	return (
		<Figure
			id="funnel"
			title={title}
			sub={`${competenceName(c)}. ${t('growth.funnel_read', {
				from: schoolYear(recent.year),
				to: schoolYear(recent.year + 1),
			})} ${all.length < schools.length ? t('growth.funnel_few', { count: schools.length - all.length }) : ''}`}
			head={district}
			n={recent.n}
			sheet={funnelSheet(`${competenceName(c)}, ${t('growth.schools')}`, all, recent)}
		>
			<Funnel all={all} district={recent} extent={extent(c, whole)} title={title} />
		</Figure>
	);
}
