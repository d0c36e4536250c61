/*
 * Who reports a question (докладчик), what was heard and said: these words become the minutes.
 *
 * The sitting is read anew every few seconds while it goes on. What is being typed stays; what nobody
 * types here follows the others' words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { all } from '../api.js';
import { useLoad } from '../load.js';
import type { Member, PersonRow, Question } from '../types.js';
import { t } from '../words.js';
import { Conflict, useSave } from './conflict.js';
import { Select, TextArea } from './field.js';
import { Section } from './page.js';
import { ProblemNote } from './problem.js';

interface Props {
	question: Question;
	members: Member[];
	/** planned: the reporter alone; open: everything */
	editable: 'reporter' | 'all' | undefined;
	reload: () => void;
}
type Values = Record<'reporter' | 'heard' | 'spoke', string>;
const valuesOf = (q: Question): Values => ({
	reporter: q.reporter?.id ?? '',
	heard: q.heard ?? '',
	spoke: q.spoke ?? '',
});

function Said({ question }: { question: Question }) {
	const said = (
		[
			['sitting.reporter', question.reporter?.short],
			['sitting.heard', question.heard],
			['sitting.spoke', question.spoke],
		] as const
	).filter(([, words]) => words);
	if (said.length === 0) return null;
	return (
		<Section id="talk" title={t('sitting.talk')}>
			<div class="stack-s">
				{said.map(([label, words]) => (
					<p key={label}>
						<b>{t(label)}:</b> {words}
					</p>
				))}
			</div>
		</Section>
	);
}

/** What was typed over what was seen; a field that nobody touched here follows the server. */
function useTyped(question: Question) {
	const seen = useRef(valuesOf(question));
	const [v, setV] = useState(seen.current);
	useEffect(() => {
		const now = valuesOf(question);
		const was = seen.current;
		seen.current = now;
		setV(typed => {
			const next = { ...typed };
			for (const k of Object.keys(now) as (keyof Values)[])
				if (typed[k] === was[k]) next[k] = now[k];
			return next;
		});
	}, [question.revision]);
	return [v, (change: Partial<Values>) => setV(typed => ({ ...typed, ...change }))] as const;
}

function Write({ question, members, editable, reload }: Props) {
	const [v, set] = useTyped(question);
	const found = useLoad(s => all<PersonRow>('/people', { role: 'methodist' }, s), []);
	const save = useSave<Question>(`/agenda-items/${question.id}`, question, reload);
	const was = valuesOf(question);
	const changed = Object.fromEntries(
		Object.entries(v).filter(([k, words]) => words !== was[k as keyof Values]),
	);
	const people = new Map(
		[...(question.reporter ? [question.reporter] : []), ...(found.data ?? []), ...members].map(
			p => [p.id, p.short] as const,
		),
	);
	const name = (r: string | { id: string } | null) =>
		people.get((typeof r === 'string' ? r : r?.id) ?? '') ?? '';
	return (
		<Section id="talk" title={t('sitting.talk')}>
			<div class="stack">
				<Select
					label={t('sitting.reporter')}
					value={v.reporter}
					onValue={reporter => set({ reporter })}
					choices={[...people].map(([value, label]) => ({ value, label }))}
					empty={t('not_set')}
				/>
				{editable === 'all' &&
					(['heard', 'spoke'] as const).map(k => (
						<TextArea
							key={k}
							label={t(`sitting.${k}`)}
							value={v[k]}
							onValue={words => set({ [k]: words })}
							rows={3}
						/>
					))}
				<p>
					<button
						type="button"
						class="btn"
						disabled={Object.keys(changed).length === 0 || save.busy}
						onClick={() => save.run(changed)}
					>
						{t('save')}
					</button>
				</p>
				<ProblemNote problem={save.problem} />
			</div>
			<Conflict
				save={save}
				fields={[
					{ key: 'reporter', label: t('sitting.reporter'), words: name },
					{ key: 'heard', label: t('sitting.heard') },
					{ key: 'spoke', label: t('sitting.spoke') },
				]}
			/>
		</Section>
	);
}

export const Talk = (p: Props) => (p.editable ? <Write {...p} /> : <Said question={p.question} />);
