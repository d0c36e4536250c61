/* How many came, in a sentence. SPDX-License-Identifier: GPL-3.0-or-later */
import type { Day } from '../types.js';
import { t } from '../words.js';

/** Before the first mark nobody is said to be absent. */
export const attendanceWords = (a: NonNullable<Day['attendance']>): string =>
	a.noted > 0
		? t('attendance.finding', { came: a.came, invited: a.invited })
		: t('attendance.invited', { count: a.invited });
