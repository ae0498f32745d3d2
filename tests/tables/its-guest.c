// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: the guest's ITS driver and the devices. Each verb acts on the machine and on the ideal ITS.
 *
 * Commands: IHI 0069 5.3; registers: 12.11, 12.19.
 */
#include "tests/tables/its.h"

#include <stdio.h>

static const struct its_limits limits = {
	.vcpus = ITS_DRIVER + 1,
	.devices = 8192, .collections = 8192,	/* one page of 64 KiB each, of 8 bytes an entry */
	.intids = 1u << (ITS_ID_BITS + 1),
	.event_bits = 16,
};

static void accepted(struct its_run *r, const char *what, int ret)
{
	expect_s64(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_GUEST, what, 0, ret);
}

/* An access of the vCPU on which the driver runs, which is not in the guest then. */
static int mmio(struct its_run *r, uint64_t gpa, unsigned int len, bool write, uint64_t *value)
{
	int ret;

	r->subject->on_cpu(ITS_DRIVER);
	ret = write ? r->subject->mmio_write(ITS_DRIVER, gpa, len, *value) :
		      r->subject->mmio_read(ITS_DRIVER, gpa, len, value);
	r->subject->on_cpu(0);
	return ret;
}

bool its_write(struct its_run *r, unsigned int offset, unsigned int len, uint64_t value)
{
	int ret = mmio(r, ITS_GPA + offset, len, true, &value);

	accepted(r, "GITS write", ret);
	return !ret;
}

uint64_t its_read(struct its_run *r, unsigned int offset, unsigned int len)
{
	uint64_t value = 0;

	accepted(r, "GITS read", mmio(r, ITS_GPA + offset, len, false, &value));
	return value;
}

bool gicr_write(struct its_run *r, unsigned int vcpu, unsigned int offset, unsigned int len, uint64_t value)
{
	int ret = mmio(r, VGIC_GPA_REDIST + vcpu * 0x20000 + offset, len, true, &value);

	accepted(r, "GICR write", ret);
	return !ret;
}

uint64_t gicr_read(struct its_run *r, unsigned int vcpu, unsigned int offset, unsigned int len)
{
	uint64_t value = 0;

	accepted(r, "GICR read", mmio(r, VGIC_GPA_REDIST + vcpu * 0x20000 + offset, len, false, &value));
	return value;
}

/* --- commands --- */

struct its_words cmd_mapd(uint32_t device, unsigned int bits, bool valid)
{
	return (struct its_words){ { ITS_MAPD | (uint64_t)device << 32, bits - 1,
				     ITS_ITT(device & 3) | (valid ? ITS_VALID : 0) } };
}

struct its_words cmd_mapc(uint32_t icid, uint32_t vcpu, bool valid)
{
	return (struct its_words){ { ITS_MAPC, 0, icid | (uint64_t)vcpu << 16 | (valid ? ITS_VALID : 0) } };
}

struct its_words cmd_mapti(uint32_t device, uint32_t event, uint32_t intid, uint32_t icid)
{
	return (struct its_words){ { ITS_MAPTI | (uint64_t)device << 32, event | (uint64_t)intid << 32, icid } };
}

struct its_words cmd_event(enum its_command what, uint32_t device, uint32_t event, uint32_t icid)
{
	return (struct its_words){ { what | (uint64_t)device << 32, event, icid } };
}

struct its_words cmd_movall(uint32_t from, uint32_t to)
{
	return (struct its_words){ { ITS_MOVALL, 0, (uint64_t)from << 16, (uint64_t)to << 16 } };
}

struct its_words cmd_sync(uint32_t vcpu)
{
	return (struct its_words){ { ITS_SYNC, 0, (uint64_t)vcpu << 16 } };
}

void its_queue(struct its_run *r, const char *name, const uint64_t words[4])
{
	row_step(r->row, "guest queues %s", name);
	accepted(r, "guest memory", r->subject->ram(true, ITS_QUEUE + r->written, (void *)words, 32));
	r->written = (r->written + 32) % ITS_QUEUE_SIZE;
	if (r->nr_waiting < ITS_WAITING)
		memcpy(r->waiting[r->nr_waiting++].w, words, 32);
}

/* The ideal ITS executes what it has been told of. */
static void execute(struct its_run *r)
{
	if (!r->ideal.enabled)
		return;
	for (unsigned int i = 0; i < r->nr_rung; i++)
		its_execute(&r->ideal, r->waiting[i].w);
	r->nr_waiting -= r->nr_rung;
	memmove(r->waiting, r->waiting + r->nr_rung, r->nr_waiting * sizeof(r->waiting[0]));
	r->nr_rung = 0;
	its_note_held(r);
}

void its_ring(struct its_run *r)
{
	row_step(r->row, "guest writes GITS_CWRITER: 0x%x", r->written);
	its_write(r, GITS_CWRITER, 8, r->written);
	r->nr_rung = r->nr_waiting;
	execute(r);
}

void its_command(struct its_run *r, const char *name, struct its_words c)
{
	its_queue(r, name, c.w);
	its_ring(r);
}

