/*
 * The editor of a document's text: typed blocks that are added, moved and removed.
 *
 * The body itself stays in the hands of the screen; what is removed or pasted can be taken back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Block } from '../types.js';
import { t } from '../words.js';
import { BlockEdit } from './block-edit.js';
import { useBlocks } from './block-history.js';
import { AddSelect } from './field.js';
import { type FigureChoice, FigureEdit } from './figure-edit.js';
import { Undo } from './undo.js';

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
	const blocks = useBlocks(body, onBody);
	const usable = kinds.filter(k => k !== 'figure' || figures.length > 0);
	const adder = (at: number) => (
		<AddSelect
			class="adder"
			label={at === 0 ? t('block.add_first') : t('block.add_after', { number: at })}
			onAdd={kind => {
				const block = kind === 'figure' ? figures[0]?.block : fresh[kind];
				if (block) blocks.add(at, structuredClone(block));
			}}
			choices={usable.map(k => ({ value: k, label: t(`block.${k}`) }))}
			empty={t('block.add')}
		/>
	);
	const taken = (at: number) =>
		blocks.undo?.at === at && (
			<Undo words={blocks.undo.words} onUndo={blocks.takeBack} onClose={blocks.forget} />
		);
	return (
		<div class="body-edit">
			{adder(0)}
			{taken(0)}
			{body.map((block, i) => (
				<fieldset key={blocks.numbers[i]} class="block" onPaste={e => void blocks.paste(i, e)}>
					<legend>{t('block.nth', { number: i + 1, kind: t(`block.${block.b}`) })}</legend>
					{block.b === 'figure' ? (
						<FigureEdit block={block} onBlock={b => blocks.set(i, b)} figures={figures} />
					) : (
						<BlockEdit block={block} onBlock={b => blocks.set(i, b)} error={error(`body/${i}`)} />
					)}
					<p class="cluster small">
						<button
							type="button"
							class="btn quiet"
							disabled={i === 0}
							aria-label={t('block.up', { number: i + 1 })}
							onClick={() => blocks.move(i, -1)}
						>
							↑ {t('block.higher')}
						</button>
						<button
							type="button"
							class="btn quiet"
							disabled={i === body.length - 1}
							aria-label={t('block.down', { number: i + 1 })}
							onClick={() => blocks.move(i, 1)}
						>
							↓ {t('block.lower')}
						</button>
						<button
							type="button"
							class="btn quiet"
							aria-label={t('block.remove', { number: i + 1 })}
							onClick={() => blocks.remove(i)}
						>
							{t('remove')}
						</button>
					</p>
					{adder(i + 1)}
					{taken(i + 1)}
				</fieldset>
			))}
		</div>
	);
}
