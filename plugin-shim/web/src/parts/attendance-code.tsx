/*
 * The code of an activity for the screen of the room: whoever opens it is marked as present.
 *
 * It is fetched anew when its five minutes are over, so that a photograph of it is of no use later.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect } from 'preact/hooks';
import { get } from '../api.js';
import { clock, span } from '../format.js';
import { useLoad } from '../load.js';
import type { ScreenCode } from '../types.js';
import { t } from '../words.js';
import { Await } from './await.js';
import { Dialog } from './dialog.js';
import { Qr } from './qr.js';

export function AttendanceCode(props: { slot: string; title: string; onClose: () => void }) {
	const code = useLoad(
		signal => get<ScreenCode>(`/slots/${props.slot}/attendance/code`, {}, { signal }),
		[props.slot],
	);
	const until = code.data?.shown_until;
	useEffect(() => {
		if (!until) return;
		const left = Math.max(2000, Date.parse(until) - Date.now());
		const timer = setTimeout(code.reload, left);
		return () => clearTimeout(timer);
	}, [until]);
	return (
		<Dialog title={props.title} onClose={props.onClose} wide>
			<Await of={code}>
				{c => (
					<div class="stack centre">
						<Qr squares={c.squares} label={t('attendance.qr', { url: c.url })} />
						<p>{t('attendance.scan')}</p>
						<p class="small muted">
							{t('attendance.works', { time: span(c.opens_at, c.closes_at) })}{' '}
							{t('attendance.renewed', { time: clock(c.shown_until) })}
						</p>
						<p class="digest">{c.url}</p>
					</div>
				)}
			</Await>
		</Dialog>
	);
}
