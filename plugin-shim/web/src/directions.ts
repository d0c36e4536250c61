/*
 * The five directions of methodical work (направления деятельности, 4.3).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export const directions = ['analytic', 'informational', 'organisational', 'expert', 'consulting'];
