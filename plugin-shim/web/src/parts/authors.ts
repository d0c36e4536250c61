/*
 * Authors of a paper, where two people changed them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { t } from '../words.js';
import type { Field } from './conflict.js';

/** People of a paper, sent by id and answered by name. */
export const authorsField = (people: Map<string, string>): Field => ({
	key: 'authors',
	label: t('material.authors'),
	words: (list: { id?: string; person?: string }[]) =>
		list.map(a => people.get(a.id ?? a.person ?? '') ?? '').join(', '),
});
