/*
 * The numbers under a picture: one list of rows makes the table and the CSV, so that neither says
 * anything else than the picture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { decimal } from '../growth.js';
import { lang } from '../words.js';

/** Text as it is; whole numbers whole, others with two decimals; null: nothing to say. */
export type Cell = string | number | null;
export interface Sheet {
	/** name of the file, without .csv */
	name: string;
	heads: string[];
	rows: Cell[][];
}

export function shown(cell: Cell | undefined): string {
	if (cell === null || cell === undefined) return '—';
	if (typeof cell === 'string') return cell;
	return Number.isInteger(cell) ? String(cell) : decimal(cell, 2);
}

/** A text that a table program would take for a formula is made plain. */
function inFile(cell: Cell | undefined): string {
	if (cell === null || cell === undefined) return '';
	if (typeof cell === 'string') return /^[=+@\t−-]/.test(cell) ? `'${cell}` : cell;
	const plain = Number.isInteger(cell) ? String(cell) : cell.toFixed(2);
	return lang.value === 'ru' ? plain.replace('.', ',') : plain;
}

const line = (cells: (Cell | undefined)[]): string =>
	cells.map(c => `"${inFile(c).replaceAll('"', '""').replaceAll('\u00a0', ' ')}"`).join(';');

/** As office programs of the language read it: mark of UTF-8, semicolons, decimal comma in Russian. */
export const csv = (s: Sheet): string => `\ufeff${[s.heads, ...s.rows].map(line).join('\r\n')}\r\n`;
