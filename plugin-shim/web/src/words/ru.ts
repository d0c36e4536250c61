/*
 * The Russian words of the first load: the frame, sign-in and the next steps. The others, in
 * ru-rest.ts, come with the first screen that isn't one of these. Both languages have the same keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import frame from './ru/frame.json';

export const words = frame;
