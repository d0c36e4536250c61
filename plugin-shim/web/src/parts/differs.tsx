/*
 * What changed after a sheet was written on a device and before it came: said of the sheet, which is
 * kept as it was written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { SheetRef } from '../types.js';
import { word } from '../words.js';
import { type Column, columnName } from './sheet-read.js';

export const DiffersOf = ({ sheet }: { sheet: Pick<SheetRef, 'differs'> }) => (
	<>
		{sheet.differs.map(code => (
			<p key={code} class="note warn">
				{word('differs', code)}
			</p>
		))}
	</>
);

export const Differs = ({ columns }: { columns: Column[] }) => (
	<>
		{columns
			.filter(c => c.ref.differs.length > 0)
			.map(c => (
				<div key={c.ref.id} class="stack-s mt4">
					<p class="small muted">{columnName(c)}</p>
					<DiffersOf sheet={c.ref} />
				</div>
			))}
	</>
);
