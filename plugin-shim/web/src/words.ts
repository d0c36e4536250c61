/*
 * The language of the screens: Russian by default, a complete English catalogue beside it.
 *
 * t() reads the language signal, so a screen that shows words is drawn again when the language
 * changes. A catalogue comes in parts, each wanting those before it: the first load, a visit, the rest.
 * Only what is chosen and wanted is fetched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { signal } from '@preact/signals';
import i18next from 'i18next';
import * as format from './format.js';
import { place } from './place.js';

export const lang = signal<format.Lang>('ru');

/** How much of a catalogue a screen wants. */
export type Words = 'first' | 'visit' | 'rest';
type Fetch = () => Promise<{ words: object }>;

const parts: readonly (readonly [Words, Record<format.Lang, Fetch>])[] = [
	['first', { ru: () => import('./words/ru.js'), en: () => import('./words/en.js') }],
	['visit', { ru: () => import('./words/ru-visit.js'), en: () => import('./words/en-visit.js') }],
	['rest', { ru: () => import('./words/ru-rest.js'), en: () => import('./words/en-rest.js') }],
];
/** parts that have been asked for so far */
let wanted = 1;

async function fetchWords(of: format.Lang, count: number): Promise<void> {
	const got = await Promise.all(parts.slice(0, count).map(([, part]) => part[of]()));
	for (const { words } of got) i18next.addResourceBundle(of, 'translation', words, true, true);
}

/** The words of the catalogue up to this part; a screen waits for them. */
export async function moreWords(upTo: Words): Promise<void> {
	const count = parts.findIndex(p => p[0] === upTo) + 1;
	wanted = Math.max(wanted, count);
	await fetchWords(lang.value, count);
}

function remembered(): format.Lang {
	try {
		return localStorage.getItem('metodden.lang') === 'en' ? 'en' : 'ru';
	} catch {
		return 'ru';
	}
}

export async function setLang(next: format.Lang): Promise<void> {
	await fetchWords(next, wanted);
	await i18next.changeLanguage(next);
	place.root.lang = next;
	try {
		localStorage.setItem('metodden.lang', next);
	} catch {
		/* a browser without storage keeps the language until the page is closed */
	}
	lang.value = next;
}

/** chosen: the language of the portal around the screens. */
export async function startWords(chosen = remembered()): Promise<void> {
	await i18next.init({
		lng: chosen,
		fallbackLng: false,
		resources: {},
		interpolation: { escapeValue: false },
	});
	await setLang(chosen);
}

type Params = Record<string, string | number | undefined>;

export function t(key: string, params?: Params): string {
	const text = i18next.t(key, { lng: lang.value, ...params });
	return lang.value === 'ru' ? format.typeset(text) : text;
}

/** The word for a code that the server chose; the code itself when no catalogue knows it. */
export function word(group: string, code: string): string {
	const key = `${group}.${code}`;
	return i18next.exists(key, { lng: lang.value }) ? t(key) : code;
}

export const fullDate = (iso: string): string => format.fullDate(iso, lang.value);
export const dayMonth = (iso: string): string => format.dayMonth(iso, lang.value);
export const weekday = (iso: string): string => format.weekday(iso, lang.value);
export const percent = (value: number): string => format.percent(value, lang.value);
export const number = (value: number, digits = 0): string =>
	format.number(value, lang.value, digits);
export const monthShort = (iso: string): string => format.monthShort(iso, lang.value);
export const monthLong = (iso: string): string => format.monthLong(iso, lang.value);
