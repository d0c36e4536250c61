/* Addresses and the way back after sign-in. SPDX-License-Identifier: GPL-3.0-or-later */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './compile.mjs';

const r = await load('router.ts');

test('a pattern matches its own addresses only', () => {
	assert.deepEqual(r.matchPath('/', '/'), {});
	assert.deepEqual(r.matchPath('/days/:id', '/days/7'), { id: '7' });
	assert.deepEqual(r.matchPath('/days/:id/programme', '/days/7/programme'), { id: '7' });
	assert.equal(r.matchPath('/days/:id', '/days'), null);
	assert.equal(r.matchPath('/days/:id', '/days/7/programme'), null);
	assert.equal(r.matchPath('/days', '/orders'), null);
	assert.deepEqual(r.matchPath('/days/', '/days'), {});
	assert.deepEqual(r.matchPath('/d/:id', '/d/%D1%8F'), { id: 'я' });
});

test('the first fitting row of the table wins', () => {
	const table = [
		['/a/:id', 1],
		['/a/b', 2],
	];
	assert.equal(r.pick(table, '/a/b').value, 1);
	assert.equal(r.pick(table, '/x'), null);
});

test('after sign-in one returns only to an address of our own', () => {
	const to = text => r.returnTo(new URLSearchParams(`to=${encodeURIComponent(text)}`));
	assert.equal(to('/days/7?x=1#a'), '/days/7?x=1#a');
	for (const bad of [
		'https://evil.example',
		'//evil.example',
		'/\\evil.example',
		'javascript:1',
		'',
	])
		assert.equal(to(bad), '/', bad);
	assert.equal(to('/sign-in?to=/'), '/');
	assert.equal(r.returnTo(new URLSearchParams()), '/');
});
