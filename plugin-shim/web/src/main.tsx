/*
 * The screens on a site of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { start } from './app.js';

const root = document.getElementById('app');
if (root) await start(root);
