/*
 * Terms and other settings of the district: a default unless the row says whose it is.
 *
 * Only those whom the server lets change a setting see its control; the server decides again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, request } from '../api.js';
import { type Loaded, useAction, useLoad } from '../load.js';
import { Await, Empty } from '../parts/await.js';
import { Dialog } from '../parts/dialog.js';
import { Input } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { Page } from '../parts/page.js';
import { hasRole } from '../session.js';
import type { List, Setting } from '../types.js';
import { number, t } from '../words.js';

const shown = (value: unknown): string => {
	if (typeof value === 'number') return number(value, 2);
	if (typeof value === 'boolean') return value ? t('yes') : t('no');
	return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Keeps the kind of value that stood there: a term in days stays a number. */
function typed(text: string, was: unknown): unknown {
	if (typeof was === 'number') return Number(text.replace(',', '.'));
	if (typeof was === 'boolean') return text === 'true';
	return text;
}

/** A clause of the regulation is named, and what the district chose; that the rest is our default is said once above. */
const sourceOf = (s: Setting): string | null => {
	if (s.own) return t('settings.own');
	return s.source && /^(п\.|cl\.)/.test(s.source) ? s.source : null;
};

function Change(props: { of: Setting; onClose: () => void; onSaved: () => void }) {
	const [value, setValue] = useState(String(props.of.value));
	const save = useAction(async () => {
		const body = { value: typed(value, props.of.value) };
		await request('PATCH', `/settings/${props.of.code}`, body, {
			revision: props.of.revision ?? 0,
		});
		props.onSaved();
	});
	return (
		<Dialog title={props.of.title} onClose={props.onClose}>
			<Form
				submit={t('save')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['value']}
			>
				<Input
					label={t('settings.value')}
					value={value}
					onValue={setValue}
					error={save.problem?.at('value')}
				/>
			</Form>
		</Dialog>
	);
}

function Table({ list, of }: { list: Setting[]; of: Loaded<List<Setting>> }) {
	const [open, setOpen] = useState<Setting | undefined>();
	const mayChange = hasRole('centre_head', 'admin');
	if (list.length === 0) return <Empty words={t('settings.empty')} />;
	return (
		<>
			<table class="plain tstack">
				<thead>
					<tr>
						<th scope="col">{t('settings.what')}</th>
						<th scope="col">{t('settings.value')}</th>
						<th scope="col">{t('settings.source')}</th>
						{mayChange && <th scope="col">{t('settings.change')}</th>}
					</tr>
				</thead>
				<tbody>
					{list.map(s => (
						<tr key={s.code}>
							<th scope="row">{s.title}</th>
							<td class="nowrap">
								<b>{shown(s.value)}</b>
							</td>
							<td>{sourceOf(s)}</td>
							{mayChange && (
								<td>
									<button
										type="button"
										class="btn quiet"
										aria-label={t('settings.change_of', { title: s.title })}
										onClick={() => setOpen(s)}
									>
										{t('settings.change')}
									</button>
								</td>
							)}
						</tr>
					))}
				</tbody>
			</table>
			{open && (
				<Change
					of={open}
					onClose={() => setOpen(undefined)}
					onSaved={() => {
						setOpen(undefined);
						of.reload();
					}}
				/>
			)}
		</>
	);
}

export default function Settings() {
	const list = useLoad(signal => get<List<Setting>>('/settings', {}, { signal }), []);
	return (
		<Page title={t('settings.title')} lede={<p>{t('settings.lede')}</p>}>
			<Await of={list}>{data => <Table list={data.items} of={list} />}</Await>
		</Page>
	);
}
