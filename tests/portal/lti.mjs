/*
 * LTI 1.3 from end to end, without a portal: our programs behind nginx, and beside them a platform that
 * answers as Moodle did. Every way in and out: by hand and by invitation registered, login, launch, wrong
 * messages, keys that change on either side, deep links, rosters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { CLAIM, moodle, Platform } from './platform.mjs';
import { DISTRICT, district, pause, Service, Visitor } from './service.mjs';

const CLIENT = 'metodden-jwks-01';
let service, platform;

const known = {
	[`${CLAIM}lis`]: { person_sourcedid: 'teacher', course_section_sourcedid: 'C-LAW101' },
};
const until = async (what, ready) => {
	for (let i = 0; i < 100; i++, await pause(100)) if (await ready()) return;
	assert.fail(`in vain: ${what}`);
};

before(async () => {
	platform = await new Platform().start();
	service = new Service();
	await service.start();
	platform.people.set('3', known);
});
after(async () => {
	await service?.stop();
	await platform?.stop();
});

/** A login as a browser does it; what /lti/launch answered. `top`: in a window of its own. */
async function launch(
	visitor = new Visitor(),
	{ client = CLIENT, top = true, method = 'POST', ...what } = {},
) {
	const dest = { 'Sec-Fetch-Dest': top ? 'document' : 'iframe', 'Sec-Fetch-Site': 'cross-site' };
	const fields = platform.initiation(client, what);
	let a =
		method === 'POST'
			? await visitor.ask(`${service.url}/lti/login`, { method, body: fields, headers: dest })
			: await visitor.ask(`${service.url}/lti/login?${new URLSearchParams(fields)}`, {
					headers: dest,
				});
	while (a.status === 302)
		a = await visitor.ask(new URL(a.location, service.url).href, {
			headers: { ...dest, 'Sec-Fetch-Site': 'same-origin' },
		});
	const { action, fields: sent } = Visitor.form(a.text);
	if (!action) return { ...a, visitor };
	visitor.sent = sent;
	return {
		...(await visitor.ask(action, {
			method: 'POST',
			body: sent,
			headers: { ...dest, Origin: platform.issuer },
		})),
		visitor,
	};
}
const sessions = () => Number(service.sql('select count(*) from session'));

/** Refused with these words: a page, no session, a row of the audit. */
async function refused(words, reason, doing) {
	const [had, rows] = [
		sessions(),
		Number(service.sql("select count(*) from audit where event = 'refused'")),
	];
	const a = await doing();
	assert.match(a.type, /^text\/html/);
	assert.match(a.text, words);
	assert.match(a.text, /(номер запроса|number of the request): [0-9a-f]{32}/);
	assert.ok(!a.visitor?.cookies.has('__Host-metodden'));
	assert.equal(sessions(), had);
	const last = service.sql(
		"select change ->> 'reason' from audit where event = 'refused' order by at desc limit 1",
	);
	assert.equal(last, reason);
	assert.ok(Number(service.sql("select count(*) from audit where event = 'refused'")) > rows);
	return a;
}

test('a platform registered by hand has its keys fetched', async () => {
	assert.match(service.register(platform, CLIENT), /зарегистрирован/);
	await until(
		'keys',
		() => service.sql("select count(*) from portal where settings ? 'jwks'") === '1',
	);
	assert.match(
		service.metodden('portal', 'list', ...district),
		new RegExp(`${platform.issuer}  LTI  client ${CLIENT}  deployment 1\n`),
	);
});

test('a portal that was turned off lets nobody in, until it is registered again', async () => {
	const word = (...words) => service.later('portal', ...words, ...district);
	assert.match((await word('off', platform.issuer)).said, /нужен --client/);
	assert.match(
		(await word('off', platform.issuer, '--client', 'other')).said,
		/с таким --client нет/,
	);
	assert.match((await word('off', platform.issuer, '--client', CLIENT)).said, /выключен\.$/);
	assert.match(service.metodden('portal', 'list', ...district), /deployment 1 {2}выключен\n/);
	await refused(/не зарегистрирован/, 'portal-unknown', () => launch());
	const again = await word('lti', platform.issuer, '--client', CLIENT, '--deployment', '1');
	assert.match(again.said, /зарегистрирован\.$/);
	assert.equal((await launch()).status, 303);
});

