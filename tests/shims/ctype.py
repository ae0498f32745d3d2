# SPDX-License-Identifier: GPL-2.0-only
"""C types as a compiler's debugging information has them: reading, printing."""
import collections
import functools
import os

from elftools.elf.elffile import ELFFile

QUALIFIERS = {"DW_TAG_const_type": "const", "DW_TAG_volatile_type": "volatile",
              "DW_TAG_restrict_type": "restrict", "DW_TAG_atomic_type": "_Atomic"}
KINDS = {"DW_TAG_structure_type": "struct", "DW_TAG_union_type": "union",
         "DW_TAG_enumeration_type": "enum", "DW_TAG_pointer_type": "pointer",
         "DW_TAG_subroutine_type": "function", "DW_TAG_array_type": "array",
         "DW_TAG_base_type": "base", "DW_TAG_typedef": "typedef"}

# offset and bits (None: no bit field) in bits; place: "FILE:LINE".
Member = collections.namedtuple("Member", "name type offset bits place")


class Type:
    """One type. Qualifiers and typedefs are peeled off, but remembered."""

    def __init__(self, objects, die):
        self.objects, self.qualifiers, self.typedefs = objects, set(), []
        while die is not None and (die.tag in QUALIFIERS or die.tag == "DW_TAG_typedef"):
            if die.tag in QUALIFIERS:
                # What a typedef'd type is qualified with counts as much as what stands before it.
                self.qualifiers.add(QUALIFIERS[die.tag])
            else:
                self.typedefs.append(objects.string(die, "DW_AT_name"))
            die = objects.target(die)
        self.die = die
        self.kind = "void" if die is None else KINDS[die.tag]
        self.name = objects.string(die, "DW_AT_name") if die else None

    @property
    def place(self):
        return self.objects.place(self.die) if self.die else ""

    @property
    def size(self):
        return self.objects.number(self.die, "DW_AT_byte_size", 0)

    @property
    def complete(self):
        return "DW_AT_declaration" not in self.die.attributes

    @property
    def number_class(self):
        """bool, signed, unsigned or float: what matters of a number besides its size."""
        die = self.die
        while self.kind == "enum" and "DW_AT_encoding" not in die.attributes:
            die = self.objects.target(die)
        encoding = self.objects.number(die, "DW_AT_encoding", 0)
        return {2: "bool", 4: "float", 5: "signed", 6: "signed"}.get(encoding, "unsigned")

    @functools.cached_property
    def to(self):
        """What is pointed to, the element of an array, what a function returns."""
        return self.objects.type(self.objects.target(self.die))

    @functools.cached_property
    def counts(self):
        """The sizes of an array; 0 for one left open."""
        return [self.objects.number(child, "DW_AT_upper_bound", -1) + 1
                if "DW_AT_count" not in child.attributes
                else self.objects.number(child, "DW_AT_count", 0)
                for child in self.die.iter_children() if child.tag == "DW_TAG_subrange_type"]

    @functools.cached_property
    def parameters(self):
        return [self.objects.type(self.objects.target(child)) for child in self.die.iter_children()
                if child.tag == "DW_TAG_formal_parameter"]

    @functools.cached_property
    def variadic(self):
        return any(child.tag == "DW_TAG_unspecified_parameters"
                   for child in self.die.iter_children())

    @functools.cached_property
    def members(self):
        """The members by name, those of nameless members among them."""
        found = {}
        for child in self.die.iter_children():
            if child.tag != "DW_TAG_member":
                continue
            number = functools.partial(self.objects.number, child)
            offset = number("DW_AT_data_member_location", 0) * 8 + number("DW_AT_data_bit_offset", 0)
            name = self.objects.string(child, "DW_AT_name")
            kind = self.objects.type(self.objects.target(child))
            if name:
                found[name] = Member(name, kind, offset, number("DW_AT_bit_size", None),
                                     self.objects.place(child))
            elif kind.kind in ("struct", "union"):
                for inner in kind.members.values():
                    found[inner.name] = inner._replace(offset=inner.offset + offset)
        return found

    def text(self, inner="", portable=False):
        """The type in C, declaring inner. Portable: only with names that both sides have, that is
        without typedefs unless nothing else names the type."""
        if self.typedefs and not (portable and (self.name or self.kind not in ("struct", "union"))):
            base = self.typedefs[0]
        elif self.kind == "pointer":
            star = "*" + " ".join(sorted(self.qualifiers))
            if self.to.kind in ("function", "array") and not (self.to.typedefs and not portable):
                return self.to.text(f"({star}{inner})", portable)
            return self.to.text(f"{star}{' ' if self.qualifiers and inner else ''}{inner}", portable)
        elif self.kind == "function":
            arguments = ", ".join([p.text("", portable) for p in self.parameters]
                                  + ["..."] * self.variadic)
            return self.to.text(f"{inner}({arguments or 'void'})", portable)
        elif self.kind == "array":
            return self.to.text(inner + "".join(f"[{n or ''}]" for n in self.counts), portable)
        elif self.kind in ("struct", "union", "enum"):
            base = f"{self.kind} {self.name}" if self.name else f"{self.kind} {{…}}"
        else:
            base = self.name or "void"
        return " ".join([*sorted(self.qualifiers), base]) + (f" {inner}" if inner else "")

    def __str__(self):
        return self.text()


class Object:
    """The debugging information of one object file."""

    def __init__(self, path):
        self.file = open(path, "rb")
        self.elf = ELFFile(self.file)
        self.dwarf = self.elf.get_dwarf_info()
        self.unit = next(self.dwarf.iter_CUs())
        self.top = list(self.unit.get_top_DIE().iter_children())
        program = self.dwarf.line_program_for_CU(self.unit).header
        folders = [os.fsdecode(d.DW_LNCT_path) for d in program["directories"]]
        self.directory = folders[0]
        self.files = [os.path.normpath(os.path.join(
            self.directory, folders[f["DW_LNCT_directory_index"]], os.fsdecode(f["DW_LNCT_path"])))
                      for f in program["file_names"]]
        self.types = {}

    def string(self, die, attribute):
        value = die.attributes.get(attribute)
        return os.fsdecode(value.value) if value else None

    def number(self, die, attribute, default):
        value = die.attributes.get(attribute)
        # An open array's bound is an expression or -1 in some compilers.
        return value.value if value and isinstance(value.value, int) else default

    def target(self, die):
        return die.get_DIE_from_attribute("DW_AT_type") if "DW_AT_type" in die.attributes else None

    def place(self, die):
        index = self.number(die, "DW_AT_decl_file", None)
        if index is None:
            return ""
        name = os.path.relpath(self.files[index], self.directory)
        if name.startswith(".."):
            name = self.files[index]
        return f"{name}:{self.number(die, 'DW_AT_decl_line', 0)}"

    def type(self, die):
        key = die.offset if die is not None else None
        if key not in self.types:
            self.types[key] = Type(self, die)
        return self.types[key]

    def variables(self):
        """Types of the variables at file scope and of those within functions, by name."""
        found = {}
        for die in self.top:
            if die.tag == "DW_TAG_subprogram":
                inner = [d for d in die.iter_children() if d.tag == "DW_TAG_variable"]
            else:
                inner = [die] if die.tag == "DW_TAG_variable" else []
            for variable in inner:
                name = self.string(variable, "DW_AT_name")
                if name:
                    found[name] = self.type(self.target(variable))
        return found
