/*
 * Clashes while an activity is being put together: who or what is taken, by what, and three places
 * where nothing is; one press takes one.
 *
 * The server tries the activity by the very rules that would refuse it, and undoes it. It is asked when
 * typing has stopped for a moment; an answer to something older is never shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { post } from '../api.js';
import { span } from '../format.js';
import type { FreePlace, Trial } from '../types.js';
import { t } from '../words.js';
import { Clause } from './clause.js';
import { readable } from './problem.js';

const PAUSE_MS = 350;

/** wish: null while there is too little to try. What can't be tried is refused on saving, in words. */
export function useTrial(wish: Record<string, unknown> | null): Trial | undefined {
	const text = JSON.stringify(wish);
	const [found, setFound] = useState<{ of: string; trial: Trial } | undefined>();
	useEffect(() => {
		if (!wish) return;
		const stop = new AbortController();
		const timer = setTimeout(() => {
			post<Trial>('/slots/check', wish, { signal: stop.signal, key: null })
				.then(trial => setFound({ of: text, trial }))
				.catch(() => undefined);
		}, PAUSE_MS);
		return () => {
			clearTimeout(timer);
			stop.abort();
		};
	}, [text]);
	return found?.of === text ? found.trial : undefined;
}

const placeWords = ({ starts_at, ends_at, lesson }: FreePlace): string =>
	[
		span(starts_at, ends_at),
		lesson && [lesson.subject, lesson.class, lesson.teacher.short].filter(Boolean).join(', '),
	]
		.filter(Boolean)
		.join(' · ');

export const TrialNote = (props: {
	trial: Trial | undefined;
	onFree: (place: FreePlace) => void;
}) => {
	const { clashes = [], free = [] } = props.trial ?? {};
	return (
		<div class="trial" role="status">
			{clashes.length > 0 && (
				<div class="note bad stack-s">
					<ul>
						{clashes.map(c => (
							<li key={c.title}>
								<b>{readable(c.title)}</b> <Clause number={c.clause} />
							</li>
						))}
					</ul>
					{free.length > 0 ? (
						<p>{t('builder.free')}</p>
					) : (
						<p class="muted">{t('builder.none_free')}</p>
					)}
					<p class="cluster">
						{free.map(f => (
							<button
								key={`${f.starts_at}${f.lesson?.id}`}
								type="button"
								class="btn free"
								onClick={() => props.onFree(f)}
							>
								{placeWords(f)}
							</button>
						))}
					</p>
				</div>
			)}
			{props.trial && clashes.length === 0 && <p class="small muted">{t('builder.no_clash')}</p>}
		</div>
	);
};
