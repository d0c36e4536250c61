/*
 * One block of a text with the controls of its kind; a list is edited one item a line, a table cell
 * by cell with rows and columns that come and go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Block } from '../types.js';
import { t } from '../words.js';
import { Input, TextArea } from './field.js';

export interface BlockEditProps {
	block: Block;
	onBlock: (block: Block) => void;
	error?: string;
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const rowsOf = (block: Block): string[][] =>
	Array.isArray(block.rows) ? block.rows.map(strings) : [];

function Cell(props: { label: string; value: string; onValue: (v: string) => void }) {
	return (
		<textarea
			class="inp"
			rows={2}
			aria-label={props.label}
			value={props.value}
			onInput={e => props.onValue(e.currentTarget.value)}
		/>
	);
}

function TableEdit({ block, onBlock }: BlockEditProps) {
	const rows = rowsOf(block);
	const width = Math.max(1, strings(block.head).length, ...rows.map(r => r.length));
	const wide = (r: string[]) => Array.from({ length: width }, (_, c) => r[c] ?? '');
	const head = wide(strings(block.head));
	const put = (h: string[], r: string[][]) => onBlock({ ...block, head: h, rows: r });
	const set = (row: number, column: number, value: string) => {
		const change = (r: string[]) => wide(r).map((cell, c) => (c === column ? value : cell));
		if (row < 0) put(change(head), rows);
		else
			put(
				head,
				rows.map((r, i) => (i === row ? change(r) : r)),
			);
	};
	const column = (c: number) => head[c] || t('block.column', { number: c + 1 });
	return (
		<>
			<div class="tscroll">
				<table class="plain cells">
					<tbody>
						{[head, ...rows.map(wide)].map((r, i) => (
							<tr key={String(i)}>
								{r.map((cell, c) => (
									<td key={String(c)}>
										<Cell
											label={
												i === 0
													? t('block.head_cell', { number: c + 1 })
													: t('block.cell', { row: i, column: column(c) })
											}
											value={cell}
											onValue={v => set(i - 1, c, v)}
										/>
									</td>
								))}
								<td>
									{i > 0 && (
										<button
											type="button"
											class="btn quiet"
											aria-label={t('block.remove_row', { number: i })}
											onClick={() =>
												put(
													head,
													rows.filter((_, k) => k !== i - 1),
												)
											}
										>
											×
										</button>
									)}
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
			<p class="cluster">
				<button
					type="button"
					class="btn"
					onClick={() => put(head, [...rows, Array.from({ length: width }, () => '')])}
				>
					{t('block.add_row')}
				</button>
				<button
					type="button"
					class="btn"
					onClick={() =>
						put(
							[...head, ''],
							rows.map(r => [...wide(r), '']),
						)
					}
				>
					{t('block.add_column')}
				</button>
				{width > 1 && (
					<button
						type="button"
						class="btn"
						onClick={() =>
							put(
								head.slice(0, -1),
								rows.map(r => wide(r).slice(0, -1)),
							)
						}
					>
						{t('block.remove_column')}
					</button>
				)}
			</p>
		</>
	);
}

export function BlockEdit({ block, onBlock, error }: BlockEditProps) {
	const text = (key: string) => ({
		label: t(`block.${key}`),
		value: String(block[key] ?? ''),
		onValue: (v: string) => onBlock({ ...block, [key]: v }),
		error,
	});
	switch (block.b) {
		case 'heading':
			return <Input {...text('text')} />;
		case 'sign':
			return (
				<div class="pair2">
					<Input {...text('post')} />
					<Input {...text('name')} />
				</div>
			);
		case 'table':
			return <TableEdit block={block} onBlock={onBlock} />;
		case 'list':
			return (
				<TextArea
					label={t('block.items')}
					hint={t('order.line_each')}
					value={strings(block.items).join('\n')}
					rows={Math.min(12, strings(block.items).length + 2)}
					onValue={v => onBlock({ ...block, items: v.split('\n') })}
					error={error}
				/>
			);
		default: {
			const words = String(block.text ?? '');
			return <TextArea {...text('text')} rows={Math.min(12, Math.ceil(words.length / 70) + 1)} />;
		}
	}
}
