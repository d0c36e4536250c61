/*
 * Pictures of growth claim what the interface answers: dots lie where its numbers lie, titles count what
 * it counts, tables and files repeat it. Nothing is ranked, a small group has no number anywhere, each
 * picture has words for who doesn't see it and is drawn at the width it has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
	ask,
	axe,
	changed,
	demoPeople,
	enter,
	launch,
	leave,
	overflow,
	plain,
	settled,
} from './browser.mjs';

let browser;
let people;
before(async () => {
	browser = await launch();
	people = await demoPeople();
});
after(() => browser?.close());

const has = role => people.find(p => p.roles.includes(role));
/** As the database orders names: by their letters' codes. */
const sorted = names => [...names].sort();
const figure = (page, id) => page.locator(`section[aria-labelledby=${id}]`);
const comma = (x, digits = 2) => x.toFixed(digits).replace('.', ',').replace('-', '−');

/** From levels to pixels, as the labels of the picture's own axis say. */
async function heights(picture) {
	const labels = await picture
		.locator('g:has(> line.grid) > text.e')
		.evaluateAll(list =>
			list.map(e => [Number(e.textContent.replace(',', '.')), Number(e.getAttribute('y')) - 4]),
		);
	const [[a, ya], [b, yb]] = [labels[0], labels.at(-1)];
	assert.ok(b > a && yb < ya, `${labels}`);
	return v => ya + ((v - a) / (b - a)) * (yb - ya);
}
const number = (e, name) => e.getAttribute(name).then(Number);

async function district(page) {
	const d = await ask(page, '/growth/district');
	const all = d.competences.find(c => c.code === '') ?? d.competences[0];
	return { d, all, cell: d.items.find(i => i.competence === all.id).cell };
}

/** Opens the table under a picture; rows as text. */
async function table(where) {
	await where.locator('summary').click();
	const rows = where.locator('tbody tr');
	await rows.first().waitFor();
	return rows.evaluateAll(list =>
		list.map(r => [...r.cells].map(c => c.textContent.replaceAll('\u00a0', ' '))),
	);
}

async function file(page, where) {
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		where.getByRole('button', { name: /^CSV/ }).click(),
	]);
	const text = readFileSync(await download.path(), 'utf8');
	assert.ok(text.startsWith('\ufeff') && text.endsWith('\r\n'));
	return text
		.slice(1)
		.trimEnd()
		.split('\r\n')
		.map(l => l.slice(1, -1).split('";"'));
}

test('the fan shows the means that were seen, and its table and file the same numbers', async () => {
	const page = await enter(browser, has('council_member'), '/growth');
	const { cell } = await district(page);
	const fan = figure(page, 'district');
	const y = await heights(fan);
	const dots = fan.locator('g.seen');
	assert.equal(await dots.count(), cell.observed.years.length);
	for (const seen of cell.observed.years) {
		const dot = fan.locator(`g.seen[data-year="${seen.year}"]`);
		assert.ok(Math.abs((await number(dot.locator('circle'), 'cy')) - y(seen.value)) < 1);
		assert.equal((await dot.locator('text').textContent()).replace(/\D/g, ''), String(seen.n));
	}
	const { today } = await ask(page, '/session');
	const now = cell.line.findLast(p => p.on <= today);
	assert.ok(Math.abs((await number(fan.locator('circle.dot'), 'cy')) - y(now.value)) < 1);
	for (const [name, z] of [
		['b90', 1.645],
		['b50', 0.674],
	]) {
		const bounds = (await fan.locator(`path.${name}`).getAttribute('d')).match(/,[\d.]+/g);
		const wanted = [
			...cell.line.map(p => p.value + z * p.sd),
			...cell.line.map(p => p.value - z * p.sd).reverse(),
		];
		assert.equal(bounds.length, wanted.length);
		for (const [i, v] of wanted.entries())
			assert.ok(Math.abs(Number(bounds[i].slice(1)) - y(v)) < 1, `${name} ${i}`);
	}
	const ahead = fan.locator('path.ln.dash');
	assert.notEqual(await ahead.evaluate(e => getComputedStyle(e).strokeDasharray), 'none');
	assert.match(
		await ahead.getAttribute('d'),
		new RegExp(`,${y(cell.line.at(-1).value).toFixed(1)}$`),
	);
	await fan
		.getByText('Тёмная полоса — в 5 случаях из 10, светлая — в 9 из 10. Пунктир — прогноз')
		.waitFor();
	assert.match(
		plain(await fan.getByRole('heading').textContent()),
		new RegExp(`с ${comma(cell.line[0].value)} до ${comma(now.value)}`),
	);
	const rows = await table(fan);
	assert.deepEqual(
		rows.slice(0, cell.line.length).map(r => r[1]),
		cell.line.map(p => comma(p.value)),
	);
	assert.deepEqual(
		rows.slice(cell.line.length).map(r => [r[1], r[6]]),
		cell.observed.years.map(s => [comma(s.value), String(s.n)]),
	);
	const lines = await file(page, fan);
	assert.deepEqual(
		lines.slice(1).map(l => l[1]),
		rows.map(r => r[1]),
	);
	await leave(page);
});

