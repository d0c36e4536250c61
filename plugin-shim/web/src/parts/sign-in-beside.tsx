/*
 * The session ended behind a form: the way in beside it, so that what was typed stays where it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useLoad } from '../load.js';
import { moreWords, t } from '../words.js';

export function SignInBeside() {
	const words = useLoad(() => moreWords('visit').then(() => true), []);
	if (!words.data) return null;
	return (
		<p>
			{t('problem_help.signed_out')}{' '}
			<a href="/sign-in" target="_blank" rel="noopener">
				{t('problem_help.sign_in')}
			</a>
		</p>
	);
}
