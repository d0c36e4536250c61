/*
 * The Russian words of every other screen, put together from their areas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import admin from './ru/admin.json';
import council from './ru/council.json';
import day from './ru/day.json';
import growth from './ru/growth.json';
import material from './ru/material.json';
import nextYear from './ru/next-year.json';
import plan from './ru/plan.json';
import planning from './ru/planning.json';
import portal from './ru/portal.json';
import practice from './ru/practice.json';
import programme from './ru/programme.json';
import upkeep from './ru/upkeep.json';

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
