/*
 * Closing whoever has left, with the last day of work: what hangs on the person is said before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { list, patch } from '../api.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { today } from '../session.js';
import type { Card, Tie } from '../types.js';
import { t, word } from '../words.js';
import { Await } from './await.js';
import { Dialog } from './dialog.js';
import { Input } from './field.js';
import { Form } from './form.js';

const said = (tie: Tie): string =>
	tie.what.startsWith('only_')
		? t('people.only', { role: word('role', tie.what.slice(5)) })
		: `${t(`people.tie.${tie.what}`)}: ${tie.n}${tie.nearest ? `, ${t('people.nearest', { date: shortDate(tie.nearest) })}` : ''}`;

export const Ties = ({ card }: { card: string }) => {
	const ties = useLoad(signal => list<Tie>(`/cards/${card}/ties`, {}, signal), [card]);
	return (
		<Await of={ties}>
			{items =>
				items.length > 0 ? (
					<ul class="rows">
						{items.map(tie => (
							<li key={tie.what}>
								{tie.what.startsWith('only_') ? <b>{said(tie)}</b> : said(tie)}
							</li>
						))}
					</ul>
				) : (
					<p>{t('people.no_ties')}</p>
				)
			}
		</Await>
	);
};

export function LeaveForm(props: { card: Card; onClose: () => void; onSaved: () => void }) {
	const [day, setDay] = useState(today());
	const save = useAction(async () => {
		await patch(`/cards/${props.card.id}/leave`, props.card.revision, { left_on: day });
		props.onSaved();
	});
	return (
		<Dialog title={t('people.close', { name: props.card.short })} onClose={props.onClose}>
			<Form
				danger
				submit={t('people.close_deed')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['left_on']}
			>
				<p>{t('people.close_note')}</p>
				<div>
					<h3>{t('people.ties')}</h3>
					<Ties card={props.card.id} />
				</div>
				<Input
					label={t('people.last_work_day')}
					type="date"
					value={day}
					max={today()}
					onValue={setDay}
					required
					error={save.problem?.at('left_on')}
				/>
			</Form>
		</Dialog>
	);
}
