/*
 * Accepting every proposal that the plan builder chose and nobody has decided on: each by itself, with
 * the reason of its calculation, and told one by one.
 *
 * It goes on after a refusal, so that one proposal doesn't hold the others; what was refused stays
 * undecided on the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useRef, useState } from 'preact/hooks';
import { post } from '../api.js';
import { useAction } from '../load.js';
import { asProblem } from '../problem.js';
import type { Proposal } from '../types.js';
import { t } from '../words.js';
import { Dialog } from './dialog.js';
import { Form } from './form.js';
import { sentence } from './problem.js';

type Outcomes = Map<string, string>;

const Lines = ({ items, told }: { items: Proposal[]; told: Outcomes }) => (
	<ul class="rows" aria-live="polite">
		{items.map(p => (
			<li key={p.id} class="cluster between">
				<span>
					<b>{p.organisation.name}</b>, {p.competence?.name}
				</span>
				<span class="small muted">{told.get(p.id)}</span>
			</li>
		))}
	</ul>
);

/** Closed in the middle, it accepts no more. */
function Accepting(props: { items: Proposal[]; onClose: (some: boolean) => void }) {
	const { items } = props;
	const [told, setTold] = useState<Outcomes>(new Map());
	const stopped = useRef(false);
	const over = told.size === items.length;
	const close = () => {
		stopped.current = true;
		props.onClose(told.size > 0);
	};
	const run = useAction(async () => {
		const outcomes: Outcomes = new Map();
		for (const p of items) {
			if (stopped.current) return;
			try {
				await post(`/proposals/${p.id}/accept`, { reason: p.reason });
				outcomes.set(p.id, t('proposal.state.accepted'));
			} catch (e) {
				outcomes.set(p.id, sentence(asProblem(e)));
			}
			setTold(new Map(outcomes));
		}
	});
	return (
		<Dialog title={t('proposal.all_title', { count: items.length })} onClose={close} wide>
			{over ? (
				<>
					<Lines items={items} told={told} />
					<p class="dialog-f">
						<button type="button" class="btn pri" onClick={close}>
							{t('close')}
						</button>
					</p>
				</>
			) : (
				<Form
					submit={t('proposal.all_do', { count: items.length })}
					onSubmit={() => run.run()}
					onCancel={close}
					busy={run.busy}
					problem={run.problem}
					shown={[]}
				>
					<p>{t('proposal.all_lede')}</p>
					<Lines items={items} told={told} />
				</Form>
			)}
		</Dialog>
	);
}

export function AcceptAll({ items, reload }: { items: Proposal[]; reload: () => void }) {
	const [open, setOpen] = useState(false);
	const [taken, setTaken] = useState<Proposal[]>([]);
	if (items.length < 2 && !open) return null;
	return (
		<p class="mt3">
			<button
				type="button"
				class="btn"
				onClick={() => {
					setTaken(items);
					setOpen(true);
				}}
			>
				{t('proposal.all', { count: items.length })}
			</button>
			{open && (
				<Accepting
					items={taken}
					onClose={some => {
						setOpen(false);
						if (some) reload();
					}}
				/>
			)}
		</p>
	);
}
