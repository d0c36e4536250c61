/*
 * The roster of a live portal: tried before it is taken, on demand and at night; people, schools, posts and
 * cohorts become people, schools and roles here, and whoever left is closed with a date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signIn as enter, launch, open, settled } from '../../web/browser.mjs';
import {
	connect,
	faults,
	MOODLE,
	metodden,
	people,
	portalDo,
	SERVICE,
	sql,
	until,
} from './moodle.mjs';

let browser, school;
const key = `live-${Date.now()}`;
const maria = {
	name: 'md_maria',
	idnumber: `${key}-1`,
	lastname: 'Новикова',
	firstname: 'Мария',
	middlename: 'Петровна',
};
const oleg = {
	name: 'md_oleg',
	idnumber: `${key}-2`,
	lastname: 'Седов',
	firstname: 'Олег',
	middlename: 'Ильич',
};
const moon = `Школа на Луне ${key}`;
const luna = {
	name: 'md_luna',
	idnumber: `${key}-3`,
	lastname: 'Лунина',
	firstname: 'Вера',
	middlename: '',
	institution: moon,
	department: 'учитель химии',
};
const save = person => portalDo('save', JSON.stringify(person));
const staff = (...more) => metodden('portal', 'staff', ...more);
/** Posts of a person as the service has them. */
const posts = person =>
	sql(
		`select string_agg(concat_ws(' ', a.role, a.post, case when upper(a.during) is not null then 'to ' || upper(a.during) end), ', ' order by a.role)
			from appointment a join person p on (p.district_id, p.id) = (a.district_id, a.person_id) where p.idnumber = '${person.idnumber}'`,
	);
const leftOn = person => sql(`select left_on from person where idnumber = '${person.idnumber}'`);
const today = () => sql('select (now() at time zone timezone)::date from district');

before(async () => {
	browser = await launch();
	connect(MOODLE, '--roster', 'off', '--channels', 'notice');
	school = sql(
		`select o.name from appointment a join organisation o on (o.district_id, o.id) = (a.district_id, a.organisation_id)
			where a.person_id = '${people.md_teacher.id}' and a.role = 'teacher' and a.during @> current_date limit 1`,
	);
	save({ ...maria, institution: school, department: 'учитель физики' });
	save({ ...oleg, institution: '', department: '', cohort: 'metodden-methodist' });
	save(luna);
	save({
		name: 'md_nameless',
		idnumber: '',
		lastname: 'Безномерная',
		firstname: 'Анна',
		institution: school,
		department: 'учитель',
	});
});
after(async () => {
	metodden('portal', 'service', '--line', 'off');
	await browser?.close();
});

test('a trial says what would change and what cannot be placed, and changes nothing', () => {
	const said = staff('--dry-run');
	assert.match(said, /^На портале сотрудников: \d+$/m);
	assert.match(said, /Было бы изменено \(проверка, ничего не записано\):/);
	assert.match(said, /Новикова Мария Петровна - новый сотрудник: .+, учитель физики/);
	assert.match(said, /Седов Олег Ильич - новый сотрудник/);
	assert.match(said, /Лунина Вера - такой организации здесь нет/);
	assert.match(said, /Безномерная Анна.* - нет индивидуального номера/);
	assert.equal(sql(`select count(*) from person where idnumber like '${key}%'`), '0');
});

test('taken: people with their posts, a role from a cohort, and nothing the second time', () => {
	assert.match(staff(), /^Изменено:$/m);
	assert.equal(posts(maria), 'teacher учитель физики');
	assert.equal(posts(oleg), 'methodist');
	assert.equal(posts(luna), '');
	assert.match(staff(), /Изменений нет\./);
	const said = staff('--new-schools');
	assert.ok(said.includes(`${moon} - новая организация`), said);
	assert.equal(posts(luna), 'teacher учитель химии');
});

test('a post and a name that changed, one who left by a closed account, one whose account is deleted', () => {
	save({ ...maria, lastname: 'Орлова', department: 'заместитель директора' });
	save({ ...oleg, suspended: 1 });
	portalDo('gone', 'md_luna');
	const said = staff();
	assert.match(said, /Орлова Мария Петровна - имя; было: Новикова Мария Петровна/);
	assert.match(said, /Орлова Мария Петровна - должность: учитель физики → заместитель директора/);
	assert.match(said, /Седов Олег Ильич - выбыл/);
	assert.match(said, /Лунина Вера - выбыл/);
	for (const person of [oleg, luna]) {
		assert.equal(leftOn(person), today());
		assert.match(posts(person), /to \d{4}-\d\d-\d\d$/);
	}
	save({ ...oleg, suspended: 0 });
	assert.match(staff(), /Седов Олег Ильич - снова работает/);
	assert.equal(leftOn(oleg), '');
});

test('by night the worker takes it by itself, and the administrator reads the report on the screen', async () => {
	save({ ...maria, lastname: 'Ветрова' });
	metodden('portal', 'service', '--roster', 'on');
	const zone = sql('select timezone from district');
	const off = 12 - new Date().getUTCHours(); // where it is noon now
	try {
		sql(`update district set timezone = 'Etc/GMT${off > 0 ? '-' : '+'}${Math.abs(off)}'`);
		sql(`delete from job where kind = 'staff' and key like 'night %'`);
		assert.equal(sql('select auth.nightly_staff()'), '1');
		assert.equal(sql('select auth.nightly_staff()'), '0', 'once a night');
		sql('notify job');
		await until(
			'the job of the night',
			() => sql(`select state from job where kind = 'staff' and key like 'night %'`) === 'done',
		);
	} finally {
		sql(`update district set timezone = '${zone}'`);
	}
	assert.equal(
		sql(`select family_name from person where idnumber = '${maria.idnumber}'`),
		'Ветрова',
	);
	const page = await open(browser, { baseURL: SERVICE });
	const { lastname, firstname, middlename } = people.md_admin;
	await enter(page, [lastname, firstname, middlename].filter(Boolean).join(' '));
	await page.goto('/outbox');
	await settled(page);
	await page.getByText('ночью').first().waitFor();
	await page.getByRole('button', { name: 'Проверить, что изменится' }).click();
	await page
		.getByText(/изменений:\s0/)
		.first()
		.waitFor({ timeout: 60_000 });
	assert.deepEqual(faults(page), []);
	await page.context().close();
});
