/*
 * What of the plan builder's rules was changed on the form, and what its answer left out, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { PlanRules } from './types.js';
import { t } from './words.js';

/** What differs from the district's rules. What is no number is sent as it is: the server says so. */
export function changedRules(
	rules: PlanRules,
	typed: Record<string, string>,
): Record<string, number | string> {
	const asked: Record<string, number | string> = {};
	for (const [rule, text] of Object.entries(typed)) {
		const clean = text.trim().replace(',', '.');
		const value = Number(clean);
		if (clean === '' || value === rules[rule]) continue;
		asked[rule] = Number.isFinite(value) ? value : text;
	}
	return asked;
}

export const leftOut = (rules: string[]): string =>
	t('plan_left_out', { rules: rules.map(r => t(`plan_rule.${r}`)).join(', ') });
