// SPDX-License-Identifier: GPL-2.0-only
/*
 * The allocator: everything the subject allocates lies in the host's arena, at an address that
 * never changes, so that state can be saved and restored by a copy (state.c).
 *
 * A block has a header and is followed by a red zone. In the checked build headers, red zones and
 * freed blocks are poisoned for AddressSanitizer, and a freed block is never used again; other
 * builds reuse blocks by size. Memory that the kernel does not ask to be zeroed is filled with
 * 0xa5, so that reading it before writing shows.
 */
#include "state.h"
#include "poison.h"

#define RED_ZONE	16u
#define ALIGNMENT	16u
#define ALIVE		0xa11cu
#define FREED		0xf4eeu

struct block {
	u32 size;	/* as asked for */
	u16 state;	/* ALIVE or FREED */
	u16 class;	/* the block holds 1 << class bytes */
	struct block *next_free;
};
_Static_assert(sizeof(struct block) == ALIGNMENT, "payloads are aligned");

void mock_arena_open(void)
{
	mock = mock_host->arena;
	mock_poison(mock_host->arena, mock_host->arena_size);
	mock_unpoison(mock, sizeof(*mock));
	memset(mock, 0, sizeof(*mock));
	mock->used = ALIGN(sizeof(*mock), 64);
	for (u8 n = 0; n < VGIC_MAX_CPUS; n++) {
		struct mock_cpu_locks *cpu = &mock->cpus[n].locks;

		cpu->now.cpu = n;
		cpu->last = cpu->held;
	}
	mock_set_cpu(0);
}

static unsigned int class_of(size_t size)
{
	return size <= ALIGNMENT ? 4 : 64 - __builtin_clzl(size - 1);
}

/* A block of @class from the free list or from the arena's end. */
static struct block *take(unsigned int class)
{
	struct block *block = mock->free_list[class];
	size_t bytes = sizeof(*block) + (1ul << class) + RED_ZONE;

	if (block) {
		mock->free_list[class] = block->next_free;
		return block;
	}
	if (bytes > mock_host->arena_size - mock->used)
		return NULL;
	block = mock_host->arena + mock->used;
	mock->used += bytes;
	return block;
}

bool mock_allocation_fails(void)
{
	return mock->fails_in && !--mock->fails_in;
}

void *mock_alloc(size_t size, gfp_t gfp, const char *file, int line)
{
	unsigned int class = class_of(size);
	struct block *block;

	if (gfp & GFP_KERNEL)
		mock_might_sleep(file, line);
	if (mock_allocation_fails())
		return NULL;
	block = class < ARRAY_SIZE(mock->free_list) ? take(class) : NULL;
	if (!block) {
		mock_fault(VGIC_FAULT_MEMORY, file, line, "no room for %lu bytes in the arena", size);
		return NULL;
	}
	mock_unpoison(block, sizeof(*block));
	*block = (struct block){ .size = size, .state = ALIVE, .class = class };
	mock->live_blocks++;
	mock->live_bytes += size;
	mock_unpoison(block + 1, size);
	memset(block + 1, gfp & __GFP_ZERO ? 0 : 0xa5, size);
	mock_poison(block, sizeof(*block));
	return block + 1;
}

/* The header of an allocated block, or NULL after reporting what is wrong with @memory. */
static struct block *header(const void *memory, const char *file, int line)
{
	struct block *block = (struct block *)memory - 1;
	const char *arena = mock_host->arena;

	if ((const char *)memory < arena + sizeof(*mock) || (const char *)memory >= arena + mock->used) {
		mock_fault(VGIC_FAULT_MEMORY, file, line, "memory freed that was never allocated");
		return NULL;
	}
	mock_unpoison(block, sizeof(*block));
	if (block->state == ALIVE)
		return block;
	mock_fault(VGIC_FAULT_MEMORY, file, line, "%s", block->state == FREED ?
		   "memory freed twice" : "memory freed that was never allocated");
	mock_poison(block, sizeof(*block));
	return NULL;
}

void mock_free(const void *memory, const char *file, int line)
{
	struct block *block;

	if (!memory)
		return;
	block = header(memory, file, line);
	if (!block)
		return;
	mock->live_blocks--;
	mock->live_bytes -= block->size;
	block->state = FREED;
	memset((void *)memory, 0xdd, block->size);
	if (!MOCK_POISONS) {
		block->next_free = mock->free_list[block->class];
		mock->free_list[block->class] = block;
	}
	mock_poison(block, sizeof(*block) + (1ul << block->class));
}

void mock_free_rcu(const void *memory, const char *file, int line)
{
	if (mock_rcu_held())
		mock_fault(VGIC_FAULT_CONTEXT, file, line,
			   "freed after a grace period inside an RCU read-side section");
	mock_free(memory, file, line);
}
