/*
 * What a launch by LTI costs us: the two or three requests of ours, as metodden-app's own log times them,
 * with the platform's part left out. Fails where the sum of their medians is 50 ms or more; on a machine that
 * is busy with something else it says nothing. make bench-launch BENCH=launches
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { CLAIM, Platform } from '../portal/platform.mjs';
import { pause, Service, Visitor } from '../portal/service.mjs';

const launches = Number(process.argv[2] ?? 300);
const BAR = 50;
const platform = await new Platform().start();
const service = new Service();
await service.start();
platform.clients.set('c', {
	redirects: [`${service.url}/lti/launch`],
	jwks: '',
	deployment: '1',
	target: `${service.url}/days`,
});
platform.people.set('3', { [`${CLAIM}lis`]: { person_sourcedid: 'teacher' } });
service.metodden(
	'portal',
	'lti',
	platform.issuer,
	'--client',
	'c',
	'--deployment',
	'1',
	'--district',
	'd1000000-0000-4000-8000-000000000000',
);
while (service.sql("select count(*) from portal where settings ? 'jwks'") === '0') await pause(100);
for (let i = 0; i < launches; i++) {
	const visitor = new Visitor();
	const frame = { 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Site': 'cross-site' };
	let a = await visitor.ask(`${service.url}/lti/login`, {
		method: 'POST',
		body: platform.initiation('c'),
		headers: frame,
	});
	while (a.status === 302)
		a = await visitor.ask(new URL(a.location, service.url).href, { headers: frame });
	const { action, fields } = Visitor.form(a.text);
	a = await visitor.ask(action, { method: 'POST', body: fields, headers: frame });
	if (a.status !== 303) throw new Error(a.text);
}
const lines = service
	.log('metodden-app')
	.split('\n')
	.filter(l => l.includes('"path":"/lti/'))
	.map(l => JSON.parse(l));
const of = path =>
	lines
		.filter(l => l.path === path)
		.map(l => Number(l.ms))
		.sort((a, b) => a - b);
const at = (list, share) => list[Math.min(list.length - 1, Math.floor(list.length * share))];
let sum = 0;
console.log('request       number  median ms  95 %');
for (const path of ['/lti/login', '/lti/check', '/lti/launch']) {
	const ms = of(path);
	sum += at(ms, 0.5);
	console.log(
		`${path.padEnd(12)} ${String(ms.length).padStart(7)} ${at(ms, 0.5).toFixed(2).padStart(10)} ${at(ms, 0.95).toFixed(2).padStart(5)}`,
	);
}
console.log(
	`${'a launch'.padEnd(12)} ${String(launches).padStart(7)} ${sum.toFixed(2).padStart(10)}`,
);
console.log(`${sum < BAR ? 'below' : 'NOT BELOW'} the bar of ${BAR} ms`);
if (sum >= BAR) process.exitCode = 1;
await service.stop();
await platform.stop();
