/*
 * What to do when nobody answered or the session ended behind a form: what was typed stays where it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useLoad } from '../load.js';
import type { Problem } from '../problem.js';
import { moreWords, t } from '../words.js';

export function Help({ of }: { of: Problem }) {
	const words = useLoad(() => moreWords('visit').then(() => true), []);
	if (!words.data) return null;
	if (of.away) return <p>{t('problem_help.away')}</p>;
	return (
		<p>
			{t('problem_help.signed_out')}{' '}
			<a href="/sign-in" target="_blank" rel="noopener">
				{t('problem_help.sign_in')}
			</a>
		</p>
	);
}
