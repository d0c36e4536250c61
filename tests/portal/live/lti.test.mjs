/*
 * LTI 1.3 on a live portal: it registers the tool by itself and by hand, its teachers put links into a
 * course, and everybody comes by them to the right page - in a frame of the portal's site and of another,
 * in a window, with cookies of third parties blocked and with none. Rosters of the course come and close.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, launch } from '../../web/browser.mjs';
import { fronts } from './front.mjs';
import {
	faults,
	MOODLE,
	metodden,
	metoddenAt,
	people,
	portalDo,
	portalPhp,
	refused,
	signIn,
	sql,
} from './moodle.mjs';

const blocked = '--test-third-party-cookie-phaseout';
let browser, strict, at, course, security;
const links = {}; // address of each activity by its title

const setting = (name, ...more) =>
	portalPhp('admin/cli/cfg.php', `--name=${name}`, ...more).replace(/^Default.*$/m, '');
/** The portal may ask private addresses and any port, or not. */
function allowed(yes) {
	for (const [name, value] of Object.entries(security)) setting(name, `--set=${yes ? '' : value}`);
}
const goto = async (page, path) => {
	await page.goto(path);
	await page.waitForLoadState('networkidle');
};
const platforms = () =>
	sql(
		`select client_id || ' ' || deployment_id from portal where kind = 'lti' and enabled and issuer = '${MOODLE}' order by created_at`,
	).split('\n');

before(async () => {
	browser = await launch();
	strict = await launch(blocked);
	at = await fronts();
	course = portalDo('course');
	security = {
		curlsecurityblockedhosts: setting('curlsecurityblockedhosts'),
		curlsecurityallowedport: setting('curlsecurityallowedport'),
	};
	sql(`update portal set enabled = false where kind = 'lti' and issuer = '${MOODLE}'`);
});
after(async () => {
	if (security) allowed(false);
	for (const url of [at?.same, at?.cross]) if (url) portalDo('tools', url);
	await at?.stop();
	await browser?.close();
	await strict?.close();
});

/** The administrator's page of tools, with an invitation put in; the frame in which it is taken. */
async function invited(page, invitation) {
	await goto(page, '/mod/lti/toolconfigure.php');
	await page.locator('#tool-url').fill(invitation);
	await page.locator('#tool-create-button').click();
	return page.frameLocator('#external-registration-template-container iframe');
}
/** A button of the portal's page within that frame, once its scripts are there. */
async function press(page, button) {
	await button.waitFor();
	await page.frame({ url: /startltiadvregistration/ }).waitForLoadState('networkidle');
	await button.click();
}
const invitation = () => metoddenAt(at.same, 'portal', 'invite').split('\n')[0];
const card = page => page.locator('.tool-card', { hasText: 'Методдень' });

test('the portal registers the tool by an invitation, and its administrator activates it', async () => {
	const page = await signIn(browser, 'md_admin');
	const address = invitation();
	await invited(page, address);
	await card(page).locator('.activate').waitFor();
	assert.equal(await card(page).count(), 1);
	await card(page).locator('.activate').click();
	await card(page).locator('.activate').waitFor({ state: 'detached' });
	assert.equal(platforms().length, 1);
	assert.match(
		metodden('portal', 'list'),
		new RegExp(`${MOODLE} {2}LTI {2}client \\S+ {2}deployment \\d+$`, 'm'),
	);

	// used up: said in the portal's frame, and nothing is registered
	const frame = await invited(page, address);
	await press(page, frame.locator('button[data-href*="type=0"]'));
	await frame.getByText('Приглашение портала не действует').waitFor();
	assert.equal(platforms().length, 1);
	await page.context().close();
});

test('the connection is brought up to date by another invitation, under the same name', async () => {
	const [was] = platforms();
	const page = await signIn(browser, 'md_admin');
	const frame = await invited(page, invitation());
	await press(page, frame.locator('button[data-href*="type="]:not([data-href$="type=0"])'));
	await page
		.locator('#external-registration-template-container iframe')
		.waitFor({ state: 'detached' });
	assert.deepEqual(platforms(), [was]);
	await goto(page, '/mod/lti/toolconfigure.php');
	await card(page).waitFor();
	assert.equal(await card(page).count(), 1);
	assert.equal(await card(page).locator('.activate').count(), 0, 'it stays active');
	await page.context().close();
});

/** A teacher adds an activity of the tool; our page, which asks what the link opens. */
async function choosing(page, tool) {
	await goto(
		page,
		`/course/modedit.php?add=lti&type=&course=${course}&section=0&return=0&typeid=${tool}`,
	);
	await page.locator('[name=selectcontent]').click();
	const frame = page.frameLocator('#contentitem-page-iframe');
	await frame.getByRole('heading', { name: 'Что будет открывать ссылка?' }).waitFor();
	return frame;
}
/** He chooses; the activity's name. */
async function placed(page, tool, choose) {
	const frame = await choosing(page, tool);
	const option = await choose(frame);
	await option.check();
	await frame.getByRole('button', { name: 'Вставить ссылку в курс' }).click();
	await page.waitForFunction(() => document.querySelector('#id_name')?.value);
	const name = await page.locator('#id_name').inputValue();
	await page.locator('#id_submitbutton2').click();
	await page.waitForURL(`**/course/view.php?id=${course}*`);
	const link = page.getByRole('link', { name }).first();
	links[name] = await link.getAttribute('href');
	return name;
}
const tool = i => platforms()[i].split(' ').pop();
let dayName;

