/*
 * The English words of a visit and its sheet: all that is wanted in the classroom, over the slowest line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import unsent from './en/unsent.json';
import visit from './en/visit.json';

export const words = { ...visit, ...unsent };
