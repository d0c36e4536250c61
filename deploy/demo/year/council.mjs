/*
 * A sitting of the council and the order after it: agenda from what is queued, presence, votes,
 * resolutions, minutes, approving order. Now and then a material comes back and is taken up again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { plusDays, workday } from './chance.mjs';
import { refused } from './client.mjs';
import { resolutions } from './words.mjs';

/** One member alone is no quorum; then they are all there. */
async function present(world, sitting, members) {
	const { people, counts } = world;
	const secretary = people.council_secretary;
	const path = `/sittings/${sitting.id}/presence`;
	const alone = await secretary.put(path, { people: members.slice(0, 1) }, sitting.revision);
	await refused('no-quorum', counts, () => secretary.post(`/sittings/${sitting.id}/open`));
	await secretary.put(path, { people: members }, alone.revision);
	return secretary.post(`/sittings/${sitting.id}/open`);
}

async function decide(world, item, members, decision) {
	const { people, luck } = world;
	const secretary = people.council_secretary;
	const authors = new Set(item.authors);
	const against = decision === 'returned' ? 'against' : 'for';
	const choice = m => (authors.has(m) ? 'abstain' : luck.next() < 0.08 ? 'abstain' : against);
	await secretary.patch(`/agenda-items/${item.id}`, item.revision, {
		heard: 'Доложены содержание материала и ответ педагога.',
		spoke: 'Члены совета уточнили сроки рекомендаций.',
	});
	await secretary.put(`/agenda-items/${item.id}/votes`, {
		votes: members.map(m => ({ person: m, choice: choice(m) })),
	});
	await secretary.post(`/agenda-items/${item.id}/decide`, {
		decision,
		resolution: resolutions[decision],
		...(decision === 'accepted' ? {} : { remark: resolutions[decision] }),
	});
}

/** What came back is taken up, mended and signed by its author, and queued for the next sitting. */
export async function mendReturned(world) {
	const { people } = world;
	const head = people.centre_head;
	for (const m of await head.all('/materials?state=returned')) {
		for (const r of (await head.get(`/remarks?document=${m.id}`)).items.filter(
			r => r.state === 'open',
		)) {
			await head.post(`/remarks/${r.id}/answer`, {
				answer: 'Сроки и адресаты рекомендаций уточнены.',
			});
			await people.council_chair.post(`/remarks/${r.id}/close`);
		}
		const author = people.by(m.authors[0].id);
		const taken = await author.post(`/materials/${m.id}/take-up`);
		const body = [
			...taken.body,
			{ b: 'para', text: 'Рекомендации уточнены по адресатам и срокам.' },
		];
		await author.patch(`/materials/${m.id}`, taken.revision, { body });
		await author.post(`/materials/${m.id}/sign`);
		if (m.kind === 'lesson_analysis')
			await people.by(m.teacher.id).post(`/materials/${m.id}/acknowledge`);
		await head.post(`/materials/${m.id}/queue`);
	}
}

/** Holds a sitting; `returns` says whether one material comes back. Answers its id, or nothing without a queue. */
export async function hold(world, date, number, returns) {
	const { people, counts } = world;
	const secretary = people.council_secretary;
	const sitting = await secretary.post('/sittings', {
		held_on: date,
		place: 'Муниципальный центр, зал заседаний',
	});
	const filled = await secretary.post(`/sittings/${sitting.id}/agenda/fill`);
	if (filled.agenda.length === 0) {
		await secretary.post(`/sittings/${sitting.id}/cancel`);
		return undefined;
	}
	const called = await secretary.post(`/sittings/${sitting.id}/call`);
	const members = filled.members.map(m => m.id);
	const open = await present(world, called, members);
	for (const [i, item] of open.agenda.entries())
		await decide(world, item, members, returns && i === 1 ? 'returned' : 'accepted');
	await secretary.post(`/sittings/${sitting.id}/close`);
	await refused('minutes-are-not-signed', counts, () =>
		people.clerk.post('/orders', { kind: 'order_approve', sitting: sitting.id }),
	);
	const minutes = await secretary.post(`/sittings/${sitting.id}/minutes`);
	await people.council_chair.post(`/minutes/${minutes.id}/sign`, { signed_on: date });
	const order = await people.clerk.post('/orders', { kind: 'order_approve', sitting: sitting.id });
	await people.department_head.post(`/orders/${order.id}/sign`, {
		signed_on: workday(plusDays(date, 2)),
	});
	await refused('order-is-before-sitting', counts, () =>
		people.clerk.post(`/orders/${order.id}/register`, { number, dated: plusDays(date, -1) }),
	);
	await people.clerk.post(`/orders/${order.id}/register`, {
		number,
		dated: workday(plusDays(date, 3)),
	});
	return sitting.id;
}