test('the portal that may not ask us for keys takes no link, and says so', async () => {
	const page = await signIn(browser, 'md_methodist');
	const frame = await choosing(page, tool(0));
	await frame.getByLabel('Мои ближайшие задачи').check();
	await frame.getByRole('button', { name: 'Вставить ссылку в курс' }).click();
	await frame.locator('.alert-danger, .errorbox').first().waitFor();
	await page.context().close();
	allowed(true);
});

test('a teacher puts links to tasks, growth and a day into a course', async () => {
	const page = await signIn(browser, 'md_methodist');
	await goto(page, `/mod/lti/coursetools.php?id=${course}`);
	const toggle = page.locator(`#showinactivitychooser-toggle-${tool(0)}`);
	await toggle.check({ force: true }); // its label lies over it
	await page.waitForLoadState('networkidle');
	assert.ok(await toggle.isChecked());
	const by = label => frame => frame.getByLabel(label);
	assert.equal(await placed(page, tool(0), by('Мои ближайшие задачи')), 'Мои ближайшие задачи');
	assert.equal(
		await placed(page, tool(0), by('Рост профессиональных компетенций')),
		'Рост профессиональных компетенций',
	);
	dayName = await placed(page, tool(0), frame => frame.getByRole('radio').nth(3));
	assert.match(dayName, /^\d\d\.\d\d\.\d{4}, .+: .+/);
	await page.context().close();
});

/** The frame of an activity on the portal's page. */
async function framed(page, name) {
	await page.goto(links[name]);
	return page.frameLocator('#contentframe');
}
/** Whose session a page of ours sees. */
const whose = box =>
	box.locator('body').evaluate(async () => (await (await fetch('/api/v1/session')).json()).person);

for (const name of ['md_teacher', 'md_methodist', 'md_admin'])
	test(`${name} comes by the links, signed in, in a frame and in a window`, async () => {
		const page = await signIn(browser, name);
		let box = await framed(page, 'Мои ближайшие задачи');
		await box.getByRole('heading', { level: 1, name: 'Что дальше?' }).waitFor();
		assert.equal(await whose(box), people[name].id);
		box = await framed(page, dayName);
		await box.getByRole('heading', { level: 1 }).waitFor();
		const day = new URL(await box.locator('body').evaluate(() => location.href));
		assert.match(day.pathname, /^\/days\/[0-9a-f-]{36}$/);
		assert.equal(day.origin, at.same);
		box = await framed(page, 'Рост профессиональных компетенций');
		await box.getByRole('heading', { level: 1 }).waitFor();
		assert.match(
			await box.locator('body').evaluate(() => location.pathname),
			name === 'md_teacher' ? /^\/growth\/people\// : /^\/growth$/,
		);
		assert.deepEqual(faults(page), []);

		const id = new URL(links['Мои ближайшие задачи']).searchParams.get('id');
		await page.goto(`/mod/lti/launch.php?id=${id}`);
		await page.waitForURL(`${at.same}/`);
		await page.getByRole('heading', { level: 1, name: 'Что дальше?' }).waitFor();
		assert.equal(await whose(page), people[name].id);
		const cookies = await page.context().cookies(at.same);
		const own = cookies.find(c => c.name === '__Host-metodden');
		assert.deepEqual([own.sameSite, own.httpOnly, own.secure], ['Lax', true, true]);
		assert.deepEqual(faults(page), []);
		await page.context().close();
	});

test("a pupil and somebody who isn't on the roster are told so within the frame", async () => {
	for (const name of ['md_student', 'md_stranger']) {
		const page = await signIn(browser, name);
		const box = await framed(page, 'Мои ближайшие задачи');
		await box.getByText('«Индивидуальный номер»').waitFor();
		assert.match(await box.locator('body').innerText(), /номер запроса: [0-9a-f]{32}/);
		assert.ok(!(await page.context().cookies()).some(c => c.name === '__Host-metodden'));
		await page.context().close();
	}
});

test('a launch that is sent again is refused in words, and is in the audit', async () => {
	const page = await signIn(browser, 'md_methodist');
	let sent;
	page.on('request', r => {
		if (r.url() === `${at.same}/lti/launch`) sent = r.postData();
	});
	const box = await framed(page, 'Мои ближайшие задачи');
	await box.getByRole('heading', { level: 1, name: 'Что дальше?' }).waitFor();
	const again = await page.context().request.post(`${at.same}/lti/launch`, {
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		data: sent,
	});
	assert.equal(again.status(), 403);
	assert.match(await again.text(), /уже завершён/);
	assert.equal(
		sql(`select change ->> 'reason' from audit where event = 'refused' order by at desc limit 1`),
		'lti-state-unknown',
	);
	await page.context().close();
});

