/*
 * After a removal: what is gone and the way back. It stays until it is used or closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { t } from '../words.js';

export const Undo = (props: { words: string; onUndo: () => void; onClose: () => void }) => (
	<div class="band info cluster between" role="status">
		<span>{props.words}</span>
		<span class="cluster">
			<button type="button" class="btn" onClick={props.onUndo}>
				{t('undo')}
			</button>
			<button type="button" class="btn quiet" onClick={props.onClose}>
				{t('close')}
			</button>
		</span>
	</div>
);
