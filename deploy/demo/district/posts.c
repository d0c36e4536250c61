/* Teachers' places of work: each class's weekly lessons are dealt out to as many posts as the hours
 * of the subject's cluster need. A class keeps one teacher for all subjects of a cluster, so that
 * algebra and geometry meet in one hand as they do in life.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "parts.h"
#include "sheet.h"
#include "subject.h"

enum { FULL_LOAD = 22, MOST_HOURS = 25 };

static int add_post(struct district *d, int org, enum cluster cluster)
{
	if (d->posts == MAX_POST)
		die("too many teachers for MAX_POST");
	d->post[d->posts] = (struct post){ .org = org, .cluster = cluster };
	return d->posts++;
}

static void add_units(struct district *d, int stream, int subject, int post, int hours)
{
	struct stream *s = &d->stream[stream];
	for (int i = 0; i < hours; i++) {
		if (d->units == MAX_UNIT)
			die("too many lessons for MAX_UNIT");
		if (!s->units++)
			s->unit = d->units;
		d->unit[d->units++] = (struct unit){ stream, subject, post, { -1, -1 }, 0 };
	}
	d->post[post].hours += hours;
}

/* The smallest school gives drawing and sport to teachers of their own, else it would have three.
 */
static enum cluster cluster_of(const struct org *o, int subject, int grade)
{
	const struct subject *s = &subjects[subject];
	bool smallest =
	    !o->middle && (s->cluster == SPORT || s->cluster == ARTS || s->cluster == CRAFT);
	return grade <= 4 && s->by_class_teacher && !smallest ? PRIMARY : s->cluster;
}

static int cluster_hours(const struct district *d, int stream, enum cluster cluster)
{
	const struct stream *s = &d->stream[stream];
	int hours = 0;
	for (int i = 0; i < SUBJECTS; i++)
		if (subjects[i].hours && cluster_of(&orgs[s->org], i, s->grade) == cluster)
			hours += subject_hours(i, s->grade);
	return hours;
}

static int school_hours(const struct district *d, int org, enum cluster cluster)
{
	int hours = 0;
	for (int i = 0; i < d->streams; i++)
		if (d->stream[i].org == org)
			hours += cluster_hours(d, i, cluster);
	return hours;
}

struct posts {
	int first, n;
};

/* Fills plan[stream][cluster] with the post that teaches there. */
static void deal_cluster(
    struct district *d, int org, enum cluster cluster, int plan[][CLUSTERS], struct posts among)
{
	for (int i = 0; i < d->streams; i++) {
		int hours = d->stream[i].org == org ? cluster_hours(d, i, cluster) : 0,
		    best = among.first;
		if (!hours)
			continue;
		if (cluster == PRIMARY)
			best = add_post(d, org, PRIMARY);
		for (int p = among.first; p < among.first + among.n; p++)
			if (d->post[p].hours < d->post[best].hours)
				best = p;
		plan[i][cluster] = best;
		d->post[best].hours += hours;
	}
}

static void deal_school(struct district *d, int org, int plan[][CLUSTERS])
{
	for (enum cluster c = PRIMARY; c <= CRAFT; c++) {
		enum cluster with = c == NATURE ? GEOGRAPHY : c == ARTS ? CRAFT : c;
		int hours = school_hours(d, org, c),
		    more = with == c ? 0 : school_hours(d, org, with);
		bool joined = more && hours && hours + more <= MOST_HOURS;
		int first = d->posts, n = joined ? 1 : (hours + FULL_LOAD - 1) / FULL_LOAD;
		if ((c == GEOGRAPHY || c == CRAFT) && hours &&
		    hours + school_hours(d, org, c == CRAFT ? ARTS : NATURE) <= MOST_HOURS)
			continue;
		for (int i = 0; c != PRIMARY && i < n; i++)
			add_post(d, org, c);
		deal_cluster(d, org, c, plan, (struct posts){ first, c == PRIMARY ? 0 : n });
		if (joined)
			deal_cluster(d, org, with, plan, (struct posts){ first, n });
	}
}

static void staff_school(struct district *d, int org)
{
	static int plan[MAX_STREAM][CLUSTERS];
	int first = d->posts;
	deal_school(d, org, plan);
	for (int p = first; p < d->posts; p++)
		d->post[p].hours = 0;
	for (int i = 0; i < d->streams; i++)
		for (int s = 0; d->stream[i].org == org && s < SUBJECTS; s++)
			if (subjects[s].hours && subject_hours(s, d->stream[i].grade))
				add_units(d, i, s,
				    plan[i][cluster_of(&orgs[org], s, d->stream[i].grade)],
				    subject_hours(s, d->stream[i].grade));
}

/* Two educators share a group; music and sport are held by teachers of the whole kindergarten. */
static void staff_kindergarten(struct district *d, int org)
{
	int music = add_post(d, org, ARTS), sport = add_post(d, org, SPORT);
	for (int i = 0; i < d->streams; i++) {
		if (d->stream[i].org != org)
			continue;
		int first = add_post(d, org, NURSERY), second = add_post(d, org, NURSERY);
		for (int s = 0; s < NURSERY_SUBJECTS - 2; s++)
			for (int time = 0; time < 2; time++)
				add_units(
				    d, i, FIRST_NURSERY + s, (s + time) % 2 ? first : second, 1);
		add_units(d, i, FIRST_NURSERY + NURSERY_SUBJECTS - 2, music, 2);
		add_units(d, i, FIRST_NURSERY + NURSERY_SUBJECTS - 1, sport, 2);
	}
}

static void staff_circles(struct district *d, int org)
{
	int post = -1;
	for (int i = 0, n = 0; i < d->streams; i++) {
		if (d->stream[i].org != org)
			continue;
		if (n % 3 == 0)
			post = add_post(d, org, CIRCLE);
		add_units(d, i, FIRST_CIRCLE + n++ / 3, post, 4);
	}
}

static void give_rooms(struct district *d, int org)
{
	static const char *const halls[] = { "спортзал", "малый спортзал", "стадион",
		"зал ритмики" };
	int next = 5, hall = 0, workshop = 0;
	for (int p = 0; p < d->posts; p++) {
		struct post *post = &d->post[p];
		if (post->org != org)
			continue;
		if (post->cluster == SPORT && hall < 4)
			snprintf(post->room, sizeof post->room, "%s", halls[hall++]);
		else if (post->cluster == CRAFT)
			snprintf(post->room, sizeof post->room, "мастерская № %d", ++workshop);
		else
			snprintf(post->room, sizeof post->room, "каб. %d", next++);
	}
}

void make_posts(struct district *d)
{
	for (int org = FIRST_HOST; org < org_count; org++) {
		if (orgs[org].kind == SCHOOL)
			staff_school(d, org);
		else if (orgs[org].kind == KINDERGARTEN)
			staff_kindergarten(d, org);
		else
			staff_circles(d, org);
		give_rooms(d, org);
	}
}