for (const method of ['POST', 'GET'])
	for (const top of [true, false])
		test(`a launch opens the person's session: ${method}, ${top ? 'a window' : 'a frame'}`, async () => {
			const { status, location, visitor } = await launch(new Visitor(), {
				method,
				top,
				target: `${service.url}/days?state=draft`,
			});
			assert.deepEqual([status, location], [303, '/days?state=draft']);
			const a = await visitor.ask(`${service.url}/api/v1/session`);
			assert.equal(
				JSON.parse(a.text).person,
				service.sql("select id from person where idnumber = 'teacher'"),
			);
			assert.match(visitor.cookieLine, top ? /SameSite=Lax$/ : /SameSite=None; Partitioned$/);
		});

test('what Moodle says of a pupil and of its administrator opens nothing by itself', async () => {
	const unknown = person => () => launch(new Visitor(), { person });
	assert.equal(moodle.student.name, undefined); // a tool may be told no names
	await refused(/нет в списке сотрудников/, 'person-unknown', unknown('4'));
	assert.equal(moodle.admin[`${CLAIM}lis`].person_sourcedid, '');
	await refused(/aren't on the district's roster/, 'person-unknown', unknown('2'));

	const roles = moodle.admin[`${CLAIM}roles`];
	assert.ok(roles.some(r => r.endsWith('system/person#Administrator')));
	platform.people.set('2', { [`${CLAIM}lis`]: { person_sourcedid: 'teacher_2' } });
	const { status, visitor } = await launch(new Visitor(), { person: '2' });
	assert.equal(status, 303);
	const a = JSON.parse((await visitor.ask(`${service.url}/api/v1/session`)).text);
	assert.deepEqual(a.roles, ['teacher']); // the roster's, not those of the message
});

test('wrong messages end in a page, an audit row and no session', async () => {
	const stale = /недействительный или устаревший пропуск/;
	const wrong = async (words, reason, change, signed = t => t) => {
		Object.assign(platform, { change, signed });
		try {
			await refused(words, reason, () => launch());
		} finally {
			Object.assign(platform, { change: c => c, signed: t => t });
		}
	};
	const [same, seconds] = [c => c, () => Math.floor(Date.now() / 1000)];
	const part = v => Buffer.from(JSON.stringify(v)).toString('base64url');
	await wrong(
		stale,
		'token-refused',
		same,
		t => `${part({ alg: 'none', kid: platform.keys[0].kid })}.${t.split('.')[1]}.`,
	);
	await wrong(stale, 'token-refused', same, t => {
		const text = `${part({ alg: 'HS256', kid: platform.keys[0].kid })}.${t.split('.')[1]}`;
		return `${text}.${createHmac('sha256', JSON.stringify(platform.keys[0].jwk)).update(text).digest('base64url')}`;
	});
	await wrong(stale, 'token-refused', c => ({ ...c, aud: 'another' }));
	await wrong(stale, 'token-refused', c => ({ ...c, iss: 'https://evil.example' }));
	await wrong(stale, 'token-refused', c => ({ ...c, nonce: 'replayed' }));
	await wrong(stale, 'token-refused', c => ({
		...c,
		[`${CLAIM}custom`]: { text: 'x'.repeat(12000) },
	})); // 16 kB and more
	await wrong(/часам/, 'lti-out-of-time', c => ({
		...c,
		iat: seconds() - 130,
		exp: seconds() - 70,
	}));
	await wrong(/deployment 7/, 'lti-deployment-unknown', c => ({
		...c,
		[`${CLAIM}deployment_id`]: '7',
	}));
	await wrong(/Индивидуальный номер/, 'person-unknown', c => ({
		...c,
		sub: '99',
		[`${CLAIM}lis`]: { person_sourcedid: 'ID-teacher1' },
	}));
	await refused(/не зарегистрирован/, 'portal-unknown', () =>
		new Visitor().ask(`${service.url}/lti/login`, {
			method: 'POST',
			body: { ...moodle.login, iss: 'https://other.example' },
		}),
	);
	await refused(/Портал отказал/, 'lti-platform-refused', async () => {
		const v = new Visitor();
		const a = await v.ask(`${service.url}/lti/login`, {
			method: 'POST',
			body: platform.initiation(CLIENT),
			headers: { 'Sec-Fetch-Dest': 'document' },
		});
		const state = new URL(a.location).searchParams.get('state');
		return v.ask(`${service.url}/lti/launch`, {
			method: 'POST',
			body: { state, error: 'access_denied' },
		});
	});
});