/** P(Z > z) of a normal law, by the series of Marsaglia: another way than the picture's. */
function above(z) {
	let sum = z;
	let term = z;
	for (let i = 1; i < 200; i++) {
		term *= (z * z) / (2 * i + 1);
		sum += term;
	}
	return 0.5 - sum * Math.exp((-z * z) / 2 - 0.9189385332046727);
}

test('as many dots are filled as outcomes of 20 reach the target', async () => {
	const page = await enter(browser, has('council_chair'), '/growth');
	const { d } = await district(page);
	for (const c of d.competences) {
		await page.goto(`/growth?competence=${c.id}`);
		await settled(page);
		const { forecast, forecast_se } = d.items.find(i => i.competence === c.id).cell.level;
		const dots = figure(page, 'district-target');
		/* outcome i + 1/2 of 20 reaches the target while it lies above it */
		const share = above((d.minimum.target - forecast) / forecast_se);
		const wanted = Math.floor(share * 20 + 0.5);
		assert.equal(await dots.locator('circle').count(), 20);
		assert.equal(await dots.locator('circle.dot').count(), wanted, c.name);
		assert.match(
			plain(await dots.getByRole('heading').textContent()),
			new RegExp(`в ${wanted} случаях из 20`),
		);
		const rows = await table(dots);
		assert.equal(rows.filter(r => r[2] === 'да').length, wanted);
	}
	await leave(page);
});

test('small pictures of all competences share one scale, the largest change first', async () => {
	const page = await enter(browser, has('council_member'), '/growth');
	const { d } = await district(page);
	const wanted = d.competences
		.filter(c => c.code !== '')
		.map(c => ({ name: c.name, growth: d.items.find(i => i.competence === c.id).cell.growth }))
		.map(c => ({ ...c, by: c.growth.enough ? c.growth.value : -9 }))
		.sort((a, b) => b.by - a.by);
	const small = figure(page, 'all').locator('.multi figure');
	const names = await small.locator('h3 button').allInnerTexts();
	assert.deepEqual(
		names,
		wanted.map(c => c.name),
	);
	const axes = await small
		.locator('svg')
		.evaluateAll(list =>
			list.map(e =>
				[...e.querySelectorAll('g:has(> line) > text')]
					.map(x => `${x.textContent} ${x.getAttribute('y')}`)
					.join(),
			),
		);
	assert.equal(axes.length, wanted.filter(c => c.growth.enough).length);
	assert.equal(new Set(axes).size, 1, axes.join(' | '));
	/* drawn beside each other at one height, and both ends of the time are named on a phone too */
	await page.setViewportSize({ width: 360, height: 800 });
	for (const ends of await small
		.locator('svg')
		.evaluateAll(l => l.map(e => [...e.querySelectorAll(':scope > text')].map(x => x.textContent))))
		assert.deepEqual(
			ends.map(x => /\d{4}$/.test(x)),
			[true, true],
			`${ends}`,
		);
	await small.first().locator('h3 button').click();
	await page.waitForURL(/competence=/);
	assert.equal(await page.evaluate(() => document.activeElement.id), 'district');
	await leave(page);
});

