/*
 * A gate before the portal on the service's way to it: open; shut, as when the portal is down; or deaf, when
 * the portal does what it is asked but its answer is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { createServer, request } from 'node:http';
import { freePort } from '../service.mjs';

export class Gate {
	asked = []; // the web service's function of each call that went through
	deaf = false;

	constructor(portal) {
		this.portal = new URL(portal);
	}
	async open() {
		this.port ??= await freePort();
		this.url = `http://127.0.0.1:${this.port}${this.portal.pathname.replace(/\/$/, '')}`;
		this.server = createServer((asked, answer) => this.pass(asked, answer));
		await new Promise(done => this.server.listen(this.port, '127.0.0.1', done));
	}
	async shut() {
		this.server.closeAllConnections();
		await new Promise(done => this.server.close(done));
	}
	pass(asked, answer) {
		const { hostname, port, host } = this.portal;
		const body = [];
		asked.on('data', piece => body.push(piece));
		asked.on('end', () => {
			const text = Buffer.concat(body);
			this.asked.push(new URLSearchParams(text.toString()).get('wsfunction'));
			const on = request(
				{
					hostname,
					port: port || 80,
					path: asked.url,
					method: asked.method,
					headers: { ...asked.headers, host },
				},
				got => {
					const said = [];
					got.on('data', piece => said.push(piece));
					got.on('end', () => {
						if (this.deaf) return answer.destroy();
						answer.writeHead(got.statusCode, { 'Content-Type': got.headers['content-type'] });
						answer.end(Buffer.concat(said));
					});
				},
			);
			on.on('error', () => answer.destroy());
			on.end(text);
		});
	}
}
