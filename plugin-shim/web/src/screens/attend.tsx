/*
 * What the QR code of an activity opens: who is signed in is marked as present, and told so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { post } from '../api.js';
import { clock, span } from '../format.js';
import { useLoad } from '../load.js';
import { Skeleton } from '../parts/await.js';
import { Page } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import type { Args } from '../router.js';
import type { OwnMark } from '../types.js';
import { fullDate, t } from '../words.js';

export default function Attend({ id, code }: Args) {
	const mark = useLoad(
		signal => post<OwnMark>(`/slots/${id}/attend`, { code }, { signal, key: null }),
		[id, code],
	);
	const { data, problem } = mark;
	if (problem)
		return (
			<Page title={t('attendance.not_marked')}>
				<ProblemNote problem={problem} />
				<p class="cluster mt3">
					<button type="button" class="btn pri" onClick={mark.reload}>
						{t('problem.retry')}
					</button>
					<a class="btn" href="/">
						{t('problem.home')}
					</a>
				</p>
			</Page>
		);
	if (!data) return <Skeleton />;
	return (
		<Page title={t('attendance.marked')} lede={<p>{data.title}</p>}>
			<p>
				{fullDate(data.starts_at)}, {span(data.starts_at, data.ends_at)}. {data.organisation.name}
			</p>
			<p class="muted">{t('attendance.marked_at', { time: clock(data.noted_at) })}</p>
			<p class="mt3">
				<a class="btn" href={`/days/${data.day}`}>
					{t('attendance.to_day')}
				</a>
			</p>
		</Page>
	);
}
