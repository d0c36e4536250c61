/*
 * A form of a dialog: one deed, its refusal shown above the buttons, everything typed kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { Problem } from '../problem.js';
import { t } from '../words.js';
import { MayClose } from './dialog.js';
import { ProblemNote } from './problem.js';

export const Form = (props: {
	onSubmit: () => void;
	onCancel: () => void;
	busy: boolean;
	/** nothing to send yet */
	off?: boolean;
	problem: Problem | undefined;
	shown?: string[];
	submit: string;
	cancel?: string;
	/** beside the buttons, in sight while the form is scrolled */
	note?: ComponentChildren;
	danger?: boolean;
	children: ComponentChildren;
}) => {
	const mayClose = useContext(MayClose);
	return (
		<form
			class="stack"
			onSubmit={e => {
				e.preventDefault();
				props.onSubmit();
			}}
		>
			{props.children}
			<ProblemNote problem={props.problem} shown={props.shown} />
			<div class="dialog-f">
				<button
					type="submit"
					class={props.danger ? 'btn danger' : 'btn pri'}
					disabled={props.busy || props.off}
				>
					{props.busy ? t('sending') : props.submit}
				</button>
				<button type="button" class="btn" onClick={() => mayClose() && props.onCancel()}>
					{props.cancel ?? t('cancel')}
				</button>
				{props.note}
			</div>
		</form>
	);
};
