/*
 * On which competences a methodist leads days, as the plan builder takes it: a checklist saved at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { list, put } from '../api.js';
import { useAction, useLoad } from '../load.js';
import type { List, Skill } from '../types.js';
import { t } from '../words.js';
import { Await } from './await.js';
import { ProblemNote } from './problem.js';

const marked = (all: Skill[]): string[] => all.filter(s => s.marked).map(s => s.id);

function Checklist({ card, items }: { card: string; items: Skill[] }) {
	const [stored, setStored] = useState(items);
	const [chosen, setChosen] = useState(marked(items));
	const save = useAction(async () => {
		const now = await put<List<Skill>>(`/cards/${card}/skills`, { competences: chosen });
		setStored(now.items);
	});
	const before = marked(stored);
	const same = before.length === chosen.length && before.every(id => chosen.includes(id));
	const frameworks = new Map(items.map(s => [s.framework.id, s.framework.title]));
	return (
		<form
			class="stack"
			onSubmit={e => {
				e.preventDefault();
				save.run();
			}}
		>
			<p class="small muted">
				{t(before.length > 0 ? 'people.skills_lede' : 'people.skills_none')}
			</p>
			{[...frameworks].map(([id, title]) => (
				<fieldset key={id} class="plainset">
					<legend class="lbl">{title}</legend>
					{items
						.filter(s => s.framework.id === id)
						.map(s => (
							<label key={s.id} class="chk">
								<input
									type="checkbox"
									checked={chosen.includes(s.id)}
									onChange={e =>
										setChosen(
											e.currentTarget.checked ? [...chosen, s.id] : chosen.filter(c => c !== s.id),
										)
									}
								/>
								{s.name}
							</label>
						))}
				</fieldset>
			))}
			<ProblemNote problem={save.problem} />
			<p class="cluster">
				<button type="submit" class="btn" disabled={save.busy || same}>
					{save.busy ? t('sending') : t('save')}
				</button>
				<span role="status" class="small muted">
					{same && stored !== items && t('people.skills_saved')}
				</span>
			</p>
		</form>
	);
}

export const Skills = ({ card }: { card: string }) => {
	const skills = useLoad(signal => list<Skill>(`/cards/${card}/skills`, {}, signal), [card]);
	return (
		<Await of={skills}>
			{items =>
				items.length > 0 ? (
					<Checklist card={card} items={items} />
				) : (
					<p>{t('people.skills_no_framework')}</p>
				)
			}
		</Await>
	);
};
