/*
 * A QR code from the squares that the server made: dark on white in either theme, or no phone reads it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
const QUIET = 4;

/** squares: a row of 0 and 1 for each row, parted by spaces. */
export const Qr = ({ squares, label }: { squares: string; label: string }) => {
	const rows = squares.split(' ');
	const side = rows.length + 2 * QUIET;
	const path = rows
		.flatMap((row, y) =>
			[...row].map((v, x) => (v === '1' ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')),
		)
		.join('');
	return (
		<svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
			<rect width={side} height={side} fill="#fff" />
			<path d={path} fill="#000" shape-rendering="crispEdges" />
		</svg>
	);
};
