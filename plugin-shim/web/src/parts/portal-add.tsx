/*
 * Two ways to add a platform of LTI 1.3: an invitation, by which it writes everything itself, or by hand
 * with the two numbers that it shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction } from '../load.js';
import { t } from '../words.js';
import { CopyLine } from './copy-line.js';
import { Dialog } from './dialog.js';
import { Input } from './field.js';
import { Form } from './form.js';
import { moment } from './moment.js';
import { ProblemNote } from './problem.js';

interface Invitation {
	address: string;
	expires_at: string;
}

function Invite() {
	const [made, setMade] = useState<Invitation | undefined>();
	const invite = useAction(async () =>
		setMade(await post<Invitation>('/portal/invitation', {}, { key: null })),
	);
	return (
		<>
			<h3>{t('portals.by_invitation')}</h3>
			<p>{t('portals.invitation_how')}</p>
			<p class="mt3">
				<button type="button" class="btn pri" disabled={invite.busy} onClick={() => invite.run()}>
					{t('portals.invite')}
				</button>
			</p>
			<ProblemNote problem={invite.problem} />
			{made && (
				<div class="band mt3" aria-live="polite">
					<dl class="copies">
						<CopyLine label={t('portals.invitation')} value={made.address} />
					</dl>
					<p class="mt3">{t('portals.invitation_until', { at: moment(made.expires_at) })}</p>
				</div>
			)}
		</>
	);
}

const names = ['issuer', 'client_id', 'deployment_id', 'authorize', 'token', 'jwks_uri'] as const;
type Name = (typeof names)[number];

function ByHand(props: { onClose: () => void; onSaved: () => void }) {
	const [v, setV] = useState<Record<Name, string>>({
		issuer: 'https://',
		client_id: '',
		deployment_id: '',
		authorize: '',
		token: '',
		jwks_uri: '',
	});
	const save = useAction(async () => {
		const given = names.filter(n => v[n].trim() !== '').map(n => [n, v[n].trim()]);
		await post('/portals', Object.fromEntries(given));
		props.onSaved();
	});
	const field = (n: Name, required = false) => (
		<Input
			key={n}
			label={t(`portals.field.${n}`)}
			hint={t(`portals.hint.${n}`)}
			value={v[n]}
			onValue={text => setV({ ...v, [n]: text })}
			error={save.problem?.at(n)}
			required={required}
		/>
	);
	return (
		<Dialog title={t('portals.by_hand')} onClose={props.onClose}>
			<Form
				submit={t('save')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={[...names]}
			>
				{field('issuer', true)}
				{field('client_id', true)}
				{field('deployment_id', true)}
				<details>
					<summary>{t('portals.other_addresses')}</summary>
					<div class="stack mt3">
						{field('authorize')}
						{field('token')}
						{field('jwks_uri')}
					</div>
				</details>
			</Form>
		</Dialog>
	);
}

export function PortalAdd({ onAdded }: { onAdded: () => void }) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Invite />
			<h3 class="mt4">{t('portals.by_hand')}</h3>
			<p>{t('portals.by_hand_how')}</p>
			<p class="mt3">
				<button type="button" class="btn" onClick={() => setOpen(true)}>
					{t('portals.enter')}
				</button>
			</p>
			{open && (
				<ByHand
					onClose={() => setOpen(false)}
					onSaved={() => {
						setOpen(false);
						onAdded();
					}}
				/>
			)}
		</>
	);
}
