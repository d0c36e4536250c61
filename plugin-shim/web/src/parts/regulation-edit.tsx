/*
 * A draft of the regulation, clause by clause. It is saved whole; the edition in force is never touched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { patch } from '../api.js';
import { useAction } from '../load.js';
import type { ClauseText, RegulationEdition } from '../types.js';
import { t } from '../words.js';
import { Input, TextArea } from './field.js';
import { ProblemNote } from './problem.js';

export function RegulationEdit(props: {
	of: RegulationEdition;
	onSaved: () => void;
	onCancel: () => void;
}) {
	const [title, setTitle] = useState(props.of.title);
	const [clauses, setClauses] = useState<ClauseText[]>(props.of.clauses);
	const change = (i: number, part: Partial<ClauseText>) =>
		setClauses(clauses.map((c, n) => (n === i ? { ...c, ...part } : c)));
	const insert = (i: number) => {
		const next = [...clauses];
		next.splice(i, 0, { number: '', label: '', body: '' });
		setClauses(next);
	};
	const save = useAction(async () => {
		await patch(`/regulations/${props.of.id}`, props.of.revision, { title, clauses });
		props.onSaved();
	});
	const at = (i: number, field: string) => save.problem?.at(`clauses/${i}/${field}`);
	return (
		<form
			class="stack"
			onSubmit={e => {
				e.preventDefault();
				save.run();
			}}
		>
			<Input
				label={t('edition.title')}
				value={title}
				onValue={setTitle}
				required
				error={save.problem?.at('title')}
			/>
			{clauses.map((c, i) => (
				<fieldset key={`${clauses.length}-${i}`} class="band stack">
					<legend class="lbl">{c.label || t('edition.new_clause')}</legend>
					<div class="pair2">
						<Input
							label={t('edition.number')}
							hint={t('edition.number_hint')}
							value={c.number}
							onValue={number => change(i, { number })}
							required
							error={at(i, 'number')}
						/>
						<Input
							label={t('edition.label')}
							value={c.label}
							onValue={label => change(i, { label })}
							required
							error={at(i, 'label')}
						/>
					</div>
					<TextArea
						label={t('edition.text')}
						rows={5}
						value={c.body}
						onValue={body => change(i, { body })}
						required
						error={at(i, 'body')}
					/>
					<p class="cluster">
						<button type="button" class="btn quiet" onClick={() => insert(i + 1)}>
							{t('edition.insert')}
							<span class="vh"> {c.label}</span>
						</button>
						<button
							type="button"
							class="btn quiet"
							onClick={() => setClauses(clauses.filter((_, n) => n !== i))}
						>
							{t('remove')}
							<span class="vh"> {c.label}</span>
						</button>
					</p>
				</fieldset>
			))}
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
