// SPDX-License-Identifier: GPL-2.0-only
/*
 * Userspace's way to a vCPU's system registers, sys_regs.c of KVM, as far as the GICv3 CPU
 * interface's registers go through it: look-up in the table that the caller brings, and the
 * table's own accessors.
 */
#include "state.h"
#include "sys_regs.h"

/* @id has the five fields of the register's encoding as KVM_REG_ARM64_SYSREG_* place them. */
static u32 field(u64 id, u64 mask, unsigned int shift)
{
	return (id & mask) >> shift;
}
#define FIELD(id, name) \
	field(id, KVM_REG_ARM64_SYSREG_##name##_MASK, KVM_REG_ARM64_SYSREG_##name##_SHIFT)

static const struct sys_reg_desc *look_up(u64 id, const struct sys_reg_desc *table, unsigned int n)
{
	for (const struct sys_reg_desc *r = table; r < table + n; r++)
		if (r->Op0 == FIELD(id, OP0) && r->Op1 == FIELD(id, OP1) && r->CRn == FIELD(id, CRN) &&
		    r->CRm == FIELD(id, CRM) && r->Op2 == FIELD(id, OP2))
			return r;
	return NULL;
}

#ifdef SYS_REG_GET_USER
__weak const struct sys_reg_desc *get_reg_by_id(u64 id, const struct sys_reg_desc table[],
						unsigned int n)
{
	return look_up(id, table, n);
}

__weak int kvm_sys_reg_get_user(struct kvm_vcpu *vcpu, const struct kvm_one_reg *reg,
				const struct sys_reg_desc table[], unsigned int n)
{
	const struct sys_reg_desc *r = look_up(reg->id, table, n);
	u64 value;
	int ret;

	if (!r || sysreg_hidden(vcpu, r))
		return -ENOENT;
	ret = (r->get_user)(vcpu, r, &value);	/* not the macro of that name */
	if (!ret)
		ret = put_user(value, (u64 __user *)(unsigned long)reg->addr);
	return ret;
}

__weak int kvm_sys_reg_set_user(struct kvm_vcpu *vcpu, const struct kvm_one_reg *reg,
				const struct sys_reg_desc table[], unsigned int n)
{
	const struct sys_reg_desc *r = look_up(reg->id, table, n);
	u64 value;

	if (!r || sysreg_hidden(vcpu, r))
		return -ENOENT;
	if (get_user(value, (u64 __user *)(unsigned long)reg->addr))
		return -EFAULT;
	return (r->set_user)(vcpu, r, value);
}
#else
__weak const struct sys_reg_desc *find_reg_by_id(u64 id, struct sys_reg_params *params,
						 const struct sys_reg_desc table[], unsigned int n)
{
	params->Op0 = FIELD(id, OP0);
	params->Op1 = FIELD(id, OP1);
	params->CRn = FIELD(id, CRN);
	params->CRm = FIELD(id, CRM);
	params->Op2 = FIELD(id, OP2);
	return look_up(id, table, n);
}
#endif
