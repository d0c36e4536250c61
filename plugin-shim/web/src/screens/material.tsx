/*
 * One material: the document as paper, beside it where it stands, who answered and what was said.
 *
 * Opened again, a text shows which of its figures are different now; they change only when the
 * author counts them anew. The answer of the teacher is given here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { get, list } from '../api.js';
import { useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Blocks } from '../parts/blocks.js';
import { Deeds, type MaterialProps } from '../parts/material-deeds.js';
import { MaterialEdit } from '../parts/material-edit.js';
import { Answers, Facts, Remarks, Signatures, Versions } from '../parts/material-side.js';
import { NextLine } from '../parts/next-line.js';
import { Page, Section } from '../parts/page.js';
import { PdfLink } from '../parts/pdf.js';
import { State } from '../parts/state.js';
import type { Args } from '../router.js';
import { hasRole } from '../session.js';
import { heldText } from '../text-draft-hook.js';
import type { Figure, Material } from '../types.js';
import { t, word } from '../words.js';

const counts = () =>
	hasRole(
		'methodist',
		'centre_head',
		'department_head',
		'council_member',
		'council_secretary',
		'council_chair',
	);

function Changed({ figures }: { figures: Figure[] }) {
	const changed = figures.filter(f => f.changed).length;
	if (changed === 0) return null;
	return <p class="note warn">{t('figure.changed', { count: changed })}</p>;
}

function Paper({ material }: { material: Material }) {
	const figures = useLoad(
		async signal =>
			counts() && material.body.some(b => b.b === 'figure')
				? list<Figure>(`/materials/${material.id}/figures`, {}, signal)
				: [],
		[material.id, material.revision],
	);
	return (
		<>
			<Changed figures={figures.data ?? []} />
			<article class="paper">
				<h2>{material.title}</h2>
				{material.body.length > 0 ? (
					<Blocks body={material.body} figures={figures.data ?? []} />
				) : (
					<p class="muted">{t('material.no_text')}</p>
				)}
			</article>
		</>
	);
}

function Lede({ material: m }: { material: Material }) {
	return (
		<>
			<p class="cluster">
				<b>
					<State of="material" state={m.state} />
				</b>
			</p>
			<NextLine of={m.next} step={m.next ? t(`material.next.${m.next.event}`) : ''} />
			{m.can.includes('acknowledge') && <p>{t('visit.answer_lede')}</p>}
		</>
	);
}

function Side({ material: m }: { material: Material }) {
	return (
		<aside>
			<Section id="facts" title={t('material.facts')}>
				<Facts material={m} />
			</Section>
			{m.remarks.length > 0 && (
				<Section id="remarks" title={t('material.remarks')}>
					<Remarks list={m.remarks} />
				</Section>
			)}
			{m.receipts.length > 0 && (
				<Section id="receipts" title={t('material.receipts')}>
					<Answers list={m.receipts} />
				</Section>
			)}
			{m.signatures.length > 0 && (
				<Section id="signatures" title={t('material.signatures')}>
					<Signatures list={m.signatures} />
				</Section>
			)}
			<Versions material={m} />
		</aside>
	);
}

function Body({ material, onMaterial }: MaterialProps) {
	// What this device still holds of the text is seen at once, not when somebody thinks of it.
	const [editing, setEditing] = useState(
		() => material.editable && heldText(`/materials/${material.id}`) !== undefined,
	);
	return (
		<Page
			title={material.title}
			tab={word('material_kind', material.kind)}
			crumb={<a href="/materials">{t('nav.materials')}</a>}
			lede={<Lede material={material} />}
			tools={
				!editing && (
					<>
						<Deeds material={material} onMaterial={onMaterial} onEdit={() => setEditing(true)} />
						{material.body.length > 0 && <PdfLink button path={`/documents/${material.id}`} />}
					</>
				)
			}
		>
			<div class="cols side">
				<Section id="text" title={t('order.text')}>
					{editing ? (
						<MaterialEdit
							material={material}
							onMaterial={onMaterial}
							onClose={() => setEditing(false)}
						/>
					) : (
						<Paper material={material} />
					)}
				</Section>
				<Side material={material} />
			</div>
		</Page>
	);
}

export default function MaterialScreen({ id }: Args) {
	const material = useLoad(signal => get<Material>(`/materials/${id}`, {}, { signal }), [id]);
	if (material.data) return <Body material={material.data} onMaterial={material.set} />;
	return (
		<Page title={t('material.material')}>
			<Await of={material}>{() => null}</Await>
		</Page>
	);
}
