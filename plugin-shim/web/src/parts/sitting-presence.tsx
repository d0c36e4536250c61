/*
 * Who is there: a list that is sent whole over what was seen, so two secretaries don't undo each other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { put } from '../api.js';
import { useAction } from '../load.js';
import type { Member, Sitting } from '../types.js';
import { t, word } from '../words.js';
import { Section } from './page.js';
import { ProblemNote } from './problem.js';

const named = (m: Member) => (
	<span>
		{m.short}
		<span class="small muted block">{m.post ?? word('role', m.role)}</span>
	</span>
);

export function Presence(p: {
	sitting: Sitting;
	editable: boolean;
	onSitting: (s: Sitting) => void;
	reload: () => void;
}) {
	const { sitting } = p;
	/* Nobody is missing before the people have come together. */
	const met = ['open', 'closed'].includes(sitting.state);
	const here = sitting.members.filter(m => m.present).map(m => m.id);
	const run = useAction(async (people: string[]) => {
		try {
			p.onSitting(
				await put<Sitting>(
					`/sittings/${sitting.id}/presence`,
					{ people },
					{ revision: sitting.revision },
				),
			);
		} catch (e) {
			p.reload();
			throw e;
		}
	});
	const toggle = (id: string) =>
		run.run(here.includes(id) ? here.filter(h => h !== id) : [...here, id]);
	const everybody = sitting.members.map(m => m.id);
	return (
		<Section id="presence" title={t('sitting.presence')}>
			{sitting.kind === 'correspondence' && (
				<p class="small muted">{t('sitting.presence_correspondence')}</p>
			)}
			<ul class="rows">
				{sitting.members.map(m => (
					<li key={m.id}>
						{p.editable ? (
							<label class="chk">
								<input
									type="checkbox"
									checked={m.present}
									disabled={run.busy}
									onChange={() => toggle(m.id)}
								/>
								{named(m)}
							</label>
						) : (
							<span class="cluster between">
								{named(m)}
								{met && !m.present && <span class="muted">{t('sitting.absent')}</span>}
							</span>
						)}
					</li>
				))}
			</ul>
			{p.editable && here.length < everybody.length && (
				<p class="mt3">
					<button
						type="button"
						class="btn wide"
						disabled={run.busy}
						onClick={() => run.run(everybody)}
					>
						{t('sitting.all_present')}
					</button>
				</p>
			)}
			<ProblemNote problem={run.problem} />
		</Section>
	);
}