unsigned int its_bits(uint32_t device)
{
	return device == 1 ? 14 : ITS_EVENT_BITS;
}

/* --- devices, tables, switches --- */

/* KVM_SIGNAL_MSI. */
static bool msi(struct its_run *r, uint32_t device, uint32_t event)
{
	row_step(r->row, "device %u sends the MSI of its event %u", device, event);
	return r->subject->msi(ITS_TRANSLATER, event, device) > 0;
}

/* An irqfd: at first from where nothing may sleep; that may ask for another try where it may (eventfd's work). */
static bool irqfd(struct its_run *r, uint32_t device, uint32_t event)
{
	row_step(r->row, "device %u sends the MSI of its event %u through an irqfd", device, event);
	return !r->subject->irqfd_msi(true, ITS_TRANSLATER, event, device) ||
	       r->subject->irqfd_msi(false, ITS_TRANSLATER, event, device) > 0;
}

void its_signal(struct its_run *r, uint32_t device, uint32_t event)
{
	enum its_answer answer = its_msi(&r->ideal, device, event);
	bool delivered;

	delivered = event & 1 ? irqfd(r, device, event) : msi(r, device, event);
	its_note_held(r);
	if (answer != ITS_MAYBE)
		expect_bool(r->row, &its_rules[ITS_RULE_SIGNAL], COLUMN_GUEST, "MSI delivered", answer == ITS_YES, delivered);
}

void its_config(struct its_run *r, unsigned int lpi, bool enabled, uint8_t priority)
{
	uint8_t byte = (priority & 0xfc) | 2 | enabled;

	row_step(r->row, "guest writes LPI %u's configuration: %s, priority 0x%02x", ITS_FIRST_LPI + lpi,
		 enabled ? "enabled" : "disabled", priority & 0xfc);
	accepted(r, "guest memory", r->subject->ram(true, ITS_PROP + lpi, &byte, 1));
	its_configure(&r->ideal, lpi, byte);
	/* Those in the guest have the old priority in their list registers. */
	for (unsigned int v = 0; v < ITS_VCPUS; v++)
		r->settled[v] &= (uint8_t)~(1u << lpi);
}

void its_lpis(struct its_run *r, unsigned int vcpu, bool on)
{
	row_step(r->row, "guest switches the LPIs of vCPU %u %s (GICR_CTLR.EnableLPIs)", vcpu, on ? "on" : "off");
	gicr_write(r, vcpu, GICR_CTLR, 4, on);
	its_switch_lpis(&r->ideal, vcpu, on);
}

void its_on(struct its_run *r, bool on)
{
	row_step(r->row, "guest switches the ITS %s (GITS_CTLR.Enabled)", on ? "on" : "off");
	its_write(r, GITS_CTLR, 4, on);
	its_switch(&r->ideal, on);
	execute(r);
}

/* --- start --- */

void its_set_registers(struct its_run *r, bool enabled)
{
	row_step(r->row, "guest gives the ITS its tables and its command queue");
	its_write(r, GITS_BASER(0), 8, ITS_VALID | ITS_DEVICE_TABLE);
	its_write(r, GITS_BASER(1), 8, ITS_VALID | ITS_COLLECTION_TABLE);
	its_write(r, GITS_CBASER, 8, ITS_VALID | ITS_QUEUE);
	its_write(r, GITS_CWRITER, 8, 0);
	r->written = 0;
	r->nr_waiting = r->nr_rung = 0;
	if (enabled)
		its_on(r, true);
}

void its_open_guests(struct its_run *r)
{
	(void)r;
	for (unsigned int v = 0; v <= ITS_DRIVER; v++)
		if (machine.vcpu[v].place == VCPU_PUT)
			run_load(v, v);
	for (unsigned int v = 0; v < ITS_VCPUS; v++) {
		run_enter(v);
		guest_open(v, false);
		run_exit(v);
	}
}

void its_run_guests(struct its_run *r)
{
	row_step(r->row, "the vCPUs enter the guest");
	for (unsigned int v = 0; v < ITS_VCPUS; v++) {
		its_enter(r, v);
		r->ideal.running |= (uint8_t)(1u << v);
	}
}

bool its_start(struct its_run *r)
{
	int ret;

	its_init(&r->ideal, &limits);
	memset(r->held, ITS_NOBODY, sizeof(r->held));
	row_step(r->row, "userspace gives the VM an ITS");
	ret = r->subject->its_create(ITS_GPA);
	accepted(r, "creation", ret);
	if (ret)
		return false;
	its_open_guests(r);
	for (unsigned int v = 0; v < ITS_VCPUS; v++) {
		gicr_write(r, v, GICR_PROPBASER, 8, ITS_PROP | ITS_ID_BITS);
		gicr_write(r, v, GICR_PENDBASER, 8, ITS_PEND(v));
		its_lpis(r, v, true);
	}
	its_set_registers(r, true);
	/* The mocked guest memory is allocated when it is first written. */
	its_config(r, ITS_LPIS - 1, false, 0);
	r->blocks = r->subject->live_blocks(NULL);
	return true;
}
