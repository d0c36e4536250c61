/*
 * On which competences a methodist leads days, as the plan builder takes it: a checklist saved at once,
 * over the one that was seen. Whoever was later hears what is marked now, keeps his ticks and saves them or not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, put } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { asProblem } from '../problem.js';
import type { List, Skill } from '../types.js';
import { t } from '../words.js';
import { Await } from './await.js';
import { ProblemNote } from './problem.js';

type SkillSet = List<Skill> & { revision: number };

const marked = (all: Skill[]): string[] => all.filter(s => s.marked).map(s => s.id);

function Checklist({ card, seen }: { card: string; seen: SkillSet }) {
	const { items } = seen;
	const [stored, setStored] = useState(seen);
	const [chosen, setChosen] = useState(marked(items));
	const save = useAction(async () => {
		const { revision } = stored;
		try {
			setStored(
				await put<SkillSet>(`/cards/${card}/skills`, { competences: chosen }, { revision }),
			);
		} catch (e) {
			const { status, current } = asProblem(e);
			if (status === 412 && current) setStored(current as SkillSet);
			throw e;
		}
	});
	const before = marked(stored.items);
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
			{save.problem?.status === 412 && (
				<p>
					{t('people.skills_now', {
						what:
							stored.items
								.filter(s => s.marked)
								.map(s => s.name)
								.join(', ') || '-',
					})}
				</p>
			)}
			<p class="cluster">
				<button type="submit" class="btn" disabled={save.busy || same}>
					{save.busy ? t('sending') : t('save')}
				</button>
				<span role="status" class="small muted">
					{same && stored !== seen && !save.problem && t('people.skills_saved')}
				</span>
			</p>
		</form>
	);
}

export const Skills = ({ card }: { card: string }) => {
	const skills = useLoad(signal => get<SkillSet>(`/cards/${card}/skills`, {}, { signal }), [card]);
	return (
		<Await of={skills}>
			{seen =>
				seen.items.length > 0 ? (
					<Checklist card={card} seen={seen} />
				) : (
					<p>{t('people.skills_no_framework')}</p>
				)
			}
		</Await>
	);
};
