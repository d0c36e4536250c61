/*
 * Names of records made on this device, and keys that let the server know a repeated request.
 *
 * crypto.randomUUID exists only in a secure context; a school's network may serve the screens over
 * plain http, where crypto.getRandomValues still works. Both give version 4 of RFC 9562.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export function uuid(source: Crypto = crypto): string {
	if (typeof source.randomUUID === 'function') return source.randomUUID();
	const bytes = source.getRandomValues(new Uint8Array(16));
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
