// SPDX-License-Identifier: GPL-2.0-only
// Fault: fold tells who waits for the end of an SPI of the end of private interrupts, too.
// An irqfd's resampler is asked for a pin with a negative number.
// Upstream: 8ca18eec2b22 (v4.10)
// rule: fold-notifies-eoi-of-unmapped-level-spi
// rows: fold/* life/*
// files: vgic-v2.c vgic-v3.c

@@
identifier fold = { vgic_v2_fold_lr_state, vgic_v3_fold_lr_state, vgic_v2_fold_lr, vgic_v3_fold_lr };
identifier intid;
expression other;
@@
fold(...)
{
<...
- other && vgic_valid_spi(vcpu->kvm, intid)
+ other
...>
}
