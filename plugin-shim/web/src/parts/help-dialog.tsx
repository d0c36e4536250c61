/*
 * The help of this screen: what it is for and how its work is done, in a few sentences. The words are a
 * catalogue of their own, by the screens' addresses, fetched when help is first asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { useEffect, useState } from 'preact/hooks';
import { path, pick } from '../router.js';
import { lang, t } from '../words.js';
import { Skeleton } from './await.js';
import { Clause } from './clause.js';
import { Dialog } from './dialog.js';

interface Help {
	title: string;
	text: string[];
	/** clauses of the regulation that the screen's work stems from */
	clauses?: string[];
}
type Book = Record<string, Help>;

const books: Record<string, () => Promise<{ default: Book }>> = {
	ru: () => import('../words/ru/help.json'),
	en: () => import('../words/en/help.json'),
};

export default function HelpDialog({ onClose }: { onClose: () => void }) {
	const [book, setBook] = useState<Book | undefined>();
	useEffect(() => {
		books[lang.value]?.()
			.then(m => setBook(m.default))
			.catch(onClose);
	}, [lang.value]);
	const help = book && (pick(Object.entries(book), path.value)?.value ?? book['*']);
	return (
		<Dialog title={help ? help.title : t('help_tool')} onClose={onClose}>
			{help ? (
				<div class="stack">
					{help.text.map(p => (
						<p key={p}>{p}</p>
					))}
					{help.clauses && (
						<p class="cluster">
							{help.clauses.map(c => (
								<Clause key={c} number={c} />
							))}
						</p>
					)}
					<p class="small muted">{t('help.keys')}</p>
				</div>
			) : (
				<Skeleton />
			)}
		</Dialog>
	);
}
