/*
 * The contract, fcgi-app/api/openapi.yaml, against the routes and against every answer that the tests
 * of resources got ($ANSWERS, a line each: method, path, status, type, what was sent, body).
 *
 * Every object of the contract is taken as closed: a field that an answer has and the contract hasn't
 * is a fault, and so is a field that a handler took and the contract doesn't tell.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const require = createRequire(new URL('../../plugin-shim/web/package.json', import.meta.url));
const { default: Ajv } = require('ajv/dist/2020.js');
const yaml = require('yaml');

const text = path => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const contract = yaml.parse(text('fcgi-app/api/openapi.yaml'));
const answers = readFileSync(process.env.ANSWERS, 'utf8').trim().split('\n').map(JSON.parse);

/** Closes every object; what parts an `allOf` joins are closed together, around them. */
function close(schema, part = false) {
	if (Array.isArray(schema)) for (const s of schema) close(s, part);
	if (!schema || typeof schema !== 'object' || Array.isArray(schema)) return;
	if (schema.allOf) schema.unevaluatedProperties ??= false;
	else if (schema.properties && !part) schema.additionalProperties ??= false;
	for (const [key, inner] of Object.entries(schema))
		if (key === 'properties') for (const s of Object.values(inner)) close(s);
		else close(inner, key === 'allOf');
}
const { List, GrowthHead, ...whole } = contract.components.schemas; /* those two are parts only */
close(whole);
close(GrowthHead, true);
close(contract.paths);
const named = r => (r?.$ref ? contract.components.responses[r.$ref.split('/').pop()] : r);

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addSchema({ $id: 'contract', components: contract.components, paths: contract.paths });

const pointer = parts => parts.map(p => p.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
const faults = (parts, value) => {
	const check = ajv.getSchema(`contract#/${pointer(parts)}`);
	return check(value)
		? []
		: check.errors.map(
				e => `${e.instancePath.replace(/\d+/g, '*')} ${e.message} ${JSON.stringify(e.params)}`,
			);
};

const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({
		method,
		path,
		operation,
		literal: !path.includes('{'),
		pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
	})),
);
const operationOf = ({ method, path }) => {
	const found = operations.filter(o => o.method === method && o.pattern.test(path));
	return found.find(o => o.literal) ?? found[0];
};
const sorted = lines => [...new Set(lines)].sort();

test('every route is in the contract, and nothing else is', () => {
	const routes = [...text('fcgi-app/routes.def').matchAll(/^ROUTE\((\w+),\s*"([^"]+)"/gm)];
	assert.deepEqual(
		sorted(operations.map(o => `${o.method} ${o.path}`)),
		sorted(routes.map(([, method, path]) => `${method.toLowerCase()} ${path}`)),
	);
});

test('every answer is as the contract says', () => {
	const wrong = [];
	for (const a of answers) {
		const of = operationOf(a);
		if (!of || a.method === 'options') continue;
		const name = `${a.method} ${of.path} ${a.status}`;
		const said = named(of.operation.responses[a.status]); /* else a problem: its default */
		if (a.status >= 400 && !said) {
			if (!/^application\/problem\+json/.test(a.type)) wrong.push(`${name}: ${a.type}`);
			wrong.push(...faults(['components', 'schemas', 'Problem'], a.body).map(f => `${name}: ${f}`));
			continue;
		}
		if (!said) {
			wrong.push(`${name}: the contract doesn't know the status`);
			continue;
		}
		const type = a.type.split(';')[0];
		if (type ? !said.content?.[type] : said.content) wrong.push(`${name}: is "${type}"`);
		else if (type === 'application/json') {
			const at = ['paths', of.path, of.method, 'responses', String(a.status)];
			wrong.push(...faults([...at, 'content', type, 'schema'], a.body).map(f => `${name}: ${f}`));
		}
	}
	assert.equal(sorted(wrong).join('\n'), '');
});

test('whatever a handler took is as the contract says', () => {
	const wrong = [];
	for (const a of answers) {
		const of = operationOf(a);
		if (!of || a.status >= 400 || a.sent === null || a.method === 'options') continue;
		const type = Object.keys(of.operation.requestBody?.content ?? {})[0];
		const name = `${a.method} ${of.path}`;
		if (!type) {
			if (Object.keys(a.sent).length > 0) wrong.push(`${name}: takes a body`);
			continue;
		}
		const at = ['paths', of.path, of.method, 'requestBody', 'content', type, 'schema'];
		wrong.push(...faults(at, a.sent).map(f => `${name}: ${f}`));
	}
	assert.equal(sorted(wrong).join('\n'), '');
});

test('every operation was seen to succeed', () => {
	const seen = new Set(
		answers.filter(a => a.status < 400).map(a => operationOf(a)?.operation.operationId),
	);
	assert.deepEqual(
		sorted(operations.map(o => o.operation.operationId).filter(o => !seen.has(o))),
		[],
	);
});
