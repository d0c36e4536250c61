/*
 * A value to be carried elsewhere: shown whole, copied by a button that says it did.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useState } from 'preact/hooks';
import { t } from '../words.js';

export function CopyLine({ label, value }: { label: string; value: string }) {
	const [copied, setCopied] = useState(false);
	const copy = () =>
		navigator.clipboard
			?.writeText(value)
			.then(() => setCopied(true))
			.catch(() => setCopied(false));
	return (
		<>
			<dt>{label}</dt>
			<dd>
				<code>{value}</code>{' '}
				{globalThis.navigator?.clipboard && (
					<button type="button" class="btn quiet" onClick={copy}>
						<span aria-live="polite">{t(copied ? 'portals.copied' : 'portals.copy')}</span>
						<span class="vh"> {label}</span>
					</button>
				)}
			</dd>
		</>
	);
}
