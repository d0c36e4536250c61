/*
 * The change of the school year, step by step: what the coming year has already, what is left, and what
 * stays open from the old one. Every step may be repeated; nothing that is there is changed by one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { get } from '../api.js';
import { schoolYear } from '../format.js';
import { useLoad } from '../load.js';
import { Await } from '../parts/await.js';
import { Page, Section } from '../parts/page.js';
import { StepMark, StepState } from '../parts/year-mark.js';
import { StepBody } from '../parts/year-step.js';
import { query } from '../router.js';
import { session } from '../session.js';
import type { SchoolYear, YearStep } from '../types.js';
import { t } from '../words.js';

/** The year that begins in the coming September. */
const coming = (): number => (session.value?.school_year ?? 0) + 1;

const Step = (props: {
	of: YearStep;
	n: number;
	year: number;
	onChange: (y: SchoolYear) => void;
	reload: () => void;
}) => {
	const s = props.of;
	return (
		<Section
			id={s.step}
			title={`${props.n}. ${t(`year.step.${s.step}`)}`}
			aside={<StepState of={s} />}
		>
			<p class="muted">{t(`year.about.${s.step}`)}</p>
			<StepBody of={s} year={props.year} reload={props.reload} />
			<StepMark of={s} year={props.year} onChange={props.onChange} />
		</Section>
	);
};

export default function SchoolYearScreen() {
	const year = Number(query.value.get('year') ?? coming());
	const of = useLoad(signal => get<SchoolYear>(`/school-years/${year}`, {}, { signal }), [year]);
	const done = of.data?.steps.filter(s => s.state === 'done').length ?? 0;
	const other = year === coming() ? year - 1 : coming();
	return (
		<Page
			title={t('year.title', { year: schoolYear(year) })}
			lede={
				<>
					<p>{t('year.lede')}</p>
					{of.data && (
						<p aria-live="polite">
							<b>{t('year.progress', { done, all: of.data.steps.length })}</b>
						</p>
					)}
					<p>
						<a href={`/school-year?year=${other}`}>
							{t('year.other', { year: schoolYear(other) })}
						</a>
					</p>
				</>
			}
		>
			<Await of={of}>
				{data =>
					data.steps.map((s, i) => (
						<Step key={s.step} of={s} n={i + 1} year={year} onChange={of.set} reload={of.reload} />
					))
				}
			</Await>
		</Page>
	);
}
