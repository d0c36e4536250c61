/*
 * A labelled control with its hint and its error, tied together for screen readers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { t } from '../words.js';

interface Common {
	label: string;
	hint?: string;
	error?: string;
	value: string;
	onValue: (value: string) => void;
	required?: boolean;
	class?: string;
}
type Bound = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true' };

function Frame(props: Common & { children: (bound: Bound) => JSX.Element }) {
	const id = useId();
	const about = [props.hint && `${id}-h`, props.error && `${id}-e`].filter(Boolean).join(' ');
	return (
		<div class={`fld ${props.class ?? ''}`}>
			<label for={id}>
				{props.label}
				{props.required && <span class="muted"> {t('required')}</span>}
			</label>
			{props.hint && (
				<p class="hint" id={`${id}-h`}>
					{props.hint}
				</p>
			)}
			{props.children({
				id,
				'aria-describedby': about || undefined,
				'aria-invalid': props.error ? 'true' : undefined,
			})}
			{props.error && (
				<p class="err" id={`${id}-e`}>
					{props.error}
				</p>
			)}
		</div>
	);
}

/** Only kinds whose value is plain text; the union keeps the typed attributes of each. */
type InputType = 'text' | 'date' | 'time' | 'number' | 'search' | 'password';

export const Input = (p: Common & { type?: InputType; min?: string; max?: string }) => (
	<Frame {...p}>
		{bound => (
			<input
				{...bound}
				class="inp"
				type={(p.type ?? 'text') as 'text'}
				value={p.value}
				min={p.min}
				max={p.max}
				required={p.required}
				autocomplete="off"
				onInput={e => p.onValue(e.currentTarget.value)}
			/>
		)}
	</Frame>
);

export const TextArea = (p: Common & { rows?: number }) => (
	<Frame {...p}>
		{bound => (
			<textarea
				{...bound}
				class="inp"
				rows={p.rows ?? 3}
				value={p.value}
				required={p.required}
				onInput={e => p.onValue(e.currentTarget.value)}
			/>
		)}
	</Frame>
);

export interface Choice {
	value: string;
	label: string;
	group?: string;
}

const grouped = (choices: Choice[]): [string, Choice[]][] => {
	const groups = new Map<string, Choice[]>();
	for (const c of choices) groups.set(c.group ?? '', [...(groups.get(c.group ?? '') ?? []), c]);
	return [...groups];
};
const option = (c: Choice) => (
	<option key={c.value} value={c.value}>
		{c.label}
	</option>
);

const Options = (p: { of: Choice[] }) => (
	<>
		{grouped(p.of).map(([group, list]) =>
			group ? (
				<optgroup key={group} label={group}>
					{list.map(option)}
				</optgroup>
			) : (
				list.map(option)
			),
		)}
	</>
);

export const Select = (p: Common & { choices: Choice[]; empty?: string }) => (
	<Frame {...p}>
		{bound => (
			<select
				{...bound}
				class="inp"
				value={p.value}
				required={p.required}
				onChange={e => p.onValue(e.currentTarget.value)}
			>
				{p.empty !== undefined && <option value="">{p.empty}</option>}
				<Options of={p.choices} />
			</select>
		)}
	</Frame>
);

const looks = /^(Arrow|Home|End|Page)|^.$/u;

/**
 * A list that adds what is chosen of it. A pointer chooses at once; arrows and letters only look through
 * it, for each of their steps is a change too, and Enter chooses.
 */
export function AddSelect(
	p: Omit<Common, 'value' | 'onValue'> & {
		choices: Choice[];
		empty: string;
		onAdd: (value: string) => void;
	},
) {
	const [looked, setLooked] = useState('');
	const byKey = useRef(false);
	const add = (value: string) => {
		setLooked('');
		if (value) p.onAdd(value);
	};
	return (
		<Frame {...p} value={looked} onValue={setLooked}>
			{bound => (
				<>
					<select
						{...bound}
						class="inp"
						value={looked}
						onPointerDown={() => {
							byKey.current = false;
						}}
						onKeyDown={e => {
							byKey.current = looks.test(e.key);
							if (e.key !== 'Enter' || !looked) return;
							e.preventDefault();
							add(looked);
						}}
						onChange={e => {
							const { value } = e.currentTarget;
							if (byKey.current) setLooked(value);
							else {
								e.currentTarget.value = '';
								add(value);
							}
						}}
					>
						<option value="">{p.empty}</option>
						<Options of={p.choices} />
					</select>
					<p class="hint" role="status">
						{looked && t('enter_adds')}
					</p>
				</>
			)}
		</Frame>
	);
}
