/*
 * The Russian catalogue, put together from its parts. Both catalogues have the same keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import day from './ru/day.json';
import frame from './ru/frame.json';
import plan from './ru/plan.json';
import visit from './ru/visit.json';

export const words = { ...frame, ...plan, ...day, ...visit };
