/*
 * How long a what-if takes on the demo district, from the click to the words on the screen; the bar is
 * 1.5 s. tests/with-server node tests/bench/what-if.mjs [times]
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { button, demoPeople, enter, launch } from '../web/browser.mjs';

const BAR = 1500;
const times = Number(process.argv[2] ?? 20);
const browser = await launch();
const person = (await demoPeople()).find(p => p.roles.includes('centre_head'));
const page = await enter(browser, person, '/next-year');
const form = page.locator('.what-if');
const took = [];
for (let n = 0; n < times; n++) {
	await form.getByLabel('Дней в году, не больше').fill(String(26 + (n % 10)));
	const began = Date.now();
	await button(form, 'Пересчитать').click();
	await form.getByText('Ничего не применено').waitFor();
	took.push(Date.now() - began);
	await button(form, 'Вернуть условия района').click();
}
await browser.close();
took.sort((a, b) => a - b);
const at = share => took[Math.min(took.length - 1, Math.floor(share * took.length))];
console.log('what-if, click to screen | median ms | 95 % ms | longest ms | bar ms');
console.log(`${times} times | ${at(0.5)} | ${at(0.95)} | ${took.at(-1)} | ${BAR}`);
process.exitCode = took.at(-1) <= BAR ? 0 : 1;
