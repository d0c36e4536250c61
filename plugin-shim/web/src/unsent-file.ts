/*
 * What waits to be sent, as a file: to be safe from a lost phone, or to be sent from another one.
 *
 * A file belongs to its writer, and only the writer takes it back in. It holds ids, marks and the
 * visitor's words, no names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { Problem } from './problem.js';
import { type Change, keyOf } from './queue.js';
import type { Draft } from './store.js';

const FORMAT = 'metodden-unsent-1';
interface UnsentFile {
	format: string;
	person: string;
	saved: string;
	sheets: Draft[];
}

export function toFile(person: string, sheets: Draft[], saved: string): string {
	const file: UnsentFile = { format: FORMAT, person, saved, sheets };
	return JSON.stringify(file, null, '\t');
}

function parsed(text: string): Partial<UnsentFile> {
	try {
		return (JSON.parse(text) ?? {}) as Partial<UnsentFile>;
	} catch {
		return {};
	}
}

const isChange = (c: Change): boolean => {
	try {
		return typeof c.seq === 'number' && c.key === keyOf(c.body);
	} catch {
		return false;
	}
};

const isDraft = (d: Draft, person: string): boolean =>
	d.person === person &&
	[d.sheet, d.visit].every(id => /^[0-9a-f-]{36}$/.test(id)) &&
	Array.isArray(d.queue) &&
	d.queue.every(isChange) &&
	typeof d.base?.revision === 'number';

/** Refuses by the slug of a sentence: unsent.file_format, unsent.file_person. */
export function fromFile(text: string, person: string): Draft[] {
	const file = parsed(text);
	const refuse = (slug: string) => new Problem(422, { type: `/problems/${slug}` });
	if (file.format !== FORMAT || !Array.isArray(file.sheets)) throw refuse('file_format');
	if (file.person !== person) throw refuse('file_person');
	if (!file.sheets.every(d => isDraft(d, person))) throw refuse('file_format');
	return file.sheets;
}

/** What the device has written itself stays; what only the file has is added. */
export function merged(here: Draft | undefined, there: Draft): Draft {
	if (!here) return there;
	const known = new Set(here.queue.map(c => c.key));
	const more = there.queue.filter(c => !known.has(c.key));
	const last = here.queue.reduce((most, c) => Math.max(most, c.seq), 0);
	return { ...here, queue: [...here.queue, ...more.map((c, i) => ({ ...c, seq: last + i + 1 }))] };
}
