/*
 * A whole programme at once: from a template, from another day, and this one kept as a template.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, del, list, post } from '../api.js';
import { type Loaded, useAction, useLoad } from '../load.js';
import type { Day, DayRow, ProgrammeTemplate, Taken } from '../types.js';
import { uuid } from '../uuid.js';
import { fullDate, t } from '../words.js';
import { Await } from './await.js';
import { Dialog } from './dialog.js';
import { Input, Select } from './field.js';
import { Form } from './form.js';
import { ProblemNote } from './problem.js';

interface Sources {
	templates: ProgrammeTemplate[];
	days: DayRow[];
}

const What = ({ template }: { template: ProgrammeTemplate }) => (
	<ul class="rows small">
		{template.slots.map(s => (
			<li key={`${s.from}${s.title}`}>
				{s.from}–{s.to} {s.title} <span class="muted">({s.form.name.toLocaleLowerCase()})</span>
			</li>
		))}
	</ul>
);

function Choose(props: {
	sources: Sources;
	day: Day;
	of: Loaded<Sources>;
	onClose: () => void;
	onTaken: (taken: Taken) => void;
}) {
	const { templates, days } = props.sources;
	const [kind, setKind] = useState<'template' | 'day'>('template');
	const [id, setId] = useState(templates[0]?.id ?? '');
	const take = useAction(async () =>
		props.onTaken(await post<Taken>(`/days/${props.day.id}/programme`, { [kind]: id })),
	);
	const remove = useAction(async () => {
		await del(`/programme-templates/${id}`);
		setId('');
		props.of.reload();
	});
	const template = kind === 'template' ? templates.find(x => x.id === id) : undefined;
	const choices =
		kind === 'template'
			? templates.map(x => ({
					value: x.id,
					label: x.title,
					group: t(x.shipped ? 'builder.shipped' : 'builder.kept'),
				}))
			: days.map(d => ({
					value: d.id,
					label: `${fullDate(d.held_on)}, ${d.organisation.name}${d.theme ? `: ${d.theme}` : ''}`,
				}));
	return (
		<Form
			submit={t('builder.take')}
			onSubmit={() => take.run()}
			onCancel={props.onClose}
			busy={take.busy}
			problem={take.problem}
		>
			<fieldset class="seg txt n2 sm">
				<legend class="vh">{t('builder.begin_from')}</legend>
				{(['template', 'day'] as const).map(k => (
					<label key={k}>
						<input
							type="radio"
							name="source"
							checked={kind === k}
							onChange={() => {
								setKind(k);
								setId(k === 'template' ? (templates[0]?.id ?? '') : '');
							}}
						/>
						<span>{t(`builder.from_${k}`)}</span>
					</label>
				))}
			</fieldset>
			<Select
				label={t(`builder.from_${kind}`)}
				value={id}
				onValue={setId}
				choices={choices}
				empty={t('choose')}
				required
			/>
			{template && <What template={template} />}
			<p class="small muted">{t(`builder.about_${kind}`)}</p>
			{template && !template.shipped && (
				<p>
					<button
						type="button"
						class="btn danger"
						disabled={remove.busy}
						onClick={() => remove.run()}
					>
						{t('builder.remove_template')}
					</button>
				</p>
			)}
			<ProblemNote problem={remove.problem} />
		</Form>
	);
}

async function sources(day: Day, signal: AbortSignal): Promise<Sources> {
	const [templates, days] = await Promise.all([
		list<ProgrammeTemplate>('/programme-templates', {}, signal),
		all<DayRow>('/days', {}, signal),
	]);
	const last = days.filter(d => d.id !== day.id && d.state !== 'cancelled');
	return { templates, days: last.sort((a, b) => b.held_on.localeCompare(a.held_on)) };
}

export function Begin(props: { day: Day; onClose: () => void; onTaken: (taken: Taken) => void }) {
	const found = useLoad(signal => sources(props.day, signal), []);
	return (
		<Dialog title={t('builder.begin_title')} onClose={props.onClose} wide>
			<Await of={found}>
				{data => <Choose key={data.templates.length} sources={data} of={found} {...props} />}
			</Await>
		</Dialog>
	);
}

export function Keep(props: { day: Day; onClose: () => void; onKept: (title: string) => void }) {
	const [id] = useState(uuid);
	const [title, setTitle] = useState(props.day.theme ?? '');
	const keep = useAction(async () => {
		await post('/programme-templates', { id, title, day: props.day.id });
		props.onKept(title);
	});
	return (
		<Dialog title={t('builder.keep_title')} onClose={props.onClose}>
			<Form
				submit={t('save')}
				onSubmit={() => keep.run()}
				onCancel={props.onClose}
				busy={keep.busy}
				problem={keep.problem}
				shown={['title']}
			>
				<p>{t('builder.keep_lede')}</p>
				<Input
					label={t('builder.template_name')}
					value={title}
					onValue={setTitle}
					required
					error={keep.problem?.at('title')}
				/>
			</Form>
		</Dialog>
	);
}
