/*
 * Addresses of screens on a site of their own and on a page of a portal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './compile.mjs';

const { href, place, screenPath } = await load('place.ts');

test('on a site of their own, addresses are the screens’ paths', () => {
	for (const path of ['/', '/days/1?x=2#y', '/visits/7', '/api/v1/orders/1/pdf', '#4.1', '//x/y'])
		assert.equal(href(path), path);
	assert.equal(screenPath('/days/1'), '/days/1');
	assert.equal(screenPath('/'), '/');
	for (const served of ['/api/v1/days', '/problems/forbidden', '/check/abc'])
		assert.equal(screenPath(served), null);
});

test('on a page of a portal they follow the page’s', () => {
	place.page = '/moodle/local/metodden/view.php';
	place.service = '/moodle/metodden';
	place.away = path => (path.startsWith('/visits/') ? `/enter?to=${path}` : null);
	assert.equal(href('/days/1?x=2'), '/moodle/local/metodden/view.php/days/1?x=2');
	assert.equal(href('/api/v1/orders/1/pdf'), '/moodle/metodden/api/v1/orders/1/pdf');
	assert.equal(href('/problems/forbidden'), '/moodle/metodden/problems/forbidden');
	assert.equal(href('/visits/7'), '/enter?to=/visits/7');
	assert.equal(href('#4.1'), '#4.1');
	assert.equal(href('https://example.org/'), 'https://example.org/');
	assert.equal(screenPath('/moodle/local/metodden/view.php/days/1'), '/days/1');
	assert.equal(screenPath('/moodle/local/metodden/view.php'), '/');
	for (const portal of ['/moodle/my/', '/days/1', '/moodle/local/metodden/view.phpx'])
		assert.equal(screenPath(portal), null);
});
