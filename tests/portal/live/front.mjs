/*
 * The service at addresses of its own before a live portal: deploy/nginx as it stands, with the test's
 * ports put in, over http, which browsers trust on this machine. `same` is a page of the portal's own
 * site, `cross` one of another site; a browser that calls itself keeps-no-cookies sends none in frames.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { freePort, pause } from '../service.mjs';

const state = process.env.STATE;
const portal = new URL(process.env.MOODLE_URL);

/** A sample with other words put in; one that is missing would go unnoticed otherwise. */
function filled(name, replace) {
	let text = readFileSync(new URL(`../../../deploy/nginx/${name}`, import.meta.url), 'utf8');
	for (const [from, to] of Object.entries(replace)) {
		assert.ok(text.includes(from), `${name} has no ${from}`);
		text = text.replaceAll(from, to);
	}
	return text;
}

function placement(name, port, dir, framer, more = {}) {
	return filled(name, {
		'443 ssl': `127.0.0.1:${port}`,
		'ssl_certificate /etc/ssl/metodden.crt;': '',
		'ssl_certificate_key /etc/ssl/metodden.key;': '',
		'/etc/nginx/metodden/service.conf;\n}': `${dir}/service.conf;\n}`,
		[framer]: portal.origin,
		...more,
	});
}

/** Both placements, and how to end them. */
export async function fronts() {
	const dir = mkdtempSync('/tmp/mdfront.');
	mkdirSync(`${dir}/tmp`);
	const [same, cross] = [await freePort(), await freePort()];
	writeFileSync(
		`${dir}/fastcgi.conf`,
		`fastcgi_param HTTP_COOKIE $kept; # the first of a name counts\n${filled('fastcgi.conf', {})}`,
	);
	writeFileSync(
		`${dir}/service.conf`,
		filled('service.conf', {
			'/usr/share/metodden/web': `${state}/web`,
			'/etc/nginx/metodden/fastcgi.conf': `${dir}/fastcgi.conf`,
		}),
	);
	const once = {
		'map $remote_addr $metodden_client { default $binary_remote_addr; 192.0.2.10 ""; }': '',
		'limit_req_zone $metodden_client zone=metodden_sign_in:1m rate=5r/s;': '',
		'upstream metodden { server unix:/run/metodden/app.sock; }': '',
	};
	writeFileSync(
		`${dir}/nginx.conf`,
		`daemon off; ${process.getuid() === 0 ? 'user root;' : ''} worker_processes 1; pid ${dir}/nginx.pid; error_log stderr warn;
		events { worker_connections 256; }
		http {
			access_log off; default_type application/octet-stream;
			types { text/html html; text/css css; text/javascript js; image/svg+xml svg; font/woff2 woff2; application/json json; }
			${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(k => `${k}_temp_path ${dir}/tmp/${k};`).join(' ')}
			map "$http_sec_fetch_dest $http_user_agent" $kept { default $http_cookie; "~^iframe .*keeps-no-cookies" ""; }
			${placement('subdomain.conf', same, dir, 'https://portal.district.example', { '/run/metodden': state })}
			${placement('cross-site.conf', cross, dir, 'https://portal.example', once)}
		}`,
	);
	const nginx = spawn('nginx', ['-e', 'stderr', '-p', dir, '-c', `${dir}/nginx.conf`], {
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const ended = new Promise(done => nginx.on('exit', done));
	const stop = async () => {
		nginx.kill('SIGTERM');
		await ended;
		rmSync(dir, { recursive: true });
	};
	for (let i = 0; i < 100; i++) {
		const up = await fetch(`http://127.0.0.1:${same}/health`).catch(() => null);
		if (up?.ok) {
			const elsewhere = portal.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
			return {
				same: `http://${portal.hostname}:${same}`,
				cross: `http://${elsewhere}:${cross}`,
				stop,
			};
		}
		await pause(100);
	}
	await stop();
	throw new Error('nginx before the service does not answer');
}