test('a slope goes up or down only with probability 0.9, else it is grey', async () => {
	const page = await enter(browser, has('methodist'), '/growth');
	const { d } = await district(page);
	const wanted = d.competences
		.filter(c => c.code !== '')
		.map(c => d.items.find(i => i.competence === c.id).cell.growth)
		.map(g => (1 - g.p_decline >= 0.9 ? 'up' : g.p_decline >= 0.9 ? 'down' : 'even'));
	const year = figure(page, 'year');
	const kinds = await year.locator('g.slope').evaluateAll(l => l.map(e => e.dataset.kind));
	assert.deepEqual(kinds, wanted);
	const up = wanted.filter(k => k === 'up').length;
	assert.match(plain(await year.getByRole('heading').textContent()), new RegExp(`${up} компетенц`));
	for (const words of await year.locator('g.slope.even').allTextContents())
		assert.match(words, /=/);
	await leave(page);
});

test('the funnel names whoever lies beyond its limits, and orders nobody', async () => {
	const page = await enter(browser, has('department_head'), '/growth');
	const { all, cell } = await district(page);
	const { items } = await ask(page, '/growth/schools');
	const recent = cell.observed.recent;
	const seen = items
		.map(i => ({
			school: i.school,
			of: i.cells.find(c => c.competence === all.id)?.cell.observed?.recent,
		}))
		.filter(s => s.of);
	const outside = s =>
		Math.abs(s.of.value - recent.value) >
		1.959964 * Math.sqrt(recent.spread ** 2 + recent.sd ** 2 / s.of.n);
	const funnel = figure(page, 'funnel');
	const scale = all.scale;
	const y = await heights(funnel);
	assert.equal(await funnel.locator('circle.school').count(), seen.length);
	for (const s of seen) {
		const dot = funnel.locator(`circle[data-school="${s.school.id}"]`);
		assert.ok(Math.abs((await number(dot, 'cy')) - y(s.of.value)) < 1, s.school.name);
		assert.equal(await dot.evaluate(e => e.classList.contains('alt')), outside(s));
	}
	const limits = funnel.locator('path.ctx');
	assert.equal(await limits.count(), 4);
	for (const [i, z] of [1.959964, 1.959964, 3.090232, 3.090232].entries()) {
		const [, px, py] = (await limits.nth(i).getAttribute('d')).match(/^M([\d.]+),([\d.]+)/);
		assert.ok(px > 0);
		/* the line begins at three visits: there it is widest */
		const half = z * Math.sqrt(recent.spread ** 2 + recent.sd ** 2 / 3);
		const inside = v => Math.min(scale.to, Math.max(scale.from, v));
		assert.ok(Math.abs(py - y(inside(recent.value + (i % 2 ? -half : half)))) < 1, `limit ${i}`);
	}
	for (const words of ['95 %', '99,8 %']) await funnel.getByText(words, { exact: true }).waitFor();
	const names = await funnel.locator('text.k').allTextContents();
	assert.deepEqual(sorted(names), sorted(seen.filter(outside).map(s => s.school.name)));
	assert.match(
		plain(await funnel.getByRole('heading').textContent()),
		new RegExp(`^${seen.length - names.length} .* из ${seen.length} `),
	);
	const rows = await table(funnel);
	assert.deepEqual(
		rows.map(r => r[0]),
		seen.map(s => s.school.name),
	);
	assert.deepEqual(
		rows.map(r => [r[1], r[2]]),
		seen.map(s => [String(s.of.n), comma(s.of.value)]),
	);
	await leave(page);
});

test('a small group has words and no number in the table, the funnel and the files', async () => {
	const page = await enter(browser, has('council_member'));
	let small;
	await changed(page, '/growth/schools', s => {
		small = s.items[0];
		for (const c of small.cells) {
			c.hidden = true;
			c.cell = { n: 9, raters: 2, people: 3 };
		}
	});
	await page.goto('/growth');
	await settled(page);
	const row = page
		.getByRole('table', { name: /Уровень 1–4/ })
		.getByRole('row', { name: small.school.name });
	for (const words of await row.getByRole('cell').allInnerTexts())
		assert.equal(words, 'мало людей');
	const funnel = figure(page, 'funnel');
	assert.equal(await funnel.locator(`[data-school="${small.school.id}"]`).count(), 0);
	assert.match(plain(await funnel.locator('.sub').textContent()), /не показан[оы]: мало данных/);
	for (const line of await file(page, funnel)) assert.ok(!line.includes(small.school.name));
	await leave(page);
});

