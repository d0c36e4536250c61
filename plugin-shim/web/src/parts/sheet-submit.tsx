/*
 * Before a sheet is signed: which marks are missing, what the result will be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { place } from '../place.js';
import type { Problem } from '../problem.js';
import { levelOf, percentOf, type Tally } from '../score.js';
import type { Rubric } from '../types.js';
import { number, percent, t } from '../words.js';
import { Dialog } from './dialog.js';
import { ProblemNote } from './problem.js';

export interface SubmitProps {
	rubric: Rubric;
	tally: Tally;
	noStep: boolean;
	busy: boolean;
	problem: Problem | undefined;
	onSubmit: () => void;
	onClose: () => void;
}

function toItem(id: string): void {
	const item = place.tree.getElementById(`item-${id}`);
	item?.scrollIntoView({ block: 'center' });
	item?.querySelector('input')?.focus({ preventScroll: true });
}

function Missing({ tally, onClose }: SubmitProps) {
	const jump = (id: string) => {
		onClose();
		setTimeout(() => toItem(id), 0);
	};
	const first = tally.missing[0];
	return (
		<>
			<p>
				<b>{t('submit.missing', { count: tally.missing.length })}</b>
			</p>
			<ul class="rows">
				{tally.missing.map(item => (
					<li key={item.id}>
						<button type="button" class="btn quiet" onClick={() => jump(item.id)}>
							{item.code} {item.body}
						</button>
					</li>
				))}
			</ul>
			<div class="dialog-f">
				<button type="button" class="btn pri" onClick={() => first && jump(first.id)}>
					{t('submit.to_first')}
				</button>
			</div>
		</>
	);
}

export function SheetSubmit(p: SubmitProps) {
	const share = percentOf(p.tally);
	return (
		<Dialog title={t('submit.title')} onClose={p.onClose}>
			<div class="stack">
				{p.tally.missing.length > 0 ? (
					<Missing {...p} />
				) : (
					<>
						<dl class="kv">
							<dt>{t('sheet.points')}</dt>
							<dd>
								{t('sheet.of', { points: number(p.tally.points, 1), max: number(p.tally.max, 1) })}
							</dd>
							<dt>{t('sheet.share')}</dt>
							<dd>{share === null ? '—' : percent(share)}</dd>
							<dt>{t('sheet.level')}</dt>
							<dd>{share === null ? '—' : levelOf(p.rubric.bands, share)}</dd>
							{p.tally.absent > 0 && (
								<>
									<dt>{t('sheet.absent_count')}</dt>
									<dd>{p.tally.absent}</dd>
								</>
							)}
						</dl>
						{p.noStep && <p class="note warn">{t('submit.no_step')}</p>}
						<p>{t('submit.lede')}</p>
						<ProblemNote problem={p.problem} />
						<div class="dialog-f">
							<button type="button" class="btn pri" disabled={p.busy} onClick={p.onSubmit}>
								{t('submit.sign')}
							</button>
							<button type="button" class="btn" onClick={p.onClose}>
								{t('cancel')}
							</button>
						</div>
					</>
				)}
			</div>
		</Dialog>
	);
}
