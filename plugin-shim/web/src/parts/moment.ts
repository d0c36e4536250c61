/*
 * A moment as people write it: 26.11.2026 10:42, in the district's own time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { clock, shortDate } from '../format.js';

export const moment = (at: string): string => `${shortDate(at)} ${clock(at)}`;
