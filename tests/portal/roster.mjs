/*
 * What a portal tells of its people and of itself beyond one sign-in: a course's roster by Names and Roles -
 * who comes, goes and returns, what isn't believed - and the keys of the plugin's passes, fetched from their
 * address. Our programs behind nginx, and beside them a platform that answers as Moodle did.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Platform, sign } from './platform.mjs';
import { DISTRICT, district, pause, Service, Visitor } from './service.mjs';

const CLIENT = 'tool';
let service, platform;

const until = async (what, ready) => {
	for (let i = 0; i < 100; i++, await pause(100)) if (await ready()) return;
	assert.fail(`in vain: ${what}`);
};
const member = (n, more = {}) => ({
	status: 'Active',
	roles: ['Learner'],
	user_id: String(n),
	lis_person_sourcedid: `m-${n}`,
	given_name: 'Анна',
	family_name: `Курсова${n}`,
	email: `m${n}@example.org`,
	...more,
});
const many = n => Array.from({ length: n }, (_, i) => member(i + 1));

before(async () => {
	platform = await new Platform().start();
	platform.pageSize = 20;
	service = new Service();
	await service.start();
	service.register(platform, CLIENT);
	service.sql(`insert into portal_context (district_id, portal_id, context_id, title, memberships)
		select district_id, id, '2', 'Курс', '${platform.at('/mod/lti/services.php/CourseSection/2/bindings/1/memberships')}' from portal`);
});
after(async () => {
	await service?.stop();
	await platform?.stop();
});

const take = async (...words) =>
	(await service.later('portal', 'roster', '2', ...words, ...district)).said;
const report = () =>
	JSON.parse(
		service.sql("select output from job where kind = 'roster' order by created_at desc limit 1"),
	);
const changes = () => report().changes.map(c => `${c.kind} ${c.name}`);
const working = n =>
	service.sql(`select left_on is null from person where idnumber = 'm-${n}'`) === 't';

test('a roster names who came, who went and whom it passed over', async () => {
	platform.members = [
		...many(3),
		member(4, { lis_person_sourcedid: '' }),
		member(5, { lis_person_sourcedid: 'teacher', email: '' }),
	];
	assert.match(
		await take('--dry-run'),
		/^Участников 5; было бы добавлено 7, изменено 0.*\nБыло бы изменено.*Курсова1 Анна - новый сотрудник\n.*Не разобрано: 1\n {2}Курсова4 Анна - нет индивидуального номера/s,
	);
	assert.match(await take(), /^Участников 5; добавлено 7, изменено 0\nИзменено:\n/);
	assert.deepEqual(changes(), [
		'added Курсова1 Анна',
		'added Курсова2 Анна',
		'added Курсова3 Анна',
		`joined ${service.sql("select concat_ws(' ', family_name, given_name, patronymic) from person where idnumber = 'teacher'")}`,
	]);
	const { people, counts, problem_count, dry_run } = report();
	assert.deepEqual(
		[people, counts, problem_count, dry_run],
		[5, { added: 3, joined: 1 }, 1, false],
	);
	assert.match(await take(), /добавлено 0, изменено 0\nИзменений нет\./);
	platform.members = many(2);
	await take();
	assert.deepEqual(
		changes().map(c => c.replace(/ .*/, '')),
		['left', 'off'],
	);
	assert.ok(!working(3));
	assert.equal(service.sql("select left_on is null from person where idnumber = 'teacher'"), 't'); // has a post
});

test('whoever left the course and is on it again gets in again', async () => {
	const enter = () =>
		service.sql(
			`select auth.portal_enter('${DISTRICT}', (select id from portal where client_id = '${CLIENT}'), '${randomUUID()}', now() + interval '1 minute', '3', '') is not null`,
		);
	assert.throws(enter, /person_unknown/);
	platform.members = many(3);
	assert.match(await take(), /Курсова3 Анна - снова работает$/);
	assert.deepEqual(changes(), ['returned Курсова3 Анна']);
	assert.ok(working(3));
	assert.equal(enter(), 't');
	// whom the district itself has closed stays closed, whatever a course says
	service.sql("update person set left_on = '2026-01-31' where idnumber = 'm-2'");
	platform.members = [member(1), member(3)];
	await take();
	platform.members = many(3);
	await take();
	assert.ok(!working(2));
	service.sql("update person set left_on = null where idnumber = 'm-2'");
});

