// SPDX-License-Identifier: GPL-2.0-only
// Fault: fold leaves a level interrupt's pending_latch set when the guest is done with it.
// A guest that makes a level interrupt pending by software (ISPENDR) gets it for ever.
// Upstream: none, so since the first version
// rule: fold-acked-level-clears-latch
// rows: fold/* round/*
// files: vgic-v2.c vgic-v3.c

@@
identifier fold = { vgic_v2_fold_lr_state, vgic_v3_fold_lr_state, vgic_v2_fold_lr, vgic_v3_fold_lr };
identifier irq;
expression done;
symbol false;
@@
fold(...)
{
<...
(
- if (irq->config == VGIC_CONFIG_LEVEL && done) {
-	irq->pending_latch = false;
- }
|
  if (irq->config == VGIC_CONFIG_LEVEL) {
-	if (done) {
-		irq->pending_latch = false;
-	}
	...
  }
)
...>
}
