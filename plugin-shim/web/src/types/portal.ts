/*
 * What the API answers of the portal's web services, the deliveries there and its roster.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import type { Id, Person } from '../types.js';

export type Channel = 'notice' | 'calendar' | 'evidence' | 'rating';
export interface PortalService {
	url: string | null;
	channels: Channel[];
	roster: boolean;
	enabled: boolean;
	state: 'none' | 'off' | 'untried' | 'works' | 'away';
	answered_at: string | null;
	away_since: string | null;
	next_try_at: string | null;
	error: string | null;
	ready: number;
	sent: number;
	dead: number;
}
export interface Delivery {
	id: Id;
	channel: string;
	person: Person | null;
	title: string;
	cancelled: boolean;
	target: string | null;
	state: 'ready' | 'sent' | 'dead';
	attempts: number;
	error: string | null;
	at: string;
	ended_at: string | null;
	next_try_at: string | null;
	superseded: boolean;
}
export interface RosterReport {
	dry_run?: boolean;
	people?: number;
	counts?: Record<string, number>;
	changes?: { kind: string; name: string; what: string | null }[];
	problem_count?: number;
	problems?: { problem: string; name: string; value: string | null }[];
	stopped?: 'nobody' | 'leavers';
	leavers?: number;
	error?: string;
}
export interface RosterTake {
	id: Id;
	at: string;
	nightly: boolean;
	state: string;
	dry_run: boolean;
	report: RosterReport | null;
}
