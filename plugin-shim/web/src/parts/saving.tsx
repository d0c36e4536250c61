/*
 * One line that says where the marks are: on the device, sent, no network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { View } from '../autosave.js';
import { path } from '../router.js';
import { t } from '../words.js';
import { Icon } from './icons.js';
import { sentence } from './problem.js';

export function savingWords({ saving, at, onDevice, problem }: View): string {
	if (!onDevice && saving !== 'sent')
		return t(isSecureContext ? 'saving.no_device' : 'saving.insecure');
	if (saving === 'refused' && problem) return t('saving.refused', { why: sentence(problem) });
	return t(`saving.${saving}`, { time: at });
}

export const SavingLine = ({ view }: { view: View }) => {
	const trouble = ['offline', 'refused', 'signed_out'].includes(view.saving) || !view.onDevice;
	return (
		<div class={trouble ? 'status warn' : 'status'} role="status">
			<Icon name={trouble ? 'offline' : 'device'} />
			<span>
				{savingWords(view)}
				{view.saving === 'signed_out' && (
					<>
						{' '}
						<a href={`/sign-in?to=${encodeURIComponent(path.value)}`}>{t('saving.sign_in')}</a>
					</>
				)}
			</span>
		</div>
	);
};
