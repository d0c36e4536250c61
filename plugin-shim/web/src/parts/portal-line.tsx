/*
 * The connection to the portal's web services: its state in a sentence, and the form that changes it.
 *
 * The key is written here and never shown again; a new address asks for it anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { put } from '../api.js';
import { useAction } from '../load.js';
import type { Channel, PortalService } from '../types.js';
import { t } from '../words.js';
import { Empty } from './await.js';
import { Dialog } from './dialog.js';
import { Input } from './field.js';
import { Form } from './form.js';
import { moment } from './moment.js';

const channels: readonly Channel[] = ['notice', 'calendar', 'evidence', 'rating'];

const Tick = (props: { label: string; on: boolean; onChange: (on: boolean) => void }) => (
	<label class="chk">
		<input
			type="checkbox"
			checked={props.on}
			onChange={e => props.onChange(e.currentTarget.checked)}
		/>{' '}
		{props.label}
	</label>
);

function Connect(props: { of: PortalService; onClose: () => void; onSaved: () => void }) {
	const was = props.of;
	const fresh = was.state === 'none';
	const [url, setUrl] = useState(was.url ?? 'https://');
	const [token, setToken] = useState('');
	const [on, setOn] = useState<Record<string, boolean>>({
		...Object.fromEntries(channels.map(c => [c, fresh || was.channels.includes(c)])),
		roster: fresh || was.roster,
		enabled: fresh || was.enabled,
	});
	const save = useAction(async () => {
		await put('/portal/service', { url: url.trim(), token: token.trim() || undefined, ...on });
		props.onSaved();
	});
	return (
		<Dialog title={t('portal.connect')} onClose={props.onClose}>
			<Form
				submit={t('save')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['url', 'token']}
			>
				<Input
					label={t('portal.url')}
					hint={t('portal.url_hint')}
					value={url}
					onValue={setUrl}
					error={save.problem?.at('url')}
					required
				/>
				<Input
					label={t('portal.token')}
					hint={t(fresh ? 'portal.token_hint' : 'portal.token_kept')}
					type="password"
					value={token}
					onValue={setToken}
					error={save.problem?.at('token')}
				/>
				<fieldset class="stack">
					<legend>{t('portal.what')}</legend>
					{[...channels, 'roster', 'enabled'].map(c => (
						<Tick
							key={c}
							label={t(`portal.on.${c}`)}
							on={on[c] ?? false}
							onChange={v => setOn({ ...on, [c]: v })}
						/>
					))}
				</fieldset>
			</Form>
		</Dialog>
	);
}

function words(s: PortalService): string {
	if (s.state === 'away')
		return t('portal.away', {
			since: moment(s.away_since ?? ''),
			next: s.next_try_at ? moment(s.next_try_at) : t('portal.now'),
		});
	if (s.state === 'works') return t('portal.works', { at: moment(s.answered_at ?? '') });
	return t(s.state === 'off' ? 'portal.off' : 'portal.untried');
}

export function PortalLine(props: { of: PortalService; onSaved: () => void }) {
	const [open, setOpen] = useState(false);
	const s = props.of;
	const here = s.state !== 'none';
	return (
		<>
			{here ? (
				<div class="band">
					<p>
						<b>{s.url}</b>
					</p>
					<p class={s.state === 'away' ? 'late' : ''}>{words(s)}</p>
					{s.error && <p>{s.error}</p>}
				</div>
			) : (
				<Empty words={t('portal.none')} />
			)}
			<p class="mt3">
				<button type="button" class={here ? 'btn' : 'btn pri'} onClick={() => setOpen(true)}>
					{t(here ? 'portal.change' : 'portal.connect')}
				</button>
			</p>
			{open && (
				<Connect
					of={s}
					onClose={() => setOpen(false)}
					onSaved={() => {
						setOpen(false);
						props.onSaved();
					}}
				/>
			)}
		</>
	);
}
