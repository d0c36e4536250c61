/*
 * The language of the screens: Russian by default, a complete English catalogue beside it.
 *
 * t() reads the language signal, so a screen that shows words is drawn again when the language
 * changes. Catalogues are separate files, in two parts each: what the first load needs, and the rest;
 * only what is chosen and wanted is fetched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { signal } from '@preact/signals';
import i18next from 'i18next';
import * as format from './format.js';
import { place } from './place.js';

export const lang = signal<format.Lang>('ru');

const first = {
	ru: () => import('./words/ru.js'),
	en: () => import('./words/en.js'),
};
const rest = {
	ru: () => import('./words/ru-rest.js'),
	en: () => import('./words/en-rest.js'),
};
let wantsRest = false;

const add = (to: format.Lang, words: object) =>
	i18next.addResourceBundle(to, 'translation', words, true, true);

/** Words beyond the first load; a screen waits for them. */
export async function restOfWords(): Promise<void> {
	wantsRest = true;
	add(lang.value, (await rest[lang.value]()).words);
}

function remembered(): format.Lang {
	try {
		return localStorage.getItem('metodden.lang') === 'en' ? 'en' : 'ru';
	} catch {
		return 'ru';
	}
}

export async function setLang(next: format.Lang): Promise<void> {
	const [frame, more] = await Promise.all([first[next](), wantsRest ? rest[next]() : undefined]);
	add(next, frame.words);
	if (more) add(next, more.words);
	await i18next.changeLanguage(next);
	place.root.lang = next;
	try {
		localStorage.setItem('metodden.lang', next);
	} catch {
		/* a browser without storage keeps the language until the page is closed */
	}
	lang.value = next;
}

/** wanted: the language of the portal around the screens. */
export async function startWords(wanted = remembered()): Promise<void> {
	await i18next.init({
		lng: wanted,
		fallbackLng: false,
		resources: {},
		interpolation: { escapeValue: false },
	});
	await setLang(wanted);
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
