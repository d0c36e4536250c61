/*
 * One file on its way: sent, checked, loaded. The address holds it, so a reload, a colleague and a torn
 * line find it where it is; what is under way goes on without the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { useFollow } from '../follow.js';
import { shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { FileInput, fault, Sending, sendFile } from '../parts/import-form.js';
import { ImportReportView, importState, loaded, underWay } from '../parts/import-report.js';
import { JobBar } from '../parts/job-bar.js';
import { moment } from '../parts/moment.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import type { Args } from '../router.js';
import type { Import, ImportJob } from '../types.js';
import { number, t } from '../words.js';

const active = (j: ImportJob | null): boolean => j?.state === 'ready' || j?.state === 'leased';

/** Another file in the place of this one: what was bad is mended and sent again. */
function Again({ of: i, onChange }: { of: Import; onChange: () => void }) {
	const [file, setFile] = useState<File | undefined>();
	const [share, setShare] = useState(0);
	const send = useAction(async () => {
		await sendFile(i.id, file as File, setShare);
		onChange();
	});
	const wrong = file && fault(file);
	return (
		<div class="stack form mt3">
			<FileInput label={t('imports.again')} error={wrong} onFile={setFile} />
			{send.busy && <Sending share={share} />}
			<ProblemNote problem={send.problem} />
			<p>
				<button
					type="button"
					class="btn"
					disabled={send.busy || !file || Boolean(wrong)}
					onClick={() => send.run()}
				>
					{t('imports.send')}
				</button>
			</p>
		</div>
	);
}

function Job({
	of: j,
	id,
	dry,
	onChange,
}: {
	of: ImportJob;
	id: string;
	dry: boolean;
	onChange: () => void;
}) {
	if (active(j)) return <JobBar of={j} onChange={onChange} />;
	if (j.state === 'cancelled') return <p>{t('imports.cancelled')}</p>;
	if (j.state === 'dead') return <p class="late">{j.output?.error ?? t('jobs.failed')}</p>;
	return <ImportReportView id={id} of={j.output ?? {}} dry={dry} />;
}

function Check({ of: i, onChange }: { of: Import; onChange: () => void }) {
	const check = useAction(async () => {
		await post(`/imports/${i.id}/check`);
		onChange();
	});
	const ready = i.size !== null && !active(i.check) && !loaded(i);
	return (
		<>
			{i.size === null && <p class="muted">{t('imports.check_after')}</p>}
			{i.check && <Job of={i.check} id={i.id} dry onChange={onChange} />}
			<ProblemNote problem={check.problem} />
			{ready && i.check?.state !== 'done' && (
				<p class="mt3">
					<button type="button" class="btn pri" disabled={check.busy} onClick={() => check.run()}>
						{t('imports.check')}
					</button>
				</p>
			)}
		</>
	);
}

function Load({ of: i, onChange }: { of: Import; onChange: () => void }) {
	const load = useAction(async () => {
		await post(`/imports/${i.id}/load`);
		onChange();
	});
	const clean = i.check?.state === 'done' && i.check.output?.bad === 0;
	const nothing = clean && !i.check?.output?.added && !i.check?.output?.changed;
	return (
		<>
			{i.load && <Job of={i.load} id={i.id} dry={false} onChange={onChange} />}
			<ProblemNote problem={load.problem} />
			{!loaded(i) && !active(i.load) && (
				<p class="mt3">
					<button
						type="button"
						class="btn pri"
						disabled={load.busy || !clean || nothing}
						onClick={() => load.run()}
					>
						{t('imports.load')}
					</button>{' '}
					<span class="muted">
						{t(
							nothing
								? 'imports.nothing_to_load'
								: clean
									? 'imports.load_hint'
									: 'imports.load_after',
						)}
					</span>
				</p>
			)}
		</>
	);
}

const Sent = ({ of: i }: { of: Import }) => (
	<dl class="kv">
		<dt>{t('imports.kind_of')}</dt>
		<dd>{t(`imports.kind.${i.kind}`)}</dd>
		{i.options.year && (
			<>
				<dt>{t('imports.year')}</dt>
				<dd>{i.options.year}</dd>
			</>
		)}
		{i.options.order && (
			<>
				<dt>{t('imports.order')}</dt>
				<dd>{[i.options.order, shortDate(i.options.dated ?? '')].join(', ')}</dd>
			</>
		)}
		{i.options.rubric && (
			<>
				<dt>{t('imports.rubric')}</dt>
				<dd>{i.options.rubric}</dd>
			</>
		)}
		<dt>{t('imports.when')}</dt>
		<dd>{[moment(i.at), i.by?.short].filter(Boolean).join(', ')}</dd>
		<dt>{t('imports.size')}</dt>
		<dd>
			{i.size === null
				? t('imports.no_file_yet')
				: t('imports.kib', { size: number(Math.ceil(i.size / 1024)) })}
		</dd>
	</dl>
);

function Way({ of: i, onChange }: { of: Import; onChange: () => void }) {
	return (
		<>
			<Section id="sent" title={t('imports.step_file')}>
				<Sent of={i} />
				{!loaded(i) && !underWay(i) && (i.size === null || i.check?.output?.bad) ? (
					<Again of={i} onChange={onChange} />
				) : null}
			</Section>
			<Section id="check" title={t('imports.step_check')}>
				<Check of={i} onChange={onChange} />
			</Section>
			<Section id="load" title={t('imports.step_load')}>
				<Load of={i} onChange={onChange} />
			</Section>
		</>
	);
}

export default function ImportScreen({ id }: Args) {
	const one = useLoad(signal => get<Import>(`/imports/${id}`, {}, { signal }), [id]);
	useFollow(one, underWay);
	return (
		<Page
			title={one.data?.name ?? t('imports.title')}
			crumb={<a href="/imports">{t('imports.title')}</a>}
			lede={one.data && <p aria-live="polite">{importState(one.data)}</p>}
		>
			<Await of={one}>{i => <Way of={i} onChange={one.reload} />}</Await>
		</Page>
	);
}
