/*
 * A state as glyph and word together, never by colour alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { word } from '../words.js';
import { Glyph, type Picture } from './icons.js';

type Look = [Picture, ('ok' | 'bad' | 'mut')?];

const looks: Record<string, Look> = {
	planned: ['plan'],
	draft: ['draft'],
	in_plan: ['plan'],
	ordered: ['order'],
	announced: ['announced'],
	running: ['announced'],
	held: ['held'],
	analysed: ['held'],
	assessed: ['held'],
	at_council: ['council'],
	considered: ['council'],
	submitted: ['council'],
	signed: ['order'],
	registered: ['ok', 'ok'],
	approved: ['ok', 'ok'],
	acknowledged: ['ok', 'ok'],
	closed: ['ok', 'ok'],
	objected: ['late', 'bad'],
	postponed: ['move'],
	cancelled: ['cancelled', 'mut'],
	superseded: ['cancelled', 'mut'],
	proposed: ['plan'],
	agreed: ['announced'],
	in_work: ['announced'],
	checked: ['held'],
	met: ['ok', 'ok'],
	withdrawn: ['cancelled', 'mut'],
	noticed: ['draft'],
	described: ['plan'],
	council: ['council'],
	published: ['ok', 'ok'],
	adopted: ['ok', 'ok'],
	archived: ['cancelled', 'mut'],
	claimed: ['announced'],
	verified: ['ok', 'ok'],
	refused: ['cancelled', 'mut'],
	late: ['late', 'bad'],
	called: ['plan'],
	open: ['announced'],
	answered: ['held'],
	queued: ['council'],
	returned: ['late', 'bad'],
};

export const StateGlyph = ({ state, late }: { state: string; late?: boolean }) => {
	const [name, tone] = (late ? looks.late : looks[state]) ?? ['plan'];
	return <Glyph name={name} tone={tone} />;
};

/** `of` names the machine whose words are used: the same state of an order and a visit differ. */
export const State = ({ of, state, late }: { of: string; state: string; late?: boolean }) => (
	<span class="st">
		<StateGlyph state={state} late={late} />
		<span>{word(`state.${of}`, state)}</span>
	</span>
);
