/*
 * A list that comes page by page: what has come so far, and one button for more.
 *
 * Further pages belong to the first page they were asked after: another filter, or a row that changed, begins
 * anew, and an answer that comes late is dropped.
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
	const { first } = props;
	const after = JSON.stringify(first);
	const [further, setFurther] = useState<List<T> & { after: string }>();
	const { items, next } =
		further?.after === after
			? { items: [...first.items, ...further.items], next: further.next }
			: first;
	const fetchMore = useAction(async () => {
		const got = await props.more(next as string);
		setFurther({
			after,
			items: [...items.slice(first.items.length), ...got.items],
			next: got.next,
		});
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
