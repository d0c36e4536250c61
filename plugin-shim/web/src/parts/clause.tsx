/*
 * The clause of the regulation that a step or a refusal stems from: a link to its text.
 *
 * The number is the key (4.6b), the label is what people see; labels come with the regulation,
 * so until it is known the key itself is shown with a lawful shape.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { signal } from '@preact/signals';
import { get } from '../api.js';
import type { Regulation } from '../types.js';
import { t } from '../words.js';

const labels = signal<Record<string, string>>({});
let asked = false;

function learn(): void {
	if (asked) return;
	asked = true;
	get<Regulation>('/regulation')
		.then(r => {
			labels.value = Object.fromEntries(r.clauses.map(c => [c.number, c.label]));
		})
		.catch(() => {
			asked = false;
		});
}

export const Clause = ({ number }: { number: string | null | undefined }) => {
	if (!number) return null;
	learn();
	return (
		<a class="cl" href={`/regulation#${encodeURIComponent(number)}`}>
			{labels.value[number] ?? t('clause', { number: number.replace(/[a-z]$/, '') })}
		</a>
	);
};

export const DefaultMark = () => <em class="dflt">{t('default_term')}</em>;
