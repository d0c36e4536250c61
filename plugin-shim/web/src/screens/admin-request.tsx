/*
 * One request about personal data: what is held, what would be erased and what stays and why, the answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, patch, post } from '../api.js';
import { clock, shortDate } from '../format.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Dialog } from '../parts/dialog.js';
import { Select, TextArea } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { Page, Section } from '../parts/page.js';
import { capital, type PersonalData, PersonalDataView } from '../parts/personal-data.js';
import { ProblemNote } from '../parts/problem.js';
import type { Args } from '../router.js';
import type { Effect, PersonalRequestWhole } from '../types.js';
import { t } from '../words.js';

function Effects({ of: effects, done }: { of: Effect[]; done: boolean }) {
	return (
		<>
			{(['replaced', 'erased', 'kept'] as const).map(deed => {
				const rows = effects.filter(e => e.deed === deed);
				return (
					rows.length > 0 && (
						<div key={deed} class="mt3">
							<h3>{t(`erase.${done ? 'did' : 'would'}.${deed}`)}</h3>
							<ul class="rows">
								{rows.map(e => (
									<li key={e.what}>
										{t(`erase.what.${e.what}`)}
										{e.deed !== 'replaced' && `: ${e.n}`}
										{e.deed === 'kept' && <p class="small muted">{t(`erase.why.${e.what}`)}</p>}
									</li>
								))}
							</ul>
						</div>
					)
				);
			})}
		</>
	);
}

function Answer(props: { of: PersonalRequestWhole; onClose: () => void; onSaved: () => void }) {
	const [v, setV] = useState({ state: 'answered', answer: '' });
	const save = useAction(async () => {
		await patch(`/personal-requests/${props.of.id}/answer`, props.of.revision, v);
		props.onSaved();
	});
	return (
		<Dialog title={t('request.answer_deed')} onClose={props.onClose}>
			<Form
				submit={t('request.close')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['state', 'answer']}
			>
				<Select
					label={t('request.outcome')}
					value={v.state}
					onValue={state => setV({ ...v, state })}
					choices={['answered', 'rejected'].map(s => ({ value: s, label: t(`request.in.${s}`) }))}
				/>
				<TextArea
					label={t('request.answer')}
					hint={t('request.answer_hint')}
					rows={5}
					value={v.answer}
					onValue={answer => setV({ ...v, answer })}
					required
					error={save.problem?.at('answer')}
				/>
			</Form>
		</Dialog>
	);
}

/** Erasing can't be taken back, so it is asked once more in a window that says so. */
function Erase(props: { of: PersonalRequestWhole; onClose: () => void; onDone: () => void }) {
	const erase = useAction(async () => {
		await post(`/personal-requests/${props.of.id}/erase`);
		props.onDone();
	});
	return (
		<Dialog title={t('erase.title', { who: props.of.person.short })} onClose={props.onClose}>
			<Form
				danger
				submit={t('erase.deed')}
				onSubmit={() => erase.run()}
				onCancel={props.onClose}
				busy={erase.busy}
				problem={erase.problem}
			>
				<p>{t('erase.sure')}</p>
			</Form>
		</Dialog>
	);
}

