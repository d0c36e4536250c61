/*
 * An address that no screen answers to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { Page } from '../parts/page.js';
import { t } from '../words.js';

export default function Missing() {
	return (
		<Page title={t('missing.title')} lede={<p>{t('missing.lede')}</p>}>
			<p>
				<a class="btn pri" href="/">
					{t('problem.home')}
				</a>
			</p>
		</Page>
	);
}
