/*
 * Registered portals: each with its state in words, a test of the line, and the switch.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { patch, post } from '../api.js';
import { useAction } from '../load.js';
import type { PortalConnection } from '../types.js';
import { number, t } from '../words.js';
import { Empty } from './await.js';
import { moment } from './moment.js';
import { ProblemNote } from './problem.js';

/** Does it answer: what the last asking for its keys says. */
function answers(p: PortalConnection): { words: string; bad: boolean } {
	const test = p.test;
	if (!p.enabled) return { words: t('portals.is_off'), bad: false };
	if (!p.jwks_uri) return { words: t('portals.keys_given'), bad: !p.has_keys };
	if (test && !test.ended && !test.error) return { words: t('portals.testing'), bad: false };
	if (test?.error)
		return { words: t('portals.no_answer', { at: moment(test.at), why: test.error }), bad: true };
	if (test?.state === 'done')
		return { words: t('portals.answers', { at: moment(test.at) }), bad: false };
	return { words: t(p.has_keys ? 'portals.has_keys' : 'portals.no_keys'), bad: !p.has_keys };
}

function Row({ of: p, onChange }: { of: PortalConnection; onChange: () => void }) {
	const test = useAction(async () => {
		await post(`/portals/${p.id}/test`);
		onChange();
	});
	const turn = useAction(async () => {
		await patch(`/portals/${p.id}`, p.revision, { enabled: !p.enabled });
		onChange();
	});
	const state = answers(p);
	return (
		<li>
			<p>
				<b>{p.issuer}</b> <span class="muted">{t(`portals.kind.${p.kind}`)}</span>
			</p>
			<p class="small muted">
				{[
					t('portals.client', { id: p.client_id }),
					p.deployment_id && t('portals.deployment', { id: p.deployment_id }),
					t('portals.accounts', { count: p.accounts, n: number(p.accounts) }),
				]
					.filter(Boolean)
					.join(' · ')}
			</p>
			<p class={state.bad ? 'late' : ''} aria-live="polite">
				{state.words}
			</p>
			<p class="cluster mt3">
				{p.jwks_uri && p.enabled && (
					<button type="button" class="btn" disabled={test.busy} onClick={() => test.run()}>
						{t('portals.test')}
						<span class="vh"> {p.issuer}</span>
					</button>
				)}
				<button type="button" class="btn quiet" disabled={turn.busy} onClick={() => turn.run()}>
					{t(p.enabled ? 'portals.turn_off' : 'portals.turn_on')}
					<span class="vh"> {p.issuer}</span>
				</button>
			</p>
			<ProblemNote problem={test.problem ?? turn.problem} />
		</li>
	);
}

export const PortalList = (props: { of: PortalConnection[]; onChange: () => void }) =>
	props.of.length > 0 ? (
		<ul class="rows">
			{props.of.map(p => (
				<Row key={p.id} of={p} onChange={props.onChange} />
			))}
		</ul>
	) : (
		<Empty words={t('portals.none')} />
	);
