/*
 * One line that says where a text is: saved, still to be saved, not saved and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Kept } from '../text-draft.js';
import { t } from '../words.js';
import { Icon } from './icons.js';
import { sentence } from './problem.js';

function words({ keeping, at, problem, onDevice }: Kept<unknown>): string {
	if (keeping !== 'unsent' || !problem) return t(`text_draft.${keeping}`, { time: at });
	const why = t('text_draft.unsent', { why: sentence(problem) });
	return `${why} ${t(onDevice ? 'text_draft.on_device' : 'text_draft.no_device')}`;
}

export const TextSaving = ({ kept }: { kept: Kept<unknown> }) => {
	const trouble = kept.keeping === 'unsent';
	return (
		<div class={trouble ? 'status warn' : 'status'} role="status">
			<Icon name={trouble ? 'offline' : 'device'} />
			<span>{words(kept)}</span>
		</div>
	);
};
