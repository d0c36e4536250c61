/*
 * The English words of every other screen, put together from their areas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import admin from './en/admin.json';
import council from './en/council.json';
import day from './en/day.json';
import growth from './en/growth.json';
import material from './en/material.json';
import nextYear from './en/next-year.json';
import plan from './en/plan.json';
import planning from './en/planning.json';
import portal from './en/portal.json';
import practice from './en/practice.json';
import programme from './en/programme.json';
import upkeep from './en/upkeep.json';

export const words = {
	...plan,
	...planning,
	...day,
	...programme,
	...nextYear,
	...council,
	...material,
	...practice,
	...growth,
	...portal,
	...upkeep,
	...admin,
};