test('a message works once, and a forged session of it never', async () => {
	const { visitor } = await launch();
	visitor.cookies.delete('__Host-metodden');
	const again = () =>
		visitor.ask(`${service.url}/lti/launch`, { method: 'POST', body: visitor.sent });
	await refused(/уже завершён/, 'lti-state-unknown', again);
});

test('a browser without cookies in frames gets a window of its own', async () => {
	const v = new Visitor();
	const body = platform.initiation(CLIENT);
	const frame = { 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Site': 'cross-site' };
	let a = await v.ask(`${service.url}/lti/login`, { method: 'POST', body, headers: frame });
	v.cookies.clear();
	a = await v.ask(`${service.url}${a.location}`, { headers: frame });
	assert.match(a.text, /Открыть в новом окне/);
	const href = a.text.match(/href="(\/lti\/open\?code=[0-9a-f]{64})"/)[1];
	a = await v.ask(service.url + href, { headers: { 'Sec-Fetch-Dest': 'document' } });
	a = await v.ask(a.location); // the platform's hint was not used up
	const { action, fields } = Visitor.form(a.text);
	a = await v.ask(action, { method: 'POST', body: fields });
	assert.equal(a.status, 303);
	await refused(/уже завершён/, 'lti-state-unknown', () => new Visitor().ask(service.url + href));
});

test('new keys of the platform are fetched once, and not more than once a minute', async () => {
	if (new Date().getUTCSeconds() > 40) await pause((60 - new Date().getUTCSeconds()) * 1000);
	const asked = () => platform.asked.filter(q => q === 'GET /mod/lti/certs.php').length;
	const before = asked();
	platform.rotate();
	assert.equal((await launch()).status, 303);
	assert.equal(asked(), before + 1);
	const old = platform.keys;
	platform.rotate();
	await refused(/ключом, которого у нас нет/, 'lti-key-unknown', () => launch());
	await refused(/ключом, которого у нас нет/, 'lti-key-unknown', () => launch());
	assert.equal(asked(), before + 1);
	platform.keys = old;
	assert.equal((await launch()).status, 303);
});

test('a deep link goes back to the platform signed', async () => {
	platform.people.set('5', { [`${CLAIM}lis`]: { person_sourcedid: 'methodist' } });
	const { location, visitor } = await launch(new Visitor(), { deep: true, person: '5' });
	let a = await visitor.ask(service.url + location);
	assert.match(a.text, /Мои ближайшие задачи/);
	const { action, fields } = Visitor.form(a.text);
	a = await visitor.ask(service.url + action, {
		method: 'POST',
		body: { ...fields, item: 'growth' },
	});
	const back = Visitor.form(a.text);
	assert.equal(
		back.action,
		`${platform.issuer}/mod/lti/contentitem_return.php?course=2&id=1&sesskey=REDACTED`,
	);
	assert.equal((await visitor.ask(back.action, { method: 'POST', body: back.fields })).status, 200);
	const [said] = platform.chosen;
	assert.deepEqual([said.iss, said.aud], [CLIENT, platform.issuer]);
	assert.deepEqual(said['https://purl.imsglobal.org/spec/lti-dl/claim/content_items'], [
		{
			type: 'ltiResourceLink',
			title: 'Рост профессиональных компетенций',
			url: `${service.url}/growth`,
			window: { targetName: '_blank' },
		},
	]);
	assert.equal(
		(await launch(new Visitor(), { target: `${service.url}/growth` })).location,
		'/growth',
	);
});

test('a roster comes in through the importers: dry, then once, then leavers', async () => {
	const roster = async (...more) =>
		(await service.later('portal', 'roster', '2', ...more, ...district)).said;
	platform.members[0] = {
		...platform.members[0],
		lis_person_sourcedid: 'teacher_2',
		user_id: '70',
	};
	platform.members.push({ ...platform.members[0], lis_person_sourcedid: '', user_id: '71' }); // no number: passed over
	const people = () => service.sql("select count(*) from person where idnumber like 'ID-%'");
	assert.match(
		service.metodden('portal', 'roster', ...district),
		/^2 {2}.*Основы права и методики/,
	);
	assert.match(await roster('--dry-run'), /^Участников 6; было бы добавлено 7, изменено 3/);
	assert.equal(people(), '0');
	assert.match(await roster('--nightly', 'on'), /^Участников 6; добавлено 7, изменено 3\n/);
	assert.equal(people(), '4');
	assert.equal(
		service.sql(
			"select count(*) from appointment a join person p on p.id = a.person_id where p.idnumber like 'ID-%'",
		),
		'0',
	);
	assert.equal(
		service.sql("select family_name, email from person where idnumber = 'teacher_2'"),
		'Ракитин|student4@example.invalid',
	);
	assert.equal(
		service.sql(
			"select idnumber from person p join portal_account a on a.person_id = p.id where a.subject = '3'",
		),
		'ID-teacher1',
	);
	assert.match(await roster(), /^Участников 6; добавлено 0, изменено 0\n/);
	assert.match(service.metodden('portal', 'roster', ...district), /каждую ночь/);
	platform.members = platform.members.filter(
		m => !['ID-student1', 'teacher_2'].includes(m.lis_person_sourcedid),
	);
	assert.match(await roster(), /^Участников 4; добавлено 0, изменено 3\n/);
	assert.equal(
		service.sql("select left_on = current_date from person where idnumber = 'ID-student1'"),
		't',
	);
	assert.equal(service.sql("select left_on is null from person where idnumber = 'teacher_2'"), 't'); // has a post
	platform.members.push({ ...platform.members[0], user_id: '72' });
	assert.match(await roster(), /строка 6.*строке 2/);
	platform.members.pop();
	platform.elsewhere = `http://localhost:${platform.port}`; // another host must not get our token
	assert.match(await roster(), /Портал не ответил или ответил не то/);
	platform.elsewhere = undefined;
});

test('a token that the platform refuses is said, and leaves the roster as it was', async () => {
	const people = () => service.sql('select json_agg(p order by id) from person p');
	const roster = async () => (await service.later('portal', 'roster', '2', ...district)).said;
	const before = people();
	for (const name of Object.keys(moodle.token_errors)) {
		platform.refuses = name;
		assert.match(
			await roster(),
			/Портал не ответил или ответил не то: \S+\/mod\/lti\/token\.php — /,
			name,
		);
		assert.equal(people(), before);
	}
	platform.refuses = null;
	assert.match(await roster(), /^Участников 4; добавлено 0, изменено 0\n/);
});

test('a course that two tools of one portal share is told apart by the client', async () => {
	const other = { ...platform.clients.get(CLIENT), deployment: '2' };
	platform.clients.set('second-tool', other);
	const lti = ['lti', platform.issuer, '--client', 'second-tool', '--deployment', '2'];
	service.metodden('portal', ...lti, ...district);
	await until(
		'keys',
		() =>
			service.sql(
				"select count(*) from portal where client_id = 'second-tool' and settings ? 'jwks'",
			) === '1',
	);
	assert.equal((await launch(new Visitor(), { client: 'second-tool' })).status, 303);
	const roster = async (...more) =>
		(await service.later('portal', 'roster', '2', ...more, ...district)).said;
	assert.match(await roster('--dry-run'), /подключён не один раз: укажите --client/);
	assert.match(await roster('--dry-run', '--client', 'second-tool'), /^Участников 4/);
	service.metodden('portal', 'off', platform.issuer, '--client', 'second-tool', ...district);
	assert.match(await roster('--dry-run'), /^Участников 4/);
	platform.clients.delete('second-tool');
});

test('our own keys turn, and what platforms remember of them stays enough', async () => {
	const kids = async () =>
		(await (await fetch(`${service.url}/lti/jwks`)).json()).keys.map(k => k.kid);
	const [first, second] = await kids();
	service.metodden('portal', 'keys', 'rotate');
	const [now, next] = await kids();
	assert.equal(now, second);
	assert.ok(![first, second].includes(next));
	await service.later('portal', 'roster', '2', ...district);
	assert.equal(platform.signers.at(-1), second);
});

test('a platform registers itself by an invitation, and is brought up to date by another', async () => {
	const other = await new Platform().start();
	try {
		const invite = () => service.metodden('portal', 'invite', ...district).split('\n')[0];
		const visit = async (invitation, ...more) => {
			const v = new Visitor();
			let a = await v.ask(other.registrationUrl(invitation, ...more));
			if (a.status !== 303) return a;
			const address = service.url + a.location;
			await until('the registration', async () => {
				a = await v.ask(address);
				return !/Идёт регистрация/.test(a.text);
			});
			return a;
		};
		const invitation = invite();
		other.configuration = { ...moodle.configuration, issuer: 'http://evil.example' };
		assert.match(
			(await visit(invitation)).text,
			/Портал не зарегистрирован.*issuer is of another host/s,
		);
		other.configuration = undefined;
		const done = await visit(invitation, 'reg', 'new-client');
		assert.match(done.text, /org\.imsglobal\.lti\.close/);
		assert.match(done.answer.headers.get('content-security-policy'), /script-src 'sha256-/);
		assert.match((await visit(invitation)).text, /Приглашение портала не действует/); // of one use
		assert.equal(
			service.sql("select deployment_id from portal where client_id = 'new-client'"),
			'10',
		);
		await visit(invite(), 'reg-update', 'new-client');
		assert.equal(service.sql(`select count(*) from portal where issuer = '${other.issuer}'`), '1');
		other.people.set('3', known);
		[platform, other.first] = [other, platform];
		assert.equal((await launch(new Visitor(), { client: 'new-client' })).status, 303);
		platform = other.first;
		other.withoutDeployment = true;
		assert.match(
			(await visit(invite(), 'reg', 'third')).text,
			/client_id third, но нет deployment_id/,
		);
	} finally {
		await other.stop();
	}
});

test('pages may use their own style and script, and nothing else', async () => {
	const digest = s => `'sha256-${createHash('sha256').update(s).digest('base64')}'`;
	const { location, visitor } = await launch(new Visitor(), { deep: true, person: '5' });
	let a = await visitor.ask(service.url + location);
	const pages = [a];
	const { action, fields } = Visitor.form(a.text);
	pages.push(
		await visitor.ask(service.url + action, { method: 'POST', body: { ...fields, item: 'tasks' } }),
	);
	pages.push(await visitor.ask(`${service.url}/lti/login`));
	service.sql(
		`insert into job (district_id, id, queue, kind, key, state, output) values ('${DISTRICT}', '${DISTRICT}', 'net', 'none', 'none', 'done', '{"portal": "x"}')`,
	);
	service.sql(
		`insert into lti_invitation (district_id, digest, expires_at, job_id) values ('${DISTRICT}', sha256('shown'), now() + interval '1 day', '${DISTRICT}')`,
	);
	pages.push(await visitor.ask(`${service.url}/lti/register?invitation=shown`));
	for (a of pages) {
		const policy = a.answer.headers.get('content-security-policy');
		const style = a.text.match(/<style>([^<]*)<\/style>/)[1];
		const script = a.text.match(/<script>([^<]*)<\/script>/)?.[1];
		assert.ok(policy.includes(`style-src ${digest(style)};`), policy);
		assert.equal(policy.match(/script-src ([^;]*)/)?.[1], script && digest(script));
		assert.ok(policy.startsWith("default-src 'none';"));
	}
	assert.deepEqual(
		pages.map(p => /<script>/.test(p.text)),
		[false, true, false, true],
	);
});

test('nothing secret is in the logs', () => {
	const log = service.log('metodden-app') + service.log('metodden-worker');
	assert.doesNotMatch(log, /eyJ|invitation=|state=|code=/);
	assert.doesNotMatch(log, /Sanitizer/);
});
