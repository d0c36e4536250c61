/*
 * The editor of a document's text: typed blocks that are added, moved and removed.
 *
 * Each block keeps a number of its own while it is edited, so that what has the focus stays the same
 * control when its neighbours move. The body itself stays in the hands of the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useRef } from 'preact/hooks';
import type { Block } from '../types.js';
import { t } from '../words.js';
import { BlockEdit } from './block-edit.js';
import { AddSelect } from './field.js';
import { type FigureChoice, FigureEdit } from './figure-edit.js';

export const kinds = ['heading', 'para', 'point', 'list', 'table', 'figure', 'sign'];

const fresh: Record<string, Block> = {
	heading: { b: 'heading', text: '' },
	para: { b: 'para', text: '' },
	point: { b: 'point', text: '' },
	list: { b: 'list', items: [] },
	table: { b: 'table', head: ['', ''], rows: [['', '']] },
	sign: { b: 'sign', post: '', name: '' },
};

export interface BodyEditProps {
	body: Block[];
	onBody: (body: Block[]) => void;
	figures: FigureChoice[];
	error: (pointer: string) => string | undefined;
}

export function BodyEdit({ body, onBody, figures, error }: BodyEditProps) {
	const numbers = useRef<{ last: number; of: number[] }>({ last: 0, of: [] });
	const n = numbers.current;
	while (n.of.length < body.length) n.of.push(++n.last);
	const set = (i: number, block: Block) => onBody(body.map((b, k) => (k === i ? block : b)));
	const remove = (i: number) => {
		n.of.splice(i, 1);
		onBody(body.filter((_, k) => k !== i));
	};
	const move = (i: number, by: number) => {
		const to = i + by;
		const next = [...body];
		[next[i], next[to]] = [next[to] as Block, next[i] as Block];
		[n.of[i], n.of[to]] = [n.of[to] as number, n.of[i] as number];
		onBody(next);
	};
	const add = (at: number, kind: string) => {
		const block = kind === 'figure' ? figures[0]?.block : fresh[kind];
		if (!block) return;
		n.of.splice(at, 0, ++n.last);
		onBody([...body.slice(0, at), structuredClone(block), ...body.slice(at)]);
	};
	const usable = kinds.filter(k => k !== 'figure' || figures.length > 0);
	const adder = (at: number) => (
		<AddSelect
			class="adder"
			label={at === 0 ? t('block.add_first') : t('block.add_after', { number: at })}
			onAdd={kind => add(at, kind)}
			choices={usable.map(k => ({ value: k, label: t(`block.${k}`) }))}
			empty={t('block.add')}
		/>
	);
	return (
		<div class="body-edit">
			{adder(0)}
			{body.map((block, i) => (
				<fieldset key={n.of[i]} class="block">
					<legend>{t('block.nth', { number: i + 1, kind: t(`block.${block.b}`) })}</legend>
					{block.b === 'figure' ? (
						<FigureEdit block={block} onBlock={b => set(i, b)} figures={figures} />
					) : (
						<BlockEdit block={block} onBlock={b => set(i, b)} error={error(`body/${i}`)} />
					)}
					<p class="cluster small">
						<button
							type="button"
							class="btn quiet"
							disabled={i === 0}
							aria-label={t('block.up', { number: i + 1 })}
							onClick={() => move(i, -1)}
						>
							↑ {t('block.higher')}
						</button>
						<button
							type="button"
							class="btn quiet"
							disabled={i === body.length - 1}
							aria-label={t('block.down', { number: i + 1 })}
							onClick={() => move(i, 1)}
						>
							↓ {t('block.lower')}
						</button>
						<button
							type="button"
							class="btn quiet"
							aria-label={t('block.remove', { number: i + 1 })}
							onClick={() => remove(i)}
						>
							{t('remove')}
						</button>
					</p>
					{adder(i + 1)}
				</fieldset>
			))}
		</div>
	);
}
