/*
 * A refusal or a failure as one kind of object, made from an RFC 9457 answer or from no answer.
 *
 * The title is the sentence for people; detail is for those who read logs. Screens show the
 * sentence, the clause it stems from and the request id; they compare `slug` only where
 * the next action differs (sign in again, two editors, no network).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
export interface FieldError {
	pointer: string;
	detail: string;
}
interface ProblemBody {
	type?: string;
	title?: string;
	detail?: string;
	clause?: string | null;
	params?: Record<string, unknown>;
	errors?: FieldError[];
	request_id?: string;
	current?: unknown;
}

export class Problem extends Error {
	readonly slug: string;
	readonly words: string;
	readonly clause: string;
	readonly params: Record<string, unknown>;
	readonly errors: FieldError[];
	readonly requestId: string;
	readonly current: unknown;

	constructor(
		readonly status: number,
		body: ProblemBody,
		requestId = '',
	) {
		const slug = (body.type ?? '').replace(/^.*\//, '') || String(status);
		super(`${status} ${slug}`);
		this.slug = slug;
		this.words = body.title ?? body.detail ?? '';
		this.params = body.params ?? {};
		this.clause = body.clause ?? '';
		this.errors = body.errors ?? [];
		this.requestId = body.request_id ?? requestId;
		this.current = body.current;
	}

	get offline(): boolean {
		return this.slug === 'offline';
	}

	/** Nobody answered for the server: what is on the device is shown instead. */
	get away(): boolean {
		return this.offline || (this.status >= 502 && this.status <= 504);
	}

	/** The server said no to this very request, and would again. */
	get refusal(): boolean {
		const passing = [401, 408, 425, 429].includes(this.status) || this.slug === 'csrf';
		return this.status >= 400 && this.status < 500 && !passing;
	}

	/** The words for one field of a form, by its JSON pointer, or for one filter of a list ("?to"). */
	at(field: string): string | undefined {
		return this.errors.find(
			e =>
				e.pointer === `/${field}` ||
				e.pointer === `?${field}` ||
				e.pointer.startsWith(`/${field}/`),
		)?.detail;
	}
}

export const offline = (): Problem => new Problem(0, { type: '/problems/offline' });

export const asProblem = (e: unknown): Problem =>
	e instanceof Problem ? e : new Problem(0, { type: '/problems/failure', detail: String(e) });
