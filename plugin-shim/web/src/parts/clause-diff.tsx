/*
 * Two editions of the regulation side by side, clause by clause: new, gone, changed with the words that differ.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { compareClauses, type Piece } from '../clauses.js';
import type { ClauseText } from '../types.js';
import { t } from '../words.js';

const Text = ({ pieces }: { pieces: Piece[] }) => (
	<p>
		{pieces.map((p, i) =>
			p.how === 'same' ? (
				p.text
			) : p.how === 'new' ? (
				<ins key={i}>{p.text}</ins>
			) : (
				<del key={i}>{p.text}</del>
			),
		)}
	</p>
);

export function ClauseDiff({ was, now }: { was: ClauseText[]; now: ClauseText[] }) {
	const [all, setAll] = useState(false);
	const rows = compareClauses(was, now);
	const changed = rows.filter(r => r.how !== 'same');
	return (
		<>
			<p class="mt3">
				<b>{t('edition.changed', { count: changed.length })}</b>
			</p>
			<label class="chk">
				<input type="checkbox" checked={all} onChange={e => setAll(e.currentTarget.checked)} />
				{t('edition.show_same')}
			</label>
			<ul class="rows mt3">
				{(all ? rows : changed).map(r => (
					<li key={r.number}>
						<p>
							<b>{r.label}</b>{' '}
							{r.how !== 'same' && <span class="small muted">{t(`edition.how.${r.how}`)}</span>}
						</p>
						<Text pieces={r.pieces} />
					</li>
				))}
			</ul>
		</>
	);
}
