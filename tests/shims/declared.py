# SPDX-License-Identifier: GPL-2.0-only
"""What the mock headers declare: the names to be compared. The compiler finds them; there is no
list of names to be kept."""
import collections
import os

from ctype import Object

# kind: macro, function, variable, struct, union, enum, enumerator, typedef.
Name = collections.namedtuple("Name", "kind name place")

KINDS = {"DW_TAG_structure_type": "struct", "DW_TAG_union_type": "union",
         "DW_TAG_enumeration_type": "enum", "DW_TAG_typedef": "typedef",
         "DW_TAG_variable": "variable"}


def declared(world, folder):
    """The world's macros; the names that files under folder declare; the structs and unions of
    user space's interface that it takes from the tree; and "enum TAG.NAME" for enumerators."""
    def ours(place):
        return place.startswith(folder + "/")

    macros = world.macros()
    names = [Name("macro", name, macro.place) for name, macro in macros.items()
             if ours(macro.place)]
    names += [Name("function", name, place) for name, place in world.functions().items()
              if ours(place)]
    everything, linked, enumerators, full = Object(world.everything()), [], {}, {}
    for die in everything.top:
        kind, name, place = KINDS.get(die.tag), everything.string(die, "DW_AT_name"), \
            everything.place(die)
        complete = "DW_AT_declaration" not in die.attributes or kind == "variable"
        if not kind or not place:
            continue
        if name and complete and ours(place):
            names.append(Name(kind, name, place))
        elif name and complete and kind in ("struct", "union") and uapi(world, place):
            linked.append(Name(kind, name, place))
        if kind == "enum" and ours(place):
            for child in die.iter_children():
                enumerator = everything.string(child, "DW_AT_name")
                enumerators[enumerator] = place
                full[enumerator] = f"enum {name}.{enumerator}" if name else enumerator
    places = world.places(enumerators)
    names += [Name("enumerator", name, places.get(name, place))
              for name, place in enumerators.items()]
    return macros, list(dict.fromkeys(names)), list(dict.fromkeys(linked)), full


def uapi(world, place):
    """Is that a header of user space's interface, reached through a link?"""
    return "/uapi/" in os.path.realpath(os.path.join(world.directory, place.rpartition(":")[0]))
