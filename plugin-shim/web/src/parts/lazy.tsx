/*
 * A part that is fetched when it is first shown: what most people never open costs nobody a wait.
 *
 * Until it is there nothing is shown; where it can't be fetched the rest of the screen stays usable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function lazy<P extends JSX.IntrinsicAttributes & object>(
	fetchIt: () => Promise<ComponentType<P>>,
): ComponentType<P> {
	return function Lazy(props: P) {
		const [Show, setShow] = useState<ComponentType<P> | undefined>();
		useEffect(() => {
			fetchIt()
				.then(part => setShow(() => part))
				.catch(() => undefined);
		}, []);
		return Show ? <Show {...props} /> : null;
	};
}
