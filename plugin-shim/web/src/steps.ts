/*
 * What a next step is called and where it leads.
 *
 * The server says which event of which thing is due; the address of the screen where it is done
 * and the word on its button are the screens' own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { NextStep } from './types.js';
import { t, word } from './words.js';

export function stepHref(s: Pick<NextStep, 'entity' | 'id' | 'event' | 'day'>): string {
	switch (s.entity) {
		case 'order':
			return `/orders/${s.id}`;
		case 'slot':
			return `/days/${s.day}/programme?slot=${s.id}`;
		case 'visit':
			return `/visits/${s.id}`;
		case 'sheet':
			return `/visits/${s.id}?sheet=1`;
		case 'material':
			return `/materials/${s.id}`;
		case 'practice':
			return `/practices/${s.id}`;
		case 'plan':
			return `/plan?version=${s.id}`;
		case 'plan_item':
			return `/plan/items/${s.id}`;
		case 'correction':
			return `/corrections/${s.id}`;
		case 'proposal':
			return '/next-year';
		case 'queue':
			return '/sittings';
		case 'sitting':
			return `/sittings/${s.id}`;
		case 'remark':
			return s.day ? `/control?day=${s.day}` : '/control';
		default:
			return s.event === 'programme' ? `/days/${s.id}/programme` : `/days/${s.id}`;
	}
}

export function stepWord(s: Pick<NextStep, 'entity' | 'event'>): string {
	const own = word('go', `${s.entity}_${s.event}`);
	return own === `${s.entity}_${s.event}` ? word('go', s.entity) : own;
}

/** Steps that stand for several things of a kind name the first and count the others: «Физика +11». */
export function stepMore(s: Pick<NextStep, 'subtitle'>): string | null {
	const more = /^(.*?) ?\+(\d+)$/.exec(s.subtitle ?? '');
	return more
		? [more[1], t('home.and_more', { count: Number(more[2]) })].filter(Boolean).join(' ')
		: s.subtitle;
}
