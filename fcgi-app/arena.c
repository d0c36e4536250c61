/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 * 1024, ALIGN = alignof(max_align_t) };

/* Nearly all memory of a request lies here, where a sanitizer would see one large block: it is told
 * what is given out, with a gap behind each piece. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
enum { GAP = ALIGN };
#define FORBID(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define ALLOW(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
enum { GAP = 0 };
#define FORBID(p, n) ((void)0)
#define ALLOW(p, n) ((void)0)
#endif

struct chunk {
	struct chunk *next;
	size_t size, used;
	alignas(max_align_t) unsigned char data[];
};

struct deferred {
	struct deferred *next;
	void (*fn)(void *);
	void *arg;
};

struct arena {
	struct chunk *first, *cur;
	struct deferred *deferred;
	size_t total, cap;
};

static _Noreturn void out_of_memory(size_t want)
{
	fprintf(stderr, "<2>out of memory: request wanted %zu more bytes\n", want);
	exit(EXIT_FAILURE);
}

static struct chunk *chunk_create(struct arena *a, size_t need)
{
	size_t size = need > CHUNK ? need : CHUNK;

	if (size > a->cap - a->total)
		out_of_memory(need);
	struct chunk *c = malloc(sizeof *c + size);
	if (!c)
		out_of_memory(need);
	*c = (struct chunk){ .size = size };
	FORBID(c->data, size);
	a->total += size;
	return c;
}

struct arena *arena_create(size_t cap)
{
	struct arena *a = calloc(1, sizeof *a);

	if (!a)
		out_of_memory(sizeof *a);
	a->cap = cap;
	a->first = a->cur = chunk_create(a, CHUNK);
	return a;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t need = ((size + ALIGN - 1) & ~(size_t)(ALIGN - 1)) + GAP;

	if (need < size)
		out_of_memory(size);
	if (need > a->cur->size - a->cur->used) {
		a->cur->next = chunk_create(a, need);
		a->cur = a->cur->next;
	}
	void *p = a->cur->data + a->cur->used;
	a->cur->used += need;
	ALLOW(p, size);
	return memset(p, 0, size);
}

void *arena_calloc(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		out_of_memory(SIZE_MAX);
	return arena_alloc(a, n * size);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	return memcpy(arena_alloc(a, n + 1), s, n);
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		n = 0;
	char *s = arena_alloc(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, again);
	va_end(again);
	return s;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
	struct deferred *d = arena_new(a, struct deferred);

	*d = (struct deferred){ a->deferred, fn, arg };
	a->deferred = d;
}

void arena_reset(struct arena *a)
{
	for (struct deferred *d = a->deferred; d; d = d->next)
		d->fn(d->arg);
	for (struct chunk *c = a->first->next, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	a->deferred = NULL;
	a->cur = a->first;
	a->cur->next = NULL;
	a->cur->used = 0;
	FORBID(a->cur->data, a->cur->size);
	a->total = a->first->size;
}

void arena_destroy(struct arena *a)
{
	arena_reset(a);
	free(a->first);
	free(a);
}
