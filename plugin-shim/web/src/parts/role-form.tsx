/*
 * A role is given, for good or to act for somebody between two dates; its post and dates are changed, it is
 * ended with its last day, or withdrawn before it begins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { all, patch, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { humanRoles } from '../roles.js';
import { today } from '../session.js';
import type { Card, Organisation, Post } from '../types.js';
import { t, word } from '../words.js';
import { Dialog } from './dialog.js';
import { Input, Select } from './field.js';
import { Form } from './form.js';

/** Where a role is held: the others would be a slip of the hand. */
const kinds: Record<string, string[]> = {
	methodist: ['centre', 'department'],
	centre_head: ['centre', 'department'],
	council_member: ['council'],
	council_secretary: ['council'],
	council_chair: ['council'],
	department_head: ['department'],
	clerk: ['department'],
	school_head: ['school', 'kindergarten', 'extra'],
	teacher: ['school', 'kindergarten', 'extra'],
};

export function RoleForm(props: {
	card: Card;
	of?: Post;
	onClose: () => void;
	onSaved: () => void;
}) {
	const was = props.of;
	const [v, setV] = useState({
		role: was?.role ?? 'methodist',
		organisation: was?.organisation.id ?? '',
		post: was?.post ?? '',
		acting: was?.acting ?? false,
		starts_on: was?.starts_on ?? today(),
		ends_on: was?.ends_on ?? '',
	});
	const set = (name: string) => (value: string) => setV({ ...v, [name]: value });
	const places = useLoad(signal => all<Organisation>('/organisations', {}, signal), []);
	const fit = (places.data ?? []).filter(
		o => !o.closed_on && (!kinds[v.role] || kinds[v.role]?.includes(o.kind)),
	);
	const save = useAction(async (withdraw: boolean) => {
		const { post: title, acting, starts_on } = v;
		const ends_on = v.ends_on || null;
		if (withdraw && was) await patch(`/appointments/${was.id}`, was.revision, { withdrawn: true });
		else if (was)
			await patch(`/appointments/${was.id}`, was.revision, {
				post: title,
				acting,
				ends_on,
				...(starts_on && { starts_on }),
			});
		else await post('/appointments', { person: props.card.id, ...v, ends_on });
		props.onSaved();
	});
	return (
		<Dialog
			title={was ? `${word('role', was.role)}, ${was.organisation.name}` : t('people.give')}
			onClose={props.onClose}
		>
			<Form
				submit={t('save')}
				onSubmit={() => save.run(false)}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['role', 'organisation', 'post', 'starts_on', 'ends_on']}
				note={
					was?.when === 'future' && (
						<button
							type="button"
							class="btn danger"
							disabled={save.busy}
							onClick={() => save.run(true)}
						>
							{t('people.withdraw')}
						</button>
					)
				}
			>
				{!was && (
					<>
						<Select
							label={t('people.role')}
							value={v.role}
							onValue={role => setV({ ...v, role, organisation: '' })}
							choices={humanRoles.map(r => ({ value: r, label: word('role', r) }))}
							error={save.problem?.at('role')}
						/>
						<Select
							label={t('people.organisation')}
							value={v.organisation}
							onValue={set('organisation')}
							choices={fit.map(o => ({ value: o.id, label: o.name }))}
							empty={t('choose')}
							required
							error={save.problem?.at('organisation')}
						/>
					</>
				)}
				<Input
					label={t('people.post')}
					value={v.post}
					onValue={set('post')}
					error={save.problem?.at('post')}
				/>
				<label class="chk">
					<input
						type="checkbox"
						checked={v.acting}
						onChange={e => setV({ ...v, acting: e.currentTarget.checked })}
					/>
					{t('people.acting')}
				</label>
				<div class="pair2">
					<Input
						label={t('people.from')}
						type="date"
						value={v.starts_on}
						onValue={set('starts_on')}
						error={save.problem?.at('starts_on')}
					/>
					<Input
						label={t('people.last_day')}
						type="date"
						hint={t('people.last_day_hint')}
						value={v.ends_on}
						onValue={set('ends_on')}
						error={save.problem?.at('ends_on')}
					/>
				</div>
				<p class="small muted">{t('people.role_note')}</p>
			</Form>
		</Dialog>
	);
}
