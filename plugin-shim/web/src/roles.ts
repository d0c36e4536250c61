/*
 * The roles that people hold, as the administrator gives them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export const humanRoles = [
	'methodist',
	'centre_head',
	'council_member',
	'council_secretary',
	'council_chair',
	'department_head',
	'clerk',
	'school_head',
	'teacher',
	'admin',
];
