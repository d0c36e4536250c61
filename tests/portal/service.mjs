/*
 * Our own programs for the tests of the portal: a database of its own (a clone of the migrated template
 * with the small district in it), metodden-app, metodden-worker and nginx on a free port, all stopped by
 * their recorded processes. Run under tests/with-postgres.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));
const build = process.env.BUILD?.startsWith('/')
	? process.env.BUILD
	: top + (process.env.BUILD ?? 'build');

/** The district of the fixture. */
export const DISTRICT = 'd1000000-0000-4000-8000-000000000000';
export const district = ['--district', DISTRICT];

/** The screens as they are built. */
export const screens = `${build}/web`;

export const freePort = () =>
	new Promise(done => {
		const s = createServer().listen(0, '127.0.0.1', () => {
			const { port } = s.address();
			s.close(() => done(port));
		});
	});
export const pause = ms => new Promise(done => setTimeout(done, ms));

export class Service {
	running = [];

	/** `front` gives the text of nginx's http block; by default our locations on `port`, over http. */
	async start({ front, worker = true, settings = {}, url } = {}) {
		this.dir = mkdtempSync('/tmp/mdlti.');
		mkdirSync(`${this.dir}/tmp`);
		this.database = `lti_${process.pid}_${Math.floor(Math.random() * 1e6)}`;
		this.psql(
			'postgres',
			`create database ${this.database} template ${process.env.METODDEN_TEST_DB}`,
		);
		this.psql(
			this.database,
			'set session_replication_role = replica',
			readFileSync(`${top}tests/resources/fixture.sql`, 'utf8'),
		);
		this.port = await freePort();
		this.url = url ?? `http://127.0.0.1:${this.port}`;
		const as = role =>
			`host=${process.env.PGHOST} port=${process.env.PGPORT} dbname=${this.database} user=metodden_${role}`;
		this.env = {
			...process.env,
			METODDEN_DB: as('app'),
			METODDEN_LOGIN_DB: as('login'),
			METODDEN_WORKER_DB: as('worker'),
			METODDEN_OWNER_DB: as('owner'),
			METODDEN_SOCKET: `${this.dir}/app.sock`,
			METODDEN_KEYS: `${this.dir}/keys.json`,
			METODDEN_URL: this.url,
			METODDEN_WORKERS: '2',
			METODDEN_QUEUE: 'net',
			...settings,
		};
		this.metodden('portal', 'keys', 'create');
		this.run('metodden-app', `${build}/metodden-app`);
		if (worker) this.startWorker();
		writeFileSync(`${this.dir}/nginx.conf`, this.nginx(front));
		this.run('nginx', 'nginx', '-e', 'stderr', '-p', this.dir, '-c', `${this.dir}/nginx.conf`);
		await this.ready();
		return this;
	}
	startWorker() {
		this.run('metodden-worker', `${build}/metodden-worker`);
	}
	run(name, ...command) {
		const p = spawn(command[0], command.slice(1), {
			env: this.env,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		p.said = '';
		for (const s of [p.stdout, p.stderr]) s.on('data', d => (p.said += d));
		p.ended = new Promise(done => p.on('exit', done));
		this.running.push({ name, p });
	}
	log = name => this.running.find(r => r.name === name).p.said;
	async stop() {
		const faults = [];
		for (const { name, p } of this.running.reverse()) {
			p.kill('SIGTERM');
			if ((await p.ended) !== 0 || p.said.includes('Sanitizer'))
				faults.push(`${name} ended badly: ${p.said.slice(-3000)}`);
		}
		if (this.database)
			this.psql('postgres', `drop database if exists ${this.database} with (force)`);
		if (this.dir) rmSync(this.dir, { recursive: true });
		if (faults.length) throw new Error(faults.join('\n'));
	}
	psql(db, ...texts) {
		return execFileSync('psql', ['-qAtX', '-d', db, '-v', 'ON_ERROR_STOP=1'], {
			input: `${texts.join(';\n')};`,
			encoding: 'utf8',
		}).trim();
	}
	sql = text => this.psql(this.database, text);
	/** The administrator's command: what it prints; throws with what it complains of. */
	metodden(...words) {
		return execFileSync(`${build}/metodden`, words, {
			env: this.env,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	}
	/** A platform and we told of each other by hand; what the administrator's command said. `site`: where we are reached, `page`: what a link leads to. */
	register(platform, client, { site = this.url, page = '/lti/launch', more = [] } = {}) {
		platform.clients.set(client, {
			redirects: [`${site}/lti/launch`],
			jwks: `http://127.0.0.1:${this.port}/lti/jwks`,
			deployment: '1',
			target: site + page,
		});
		const numbers = ['--client', client, '--deployment', '1', ...more];
		return this.metodden('portal', 'lti', platform.issuer, ...numbers, ...district);
	}
	/** The same without holding up what runs here. */
	later(...words) {
		return new Promise(done => {
			const p = spawn(`${build}/metodden`, words, { env: this.env });
			let said = '';
			for (const s of [p.stdout, p.stderr]) s.on('data', d => (said += d));
			p.on('close', status => done({ status, said: said.trim() }));
		});
	}
	nginx(front) {
		const fastcgi = readFileSync(`${top}deploy/nginx/fastcgi.conf`, 'utf8').replaceAll(
			'@STATE@',
			this.dir,
		);
		writeFileSync(`${this.dir}/fastcgi.conf`, fastcgi);
		return `daemon off; ${process.getuid() === 0 ? 'user root;' : ''} worker_processes 1; pid ${this.dir}/nginx.pid; error_log stderr warn;
events { worker_connections 512; }
http {
	access_log off;
	${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(k => `${k}_temp_path ${this.dir}/tmp/${k};`).join(' ')}
	${
		front?.(this) ??
		`upstream metodden { server unix:${this.dir}/app.sock; }
	server { listen 127.0.0.1:${this.port}; location / { include ${this.dir}/fastcgi.conf; } }`
	}
}`;
	}
	async ready() {
		for (let i = 0; i < 200; i++) {
			const up = await fetch(`http://127.0.0.1:${this.port}/health`).catch(() => null);
			if (up?.ok) return;
			await pause(100);
		}
		throw new Error(this.running.map(r => `${r.name}: ${r.p.said.slice(0, 1000)}`).join('\n'));
	}
}

/** A browser's part in a login, without a browser: cookies of the service, forms that send themselves. */
export class Visitor {
	cookies = new Map();
	headers = {};

	async ask(url, { method = 'GET', body, headers = {} } = {}) {
		const cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
		const answer = await fetch(url, {
			method,
			redirect: 'manual',
			body: body && new URLSearchParams(body),
			headers: { ...(cookie && { Cookie: cookie }), ...this.headers, ...headers },
		});
		for (const line of answer.headers.getSetCookie()) {
			const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
			this.cookies.set(name, value);
			this.cookieLine = line;
		}
		const text = await answer.text();
		return {
			status: answer.status,
			location: answer.headers.get('location'),
			type: answer.headers.get('content-type'),
			text,
			answer,
		};
	}
	/** The form of a page: where it goes and what it carries. */
	static form(text) {
		const plain = s => s.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
		const action = text.match(/<form[^>]*action="([^"]*)"/)?.[1];
		const fields = [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
			([, k, v]) => [k, plain(v)],
		);
		return { action: action && plain(action), fields: Object.fromEntries(fields) };
	}
}
