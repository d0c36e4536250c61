/*
 * Classes moved up a grade: first shown school by school, then done. Those that are there stay.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction } from '../load.js';
import type { ClassesMoved, List } from '../types.js';
import { number, t } from '../words.js';
import { ProblemNote } from './problem.js';

const sum = (items: ClassesMoved[]): number => items.reduce((n, i) => n + i.added, 0);

const Table = ({ items }: { items: ClassesMoved[] }) => (
	<table class="plain">
		<thead>
			<tr>
				<th scope="col">{t('year.school')}</th>
				<th scope="col">{t('year.had')}</th>
				<th scope="col">{t('year.there')}</th>
				<th scope="col">{t('year.added')}</th>
			</tr>
		</thead>
		<tbody>
			{items.map(i => (
				<tr key={i.organisation.id}>
					<th scope="row">{i.organisation.name}</th>
					<td>{number(i.had)}</td>
					<td>{number(i.there)}</td>
					<td>{number(i.added)}</td>
				</tr>
			))}
		</tbody>
	</table>
);

export function YearClasses(props: { year: number; reload: () => void }) {
	const [shown, setShown] = useState<{ items: ClassesMoved[]; dry: boolean } | undefined>();
	const move = useAction(async (dry: boolean) => {
		const path = `/school-years/${props.year}/classes`;
		const { items } = await post<List<ClassesMoved>>(path, { dry_run: dry });
		setShown({ items, dry });
		if (!dry) props.reload();
	});
	const n = shown ? sum(shown.items) : 0;
	return (
		<>
			<p class="cluster mt3">
				<button type="button" class="btn" disabled={move.busy} onClick={() => move.run(true)}>
					{t('year.try_classes')}
				</button>
				{shown?.dry && n > 0 && (
					<button
						type="button"
						class="btn pri"
						disabled={move.busy}
						onClick={() => move.run(false)}
					>
						{t('year.move_classes', { count: n })}
					</button>
				)}
			</p>
			<ProblemNote problem={move.problem} />
			{shown && (
				<div class="mt3" aria-live="polite">
					<p>
						<b>
							{n === 0
								? t('year.classes_there')
								: t(shown.dry ? 'year.classes_would' : 'year.classes_did', { count: n })}
						</b>
					</p>
					<Table items={shown.items} />
				</div>
			)}
		</>
	);
}
