/*
 * One version of a rubric: looked at, copied into a new draft, edited while it is one, published and frozen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { del, get, patch, post } from '../api.js';
import { useAction, useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Dialog } from '../parts/dialog.js';
import { Input } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { inForce } from '../parts/in-force.js';
import { Page, Section } from '../parts/page.js';
import { ProblemNote } from '../parts/problem.js';
import { RubricEdit } from '../parts/rubric-edit.js';
import { type Args, go } from '../router.js';
import { today } from '../session.js';
import type { EditionHead, Rubric, RubricItem, RubricSource } from '../types.js';
import { number, t } from '../words.js';

type Version = Rubric & EditionHead & { version: number; framework: string | null };

const Item = ({ of: i }: { of: RubricItem }) => (
	<li>
		<p>
			<b>{i.code}</b> {i.body}
		</p>
		<ul class="small">
			{i.points.map((p, n) => (
				<li key={n}>
					{number(p, 2)}
					{i.labels?.[n] && `: ${i.labels[n]}`}
					{i.descriptors?.[n] && ` — ${i.descriptors[n]}`}
				</li>
			))}
		</ul>
		<p class="small muted">
			{[
				t(`rubric.look.${i.looks}`),
				i.weight !== 1 && t('rubric.weight_n', { weight: number(i.weight, 2) }),
				i.required && t('rubric.required'),
				i.competence ? `${i.competence.code} ${i.competence.name}` : t('rubric.no_competence'),
			]
				.filter(Boolean)
				.join(' · ')}
		</p>
	</li>
);

const Look = ({ of: r }: { of: Version }) => (
	<>
		<Section id="bands" title={t('rubric.bands')}>
			<p>{r.bands.map(b => `${t('rubric.band', { from: b.from })} ${b.word}`).join('; ')}</p>
		</Section>
		{r.sections.map(s => (
			<Section key={s.id} id={`s${s.position}`} title={`${s.position}. ${s.title}`}>
				<p class="small muted">
					{t(`rubric.take.${s.takes}`)}
					{s.may_be_absent && ` · ${t('rubric.may_be_absent')}`}
				</p>
				<ul class="rows">
					{s.items.map(i => (
						<Item key={i.id} of={i} />
					))}
				</ul>
			</Section>
		))}
	</>
);

function Publish(props: {
	of: Version;
	revision: number;
	onClose: () => void;
	onSaved: () => void;
}) {
	const [from, setFrom] = useState(today());
	const save = useAction(async () => {
		await patch(`/rubrics/${props.of.id}/publish`, props.revision, { from });
		props.onSaved();
	});
	return (
		<Dialog title={t('rubric.publish')} onClose={props.onClose}>
			<Form
				submit={t('rubric.publish')}
				onSubmit={() => save.run()}
				onCancel={props.onClose}
				busy={save.busy}
				problem={save.problem}
				shown={['from']}
			>
				<p>{t('rubric.publish_note')}</p>
				<Input
					label={t('edition.begins')}
					type="date"
					min={today()}
					value={from}
					onValue={setFrom}
					required
					error={save.problem?.at('from')}
				/>
			</Form>
		</Dialog>
	);
}

interface Loaded {
	rubric: Version;
	source: RubricSource;
	revision: number;
}

function Whole({ of, reload }: { of: Loaded; reload: () => void }) {
	const [open, setOpen] = useState<'edit' | 'publish' | undefined>();
	const { rubric: r } = of;
	const draft = r.state === 'draft';
	const copy = useAction(async () => {
		const made = await post<Rubric>(`/rubrics/${r.id}/copy`);
		go(`/admin/rubrics/${made.id}`);
	});
	const remove = useAction(async () => {
		await del(`/rubrics/${r.id}`);
		go('/admin/rubrics');
	});
	const saved = () => {
		setOpen(undefined);
		reload();
	};
	if (open === 'edit')
		return (
			<RubricEdit
				id={r.id}
				revision={of.revision}
				source={of.source}
				onSaved={saved}
				onCancel={() => setOpen(undefined)}
			/>
		);
	return (
		<>
			<p class="cluster">
				{draft ? (
					<>
						<button type="button" class="btn pri" onClick={() => setOpen('edit')}>
							{t('edit')}
						</button>
						<button type="button" class="btn" onClick={() => setOpen('publish')}>
							{t('rubric.publish')}
						</button>
						<button type="button" class="btn" disabled={remove.busy} onClick={() => remove.run()}>
							{t('rubric.drop')}
						</button>
					</>
				) : (
					<button type="button" class="btn pri" disabled={copy.busy} onClick={() => copy.run()}>
						{t('rubric.copy')}
					</button>
				)}
				<a
					class="btn"
					download={`${r.code}-${r.version}.json`}
					href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(of.source, null, 1))}`}
				>
					{t('rubric.download')}
				</a>
			</p>
			<ProblemNote problem={copy.problem ?? remove.problem} />
			<Look of={r} />
			{open === 'publish' && (
				<Publish of={r} revision={of.revision} onClose={() => setOpen(undefined)} onSaved={saved} />
			)}
		</>
	);
}

export default function AdminRubric({ id }: Args) {
	const loaded = useLoad(
		async (signal): Promise<Loaded> => {
			const [rubric, source] = await Promise.all([
				get<Version & { revision: number }>(`/rubrics/${id}`, {}, { signal }),
				get<RubricSource>(`/rubrics/${id}/source`, {}, { signal }),
			]);
			return { rubric, source, revision: rubric.revision };
		},
		[id],
	);
	const r = loaded.data?.rubric;
	return (
		<Page
			title={r?.title ?? t('rubric.title')}
			crumb={
				<>
					<a href="/admin">{t('admin.title')}</a> · <a href="/admin/rubrics">{t('rubric.title')}</a>
				</>
			}
			lede={
				r && (
					<p>
						{t('edition.version', { version: r.version })} · {inForce(r)}
					</p>
				)
			}
		>
			<Await of={loaded}>{data => <Whole of={data} reload={loaded.reload} />}</Await>
		</Page>
	);
}
