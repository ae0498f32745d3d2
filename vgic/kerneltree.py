# SPDX-License-Identifier: GPL-2.0-only
"""Looking things up in a kernel tree, and writing what is generated from it."""
import os
import re

# Where the vgic is, in a tree: since v5.8; before.
LAYOUTS = ("arch/arm64/kvm/vgic", "virt/kvm/arm/vgic")
# Where an #include <PATH> of arm64 kernel code is looked for, in a tree.
ROOTS = ("arch/arm64/include", "include", "arch/arm64/include/uapi", "include/uapi",
         "arch/arm64/kvm/hyp/include")
# Beside the vgic: what belongs to it or is its closest client, in either layout.
EXTRA = ("arch/arm64/kvm/vgic-sys-reg-v3.c", "arch/arm64/kvm/hyp/vgic-v3-sr.c",
         "arch/arm64/kvm/hyp/vgic-v2-cpuif-proxy.c", "arch/arm64/kvm/hyp/vgic-v5-sr.c",
         "arch/arm64/kvm/arch_timer.c", "virt/kvm/arm/hyp/vgic-v3-sr.c", "virt/kvm/arm/arch_timer.c")
# Where KVM's run loop is: the order in which it calls the vgic is read there.
RUN_LOOPS = ("arch/arm64/kvm/arm.c", "virt/kvm/arm/arm.c")
# Says which files KVM is made of.
MAKEFILE = "arch/arm64/kvm/Makefile"
# Where what the vgic may use is declared.
DECLARATIONS = ("arch/arm64/include", "arch/arm64/kvm", "virt/kvm/arm", "include/kvm", "include/linux", "include")


def find_header(tree, path):
    """The file that <path> names in the tree, or None."""
    for root in ROOTS:
        name = os.path.join(tree, root, path)
        if os.path.isfile(name):
            return name
    # As in the kernel's build, asm-generic/ stands in for what the architecture does not have.
    return find_header(tree, "asm-generic/" + path[4:]) if path.startswith("asm/") else None


def is_generated(tree, path):
    """Does the kernel's build make the header <path>, so that no unbuilt tree has it?"""
    if path.startswith("generated/"):
        return True
    folder, name = os.path.split(path)
    for root in ROOTS:
        kbuild = os.path.join(tree, root, folder, "Kbuild")
        if os.path.isfile(kbuild) and re.search(rf"^generated-y\s*\+=.*\b{re.escape(name)}(\s|$)",
                                                read(kbuild), re.M):
            return True
    return False


def read(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


def subject(makefile, exists):
    """The kernel files that the subject is made of, relative to the tree: the text of its MAKEFILE, and a
    function that tells whether it has a file or directory. None: it has no vgic."""
    folder = next((d for d in LAYOUTS if exists(d)), None)
    if not folder:
        return None
    names = re.findall(r"vgic/([\w-]+)\.o\b", makefile)
    return [f"{folder}/{name}.c" for name in dict.fromkeys(names)] + [name for name in EXTRA if exists(name)]


def listed_headers():
    """The lines of headers.list, in words."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "headers.list"), encoding="utf-8") as f:
        return [words for words in (line.split("#")[0].split() for line in f) if words]


def included(text):
    """The headers that the #include lines of a text name."""
    return re.findall(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', text, re.M)


def includes(path):
    """The headers that the #include lines of a file name."""
    return included(read(path))


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def search(top, folders, pattern, suffixes=(".h",)):
    """The first place below the folders where a line matches: (path below top, line), or None."""
    wanted = re.compile(pattern, re.M)
    for folder in folders:
        for where, subfolders, names in os.walk(os.path.join(top, folder)):
            subfolders.sort()
            for name in sorted(names):
                path = os.path.join(where, name)
                if not name.endswith(suffixes) or not os.path.isfile(path):
                    continue
                text = read(path)
                match = wanted.search(text)
                if match:
                    return os.path.relpath(path, top), line_of(text, match.start(match.lastindex or 0))
    return None


def declaration(tree, name):
    """Where the tree's headers declare or define a function, macro, constant or variable."""
    name = re.escape(name)
    # A declaration begins in the first column, which a call does not; constants of an enum follow.
    return search(tree, DECLARATIONS, rf"^[ \t]*#[ \t]*define[ \t]+({name})\b|"
                  rf"^(?:\w[^#;(=\n]*[\s*])?({name})[ \t]*(?:[(=,;\[]|$)|"
                  rf"^[ \t]+({name})[ \t]*(?:=[^=]|,|$)")


def put(name, content):
    """Write content to the file name unless it is there already."""
    os.makedirs(os.path.dirname(name), exist_ok=True)
    if os.path.lexists(name):
        if os.path.isfile(name) and not os.path.islink(name) and read(name) == content:
            return
        os.unlink(name)
    with open(name, "w", encoding="utf-8") as f:
        f.write(content)


def link(target, name):
    """Make name a symbolic link to target unless it is one already."""
    os.makedirs(os.path.dirname(name), exist_ok=True)
    if os.path.lexists(name):
        if os.path.islink(name) and os.readlink(name) == target:
            return
        os.unlink(name)
    os.symlink(target, name)
