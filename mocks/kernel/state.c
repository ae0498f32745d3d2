// SPDX-License-Identifier: GPL-2.0-only
/*
 * Saving and restoring the subject: the used part of the arena, the kernel's own mutable statics
 * (gathered into one section by vgic/statics.ld), and in the checked build the poison.
 *
 * Compiled without sanitizers: it copies memory that the kernel may not touch.
 */
#include "state.h"
#include "poison.h"

#if MOCK_POISONS
#define UNCHECKED __attribute__((no_sanitize("address", "undefined")))
#else
#define UNCHECKED
#endif

extern char mock_statics_start[] __attribute__((visibility("hidden")));
extern char mock_statics_end[] __attribute__((visibility("hidden")));

struct saved {
	u64 used;	/* bytes of the arena; 0 is impossible */
	u64 words[];	/* arena, statics, shadow: each rounded up to words */
};

#define WORDS(bytes) (((bytes) + 7) / 8)

static UNCHECKED u64 *copy(void *to, const void *from, size_t words)
{
	u64 *t = to;
#if MOCK_POISONS
	/* Word by word: AddressSanitizer checks the range of every memcpy(). */
	const u64 *f = from;

	for (size_t i = 0; i < words; i++)
		t[i] = f[i];
#else
	memcpy(to, from, 8 * words);
#endif
	return t + words;
}

static UNCHECKED size_t statics_words(void)
{
	return WORDS(mock_statics_end - mock_statics_start);
}

#if MOCK_POISONS
/* The shadow bytes of the arena, one for 8 bytes of memory. */
static UNCHECKED void *shadow(void)
{
	size_t scale, offset;

	__asan_get_shadow_mapping(&scale, &offset);
	return (void *)(((size_t)mock_host->arena >> scale) + offset);
}

static UNCHECKED size_t shadow_words(size_t used)
{
	return WORDS(used / 8);
}
#endif

UNCHECKED size_t mock_state_size(void)
{
	size_t words = WORDS(mock->used) + statics_words();

#if MOCK_POISONS
	words += shadow_words(mock->used);
#endif
	return sizeof(struct saved) + 8 * words;
}

UNCHECKED void mock_state_save(void *buffer)
{
	struct saved *saved = buffer;
	u64 *to = saved->words;

	saved->used = mock->used;
	to = copy(to, mock_host->arena, WORDS(mock->used));
	to = copy(to, mock_statics_start, statics_words());
#if MOCK_POISONS
	copy(to, shadow(), shadow_words(mock->used));
#endif
}

UNCHECKED void mock_state_restore(const void *buffer)
{
	const struct saved *saved = buffer;
	const u64 *from = saved->words;
	size_t used = mock->used;

	copy(mock_host->arena, from, WORDS(saved->used));
	from += WORDS(saved->used);
	copy(mock_statics_start, from, statics_words());
	from += statics_words();
#if MOCK_POISONS
	copy(shadow(), from, shadow_words(saved->used));
#endif
	if (used > saved->used)
		mock_poison(mock_host->arena + saved->used, used - saved->used);
}
