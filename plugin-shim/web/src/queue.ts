/*
 * What is written on the device and not yet acknowledged by the server.
 *
 * One change per thing (a mark, a text, a note); a newer one replaces the older and gets a greater
 * number. An acknowledgement removes only the very change that was sent: what was changed again
 * meanwhile stays. Pure functions; what people see is always the server's sheet under the queue.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Mark, Note, Sheet } from './types.js';

export type TextKey = 'strengths' | 'difficulties' | 'action_step';
export type MarkBody = Mark | { item: string; clear: true };
type Body =
	| { start: Start }
	| { mark: MarkBody }
	| { note: Note }
	| { text: TextKey; value: string }
	| { submit: true };

/** A new sheet, and what its device knew: the server says what differs by the time it comes. */
export interface Start {
	id: string;
	visit: string;
	part: 'visitor' | 'self';
	starts_at: string | null;
	begun_at: string;
}

export interface Change {
	key: string;
	seq: number;
	body: Body;
}
/** The part of a sheet that a person writes. It holds no names. */
export type Written = Pick<
	Sheet,
	'marks' | 'notes' | 'strengths' | 'difficulties' | 'action_step' | 'revision'
>;

export function keyOf(body: Body): string {
	if ('start' in body) return 'start';
	if ('mark' in body) return `mark:${body.mark.item}`;
	if ('note' in body) return `note:${body.note.id}`;
	if ('submit' in body) return 'submit';
	return `text:${body.text}`;
}

export function put(queue: readonly Change[], body: Body): Change[] {
	const key = keyOf(body);
	const seq = queue.reduce((most, c) => Math.max(most, c.seq), 0) + 1;
	return [...queue.filter(c => c.key !== key), { key, seq, body }];
}

export const has = (queue: readonly Change[], kind: 'start' | 'submit'): boolean =>
	queue.some(c => kind in c.body);

export function acknowledge(queue: readonly Change[], sent: readonly Change[]): Change[] {
	return queue.filter(c => !sent.some(s => s.key === c.key && s.seq === c.seq));
}

function applyMark(marks: Mark[], mark: MarkBody): Mark[] {
	const others = marks.filter(m => m.item !== mark.item);
	return 'clear' in mark ? others : [...others, mark];
}

/** The server's sheet with all that is still to be sent laid over it. */
export function overlay<T extends Written>(base: T, queue: readonly Change[]): T {
	let sheet = base;
	for (const { body } of [...queue].sort((a, b) => a.seq - b.seq)) {
		if ('mark' in body) sheet = { ...sheet, marks: applyMark(sheet.marks, body.mark) };
		else if ('text' in body) sheet = { ...sheet, [body.text]: body.value };
		else if ('note' in body)
			sheet = {
				...sheet,
				notes: [...sheet.notes.filter(n => n.id !== body.note.id), body.note],
			};
	}
	return sheet;
}

export const blank: Written = {
	marks: [],
	notes: [],
	strengths: null,
	difficulties: null,
	action_step: null,
	revision: 0,
};

export const written = (s: Written): Written => ({
	marks: s.marks ?? [],
	notes: s.notes ?? [],
	strengths: s.strengths,
	difficulties: s.difficulties,
	action_step: s.action_step,
	revision: s.revision,
});
