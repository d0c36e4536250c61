/*
 * From when an edition counts, and until when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { shortDate } from '../format.js';
import { t, word } from '../words.js';

export const inForce = (e: {
	state: string;
	in_force_from: string | null;
	in_force_to: string | null;
}): string =>
	[
		word('edition.state', e.state),
		e.in_force_from && t('edition.from', { date: shortDate(e.in_force_from) }),
		e.in_force_to && t('edition.to', { date: shortDate(e.in_force_to) }),
	]
		.filter(Boolean)
		.join(' ');
