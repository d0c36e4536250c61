/*
 * What waits on this device: of which lesson, since when, what the server said; as a file out and in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useRef, useState } from 'preact/hooks';
import type { View } from '../autosave.js';
import { clock, shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Page } from '../parts/page.js';
import { sentence } from '../parts/problem.js';
import { Undo } from '../parts/undo.js';
import type { Problem } from '../problem.js';
import { has } from '../queue.js';
import { resume } from '../resume.js';
import { me } from '../session.js';
import { changes, type Draft, deviceStore } from '../store.js';
import { fromFile, merged, toFile } from '../unsent-file.js';
import { isOld } from '../vault.js';
import { fullDate, t } from '../words.js';

const local = (iso: string): string => {
	const d = new Date(iso);
	return new Date(d.getTime() - d.getTimezoneOffset() * 60_000).toISOString();
};

function stateOf(d: Draft, said: View | undefined): string {
	if (said?.problem) return sentence(said.problem);
	return t(has(d.queue, 'submit') ? 'unsent_list.signed' : 'unsent_list.draft');
}

/** onAside: what the server refuses need not stay here for ever. */
function Row({ d, said, onAside }: { d: Draft; said: View | undefined; onAside: () => void }) {
	const at = local(d.saved);
	return (
		<tr>
			<th scope="row">
				<a href={`/visits/${d.visit}`}>{d.title || t('visit.visit')}</a>
				<span class="small muted block">{fullDate(d.held_on)}</span>
			</th>
			<td data-l={t('unsent_list.records')}>{d.queue.length}</td>
			<td class="nowrap" data-l={t('unsent_list.saved')}>
				{shortDate(at)}, {clock(at)}
				{isOld(d.saved, Date.now()) && <span class="small late block">{t('unsent_list.old')}</span>}
			</td>
			<td data-l={t('unsent_list.state')}>
				{stateOf(d, said)}
				{said?.problem?.refusal && (
					<span class="block mt2">
						<button type="button" class="btn" onClick={onAside}>
							{t('unsent_list.put_aside')}
						</button>
					</span>
				)}
			</td>
		</tr>
	);
}

function download(drafts: Draft[]): void {
	const saved = new Date().toISOString();
	const a = document.createElement('a');
	a.href = URL.createObjectURL(
		new Blob([toFile(me(), drafts, saved)], { type: 'application/json' }),
	);
	a.download = `metodden-${local(saved).slice(0, 16).replace(/[T:]/g, '-')}.json`;
	a.click();
	setTimeout(() => URL.revokeObjectURL(a.href), 60_000);
}

async function takeIn(file: File): Promise<void> {
	for (const there of fromFile(await file.text(), me()))
		await deviceStore.write(merged(await deviceStore.read(me(), there.sheet), there));
}

const fileWords = (p: Problem): string =>
	p.slug.startsWith('file_') ? t(`unsent_list.${p.slug}`) : sentence(p);

function FileIn({ onDone }: { onDone: () => void }) {
	const box = useRef<HTMLInputElement>(null);
	const take = useAction(async (file: File) => {
		await takeIn(file);
		onDone();
	});
	const picked = () => {
		const file = box.current?.files?.[0];
		if (file && confirm(t('unsent_list.take_in_sure'))) void take.run(file);
		if (box.current) box.current.value = '';
	};
	return (
		<>
			<label class="btn">
				<input ref={box} type="file" accept=".json,application/json" class="vh" onChange={picked} />
				{t('unsent_list.take_in')}
			</label>
			{take.problem && (
				<p class="note bad" role="alert">
					{fileWords(take.problem)}
				</p>
			)}
		</>
	);
}

export default function Unsent() {
	const list = useLoad(() => deviceStore.unsent(me()), [changes.value]);
	const [said, setSaid] = useState(new Map<string, View>());
	const send = useAction(async () => {
		setSaid(await resume());
	});
	const [aside, setAside] = useState<Draft | undefined>();
	const drafts = list.data ?? [];
	/** Not lost by it: the sheet goes into a file, which can be taken in again. */
	const putAside = (d: Draft) => {
		download([d]);
		setAside(d);
		void deviceStore.remove(me(), d.sheet);
	};
	return (
		<Page
			title={
				drafts.length > 0
					? t('unsent_list.count', { count: drafts.length })
					: t('unsent_list.nothing')
			}
			tab={t('nav.unsent')}
			lede={<p>{t('unsent_list.lede')}</p>}
			tools={
				<>
					{drafts.length > 0 && (
						<>
							<button type="button" class="btn pri" disabled={send.busy} onClick={() => send.run()}>
								{t('unsent_list.send')}
							</button>
							<button type="button" class="btn" onClick={() => download(drafts)}>
								{t('unsent_list.to_file')}
							</button>
						</>
					)}
					{isSecureContext && <FileIn onDone={() => send.run()} />}
				</>
			}
		>
			{!isSecureContext && <p class="note warn">{t('saving.insecure')}</p>}
			{aside && (
				<Undo
					words={t('unsent_list.aside', { title: aside.title })}
					onUndo={() => {
						void deviceStore.write(aside);
						setAside(undefined);
					}}
					onClose={() => setAside(undefined)}
				/>
			)}
			<Await of={list}>
				{items =>
					items.length > 0 ? (
						<table class="plain tstack">
							<thead>
								<tr>
									{['lesson', 'records', 'saved', 'state'].map(h => (
										<th key={h} scope="col">
											{t(`unsent_list.${h}`)}
										</th>
									))}
								</tr>
							</thead>
							<tbody>
								{items.map(d => (
									<Row key={d.sheet} d={d} said={said.get(d.sheet)} onAside={() => putAside(d)} />
								))}
							</tbody>
						</table>
					) : (
						<Empty words={t('unsent_list.empty')}>
							<a class="btn" href="/visits">
								{t('nav.visits')}
							</a>
						</Empty>
					)
				}
			</Await>
		</Page>
	);
}
