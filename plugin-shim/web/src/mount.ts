/*
 * The screens on a page of a portal, in a shadow tree: the portal's styles stay outside, its colours
 * and font come in as custom properties (styles/tokens.css).
 *
 * The portal hands the person over by a signed pass of one use: asked for only when there is no
 * session. Nothing is kept of it in the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { options, type VNode } from 'preact';
import type { Lang } from './format.js';
import { href, place } from './place.js';
import { Problem } from './problem.js';

export interface Mount {
	/** address of the portal's page; screens' paths follow it */
	page: string;
	/** path under which the portal's web server passes the server on */
	service: string;
	/** address that leads to the site of our own, up to the path of a screen */
	enter: string;
	lang: Lang;
	/** a pass for whoever is signed in on the portal */
	pass: () => Promise<string>;
	/** address of the style sheet */
	style: string;
}

/** Links are written as paths of screens; what the browser follows, copies and opens is the place's. */
function readdress(): void {
	const before = options.vnode;
	options.vnode = (node: VNode) => {
		const props = node.props as { href?: unknown };
		if (node.type === 'a' && typeof props.href === 'string') props.href = href(props.href);
		before?.(node);
	};
}

async function handOver(of: Mount): Promise<boolean> {
	const answer = await fetch(`${of.service}/portal/enter`, {
		method: 'POST',
		body: new URLSearchParams({ token: await of.pass() }),
		redirect: 'manual',
		credentials: 'same-origin',
	});
	if (answer.type === 'opaqueredirect') return true;
	const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
	throw new Problem(answer.status, { title: page.querySelector('p')?.textContent ?? '' });
}

const styled = (tree: ShadowRoot, address: string): Promise<unknown> =>
	new Promise((done, failed) => {
		const link = document.createElement('link');
		link.rel = 'stylesheet';
		link.href = address;
		link.onload = done;
		link.onerror = failed;
		tree.append(link);
	});

export async function mount(box: HTMLElement, of: Mount): Promise<void> {
	const tree = box.attachShadow({ mode: 'open' });
	const root = document.createElement('div');
	root.className = 'md mounted';
	root.dataset.bsTheme = document.documentElement.dataset.bsTheme ?? 'light';
	await styled(tree, of.style);
	tree.append(root);
	place.page = of.page;
	place.service = of.service;
	place.tree = tree;
	place.root = root;
	place.enter = () => handOver(of);
	place.away = path =>
		/^\/visits\/[^/?]+/.test(path) ? of.enter + encodeURIComponent(path) : null;
	readdress();
	const { start } = await import('./app.js');
	await start(root, of.lang);
}
