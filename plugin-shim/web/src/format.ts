/*
 * Dates, numbers and spaces as an official Russian text writes them.
 *
 * Instants come from the server with the offset of the district, and people mean the clock on the
 * school's wall: so the hours are read from the text and never shifted to the zone of the device.
 * Every number keeps its unit on the same line (no-break space).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export type Lang = 'ru' | 'en';

const NBSP = '\u00a0';
const locale = { ru: 'ru-RU', en: 'en-GB' } as const;

const dayOf = (iso: string): Date => new Date(`${iso.slice(0, 10)}T12:00:00Z`);

function dated(iso: string, lang: Lang, options: Intl.DateTimeFormatOptions): string {
	return new Intl.DateTimeFormat(locale[lang], { ...options, timeZone: 'UTC' })
		.format(dayOf(iso))
		.replace(/\u202f/g, NBSP)
		.replace(/(\d) /g, `$1${NBSP}`);
}

/** 25 ноября 2026 г. */
export const fullDate = (iso: string, lang: Lang): string =>
	dated(iso, lang, { day: 'numeric', month: 'long', year: 'numeric' });
/** 25 ноября */
export const dayMonth = (iso: string, lang: Lang): string =>
	dated(iso, lang, { day: 'numeric', month: 'long' });
/** среда */
export const weekday = (iso: string, lang: Lang): string => dated(iso, lang, { weekday: 'long' });
/** ноя */
export const monthShort = (iso: string, lang: Lang): string =>
	dated(iso, lang, { month: 'short' }).replace('.', '').slice(0, 3);
/** ноябрь */
export const monthLong = (iso: string, lang: Lang): string => dated(iso, lang, { month: 'long' });
/** 16.11.2026 */
export const shortDate = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('.');
/** 10:20 of an instant with offset, or of a bare time */
export function clock(text: string): string {
	const time = text.length > 10 ? text.slice(11, 16) : text.slice(0, 5);
	return time.replace(/^0/, '');
}
/** 9:25–10:10 */
export const span = (from: string, to: string): string => `${clock(from)}–${clock(to)}`;
/** 2026/27 */
export const schoolYear = (year: number): string =>
	`${year}/${String((year + 1) % 100).padStart(2, '0')}`;

export function number(value: number, lang: Lang, digits = 0): string {
	return new Intl.NumberFormat(locale[lang], { maximumFractionDigits: digits })
		.format(value)
		.replace(/\s/g, NBSP);
}
export const percent = (value: number, lang: Lang): string =>
	lang === 'ru' ? `${number(value, lang, 1)}${NBSP}%` : `${number(value, lang, 1)}%`;

/** Whole days from one date to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
	Math.round((dayOf(to).getTime() - dayOf(from).getTime()) / 86_400_000);

/** Keeps prepositions, the number sign, initials and units with the word they belong to. */
export function typeset(text: string): string {
	return text
		.replace(/(^|[\s(«])([а-яёА-ЯЁ]{1,2}) (?=\S)/g, `$1$2${NBSP}`)
		.replace(/(^|[\s(«])([а-яёА-ЯЁ]{1,2}) (?=\S)/g, `$1$2${NBSP}`)
		.replace(/(№|п\.|абз\.|каб\.) (?=\S)/g, `$1${NBSP}`)
		.replace(/([А-ЯЁ]\.) (?=[А-ЯЁ]\.)/g, `$1${NBSP}`)
		.replace(/([а-яё]) (?=[А-ЯЁ]\.)/g, `$1${NBSP}`)
		.replace(/(\d) (?=[а-яё%])/g, `$1${NBSP}`)
		.replace(/ (?=—)/g, NBSP);
}

/** The instant of a clock on the wall of the district: 2026-11-25T10:20:00+03:00. */
export function instant(date: string, time: string, timezone: string): string {
	const [name] = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' })
		.formatToParts(new Date(`${date}T${time}:00Z`))
		.filter(part => part.type === 'timeZoneName');
	const offset = name?.value.replace('GMT', '') || '+00:00';
	return `${date}T${time}:00${offset}`;
}
