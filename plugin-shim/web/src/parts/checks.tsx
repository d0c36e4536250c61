/*
 * Several of a few: rooms, classes. Plain checkboxes with a visible list of the chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Ref } from '../types.js';
import { t } from '../words.js';

export const Checks = (props: {
	label: string;
	list: Ref[];
	value: string[];
	onValue: (value: string[]) => void;
	error?: string;
}) => {
	const chosen = props.list.filter(r => props.value.includes(r.id));
	const flip = (id: string) =>
		props.onValue(
			props.value.includes(id) ? props.value.filter(v => v !== id) : [...props.value, id],
		);
	return (
		<fieldset class="plainset">
			<legend class="lbl">{props.label}</legend>
			<details class="checks">
				<summary>{chosen.map(r => r.name).join(', ') || t('not_set')}</summary>
				<ul>
					{props.list.map(r => (
						<li key={r.id}>
							<label class="chk">
								<input
									type="checkbox"
									checked={props.value.includes(r.id)}
									onChange={() => flip(r.id)}
								/>
								{r.name}
							</label>
						</li>
					))}
				</ul>
			</details>
			{props.error && <p class="err">{props.error}</p>}
		</fieldset>
	);
};
