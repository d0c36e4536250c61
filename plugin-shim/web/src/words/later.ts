/*
 * Catalogues that only some screens need: fetched with them, so the first load stays small.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export const later = {
	growth: { ru: () => import('./ru/growth.json'), en: () => import('./en/growth.json') },
};
