/*
 * Sites with TLS of their own for tests in a browser: names under .test that lead to this machine, one
 * certificate for all, and a browser that takes it and tells what its console complained of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../plugin-shim/web/package.json', import.meta.url));
const { chromium } = require('playwright-core');

export const sample = name =>
	readFileSync(new URL(`../../deploy/nginx/${name}`, import.meta.url), 'utf8');
/** A browser that keeps no cookies of third parties. */
export const BLOCKED = '--test-third-party-cookie-phaseout';

/** The service's own locations as the sample has them, over that folder of screens; and a certificate beside. */
export function prepare(dir, web) {
	const subject = ['-subj', '/CN=test', '-keyout', `${dir}/tls.key`, '-out', `${dir}/tls.crt`];
	execFileSync(
		'openssl',
		['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject],
		{ stdio: 'ignore' },
	);
	writeFileSync(
		`${dir}/service.conf`,
		sample('service.conf')
			.replaceAll('/usr/share/metodden/web', web)
			.replaceAll('/etc/nginx/metodden/fastcgi.conf', `${dir}/fastcgi.conf`),
	);
}

/** nginx's text of one site. */
export const site = (dir, port, name, body) =>
	`server { listen 127.0.0.1:${port} ssl; server_name ${name}; ssl_certificate ${dir}/tls.crt; ssl_certificate_key ${dir}/tls.key; ${body} }`;

const browsers = [];
/** A page of a browser of its own; `page.said` is what the console called an error, `text address`. */
export async function newPage(...flags) {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: [
			'--headless',
			'--no-sandbox',
			'--disable-gpu',
			'--no-first-run',
			'--disable-background-networking',
			/* A service worker asks past the context that is told to. */
			'--ignore-certificate-errors',
			`--host-resolver-rules=MAP *.test 127.0.0.1`,
			...flags,
		],
	});
	browsers.push(browser);
	const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'ru-RU' });
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	page.said = [];
	page.on(
		'console',
		m => m.type() === 'error' && page.said.push(`${m.text()} ${m.location().url}`),
	);
	page.on('pageerror', e => page.said.push(String(e)));
	return page;
}
export async function closeAll() {
	for (const b of browsers) await b.close();
}
