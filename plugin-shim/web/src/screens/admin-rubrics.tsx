/*
 * Rubrics (карты посещения) by version; a new one comes from a file, checked before it is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { list, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Dialog } from '../parts/dialog.js';
import { Form } from '../parts/form.js';
import { inForce } from '../parts/in-force.js';
import { Page, Section } from '../parts/page.js';
import { Problem } from '../problem.js';
import { go } from '../router.js';
import type { EditionHead, Rubric } from '../types.js';
import { t } from '../words.js';

/** The file as an object, or a sentence that says where it stops being JSON. */
async function read(file: File): Promise<unknown> {
	const text = await file.text();
	try {
		return JSON.parse(text.replace(/^\ufeff/, ''));
	} catch (e) {
		throw new Problem(0, {
			type: '/problems/bad-file',
			title: t('rubric.bad_json', { why: String(e) }),
		});
	}
}

function FromFile({ onClose }: { onClose: () => void }) {
	const [file, setFile] = useState<File | undefined>();
	const [checked, setChecked] = useState(false);
	const check = useAction(async () => {
		if (!file) return;
		await post('/rubrics/check', { source: await read(file) });
		setChecked(true);
	});
	const save = useAction(async () => {
		if (!file) return;
		const made = await post<Rubric>('/rubrics', { source: await read(file) });
		go(`/admin/rubrics/${made.id}`);
	});
	return (
		<Dialog title={t('rubric.import')} onClose={onClose}>
			<Form
				submit={t(checked ? 'rubric.load' : 'rubric.check')}
				onSubmit={() => (checked ? save.run() : check.run())}
				onCancel={onClose}
				busy={check.busy || save.busy}
				problem={check.problem ?? save.problem}
			>
				<p>{t('rubric.import_note')}</p>
				<label class="fld">
					{t('rubric.file')}
					<input
						class="inp"
						type="file"
						accept=".json,application/json"
						required
						onChange={e => {
							setFile(e.currentTarget.files?.[0]);
							setChecked(false);
							check.clear();
						}}
					/>
				</label>
				<p aria-live="polite">{checked && <b>{t('rubric.good')}</b>}</p>
			</Form>
		</Dialog>
	);
}

export default function AdminRubrics() {
	const rubrics = useLoad(signal => list<EditionHead>('/rubrics', {}, signal), []);
	const [importing, setImporting] = useState(false);
	return (
		<Page
			title={t('rubric.title')}
			crumb={<a href="/admin">{t('admin.title')}</a>}
			lede={<p>{t('rubric.lede')}</p>}
			tools={
				<button type="button" class="btn" onClick={() => setImporting(true)}>
					{t('rubric.import')}
				</button>
			}
		>
			<Section id="list" title={t('rubric.versions')}>
				<Await of={rubrics}>
					{items =>
						items.length > 0 ? (
							<ul class="rows">
								{items.map(r => (
									<li key={r.id} class="cluster between">
										<a href={`/admin/rubrics/${r.id}`}>
											{r.title}, {t('edition.version', { version: r.version })}
										</a>
										<span class="small muted">
											{t(`rubric.for.${r.for ?? 'teacher'}`)} · {inForce(r)}
										</span>
									</li>
								))}
							</ul>
						) : (
							<Empty words={t('rubric.empty')} />
						)
					}
				</Await>
			</Section>
			{importing && <FromFile onClose={() => setImporting(false)} />}
		</Page>
	);
}
