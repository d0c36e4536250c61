/*
 * Several of a list, by name: those chosen with a button to leave each out, and one more to add.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { t } from '../words.js';
import { AddSelect, type Choice } from './field.js';

export function PickMany(props: {
	label: string;
	add: string;
	value: string[];
	onValue: (value: string[]) => void;
	choices: Choice[];
	least?: number;
}) {
	const { value, onValue, choices } = props;
	const name = (id: string) => choices.find(c => c.value === id)?.label ?? id;
	return (
		<fieldset class="plainset">
			<legend class="lbl">{props.label}</legend>
			<ul class="rows">
				{value.map(id => (
					<li key={id} class="cluster between">
						<span>{name(id)}</span>
						<button
							type="button"
							class="btn quiet"
							disabled={value.length <= (props.least ?? 0)}
							aria-label={t('material.leave_out', { name: name(id) })}
							onClick={() => onValue(value.filter(v => v !== id))}
						>
							{t('remove')}
						</button>
					</li>
				))}
			</ul>
			<AddSelect
				label={props.add}
				onAdd={id => onValue([...value, id])}
				choices={choices.filter(c => !value.includes(c.value))}
				empty={t('choose')}
			/>
		</fieldset>
	);
}
