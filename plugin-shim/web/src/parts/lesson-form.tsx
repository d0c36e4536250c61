/*
 * A lesson visit: pick a lesson of that date from the school's timetable, say who visits and by
 * which rubric. Time, room, class and teacher come with the lesson.
 *
 * Activity and visit are two records; both carry ids made here, so a second try after a lost
 * answer repeats nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { directions } from '../directions.js';
import { span } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { me } from '../session.js';
import type { Day, Lesson, List, Slot } from '../types.js';
import { uuid } from '../uuid.js';
import { t, word } from '../words.js';
import { Await, Empty } from './await.js';
import { Input, Select } from './field.js';
import { Form } from './form.js';
import { type Involved, PeopleField } from './people-field.js';
import type { SlotLists } from './slot-lists.js';
import { TrialNote, useTrial } from './trial.js';

export const lessonWords = (l: Lesson): string =>
	[l.subject?.name, l.class?.name, l.teacher?.short, l.room?.name].filter(Boolean).join(', ');

export function fits(l: Lesson, search: string): boolean {
	const fold = (s: string) => s.toLocaleLowerCase().replaceAll('ё', 'е');
	const text = fold(`${l.number} ${lessonWords(l)}`);
	return fold(search)
		.split(/\s+/)
		.filter(Boolean)
		.every(w => text.includes(w));
}

function Pick(props: { lessons: Lesson[]; value: string; onValue: (id: string) => void }) {
	const [search, setSearch] = useState('');
	const found = props.lessons.filter(l => fits(l, search) || l.id === props.value);
	return (
		<>
			<Input label={t('lesson.search')} type="search" value={search} onValue={setSearch} />
			<fieldset class="plainset picks">
				<legend class="lbl">{t('lesson.choose', { count: found.length })}</legend>
				<div class="pick-list">
					{found.map(l => (
						<label key={l.id} class={l.busy ? 'pick busy' : 'pick'}>
							<input
								type="radio"
								name="lesson"
								value={l.id}
								checked={l.id === props.value}
								onChange={() => props.onValue(l.id)}
							/>
							<span>
								<b>
									{t('slot.bell', { number: l.number })}, {span(l.starts_at, l.ends_at)}
								</b>{' '}
								{lessonWords(l)}
								{l.busy && (
									<span class="late block small">{t('lesson.busy', { what: l.busy.title })}</span>
								)}
							</span>
						</label>
					))}
				</div>
			</fieldset>
		</>
	);
}

export interface LessonFormProps {
	day: Day;
	lists: SlotLists;
	onClose: () => void;
	onSaved: (slot: Slot) => void;
}

function Fields(p: LessonFormProps & { lessons: Lesson[] }) {
	const { rubrics } = p.lists;
	const visitor = p.lists.people.some(x => x.id === me()) ? me() : '';
	const [ids] = useState(() => ({ slot: uuid(), visit: uuid() }));
	const [lesson, setLesson] = useState('');
	const [rubric, setRubric] = useState(rubrics[0]?.id ?? '');
	const [direction, setDirection] = useState('analytic');
	const [topic, setTopic] = useState('');
	const [people, setPeople] = useState<Involved[]>(
		visitor ? [{ person: visitor, involvement: 'visits' }] : [],
	);
	const create = useAction(async () => {
		const slot = await post<Slot>('/slots', {
			id: ids.slot,
			day: p.day.id,
			lesson,
			direction,
			people,
		});
		const visit = { id: ids.visit, slot: slot.id, rubric, ...(topic ? { topic } : {}) };
		await post('/visits', visit);
		p.onSaved(slot);
	});
	const trial = useTrial(lesson ? { day: p.day.id, lesson, people } : null);
	const at = (field: string) => create.problem?.at(field);
	return (
		<Form
			submit={t('lesson.add')}
			onSubmit={() => create.run()}
			onCancel={p.onClose}
			busy={create.busy}
			problem={create.problem}
			shown={['rubric', 'topic', 'direction']}
		>
			<Pick lessons={p.lessons} value={lesson} onValue={setLesson} />
			<PeopleField
				value={people}
				onValue={setPeople}
				people={p.lists.people}
				adds="visits"
				error={at('people')}
			/>
			<TrialNote trial={trial} onFree={f => f.lesson && setLesson(f.lesson.id)} />
			<div class="pair2">
				<Select
					label={t('visit.rubric')}
					value={rubric}
					onValue={setRubric}
					choices={rubrics.map(r => ({ value: r.id, label: r.title }))}
					required
					error={at('rubric')}
				/>
				<Select
					label={t('slot.direction')}
					value={direction}
					onValue={setDirection}
					choices={directions.map(d => ({ value: d, label: word('direction', d) }))}
					required
					error={at('direction')}
				/>
			</div>
			<Input label={t('visit.topic')} value={topic} onValue={setTopic} error={at('topic')} />
		</Form>
	);
}

export function LessonForm(p: LessonFormProps) {
	const { day } = p;
	const lessons = useLoad(
		signal =>
			get<List<Lesson>>(
				'/lessons',
				{ organisation: day.organisation.id, date: day.held_on },
				{ signal },
			),
		[],
	);
	return (
		<Await of={lessons}>
			{list =>
				list.items.length > 0 ? (
					<Fields {...p} lessons={list.items} />
				) : (
					<Empty words={t('lesson.none')} />
				)
			}
		</Await>
	);
}
