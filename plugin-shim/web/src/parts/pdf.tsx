/*
 * The paper of what the screen shows, as PDF beside it: the server lays it out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { ROOT } from '../api.js';
import { t } from '../words.js';

/** path: of the thing under the interface, such as /orders/<id>. */
export const PdfLink = (props: { path: string; button?: boolean; words?: string }) => (
	<a
		class={props.button ? 'btn' : undefined}
		href={`${ROOT}${props.path}/pdf`}
		target="_blank"
		rel="noopener"
	>
		{props.words ?? t('pdf')}
	</a>
);