test('a roster that lacks a fifth at once, all of it or the list itself is not believed', async () => {
	const open = () =>
		service.sql(
			'select count(*) from portal_account where rostered_on is not null and closed_on is null',
		);
	platform.members = many(40);
	await take();
	assert.equal(open(), '40');
	platform.members = many(28);
	assert.match(
		await take(),
		/выбывшими 12 из 40: если это верно, повторите с --leavers; ничего не изменено/,
	);
	assert.equal(open(), '40');
	platform.members = [];
	assert.match(await take(), /не назвал ни одного участника курса; ничего не изменено/);
	platform.members = many(40).map(m => ({ ...m, status: 'Inactive' }));
	assert.match(await take('--leavers'), /не назвал ни одного участника/);
	const whole = platform.send;
	platform.send = (answer, status, type, body) =>
		whole.call(platform, answer, status, type, /"members"/.test(body) ? '{"id": "2"}' : body);
	assert.match(await take('--leavers'), /ответил не то.*no list of members/);
	platform.send = whole;
	assert.equal(open(), '40');
	platform.members = many(28);
	await take('--leavers');
	assert.equal(open(), '28');
	assert.equal(report().counts.left, 12);
});

test('what is no JSON, or no answer at all, is a sentence and closes nobody', async () => {
	const open = () => service.sql('select count(*) from portal_account where closed_on is null');
	const before = open();
	const whole = platform.memberships;
	for (const [status, type, body, words] of [
		[200, 'text/html', '<!doctype html><title>Портал</title>', /no JSON object/],
		[
			404,
			'text/html',
			'<html>fix_jwks_alg(): Argument #1 must be of type array</html>',
			/HTTP 404/,
		],
		[400, 'application/json', '{"error" : ""kid" invalid, unable to lookup"}', /HTTP 400/],
		[200, 'application/json', '{"members": [{"user_id": "1"', /no JSON object/],
		[200, 'application/json', '[]', /no JSON object/],
	]) {
		platform.memberships = (_request, _query, answer) => platform.send(answer, status, type, body);
		assert.match(await take('--leavers'), words);
	}
	platform.memberships = whole;
	assert.equal(open(), before);
	assert.match(await take(), /^Участников 28; добавлено 0, изменено 0/);
});

test('by night a portal that is off is left alone', () => {
	const nightly = () => {
		service.sql("delete from job where key like '% night %'");
		service.sql(
			"update district set timezone = (select name from pg_timezone_names where name like 'Etc/GMT%' and (now() at time zone name)::time > '04:00' limit 1)",
		);
		service.sql('select auth.lti_nightly()');
		return service.sql(
			"select coalesce(string_agg(kind, ' ' order by kind), '') from job where key like '% night %'",
		);
	};
	service.sql('update portal_context set roster = true');
	assert.equal(nightly(), 'portal_keys roster');
	service.sql('update portal set enabled = false');
	assert.equal(nightly(), '');
	service.sql('update portal set enabled = true; update portal_context set roster = false');
});

test("new keys of the plugin's portal are fetched once from their address", async () => {
	if (new Date().getUTCSeconds() > 40) await pause((60 - new Date().getUTCSeconds()) * 1000);
	const asked = () => platform.asked.filter(q => q === 'GET /mod/lti/certs.php').length;
	const enter = async (key = platform.keys[0]) => {
		const now = Math.floor(Date.now() / 1000);
		const token = sign(
			{
				iss: platform.issuer,
				client_id: 'local_metodden',
				aud: 'metodden',
				sub: 'u-teacher',
				idnumber: 'teacher',
				jti: randomUUID(),
				iat: now,
				exp: now + 60,
				target: '/days',
			},
			key,
		);
		return new Visitor().ask(`${service.url}/portal/enter`, { method: 'POST', body: { token } });
	};
	const add = (...words) =>
		service.metodden('portal', 'add', platform.issuer, ...words, ...district);
	assert.throws(() => add(), /нужен файл с ключами портала или их адрес/);
	assert.throws(() => add('--jwks', 'ftp://portal/keys'), /не адрес https/);
	assert.match(add('--jwks', platform.at('/mod/lti/certs.php')), /зарегистрирован/);
	await until(
		'keys',
		() =>
			service.sql("select count(*) from portal where kind = 'plugin' and settings ? 'jwks'") ===
			'1',
	);
	assert.equal((await enter()).status, 303);
	const before = asked();
	platform.rotate();
	assert.equal((await enter()).status, 303);
	assert.equal(asked(), before + 1);
	const known = platform.keys[0];
	platform.rotate();
	assert.match((await enter()).text, /ключом, которого у нас нет/);
	assert.equal(asked(), before + 1); // once a minute at most
	assert.equal((await enter(known)).status, 303);
	assert.match(add('--jwks', platform.at('/mod/lti/certs.php')), /ничего не изменилось/);
});
