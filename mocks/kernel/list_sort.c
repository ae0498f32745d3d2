// SPDX-License-Identifier: GPL-2.0-only
/*
 * list_sort(): stable, as the kernel's. An insertion sort will do for an ap_list; the kernel's own
 * merge sort may also compare an element with itself, whatever comes of it, which is done here on purpose.
 */
#include "state.h"

__weak void mock_list_sort(void *priv, struct list_head *head, mock_compare *cmp)
{
	struct list_head *entry, *next;

	if (list_empty(head))
		return;
	cmp(priv, head->next, head->next);

	for (entry = head->next->next; entry != head; entry = next) {
		struct list_head *before = entry->prev;

		next = entry->next;
		while (before != head && cmp(priv, before, entry) > 0)
			before = before->prev;
		list_move(entry, before);
	}
}
