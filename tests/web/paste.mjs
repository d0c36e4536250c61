/*
 * A text that was written in Word comes into a document by pasting: headings, points, lists and tables stay
 * what they were, no markup comes along, and the whole of it is taken back by one press.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, axe, button, demoPeople, enter, idIn, launch, leave, settled } from './browser.mjs';

/** What Word puts on the clipboard: lists are paragraphs with bullets drawn as text, cells hold paragraphs. */
const WORD = `<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><style>p {margin: 0}</style></head><body>
<!--StartFragment--><h2>Выводы<o:p></o:p></h2>
<p class=MsoNormal>Уроки <b>построены</b> верно,
 цели названы.<o:p></o:p></p>
<p class=MsoNormal>&nbsp;</p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>беседа с классом</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>работа в парах</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Провести семинар.</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>Педагог</p></td><td><p class=MsoNormal>Срок</p></td></tr>
<tr><td><p class=MsoNormal>Учитель математики</p></td><td><p class=MsoNormal>1 марта</p></td></tr></table>
<script>document.title = 'x'</script><!--EndFragment--></body></html>`;
const READ = [
	{ b: 'heading', text: 'Выводы' },
	{ b: 'para', text: 'Уроки построены верно, цели названы.' },
	{ b: 'list', items: ['беседа с классом', 'работа в парах'] },
	{ b: 'point', text: 'Провести семинар.' },
	{ b: 'table', head: ['Педагог', 'Срок'], rows: [['Учитель математики', '1 марта']] },
];
const PLAIN = 'Итог дня.\r\n\r\n- опрос\r\n- показ\r\nШкола\tУроков\r\nШкола А\t4\r\n';

let browser;
let person;
before(async () => {
	browser = await launch();
	person = (await demoPeople()).find(p => p.roles.includes('methodist'));
});
after(() => browser?.close());

const paste = (target, html, text) =>
	target.evaluate(
		(e, [h, t]) => {
			const data = new DataTransfer();
			if (h) data.setData('text/html', h);
			data.setData('text/plain', t);
			e.dispatchEvent(
				new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
			);
		},
		[html, text],
	);

/** The editor of new recommendations with one empty paragraph at the start. */
async function editor() {
	const page = await enter(browser, person, '/materials');
	await button(page, 'Составить рекомендации').click();
	await page.waitForURL(/\/materials\/[0-9a-f-]+$/);
	await settled(page);
	await button(page, 'Править').click();
	const blocks = page.locator('.body-edit .block');
	await page.getByLabel('Добавить блок в начало').waitFor();
	const before = await blocks.count();
	await page.getByLabel('Добавить блок в начало').selectOption('para');
	return { page, blocks, before, first: page.locator('.block textarea').first() };
}

test('a text of Word becomes blocks in place of the empty paragraph, and is taken back', async () => {
	const { page, blocks, before, first } = await editor();
	await paste(first, WORD, 'not this');
	await page.getByText('Вставлено 5 блоков').waitFor();
	assert.equal(await blocks.count(), before + READ.length);
	assert.deepEqual(await axe(page), []);
	await button(page, 'Отменить').click();
	assert.equal(await blocks.count(), before + 1);
	assert.equal(await first.inputValue(), '');
	await paste(first, WORD, 'not this');
	await page.getByText('Вставлено 5 блоков').waitFor();
	await button(page, 'Сохранить').click();
	await page.locator('.paper td', { hasText: 'Учитель математики' }).waitFor();
	const { body } = await ask(page, `/materials/${idIn(page)}`);
	assert.deepEqual(body.slice(0, READ.length), READ);
	await leave(page);
});

test('lines without markup become blocks behind the paragraph that has words; one line stays a line', async () => {
	const { page, blocks, before, first } = await editor();
	await first.fill('Начало.');
	await paste(first, '', 'одна строка');
	assert.equal(await blocks.count(), before + 1);
	await paste(first, '', PLAIN);
	await page.getByText('Вставлено 3 блока').waitFor();
	await button(page, 'Сохранить').click();
	await page.locator('.paper').waitFor();
	const { body } = await ask(page, `/materials/${idIn(page)}`);
	assert.deepEqual(body.slice(0, 4), [
		{ b: 'para', text: 'Начало.' },
		{ b: 'para', text: 'Итог дня.' },
		{ b: 'list', items: ['опрос', 'показ'] },
		{ b: 'table', head: ['Школа', 'Уроков'], rows: [['Школа А', '4']] },
	]);
	await leave(page);
});

test('a block that was removed comes back with its words', async () => {
	const { page, blocks, before, first } = await editor();
	await first.fill('Эти слова нужны.');
	await page.getByRole('button', { name: 'Удалить блок 1' }).click();
	assert.equal(await blocks.count(), before);
	await page.getByText('Блок 1 удалён').waitFor();
	await button(page, 'Отменить').click();
	assert.equal(await blocks.count(), before + 1);
	assert.equal(await first.inputValue(), 'Эти слова нужны.');
	await button(page, 'Сохранить').click();
	await page.locator('.paper p', { hasText: 'Эти слова нужны.' }).waitFor();
	await leave(page);
});
