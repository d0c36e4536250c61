/*
 * The English catalogue, put together from its parts. Both catalogues have the same keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import day from './en/day.json';
import frame from './en/frame.json';
import plan from './en/plan.json';
import visit from './en/visit.json';

export const words = { ...frame, ...plan, ...day, ...visit };