function Deeds(props: {
	of: PersonalRequestWhole;
	reload: () => void;
	onData: (d: PersonalData) => void;
}) {
	const { of: r, reload } = props;
	const [open, setOpen] = useState<'answer' | 'erase' | undefined>();
	const look = useAction(async () => {
		props.onData(await post<PersonalData>(`/personal-requests/${r.id}/data`));
		reload(); /* that it was handed out is noted in the request */
	});
	const restrict = useAction(async () => {
		await post(`/personal-requests/${r.id}/restrict`, { on: !r.restricted_on });
		reload();
	});
	const saved = () => {
		setOpen(undefined);
		reload();
	};
	return (
		<>
			<p class="cluster mt3">
				{r.kind === 'access' && (
					<button type="button" class="btn pri" disabled={look.busy} onClick={() => look.run()}>
						{t('held.gather')}
					</button>
				)}
				{r.kind === 'correction' && (
					<a class="btn pri" href={`/admin/people/${r.person.id}`}>
						{t('request.to_card')}
					</a>
				)}
				{r.kind === 'restriction' && (
					<button
						type="button"
						class="btn pri"
						disabled={restrict.busy}
						onClick={() => restrict.run()}
					>
						{t(r.restricted_on ? 'request.unrestrict' : 'request.restrict')}
					</button>
				)}
				{r.kind === 'erasure' && !r.erased && r.left_on && (
					<button type="button" class="btn danger" onClick={() => setOpen('erase')}>
						{t('erase.deed')}
					</button>
				)}
				<button type="button" class="btn" onClick={() => setOpen('answer')}>
					{t('request.answer_deed')}
				</button>
			</p>
			{r.kind === 'erasure' && !r.left_on && (
				<p class="note">
					{t('erase.works')} <a href={`/admin/people/${r.person.id}`}>{t('request.to_card')}</a>
				</p>
			)}
			{r.kind === 'restriction' && <p class="small muted">{t('request.restrict_note')}</p>}
			<ProblemNote problem={look.problem ?? restrict.problem} />
			{open === 'answer' && <Answer of={r} onClose={() => setOpen(undefined)} onSaved={saved} />}
			{open === 'erase' && <Erase of={r} onClose={() => setOpen(undefined)} onDone={saved} />}
		</>
	);
}

function Whole({ of: r, reload }: { of: PersonalRequestWhole; reload: () => void }) {
	const [data, setData] = useState<PersonalData | undefined>();
	return (
		<>
			<Section id="request" title={t('request.what')}>
				<dl class="kv">
					<dt>{t('request.received')}</dt>
					<dd>{shortDate(r.received_on)}</dd>
					<dt>{t('request.until')}</dt>
					<dd>
						{shortDate(r.due_on)}
						{r.late && <b> ({t('request.is_late')})</b>}
					</dd>
					<dt>{t('request.body')}</dt>
					<dd>{r.body}</dd>
					{r.exported_at && (
						<>
							<dt>{t('request.exported')}</dt>
							<dd>
								{shortDate(r.exported_at)} {clock(r.exported_at)}
							</dd>
						</>
					)}
					{r.answer && (
						<>
							<dt>{t('request.answer')}</dt>
							<dd>
								{r.answer}
								<p class="small muted">
									{[r.by?.short, r.answered_on && shortDate(r.answered_on)]
										.filter(Boolean)
										.join(', ')}
								</p>
							</dd>
						</>
					)}
				</dl>
				{r.state === 'open' && <Deeds of={r} reload={reload} onData={setData} />}
			</Section>
			{r.effects && (
				<Section id="effects" title={t('erase.before')}>
					<Effects of={r.effects} done={false} />
				</Section>
			)}
			{r.outcome && (
				<Section id="outcome" title={t('erase.after')}>
					<Effects of={r.outcome} done />
				</Section>
			)}
			{data && (
				<Section id="held" title={t('held.title', { who: r.person.short })}>
					<PersonalDataView of={data} name={r.person.short} />
				</Section>
			)}
		</>
	);
}

export default function AdminRequest({ id }: Args) {
	const request = useLoad(
		signal => get<PersonalRequestWhole>(`/personal-requests/${id}`, {}, { signal }),
		[id],
	);
	const r = request.data;
	return (
		<Page
			title={r ? `${capital(t(`request.of.${r.kind}`))}: ${r.person.short}` : t('request.title')}
			tab={t('request.title')}
			crumb={
				<>
					<a href="/admin">{t('admin.title')}</a> ·{' '}
					<a href="/admin/requests">{t('request.title')}</a>
				</>
			}
			lede={r && <p>{capital(t(`request.in.${r.state}`))}</p>}
		>
			<Await of={request}>{data => <Whole of={data} reload={request.reload} />}</Await>
		</Page>
	);
}
