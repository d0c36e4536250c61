/*
 * Words of a sheet that were changed on another device meanwhile: both stand side by side, a person chooses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Autosave } from '../autosave.js';
import { type TextKey, type Written, written } from '../queue.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';

export function TextClash({
	saver,
	view,
}: {
	saver: Autosave;
	view: { sheet: Written; problem: unknown };
}) {
	const problem = view.problem as { status?: number; current?: unknown } | undefined;
	if (problem?.status !== 412 || !problem.current) return null;
	const theirs = written(problem.current as Written);
	const keys: TextKey[] = ['strengths', 'difficulties', 'action_step'];
	return (
		<Dialog title={t('conflict.title')} onClose={() => undefined} wide>
			<p>{t('conflict.lede')}</p>
			<table class="plain conflict mt3">
				<thead>
					<tr>
						<th scope="col">{t('conflict.field')}</th>
						<th scope="col">{t('conflict.mine')}</th>
						<th scope="col">{t('conflict.theirs')}</th>
					</tr>
				</thead>
				<tbody>
					{keys.map(k => (
						<tr key={k}>
							<th scope="row">{t(`sheet.${k}`)}</th>
							<td>{view.sheet[k] || '—'}</td>
							<td>{theirs[k] || '—'}</td>
						</tr>
					))}
				</tbody>
			</table>
			<div class="dialog-f mt4">
				<button type="button" class="btn" onClick={() => saver.dropTexts(theirs)}>
					{t('conflict.take_theirs')}
				</button>
				<button type="button" class="btn" onClick={() => saver.keepTexts(theirs)}>
					{t('conflict.take_mine')}
				</button>
			</div>
		</Dialog>
	);
}
