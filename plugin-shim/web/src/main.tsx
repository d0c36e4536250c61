/*
 * The screens on a site of their own. In a window of their own they open without a network, too; in a
 * frame they don't, for a frame's storage isn't the person's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { start } from './app.js';

const root = document.getElementById('app');
if (root) await start(root);
if (window.top === window)
	navigator.serviceWorker?.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
