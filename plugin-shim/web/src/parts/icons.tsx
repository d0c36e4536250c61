/*
 * The sheet of pictures: state glyphs (a circle that fills as a day moves) and control icons.
 *
 * Drawn once per page and used by reference. A picture never stands without a word beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
const ring = <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5" />;
const dashed = (
	<circle
		cx="8"
		cy="8"
		r="6.5"
		fill="none"
		stroke="currentColor"
		stroke-width="1.5"
		stroke-dasharray="2 2.1"
	/>
);
const line = (d: string) => (
	<path
		d={d}
		fill="none"
		stroke="currentColor"
		stroke-width="1.6"
		stroke-linecap="round"
		stroke-linejoin="round"
	/>
);

const pictures = {
	draft: dashed,
	plan: ring,
	order: [ring, <path key="a" d="M8 8V3.5A4.5 4.5 0 0 1 12.5 8z" fill="currentColor" />],
	announced: [ring, <path key="a" d="M8 3.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />],
	held: [ring, <path key="a" d="M8 8V3.5A4.5 4.5 0 1 1 3.5 8z" fill="currentColor" />],
	council: [ring, <circle key="a" cx="8" cy="8" r="4.5" fill="currentColor" />],
	ok: [
		<circle key="a" cx="8" cy="8" r="7.25" fill="currentColor" />,
		<path key="b" class="g-cut" d="m4.7 8.3 2.2 2.2 4.4-4.8" />,
	],
	late: [
		<path key="a" d="M8 1.2 15.2 14.5H.8z" fill="currentColor" />,
		<path key="b" class="g-cut" d="M8 6v4.2M8 12.1v.4" />,
	],
	move: [dashed, <g key="a">{line('M5 8h5.5M8.3 5.6 10.8 8l-2.5 2.4')}</g>],
	cancelled: [ring, <g key="a">{line('m5.5 5.5 5 5m0-5-5 5')}</g>],
	search: line('M7 2.500a4.500 4.500 0 1 1 0 9a4.500 4.500 0 0 1 0-9M10.300 10.300 14 14'),
	menu: line('M2 4h12M2 8h12M2 12h12'),
	offline: line(
		'M2 6.5a9 9 0 0 1 3-1.8M8 4c2.3 0 4.4.9 6 2.5M4.3 9a5.5 5.5 0 0 1 2.2-1.3M9.8 7.8c.7.3 1.4.7 1.9 1.2M8 12v.2M2 2l12 12',
	),
	device: line('M4.5 1.800h7v12.400h-7zM7.500 12.300h1'),
	plus: line('M8 3v10M3 8h10'),
	minus: line('M3 8h10'),
	edit: line('M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3z'),
	close: line('m4 4 8 8m0-8-8 8'),
};
export type Picture = keyof typeof pictures;

export const Sprite = () => (
	<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">
		{Object.entries(pictures).map(([name, shape]) => (
			<symbol key={name} id={`i-${name}`} viewBox="0 0 16 16">
				{shape}
			</symbol>
		))}
	</svg>
);

export const Icon = ({ name }: { name: Picture }) => (
	<svg class="ic" aria-hidden="true">
		<use href={`#i-${name}`} />
	</svg>
);

export const Glyph = ({ name, tone }: { name: Picture; tone?: 'ok' | 'bad' | 'mut' }) => (
	<svg class={tone ? `g ${tone}` : 'g'} aria-hidden="true">
		<use href={`#i-${name}`} />
	</svg>
);
