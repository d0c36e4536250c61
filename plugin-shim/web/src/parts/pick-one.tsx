/*
 * A list from which one after another is taken: people, rooms.
 *
 * A mouse takes at once. Arrow keys change the value of a closed list at each step, so by the keyboard
 * the chosen one is taken by Enter or on leaving, not on the way to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useRef, useState } from 'preact/hooks';
import { t } from '../words.js';
import { type Choice, Select } from './field.js';

export function PickOne(props: {
	label: string;
	choices: Choice[];
	onPick: (value: string) => void;
	error?: string;
}) {
	const keys = useRef(false);
	const [chosen, setChosen] = useState('');
	const take = (value: string) => {
		setChosen('');
		if (value) props.onPick(value);
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: hears how the list inside is used
		<div
			onPointerDown={() => {
				keys.current = false;
			}}
			onKeyDown={e => {
				keys.current = true;
				if (e.key !== 'Enter' || !chosen) return;
				e.preventDefault();
				take(chosen);
			}}
			onFocusOut={() => take(chosen)}
		>
			<Select
				label={props.label}
				hint={chosen && t('builder.enter_adds')}
				value={chosen}
				onValue={value => (keys.current ? setChosen(value) : take(value))}
				choices={props.choices}
				empty={t('choose')}
				error={props.error}
			/>
		</div>
	);
}
