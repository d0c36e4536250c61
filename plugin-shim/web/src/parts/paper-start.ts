/*
 * How a paper begins: a methodist makes it and is led to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { post } from '../api.js';
import { useAction } from '../load.js';
import { go } from '../router.js';
import { hasRole } from '../session.js';
import type { Id, Material } from '../types.js';
import { uuid } from '../uuid.js';

export const writesPapers = () => hasRole('methodist', 'centre_head');
export const readsPapers = () => !hasRole('clerk', 'admin') || writesPapers();

export function useMake(kind: string, of: { day?: Id; visit?: Id }) {
	return useAction(async () => {
		const made = await post<Material>('/materials', { id: uuid(), kind, ...of });
		go(`/materials/${made.id}`);
	});
}
