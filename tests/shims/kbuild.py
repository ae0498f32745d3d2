# SPDX-License-Identifier: GPL-2.0-only
"""What the kernel's own build would do before it compiles C for arm64: make the headers that are
no files of the tree, choose a configuration, and pass the compiler its options."""
import os
import re
import subprocess

ASM = "arch/arm64/include/asm"
TOOLS = "arch/arm64/tools"

# Numbers that the kernel's build finds by compiling kernel/bounds.c and the like. They place
# flags in struct page and fill tables that nobody here looks at.
FIXED = {
    "generated/bounds.h": "#define NR_PAGEFLAGS 24\n#define MAX_NR_ZONES 4\n"
                          "#define NR_CPUS_BITS 8\n#define SPINLOCK_SIZE 4\n"
                          "#define LRU_GEN_WIDTH 0\n#define __LRU_REFS_WIDTH 0\n",
    "generated/timeconst.h": "#include <linux/param.h>\n",
    "generated/asm-offsets.h": "",
    "generated/rq-offsets.h": "#define RQ_nr_pinned 0\n",
    "generated/utsrelease.h": '#define UTS_RELEASE ""\n',
    "generated/uapi/linux/version.h": "#define LINUX_VERSION_CODE 0\n"
                                      "#define KERNEL_VERSION(a, b, c) 0\n",
    "asm/unistd_64.h": "#define __NR_syscalls 1\n",
    "asm/unistd_32.h": "#define __NR_syscalls 1\n",
    "asm/unistd_compat_32.h": "#define __NR_compat_syscalls 1\n",
}

# As the tree's Kbuild asks for them, not as vgic/make-headers does it, which is under comparison.
# Generated header, and how: interpreter, script in arch/arm64/tools, its input.
GENERATED = (
    ("cpucap-defs.h", ("awk", "-f"), "gen-cpucaps.awk", f"{TOOLS}/cpucaps"),
    ("cpucaps.h", ("awk", "-f"), "gen-cpucaps.awk", f"{TOOLS}/cpucaps"),
    ("sysreg-defs.h", ("awk", "-f"), "gen-sysreg.awk", f"{TOOLS}/sysreg"),
    ("kernel-hwcap.h", ("sh", "-e"), "gen-kernel-hwcaps.sh",
     "arch/arm64/include/uapi/asm/hwcap.h"),
)


class Unusable(Exception):
    """The comparison cannot be made; the text says why, in one sentence."""


def kbuild_list(tree, path, kind):
    """The headers that lines "KIND-y += …" of a Kbuild file name."""
    try:
        with open(os.path.join(tree, path)) as f:
            text = f.read()
    except FileNotFoundError:
        return []
    return " ".join(re.findall(rf"^{kind}-y\s*\+=(.*)", text, re.M)).split()


def wrappers(tree, uapi):
    """asm/ headers that stand for those in asm-generic/."""
    own = f"arch/arm64/include/{uapi}asm"
    names = (kbuild_list(tree, f"{own}/Kbuild", "generic")
             + kbuild_list(tree, f"include/{uapi}asm-generic/Kbuild", "mandatory"))
    return {f"{uapi}asm/{name}": f"#include <asm-generic/{name}>\n" for name in names
            if not os.path.exists(os.path.join(tree, own, name))}


def generated(tree):
    """Headers that scripts of the tree make from its tables."""
    made, wanted = {}, kbuild_list(tree, f"{ASM}/Kbuild", "generated")
    for name, interpreter, script, data in GENERATED:
        script = os.path.join(tree, TOOLS, script)
        if name not in wanted or not os.path.isfile(script):
            continue
        run = subprocess.run([*interpreter, script, os.path.join(tree, data)],
                             capture_output=True, text=True)
        if run.returncode:
            raise Unusable(f"{script} failed: {(run.stderr.strip().splitlines() or ['?'])[0]}")
        made[f"asm/{name}"] = run.stdout
    return made


def configuration(tree):
    """Our autoconf.h, and what the tree's KVM selects unconditionally."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "autoconf.h")) as f:
        text = f.read()
    with open(os.path.join(tree, "arch/arm64/kvm/Kconfig")) as f:
        for name in re.findall(r"^\s+select (\w+)$", f.read(), re.M):
            if f"CONFIG_{name} " not in text:
                text += f"#define CONFIG_{name} 1\n"
    return text


def prepare(tree, out):
    """Write all of that under out; return the compiler's options, for use in the tree's top."""
    files = {**FIXED, **wrappers(tree, ""), **wrappers(tree, "uapi/"), **generated(tree),
             "generated/autoconf.h": configuration(tree)}
    for name, text in files.items():
        path = os.path.join(out, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)
    return ["-std=gnu11", "-fgnu89-inline", "-fms-extensions", "-fshort-wchar", "-funsigned-char",
            "-mgeneral-regs-only", "-D__KERNEL__", "-DKBUILD_MODNAME=\"shims\"", "-DARM64_ASM_ARCH=\"armv8.5-a\"",
            "-Iarch/arm64/include", f"-I{out}", "-Iinclude", "-Iarch/arm64/include/uapi",
            f"-I{out}/uapi", "-Iinclude/uapi", f"-I{out}/generated/uapi",
            "-Iarch/arm64/kvm", "-Iarch/arm64/kvm/hyp/include",
            "-include", "linux/kconfig.h", "-include", "linux/compiler_types.h"]
