/*
 * What a portal has to know of this service, to copy; and the turn of the service's keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import type { ServiceKeys } from '../types.js';
import { t } from '../words.js';
import { Await } from './await.js';
import { CopyLine } from './copy-line.js';
import { ProblemNote } from './problem.js';

function Rotate({ of: k, onTurned }: { of: ServiceKeys; onTurned: (k: ServiceKeys) => void }) {
	const turn = useAction(async () => onTurned(await post<ServiceKeys>('/portal/keys/rotate')));
	const have = k.keys.length > 0;
	return (
		<>
			{have ? (
				<p>{t('portals.keys_two', { first: k.keys[0] ?? '', next: k.keys[1] ?? '' })}</p>
			) : (
				<p class="late">{t('portals.keys_none', { why: k.error })}</p>
			)}
			{k.configured && (
				<p class="cluster mt3">
					<button
						type="button"
						class="btn"
						disabled={turn.busy}
						onClick={() => (!have || confirm(t('portals.rotate_sure'))) && turn.run()}
					>
						{t(have ? 'portals.rotate' : 'portals.make_keys')}
					</button>
				</p>
			)}
			<ProblemNote problem={turn.problem} />
		</>
	);
}

export function PortalKeys() {
	const keys = useLoad(signal => get<ServiceKeys>('/portal/keys', {}, { signal }), []);
	return (
		<Await of={keys}>
			{k => (
				<>
					<p>{t('portals.addresses_how')}</p>
					<dl class="copies">
						<CopyLine label={t('portals.launch')} value={k.addresses.launch} />
						<CopyLine label={t('portals.login')} value={k.addresses.login} />
						<CopyLine label={t('portals.jwks')} value={k.addresses.jwks} />
					</dl>
					{k.pem && (
						<details class="mt3">
							<summary>{t('portals.pem')}</summary>
							<pre class="mt3 fold">{k.pem}</pre>
						</details>
					)}
					<h3 class="mt4">{t('portals.own_keys')}</h3>
					<Rotate of={k} onTurned={keys.set} />
				</>
			)}
		</Await>
	);
}
