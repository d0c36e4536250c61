/*
 * A draft of a rubric in a form: sections, criteria, levels with their points and words, competence.
 *
 * Levels are written one a line, "points: word — what it looks like", so that a whole scale is pasted
 * from a document at once. The whole draft is saved together; the server says what isn't complete.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, list, patch } from '../api.js';
import { levelLines, readLevels } from '../levels.js';
import { useAction, useLoad } from '../load.js';
import type {
	EditionHead,
	Framework,
	Rubric,
	RubricSource,
	SourceItem,
	SourceSection,
} from '../types.js';
import { t } from '../words.js';
import { Input, Select, TextArea } from './field.js';
import { ProblemNote } from './problem.js';

interface ItemProps {
	code: string;
	of: SourceItem;
	competences: { value: string; label: string }[];
	onChange: (item: SourceItem) => void;
	onRemove: () => void;
	onMove?: () => void;
}

function Item({ code, of: item, competences, onChange, onRemove, onMove }: ItemProps) {
	const [lines, setLines] = useState(levelLines(item));
	return (
		<fieldset class="band stack">
			<legend class="lbl">{t('rubric.item', { code })}</legend>
			<TextArea
				label={t('rubric.body')}
				rows={2}
				value={item.body}
				onValue={body => onChange({ ...item, body })}
				required
			/>
			<div class="pair2">
				<Select
					label={t('rubric.looks')}
					value={item.looks}
					onValue={looks => onChange({ ...item, looks })}
					choices={['scale', 'binary', 'choice'].map(l => ({
						value: l,
						label: t(`rubric.look.${l}`),
					}))}
				/>
				<Select
					label={t('rubric.competence')}
					value={item.competence ?? ''}
					onValue={c => onChange({ ...item, competence: c || undefined })}
					choices={competences}
					empty={t('rubric.no_competence')}
				/>
			</div>
			<TextArea
				label={t('rubric.levels')}
				hint={t('rubric.levels_hint')}
				rows={Math.max(3, item.points.length)}
				value={lines}
				onValue={text => {
					setLines(text);
					onChange({ ...item, ...readLevels(text) });
				}}
				required
			/>
			<div class="pair2">
				<Input
					label={t('rubric.weight')}
					value={String(item.weight ?? 1)}
					onValue={w => onChange({ ...item, weight: Number(w.replace(',', '.')) || 0 })}
				/>
				<label class="chk">
					<input
						type="checkbox"
						checked={item.required ?? false}
						onChange={e => onChange({ ...item, required: e.currentTarget.checked })}
					/>
					{t('rubric.required')}
				</label>
			</div>
			<p class="cluster">
				{onMove && (
					<button type="button" class="btn quiet" onClick={onMove}>
						{t('rubric.up')}
						<span class="vh"> {code}</span>
					</button>
				)}
				<button type="button" class="btn quiet" onClick={onRemove}>
					{t('remove')}
					<span class="vh"> {code}</span>
				</button>
			</p>
		</fieldset>
	);
}

const fresh = (): SourceItem => ({ body: '', looks: 'scale', points: [0, 1, 2], weight: 1 });

function SectionEdit(props: {
	n: number;
	of: SourceSection;
	competences: { value: string; label: string }[];
	onChange: (s: SourceSection) => void;
	onRemove: () => void;
}) {
	const { of: s, n, onChange } = props;
	const items = (change: SourceItem[]) => onChange({ ...s, items: change });
	return (
		<section class="sec stack" aria-label={t('rubric.section', { n })}>
			<h2>{t('rubric.section', { n })}</h2>
			<Input
				label={t('rubric.section_title')}
				value={s.title}
				onValue={title => onChange({ ...s, title })}
				required
			/>
			<div class="pair2">
				<Select
					label={t('rubric.takes')}
					value={s.takes}
					onValue={takes => onChange({ ...s, takes })}
					choices={['sum', 'best'].map(x => ({ value: x, label: t(`rubric.take.${x}`) }))}
				/>
				<label class="chk">
					<input
						type="checkbox"
						checked={s.may_be_absent ?? false}
						onChange={e => onChange({ ...s, may_be_absent: e.currentTarget.checked })}
					/>
					{t('rubric.may_be_absent')}
				</label>
			</div>
			{s.items.map((item, i) => (
				<Item
					key={`${s.items.length}-${i}-${item.looks}`}
					code={`${n}.${i + 1}`}
					of={item}
					competences={props.competences}
					onChange={x => items(s.items.map((y, k) => (k === i ? x : y)))}
					onRemove={() => items(s.items.filter((_, k) => k !== i))}
					onMove={
						i > 0
							? () => {
									const next = [...s.items];
									next.splice(i - 1, 0, ...next.splice(i, 1));
									items(next);
								}
							: undefined
					}
				/>
			))}
			<p class="cluster">
				<button type="button" class="btn" onClick={() => items([...s.items, fresh()])}>
					{t('rubric.add_item')}
				</button>
				<button type="button" class="btn quiet" onClick={props.onRemove}>
					{t('rubric.remove_section', { n })}
				</button>
			</p>
		</section>
	);
}

export function RubricEdit(props: {
	id: string;
	revision: number;
	source: RubricSource;
	onSaved: (r: Rubric) => void;
	onCancel: () => void;
}) {
	const [v, setV] = useState(props.source);
	const frames = useLoad(signal => list<EditionHead>('/frameworks', {}, signal), []);
	const frame = frames.data?.find(f => f.code === v.framework && f.state === 'published');
	const framework = useLoad(
		async signal =>
			frame ? await get<Framework>(`/frameworks/${frame.id}`, {}, { signal }) : undefined,
		[frame?.id],
	);
	const competences = (framework.data?.competences ?? [])
		.filter(c => c.code)
		.map(c => ({ value: c.code, label: `${c.code} ${c.name}` }));
	const save = useAction(async () =>
		props.onSaved(await patch<Rubric>(`/rubrics/${props.id}`, props.revision, { source: v })),
	);
	const sections = (change: SourceSection[]) => setV({ ...v, sections: change });
	return (
		<form
			class="stack"
			onSubmit={e => {
				e.preventDefault();
				save.run();
			}}
		>
			<Input
				label={t('rubric.name')}
				value={v.title}
				onValue={title => setV({ ...v, title })}
				required
			/>
			<Select
				label={t('rubric.framework')}
				value={v.framework ?? ''}
				onValue={framework => setV({ ...v, framework })}
				choices={[...new Set((frames.data ?? []).map(f => f.code))].map(code => ({
					value: code,
					label: frames.data?.find(f => f.code === code)?.title ?? code,
				}))}
				empty={t('choose')}
			/>
			<TextArea
				label={t('rubric.bands')}
				hint={t('rubric.bands_hint')}
				value={v.bands.map(b => `${b.from}: ${b.word}`).join('\n')}
				onValue={text =>
					setV({
						...v,
						bands: text.split('\n').map(l => ({
							from: Number(l.split(':')[0]?.replace(',', '.')) || 0,
							word: l.split(':').slice(1).join(':').trim(),
						})),
					})
				}
			/>
			{v.sections.map((s, i) => (
				<SectionEdit
					key={`${v.sections.length}-${i}`}
					n={i + 1}
					of={s}
					competences={competences}
					onChange={x => sections(v.sections.map((y, k) => (k === i ? x : y)))}
					onRemove={() => sections(v.sections.filter((_, k) => k !== i))}
				/>
			))}
			<p>
				<button
					type="button"
					class="btn"
					onClick={() => sections([...v.sections, { title: '', takes: 'sum', items: [fresh()] }])}
				>
					{t('rubric.add_section')}
				</button>
			</p>
			<ProblemNote problem={save.problem} />
			<p class="cluster">
				<button type="submit" class="btn pri" disabled={save.busy}>
					{save.busy ? t('sending') : t('save')}
				</button>
				<button type="button" class="btn" onClick={props.onCancel}>
					{t('cancel')}
				</button>
			</p>
		</form>
	);
}
