/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Request memory. Everything a request needs is carved from one arena and
 * released in one step when the response has been sent; nothing is freed
 * singly. Running out of memory (or past the cap) ends the worker process:
 * the supervisor starts another, so no caller tests for NULL.
 */
#ifndef ARENA_H
#define ARENA_H
#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_create(size_t cap);
void arena_reset(struct arena *a); /* runs deferred calls, newest first */
void arena_destroy(struct arena *a);

void *arena_alloc(struct arena *a, size_t size); /* zeroed, max-aligned */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0), nonnull(2)));
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_calloc((a), (n), sizeof(type)))
void *arena_calloc(struct arena *a, size_t n, size_t size);
#endif
