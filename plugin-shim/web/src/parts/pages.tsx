/*
 * A list that comes page by page: what has come so far, and one button for more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useAction } from '../load.js';
import type { List } from '../types.js';
import { t } from '../words.js';
import { ProblemNote } from './problem.js';

export function Pages<T>(props: {
	first: List<T>;
	more: (cursor: string) => Promise<List<T>>;
	children: (items: T[]) => ComponentChildren;
}) {
	const [items, setItems] = useState(props.first.items);
	const [next, setNext] = useState(props.first.next);
	const fetchMore = useAction(async () => {
		const got = await props.more(next as string);
		setItems([...items, ...got.items]);
		setNext(got.next);
	});
	return (
		<>
			{props.children(items)}
			<ProblemNote problem={fetchMore.problem} />
			{next && (
				<p class="mt4">
					<button
						type="button"
						class="btn"
						disabled={fetchMore.busy}
						onClick={() => fetchMore.run()}
					>
						{t('visits.more')}
					</button>
				</p>
			)}
		</>
	);
}
