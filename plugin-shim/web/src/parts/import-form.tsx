/*
 * A new file: its kind, what the kind needs beside it, the file. Sent, it is checked at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import type { Problem } from '../problem.js';
import { go, query } from '../router.js';
import { hasRole, headed, session } from '../session.js';
import type { Import, ImportKind, List } from '../types.js';
import { FILE_MOST, upload } from '../upload.js';
import { percent, t } from '../words.js';
import { Input, Select } from './field.js';
import { ProblemNote } from './problem.js';

const loadedBy: Readonly<Record<ImportKind, readonly string[]>> = {
	roster: ['admin'],
	school: ['admin', 'school_head'],
	timetable: ['admin', 'school_head'],
	plan: ['admin', 'centre_head', 'methodist'],
	visits: ['admin', 'centre_head', 'methodist'],
	framework: ['admin', 'centre_head'],
	rubric: ['admin', 'centre_head'],
};

/** The kinds that this person may load; the server decides again. */
export const kindsOf = (): ImportKind[] =>
	(Object.keys(loadedBy) as ImportKind[]).filter(k => hasRole(...loadedBy[k]));

/** Of a school's own kinds its head loads his own alone: then what the file must call it. */
const ownOnly = (kind: ImportKind): string =>
	loadedBy[kind].includes('school_head') && !hasRole('admin')
		? headed()
				.map(o => `«${o.name}»`)
				.join(', ')
		: '';

const tables: readonly ImportKind[] = ['school', 'timetable', 'plan', 'visits'];

/** An empty table with the headers of a kind, for a table program. */
function Sample({ kind }: { kind: ImportKind }) {
	const text = `\ufeff${t(`imports.columns.${kind}`)}\r\n`;
	return (
		<a
			href={`data:text/csv;charset=utf-8,${encodeURIComponent(text)}`}
			download={`${t(`imports.sample_name.${kind}`)}.csv`}
		>
			{t('imports.sample')}
		</a>
	);
}

const About = ({ kind }: { kind: ImportKind }) => (
	<div class="band info">
		<p>{t(`imports.about.${kind}`)}</p>
		{ownOnly(kind) && <p class="mt3">{t('imports.own_only', { school: ownOnly(kind) })}</p>}
		{tables.includes(kind) && (
			<p class="mt3">
				<Sample kind={kind} />
			</p>
		)}
	</div>
);

interface Options {
	year: string;
	order: string;
	dated: string;
	rubric: string;
}

function Beside(props: {
	kind: ImportKind;
	value: Options;
	onValue: (o: Options) => void;
	problem: Problem | undefined;
}) {
	const { kind, value: v, problem } = props;
	const set = (name: keyof Options) => (text: string) => props.onValue({ ...v, [name]: text });
	const rubrics = useLoad(
		signal =>
			kind === 'visits'
				? get<List<{ code: string; title: string }>>('/rubrics', {}, { signal }).then(r => r.items)
				: Promise.resolve([]),
		[kind],
	);
	if (kind === 'visits')
		return (
			<Select
				label={t('imports.rubric')}
				value={v.rubric}
				onValue={set('rubric')}
				empty={t('choose')}
				choices={(rubrics.data ?? []).map(r => ({ value: r.code, label: r.title }))}
				error={problem?.at('rubric')}
				required
			/>
		);
	if (kind !== 'plan') return null;
	return (
		<div class="pair2">
			<Input
				label={t('imports.year')}
				hint={t('imports.year_hint')}
				type="number"
				value={v.year}
				onValue={set('year')}
				error={problem?.at('year')}
				required
			/>
			<Input
				label={t('imports.order')}
				hint={t('imports.order_hint')}
				value={v.order}
				onValue={set('order')}
				error={problem?.at('order')}
			/>
			<Input
				label={t('imports.dated')}
				type="date"
				value={v.dated}
				onValue={set('dated')}
				error={problem?.at('dated')}
			/>
		</div>
	);
}

/** Why a file isn't worth sending. */
export function fault(file: File | undefined): string | undefined {
	if (!file) return t('imports.no_file');
	if (file.size === 0) return t('imports.empty_file');
	return file.size > FILE_MOST ? t('imports.too_large') : undefined;
}

export const FileInput = (props: {
	label: string;
	error?: string;
	onFile: (file: File | undefined) => void;
}) => (
	<label class="fld">
		<span class="lbl">{props.label}</span>
		<span class="hint">{t('imports.limit')}</span>
		<input
			class="inp"
			type="file"
			aria-invalid={props.error ? 'true' : undefined}
			onChange={e => props.onFile(e.currentTarget.files?.[0])}
		/>
		{props.error && <span class="err">{props.error}</span>}
	</label>
);

/** Sends the file and asks for its check. */
export async function sendFile(id: string, file: File, onShare: (s: number) => void) {
	await upload<Import>(`/imports/${id}/file`, file, onShare);
	await post(`/imports/${id}/check`);
}

export const Sending = ({ share }: { share: number }) => (
	<p class="run" aria-live="polite">
		<label>
			{t('imports.sending', { share: percent(Math.round(share * 100)) })}
			<progress max={1} value={share} />
		</label>
	</p>
);

const first = (): ImportKind => {
	const asked = query.value.get('kind') as ImportKind;
	return kindsOf().includes(asked) ? asked : (kindsOf()[0] as ImportKind);
};

export function ImportForm() {
	const [kind, setKind] = useState<ImportKind>(first);
	const year = query.value.get('year') ?? String(session.value?.school_year ?? '');
	const [options, setOptions] = useState<Options>({ year, order: '', dated: '', rubric: '' });
	const [file, setFile] = useState<File | undefined>();
	const [tried, setTried] = useState(false);
	const [share, setShare] = useState(0);
	const wrong = fault(file);
	const save = useAction(async () => {
		const own = kind === 'plan' ? options : { rubric: options.rubric };
		const wanted = Object.entries(own).filter(([, v]) => v.trim() !== '');
		const beside = kind === 'plan' || kind === 'visits' ? Object.fromEntries(wanted) : {};
		const body = { kind, name: (file as File).name, ...beside };
		if (kind === 'plan') Object.assign(body, { year: Number(options.year) });
		const made = await post<Import>('/imports', body);
		await sendFile(made.id, file as File, setShare);
		go(`/imports/${made.id}`);
	});
	return (
		<form
			class="stack form"
			onSubmit={e => {
				e.preventDefault();
				setTried(true);
				if (!wrong) save.run();
			}}
		>
			<Select
				label={t('imports.kind_of')}
				value={kind}
				onValue={k => setKind(k as ImportKind)}
				choices={kindsOf().map(k => ({ value: k, label: t(`imports.kind.${k}`) }))}
			/>
			<About kind={kind} />
			<Beside kind={kind} value={options} onValue={setOptions} problem={save.problem} />
			<FileInput
				label={t('imports.file')}
				error={tried || file ? wrong : undefined}
				onFile={setFile}
			/>
			{save.busy && <Sending share={share} />}
			<ProblemNote problem={save.problem} shown={['year', 'order', 'dated', 'rubric']} />
			<p>
				<button type="submit" class="btn pri" disabled={save.busy}>
					{t('imports.send')}
				</button>
			</p>
		</form>
	);
}
