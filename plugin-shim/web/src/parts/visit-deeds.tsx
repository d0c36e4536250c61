/*
 * What is done with a visit besides filling a sheet: answer of the teacher, facts, closing.
 *
 * "Acknowledged" is not "agreed": the words of both buttons say so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction } from '../load.js';
import type { Visit } from '../types.js';
import { t } from '../words.js';
import { Clause } from './clause.js';
import { Conflict, useSave } from './conflict.js';
import { Dialog } from './dialog.js';
import { Input, TextArea } from './field.js';
import { Form } from './form.js';
import { Objection } from './objection.js';
import { ProblemNote } from './problem.js';

export interface VisitProps {
	visit: Visit;
	onVisit: (v: Visit) => void;
}

export function Answer({ visit, onVisit }: VisitProps) {
	const [objecting, setObjecting] = useState(false);
	const acknowledge = useAction(async () =>
		onVisit(await post<Visit>(`/visits/${visit.id}/acknowledge`)),
	);
	if (!visit.can.includes('acknowledge') && !visit.can.includes('object')) return null;
	return (
		<div class="band info stack">
			<p>
				<b>{t('visit.answer')}</b> {t('visit.answer_lede')} <Clause number="4.5" />
			</p>
			<p class="cluster">
				<button
					type="button"
					class="btn pri"
					disabled={acknowledge.busy}
					onClick={() => acknowledge.run()}
				>
					{t('visit.acknowledge')}
				</button>
				<button type="button" class="btn" onClick={() => setObjecting(true)}>
					{t('visit.object')}
				</button>
			</p>
			<ProblemNote problem={acknowledge.problem} />
			{objecting && (
				<Objection
					path={`/visits/${visit.id}`}
					lede={t('visit.object_lede')}
					onDone={onVisit}
					onClose={() => setObjecting(false)}
				/>
			)}
		</div>
	);
}

export function VisitEdit({ visit, onVisit, onClose }: VisitProps & { onClose: () => void }) {
	const was = {
		topic: visit.topic ?? '',
		aim: visit.aim ?? '',
		pupils_listed: visit.pupils_listed === null ? '' : String(visit.pupils_listed),
		pupils_present: visit.pupils_present === null ? '' : String(visit.pupils_present),
	};
	type Key = keyof typeof was;
	const keys = Object.keys(was) as Key[];
	const [v, setV] = useState(was);
	const save = useSave<Visit>(`/visits/${visit.id}`, visit, saved => {
		onVisit(saved);
		onClose();
	});
	const value = (k: Key) => (k.startsWith('pupils') && v[k] !== '' ? Number(v[k]) : v[k]);
	const field = (key: Key) => ({
		label: t(`visit.${key}`),
		value: v[key],
		onValue: (x: string) => setV({ ...v, [key]: x }),
		error: save.problem?.at(key),
	});
	return (
		<>
			<Dialog title={t('visit.edit_title')} onClose={onClose}>
				<Form
					submit={t('save')}
					onSubmit={() =>
						save.run(Object.fromEntries(keys.filter(k => v[k] !== was[k]).map(k => [k, value(k)])))
					}
					onCancel={onClose}
					busy={save.busy}
					problem={save.problem}
					shown={keys}
				>
					<Input {...field('topic')} />
					<TextArea {...field('aim')} rows={2} />
					<div class="pair2">
						<Input {...field('pupils_listed')} type="number" min="0" />
						<Input {...field('pupils_present')} type="number" min="0" />
					</div>
				</Form>
			</Dialog>
			<Conflict
				save={save}
				fields={keys.map(key => ({ key, label: t(`visit.${key}`), mine: v[key] }))}
			/>
		</>
	);
}
