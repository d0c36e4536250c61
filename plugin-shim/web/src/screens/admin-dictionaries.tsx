/*
 * Dictionaries: what lists offer. An entry is renamed, put in order, retired; deleted only while unused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, del, get, patch, post, put } from '../api.js';
import { schoolYear, shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Dialog } from '../parts/dialog.js';
import { Input, Select } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { Gone } from '../parts/gone.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { query, setQuery } from '../router.js';
import { hasRole } from '../session.js';
import type { DictionaryEntry, List, Organisation } from '../types.js';
import { t, word } from '../words.js';

const names = () =>
	hasRole('admin')
		? ['subjects', 'forms', 'rooms', 'classes', 'directions']
		: ['subjects', 'forms', 'directions'];
const ofSchool = (name: string): boolean => name === 'rooms' || name === 'classes';
const directions = ['analytic', 'informational', 'organisational', 'expert', 'consulting'];

interface EntryProps {
	dictionary: string;
	organisation: string;
	of?: DictionaryEntry;
	onClose: () => void;
	onSaved: () => void;
}

function EntryForm({ dictionary, organisation, of, onClose, onSaved }: EntryProps) {
	const classes = dictionary === 'classes';
	const [v, setV] = useState({
		name: (classes ? of?.letter : of?.name) ?? '',
		grade: '5',
		number: String(of?.seats ?? of?.pupils ?? ''),
	});
	const set = (key: string) => (value: string) => setV({ ...v, [key]: value });
	const save = useAction(async () => {
		const number = ofSchool(dictionary) ? { number: v.number ? Number(v.number) : null } : {};
		if (of)
			await patch(`/dictionaries/${dictionary}/${of.id}`, of.revision, { name: v.name, ...number });
		else
			await post(`/dictionaries/${dictionary}`, {
				...(classes ? { letter: v.name, grade: Number(v.grade) } : { name: v.name }),
				...(ofSchool(dictionary) && { organisation }),
				...number,
			});
		onSaved();
	});
	return (
		<Dialog title={t(of ? 'dictionary.change' : 'dictionary.add')} onClose={onClose}>
			<Form
				submit={t('save')}
				onSubmit={() => save.run()}
				onCancel={onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['name', 'grade', 'number']}
			>
				{of && <p class="small muted">{t('dictionary.rename_note')}</p>}
				{classes && !of && (
					<Input
						label={t('dictionary.grade')}
						hint={t('dictionary.grade_hint')}
						type="number"
						min="0"
						max="12"
						value={v.grade}
						onValue={set('grade')}
						error={save.problem?.at('grade')}
					/>
				)}
				<Input
					label={t(classes ? 'dictionary.letter' : 'dictionary.name')}
					value={v.name}
					onValue={set('name')}
					required={!classes}
					error={save.problem?.at('name')}
				/>
				{ofSchool(dictionary) && (
					<Input
						label={t(classes ? 'dictionary.pupils' : 'dictionary.seats')}
						type="number"
						min="0"
						value={v.number}
						onValue={set('number')}
						error={save.problem?.at('number')}
					/>
				)}
			</Form>
		</Dialog>
	);
}

function Row(props: {
	dictionary: string;
	of: DictionaryEntry;
	up?: () => void;
	down?: () => void;
	edit: () => void;
	reload: () => void;
	onGone: () => void;
}) {
	const { of: e, dictionary } = props;
	const path = `/dictionaries/${dictionary}/${e.id}`;
	const retire = useAction(async () => {
		await patch(path, e.revision, { retired: !e.retired_on });
		props.reload();
	});
	const remove = useAction(async () => {
		await del(path);
		props.onGone();
		props.reload();
	});
	return (
		<li>
			<p class="cluster between">
				<span>
					{e.retired_on ? <s>{e.name}</s> : <b>{e.name}</b>}{' '}
					<span class="small muted">
						{[
							e.school_year && schoolYear(e.school_year),
							typeof e.seats === 'number' && t('dictionary.seats_n', { count: e.seats }),
							typeof e.pupils === 'number' && t('dictionary.pupils_n', { count: e.pupils }),
							e.used > 0 ? t('dictionary.used', { count: e.used }) : t('dictionary.unused'),
							e.retired_on && t('dictionary.retired', { date: shortDate(e.retired_on) }),
							e.formerly &&
								e.formerly.length > 0 &&
								t('dictionary.formerly', { names: e.formerly.join(', ') }),
						]
							.filter(Boolean)
							.join(' · ')}
					</span>
				</span>
				<span class="cluster">
					{props.up && (
						<button
							type="button"
							class="btn quiet"
							aria-label={t('dictionary.up', { name: e.name })}
							onClick={props.up}
						>
							↑
						</button>
					)}
					{props.down && (
						<button
							type="button"
							class="btn quiet"
							aria-label={t('dictionary.down', { name: e.name })}
							onClick={props.down}
						>
							↓
						</button>
					)}
					<button type="button" class="btn quiet" onClick={props.edit}>
						{t('edit')}
						<span class="vh"> {e.name}</span>
					</button>
					{!e.is_day && (
						<button
							type="button"
							class="btn quiet"
							disabled={retire.busy}
							onClick={() => retire.run()}
						>
							{t(e.retired_on ? 'dictionary.restore' : 'dictionary.retire')}
							<span class="vh"> {e.name}</span>
						</button>
					)}
					{e.used === 0 && !e.is_day && (
						<button
							type="button"
							class="btn quiet"
							disabled={remove.busy}
							onClick={() => remove.run()}
						>
							{t('remove')}
							<span class="vh"> {e.name}</span>
						</button>
					)}
				</span>
			</p>
			<ProblemNote problem={retire.problem ?? remove.problem} />
		</li>
	);
}

interface Removed {
	entry: DictionaryEntry;
	/** ids of the offered entries as they stood */
	order: string[];
}