test('the tool is made by hand with a pasted key, for another site', async () => {
	const page = await signIn(browser, 'md_admin');
	await goto(page, '/mod/lti/toolconfigure.php');
	await page.locator('#main-content-container a[href*="typessettings.php"]').first().click();
	await page.waitForLoadState('networkidle');
	await page.fill('#id_lti_typename', 'Методдень, другой сайт');
	await page.fill('#id_lti_toolurl', `${at.cross}/lti/launch`);
	await page.selectOption('#id_lti_ltiversion', '1.3.0');
	await page.selectOption('#id_lti_keytype', 'RSA_KEY');
	await page.fill('#id_lti_publickey', metodden('portal', 'keys', 'pem'));
	await page.fill('#id_lti_initiatelogin', `${at.cross}/lti/login`);
	await page.fill('#id_lti_redirectionuris', `${at.cross}/lti/launch`);
	await page.selectOption('#id_lti_coursevisible', '2');
	await page.check('#id_lti_contentitem');
	await page.fill('#id_lti_toolurl_ContentItemSelectionRequest', `${at.cross}/lti/launch`);
	await page.locator('.collapseexpand').click();
	await page.selectOption('#id_ltiservice_memberships', '1');
	await page.locator('#id_submitbutton').click();
	await page.waitForURL('**/mod/lti/toolconfigure.php');
	const made = page.locator('.tool-card', { hasText: 'другой сайт' });
	await made.waitFor();
	const client = await made.getAttribute('data-clientid');
	const deployment = await made.getAttribute('data-deploymentid');
	assert.match(
		metodden('portal', 'lti', MOODLE, '--client', client, '--deployment', deployment),
		/зарегистрирован/,
	);
	for (let i = 0; i < 60 && /ключей пока нет/.test(metodden('portal', 'list')); i++)
		await page.waitForTimeout(500);
	assert.equal(platforms()[1], `${client} ${deployment}`);
	await page.context().close();
});

test('a frame on another site works with cookies of third parties blocked, deep link and launch', async () => {
	const page = await signIn(strict, 'md_methodist');
	const name = await placed(page, tool(1), frame => frame.getByLabel('Методические дни района'));
	const box = await framed(page, name);
	await box.getByRole('heading', { level: 1, name: /методическ/ }).waitFor();
	assert.equal(await box.locator('body').evaluate(() => location.href), `${at.cross}/days`);
	assert.equal(await whose(box), people.md_methodist.id);
	const own = (await page.context().cookies()).find(c => c.name === '__Host-metodden');
	assert.deepEqual([own.sameSite, own.httpOnly, own.secure], ['None', true, true]);
	assert.deepEqual(faults(page), []);
	await page.context().close();
});

test('a browser that keeps no cookie in frames is offered a window, and comes in by it', async () => {
	const page = await signIn(browser, 'md_teacher', { userAgent: 'Mozilla/5.0 keeps-no-cookies' });
	const box = await framed(page, 'Методические дни района');
	const button = box.getByRole('link', { name: 'Открыть в новом окне' });
	await button.waitFor();
	const [popup] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
	await popup.waitForURL(`${at.cross}/days`);
	await popup.getByRole('heading', { level: 1, name: /методическ/ }).waitFor();
	assert.equal(await whose(popup), people.md_teacher.id);
	await page.context().close();
});

test('our pages within the portal are no barrier', async () => {
	const page = await signIn(browser, 'md_student');
	await page.goto(
		`/mod/lti/launch.php?id=${new URL(links['Мои ближайшие задачи']).searchParams.get('id')}`,
	);
	await page.getByText('«Индивидуальный номер»').waitFor();
	assert.deepEqual(await axe(page), []);
	await page.context().close();
});

test("a course's roster: dry, taken, and who left closed", async () => {
	const [first] = platforms()[0].split(' ');
	const client = ['--client', first];
	assert.match(
		metodden('portal', 'roster'),
		new RegExp(`^${course} {2}${MOODLE} {2}client ${first} {2}Методическая работа`, 'm'),
	);
	assert.match(refused('portal', 'roster', course), /укажите --client/);
	const known = () => sql(`select left_on from person where idnumber = 'nobody-at-all'`);
	const dry = metodden('portal', 'roster', course, '--dry-run', ...client);
	assert.match(dry, /^Участников \d+; было бы добавлено \d+, изменено \d+ \(проверка/);
	assert.equal(sql(`select count(*) from person where idnumber = 'nobody-at-all'`), '0');
	assert.match(metodden('portal', 'roster', course, ...client), /^Участников \d+; добавлено [1-9]/);
	assert.equal(sql(`select count(*) from person where idnumber = 'nobody-at-all'`), '1');
	assert.equal(known(), '');
	assert.match(metodden('portal', 'roster', course, ...client), /добавлено 0, изменено 0\n/);
	portalDo('unenrol', 'md_stranger');
	const pasted = platforms()[1].split(' ')[0];
	assert.match(
		metodden('portal', 'roster', course, '--dry-run', '--client', pasted),
		/^Участников \d+/,
	);
	assert.match(metodden('portal', 'roster', course, ...client), /добавлено 0, изменено [1-9]/);
	assert.equal(known(), sql('select current_date'));
});
