# SPDX-License-Identifier: GPL-2.0-only
"""When two C types, one of the mocks and one of the tree, count as the same.

What matters is what the calling convention and a memory access see: width, signedness, bool or
not, the tag of a struct, and const behind a pointer. So u64 is as good as unsigned long on arm64
(and on the 64-bit hosts where the vgic is tested), and an enum as the integer it is made of. A
typedef, struct or enum that both sides have under one name is the same thing where it is used:
what it stands for is compared once, under its own name."""

AGGREGATES = ("struct", "union")


def same(a, b, depth=0, by_name=True):
    """Same as values, that is without regard to const of the value itself? Not by name: look
    through the typedef that a and b may be."""
    if depth > 8 or by_name and set(a.typedefs) & set(b.typedefs):
        return True
    if {a.kind, b.kind} <= {"base", "enum"}:
        if by_name and a.kind == b.kind == "enum" and a.name and b.name:
            return a.name == b.name
        return a.size == b.size and a.number_class == b.number_class
    if a.kind != b.kind:
        return False
    if a.kind == "pointer":
        return ("const" in a.to.qualifiers) == ("const" in b.to.qualifiers) \
            and same(a.to, b.to, depth + 1)
    if a.kind == "function":
        return same_function(a, b, depth + 1)
    if a.kind == "array":
        return a.counts == b.counts and same(a.to, b.to, depth + 1)
    if a.kind in AGGREGATES:
        if a.name or b.name:
            return a.name == b.name
        return all(name in b.members and same_member(member, b.members[name], depth + 1)
                   for name, member in a.members.items())
    return True


def same_result(macro, function):
    """Is what a macro gives as good as what a function returns? Like same(), but C makes an int of
    every condition and enumerator, and a wider integer does no harm."""
    if {macro.kind, function.kind} <= {"base", "enum"}:
        small = [t for t in (macro, function) if t.number_class == "bool" or t.kind == "enum"]
        return bool(small) and "float" not in (macro.number_class, function.number_class) \
            or macro.number_class == function.number_class and macro.size >= function.size
    return same(macro, function)


def same_function(a, b, depth=0):
    return same(a.to, b.to, depth) and len(a.parameters) == len(b.parameters) \
        and a.variadic == b.variadic \
        and all(same(x, y, depth) for x, y in zip(a.parameters, b.parameters))


def same_member(a, b, depth=0):
    return a.bits == b.bits and same(a.type, b.type, depth)