/** Puts a removed entry back under its own id, where it stood. */
async function restore(dictionary: string, organisation: string, r: Removed): Promise<void> {
	const { entry: e, order } = r;
	const path = `/dictionaries/${dictionary}`;
	const { revision } = await post<DictionaryEntry>(path, {
		id: e.id,
		...(dictionary === 'classes'
			? { letter: e.letter, grade: e.grade, school_year: e.school_year }
			: { name: e.name }),
		...(ofSchool(dictionary) && { organisation, number: e.seats ?? e.pupils ?? null }),
	});
	if (e.retired_on) await patch(`${path}/${e.id}`, revision, { retired: true });
	else if (dictionary !== 'classes') await put(`${path}/order`, { ids: order });
}

function Entries({ dictionary, organisation }: { dictionary: string; organisation: string }) {
	const [open, setOpen] = useState<DictionaryEntry | 'new' | undefined>();
	const [gone, setGone] = useState<Removed | undefined>();
	const entries = useLoad(
		signal =>
			get<List<DictionaryEntry>>(`/dictionaries/${dictionary}`, { organisation }, { signal }),
		[dictionary, organisation],
	);
	const items = entries.data?.items ?? [];
	const move = useAction(async (i: number, by: number) => {
		const ids = items.filter(e => !e.retired_on).map(e => e.id);
		ids.splice(i + by, 0, ...ids.splice(i, 1));
		await put(`/dictionaries/${dictionary}/order`, { ids });
		entries.reload();
	});
	const live = items.filter(e => !e.retired_on).length;
	const ordered = dictionary !== 'classes';
	return (
		<Section
			id="entries"
			title={t(`dictionary.of.${dictionary}`)}
			aside={
				<button type="button" class="btn pri" onClick={() => setOpen('new')}>
					{t('dictionary.add')}
				</button>
			}
		>
			<ProblemNote problem={move.problem} />
			<Gone
				gone={gone}
				name={g => g.entry.name}
				restore={async g => {
					await restore(dictionary, organisation, g);
					entries.reload();
				}}
				onClose={() => setGone(undefined)}
			/>
			<Await of={entries}>
				{data =>
					data.items.length > 0 ? (
						<ul class="rows">
							{data.items.map((e, i) => (
								<Row
									key={`${e.id}${e.revision}`}
									dictionary={dictionary}
									of={e}
									up={ordered && i > 0 && i < live ? () => move.run(i, -1) : undefined}
									down={ordered && i < live - 1 ? () => move.run(i, 1) : undefined}
									edit={() => setOpen(e)}
									reload={entries.reload}
									onGone={() =>
										setGone({
											entry: e,
											order: data.items.filter(x => !x.retired_on).map(x => x.id),
										})
									}
								/>
							))}
						</ul>
					) : (
						<Empty words={t('dictionary.empty')} />
					)
				}
			</Await>
			{open && (
				<EntryForm
					dictionary={dictionary}
					organisation={organisation}
					of={open === 'new' ? undefined : open}
					onClose={() => setOpen(undefined)}
					onSaved={() => {
						setOpen(undefined);
						entries.reload();
					}}
				/>
			)}
		</Section>
	);
}

const Directions = () => (
	<Section id="entries" title={t('dictionary.of.directions')}>
		<p class="muted">{t('dictionary.directions_note')}</p>
		<ul class="rows">
			{directions.map(d => (
				<li key={d}>{word('direction', d)}</li>
			))}
		</ul>
	</Section>
);

export default function AdminDictionaries() {
	const name = query.value.get('of') ?? 'subjects';
	const organisation = query.value.get('organisation') ?? '';
	const schools = useLoad(signal => all<Organisation>('/organisations', { hosts: 1 }, signal), []);
	return (
		<Page
			title={t('dictionary.title')}
			crumb={<a href="/admin">{t('admin.title')}</a>}
			lede={<p>{t('dictionary.lede')}</p>}
		>
			<search class="filters">
				<Select
					label={t('dictionary.which')}
					value={name}
					onValue={v => setQuery({ of: v })}
					choices={names().map(n => ({ value: n, label: t(`dictionary.of.${n}`) }))}
				/>
				{ofSchool(name) && (
					<Select
						label={t('people.organisation')}
						value={organisation}
						onValue={v => setQuery({ organisation: v })}
						choices={(schools.data ?? []).map(o => ({ value: o.id, label: o.name }))}
						empty={t('choose')}
					/>
				)}
			</search>
			{name === 'directions' ? (
				<Directions />
			) : ofSchool(name) && !organisation ? (
				<Empty words={t('dictionary.choose_school')} />
			) : (
				<Entries
					key={name + organisation}
					dictionary={name}
					organisation={ofSchool(name) ? organisation : ''}
				/>
			)}
		</Page>
	);
}