test('before and after of a correction, with its interval and in words', async () => {
	const page = await enter(browser, has('methodist'));
	const { items } = await ask(page, '/corrections?limit=5');
	const side = { raters: 2, from: '2026-01-10', to: '2026-05-10' };
	let verdict = 'worse';
	await changed(page, `/corrections/${items[0].id}`, c => {
		Object.assign(c.comparison, {
			missing: null,
			verdict,
			as_of: '2026-11-26',
			before: { ...side, mean: 1.8, n: 4 },
			since: { ...side, mean: 2.7, n: 5 },
			expected: 2,
			change: 0.7,
			low: 0.3,
			high: 1.1,
		});
	});
	const measures = figure(page, 'measures');
	for (const [says, words] of [
		['worse', /^Стало хуже/],
		['not_seen_yet', /^Пока не видно/],
		['helped', /^Помогло/],
	]) {
		verdict = says;
		await page.goto(`/corrections/${items[0].id}`);
		await settled(page);
		assert.match(plain(await measures.locator('.finding').textContent()), words);
	}
	const across = async e => [await number(e, 'x1'), await number(e, 'x2')];
	const since = measures.locator('.lvl').nth(2);
	await since.locator('.span').waitFor({ state: 'attached' });
	const [from, to] = await across(since.locator('.rail'));
	const x = v => from + ((v - 1) / 3) * (to - from);
	const [low, high] = await across(since.locator('.span'));
	assert.ok(Math.abs(low - x(2.3)) < 0.5 && Math.abs(high - x(3.1)) < 0.5);
	assert.ok(Math.abs((await number(since.locator('.dot'), 'cx')) - x(2.7)) < 0.5);
	assert.ok(Math.abs((await across(since.locator('.tg')))[0] - x(2)) < 0.5);
	assert.deepEqual((await table(measures)).at(-1).slice(1, 4), ['0,70', '0,30', '1,10']);
	assert.deepEqual(await axe(page), []);
	await leave(page);
});

/** Under every picture: how many visits, as of when, how it is computed, a table and a file of its numbers. */
async function alwaysSaid(page, address) {
	const lacking = await page.locator('main section:has(svg[role=img])').evaluateAll(list =>
		list.flatMap(block => {
			const words = block.querySelector('.src')?.textContent.replaceAll('\u00a0', ' ') ?? '';
			const has = {
				n: /\d посещени/.test(words),
				as_of: /по состоянию на \d/.test(words),
				method: block.querySelector('.src a[href$="/growth/method"]'),
				table: block.querySelector('.numbers summary'),
				file: block.querySelector('.numbers button'),
			};
			const none = Object.keys(has).filter(k => !has[k]);
			return none.length > 0 ? [`${block.textContent.slice(0, 40)}: ${none}`] : [];
		}),
	);
	assert.deepEqual(lacking, [], address);
}

test('each picture has words, and is drawn at the width it has', async () => {
	const page = await enter(browser, has('centre_head'), '/', {
		viewport: { width: 360, height: 780 },
	});
	const { items } = await ask(page, '/growth/schools');
	const addresses = [
		'/growth',
		'/growth/effects',
		'/growth/agreement',
		`/growth/schools/${items[0].school.id}`,
	];
	for (const width of [360, 1280])
		for (const address of addresses) {
			await page.setViewportSize({ width, height: 900 });
			await page.goto(address);
			await settled(page);
			await page.locator('main svg[role=img], .page svg[role=img]').first().waitFor();
			const pictures = await page.locator('svg[role=img]').evaluateAll(list =>
				list.map(e => ({
					words: (e.getAttribute('aria-label') ?? e.querySelector('desc')?.textContent ?? '')
						.length,
					asked: Number(e.getAttribute('width')),
					drawn: e.getBoundingClientRect().width,
					text: Math.min(
						12,
						...[...e.querySelectorAll('text')].map(x =>
							Number.parseFloat(getComputedStyle(x).fontSize),
						),
					),
				})),
			);
			assert.ok(pictures.length > 3, address);
			for (const p of pictures) {
				assert.ok(p.words > 10, address);
				assert.ok(Math.abs(p.asked - p.drawn) < 1 && p.drawn <= width, address);
				assert.equal(p.text, 12);
			}
			assert.equal(await overflow(page), 0, address);
			if (width === 1280) await alwaysSaid(page, address);
		}
	await leave(page);
});
