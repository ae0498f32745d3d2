# SPDX-License-Identifier: GPL-2.0-only
"""Holds what the mock headers declare against a tree's own headers."""
import collections

import probes
from ctype import Object
from declared import declared
from same import AGGREGATES, same, same_member, same_result

# name: what differs, as meant.list says it; mock, tree: what each side has; places "FILE:LINE".
Difference = collections.namedtuple("Difference", "name mock mock_place tree tree_place")


class Side:
    """One world's answers to probes of types."""

    def __init__(self, world, name, lines):
        path, self.failed = world.types(name, lines)
        self.variables = Object(path).variables()
        self.keys = set(lines) - set(self.failed)

    def function(self, name):
        """The function's type, if the name is one."""
        pointer = self.variables.get(f"o_{name}")
        return pointer.to if pointer and pointer.to.kind == "function" else None


class Comparison:
    """What came of it: differences, how many names were compared (by kind), and the names that
    were not (by reason)."""

    def __init__(self, mock, tree, folder):
        self.differences, self.done = [], collections.Counter()
        self.skipped = collections.defaultdict(list)
        self.mock_world, self.tree_world = mock, tree
        self.macros, self.names, self.linked, self.enums = declared(mock, folder)
        self.tree_macros, self.tree_functions = tree.macros(), tree.functions()
        self.tree_places = tree.places({item.name for item in self.names + self.linked})

    def run(self):
        here = [item for item in self.names
                if item.name in self.tree_macros or item.name in self.tree_places]
        types, values, functions = {}, {}, {}
        for item in here + self.linked:
            macro = self.macros.get(item.name) if item.kind == "macro" else None
            values.update(probes.values(item.kind, item.name, macro and macro.parameters))
            if macro is None or macro.parameters is None:
                types.update(probes.types(item.kind, item.name))
            elif self.may_be_function(item.name):
                functions.update(probes.types("function", item.name))
        # The tree is asked only for what the mocks could answer: an error takes the compiler long.
        self.mock = Side(self.mock_world, "types", types)
        self.tree = Side(self.tree_world, "types",
                         {key: types[key] for key in types if key in self.mock.keys} | functions)
        self.mock_values = self.mock_world.values("values", values)
        self.tree_values = self.tree_world.values(
            "values", {key: values[key] for key in values if key in self.mock_values})
        self.calls = {"mock": {}, "tree": {}}
        for item in self.names:
            if item in here:
                getattr(self, item.kind)(item)
            elif item.name.lower().startswith("mock_"):
                self.skip("the mocks' own", item)
            else:
                self.skip("the tree does not have it", item)
        for item in self.linked:
            self.layout(item)
        self.compare_calls()
        self.differences.sort(key=lambda d: (d.mock_place.rpartition(":")[0],
                                             int(d.mock_place.rpartition(":")[2] or 0)))
        return self

    def may_be_function(self, name):
        """Does the tree have the name outside of macros with arguments?"""
        macro = self.tree_macros.get(name)
        return name in self.tree_places or macro and macro.parameters is None

    def place(self, name):
        """Where the tree has a name that is no type."""
        if name in self.tree_macros:
            return self.tree_macros[name].place
        return self.tree_functions.get(name) or self.tree_places.get(name, "?")

    def skip(self, reason, item):
        self.skipped[reason].append(item.name)

    def differ(self, name, item, mock, tree, tree_place=None, mock_place=None):
        self.differences.append(Difference(name, str(mock), mock_place or item.place, str(tree),
                                           tree_place or self.place(item.name)))

    def in_tree(self, name):
        return name in self.tree_macros or name in self.tree_functions \
            or f"c_{name}" in self.tree_values \
            or any(f"{letter}_{name}" in self.tree.keys for letter in "oets")

    # Macros and enumerators

    def macro(self, item):
        if not self.in_tree(item.name):
            self.skip("the tree does not have it", item)
        elif self.macros[item.name].parameters is None:
            self.value(item)
        else:
            self.function_macro(item)

    def value(self, item):
        key = f"c_{item.name}"
        mock, tree = self.mock_values.get(key), self.tree_values.get(key)
        if mock is not None and tree is not None:
            self.done["constants"] += 1
            if mock != tree:
                self.differ(self.enums.get(item.name, item.name), item, mock, tree)
            return
        for letter in "oet":
            key = f"{letter}_{item.name}"
            if key in self.mock.variables and key in self.tree.variables:
                return self.object(item, letter)
        self.skip("its value is no integer constant, or not in both", item)

    def enumerator(self, item):
        if not self.in_tree(item.name):
            self.skip("the tree does not have it", item)
        else:
            self.value(item)

    def function_macro(self, item):
        name, tree_macro = item.name, self.tree_macros.get(item.name)
        mine, its = self.macros[name].parameters, tree_macro and tree_macro.parameters
        function = self.tree.function(name)
        compared = self.samples(item, mine)
        if function:
            self.calls["mock"][name] = (item, function)
        elif its is None and not compared:
            self.skip("a macro here, neither function nor macro with arguments there", item)
        elif its is not None and "..." not in "".join(mine + its):
            self.done["macros: number of arguments"] += 1
            if len(mine) != len(its):
                self.differ(f"{name}() arguments", item, len(mine), len(its))
        elif not compared:
            self.skip("a macro with arguments on both sides, of any number", item)

    def samples(self, item, parameters):
        """The macro's values for some arguments; says whether there was one to be compared."""
        found = [(sample, self.mock_values[key], self.tree_values[key])
                 for sample, key in ((sample, f"c{i}_{item.name}") for i, sample
                                     in enumerate(probes.SAMPLES.get(len(parameters), ())))
                 if key in self.mock_values and key in self.tree_values]
        if found:
            self.done["macros: values for sample arguments"] += 1
        for sample, mock, tree in found:
            if mock != tree:
                self.differ(f"{item.name}() value", item, f"{item.name}({sample}) is {mock}", tree)
                break
        return bool(found)

    # Functions and variables

    def function(self, item):
        if self.tree.function(item.name):
            self.object(item, "o")
        elif item.name in self.tree_macros and self.tree_macros[item.name].parameters is not None:
            self.calls["tree"][item.name] = (item, self.mock.function(item.name))
        else:
            self.skip("the tree does not have it", item)

    def variable(self, item):
        if f"o_{item.name}" in self.tree.variables:
            self.object(item, "o")
        else:
            self.skip("the tree does not have it", item)

    def object(self, item, letter):
        """Function, variable or expression: types of the same probe on both sides."""
        mock, tree = (side.variables[f"{letter}_{item.name}"] for side in (self.mock, self.tree))
        if mock.to.kind == tree.to.kind == "function":
            return self.prototype(item, mock.to, tree.to)
        if item.kind == "macro" and mock.to.kind == tree.to.kind == "array":
            return self.skip("a string", item)
        self.done["variables and expressions"] += 1
        if not same(mock, tree) if letter == "o" else not same(mock.to, tree.to):
            self.differ(item.name, item, mock.to, tree.to)

    def prototype(self, item, mock, tree):
        self.done["functions"] += 1
        show = [side.text(item.name) for side in (mock, tree)]
        if len(mock.parameters) != len(tree.parameters) or mock.variadic != tree.variadic:
            return self.differ(f"{item.name}()", item, *show)
        for i, (mine, its) in enumerate(zip(mock.parameters, tree.parameters), 1):
            if not same(mine, its):
                self.differ(f"{item.name}() argument {i}", item, *show)
        if not same(mock.to, tree.to):
            self.differ(f"{item.name}() returns", item, *show)

    def compare_calls(self):
        """A function on one side and a macro on the other: call the macro like the function."""
        for side, calls in self.calls.items():
            world = self.mock_world if side == "mock" else self.tree_world
            lines = {}
            for name, (_, function) in calls.items():
                lines.update(probes.calls(name, function))
            answers = Side(world, "calls", lines)
            for name, (item, function) in calls.items():
                self.call(side, answers, item, function)

    def call(self, side, answers, item, function):
        name = item.name
        if f"a_{name}" not in answers.keys:
            return self.skip("a macro on one side, whose arguments' types the other lacks", item)
        self.done["functions against macros"] += 1
        result = answers.variables.get(f"r_{name}")
        wanted = function.text(name)
        if result:
            if function.to.kind == "void" or same_result(result.to, function.to):
                return None
            found, what = f"a macro of type {result.to}", f"{name}() returns"
        elif f"y_{name}" in answers.keys:
            if function.to.kind == "void":
                return None
            found, what = "a macro that is a statement", f"{name}() returns"
        else:
            found = f"a macro that does not take this: {answers.failed[f'y_{name}']}"
            what = f"{name}()"
        return self.differ(what, item, *((found, wanted) if side == "mock" else (wanted, found)))

    # Types

    def typedef(self, item):
        key = f"t_{item.name}"
        if key not in self.tree.variables:
            return self.skip("the tree does not have it", item)
        mock, tree = (side.variables[key].to for side in (self.mock, self.tree))
        self.done["typedefs"] += 1
        if mock.kind in AGGREGATES and tree.kind in AGGREGATES:
            if not mock.name and not tree.name:
                return self.members(item, item.name, mock, tree)
            differs = mock.name != tree.name
        else:
            differs = not same(mock, tree, by_name=False)
        if differs:
            self.differ(item.name, item, self.untypedefed(mock), self.untypedefed(tree),
                        tree.place or self.tree_places.get(item.name, "?"))
        return None

    @staticmethod
    def untypedefed(kind):
        return kind.text(portable=True)

    def struct(self, item):
        key = f"s_{item.name}"
        if key not in self.tree.variables:
            return self.skip("the tree does not have it", item)
        mock, tree = (side.variables[key].to for side in (self.mock, self.tree))
        self.done[f"{item.kind}s"] += 1
        if item.kind == "enum":
            if not same(mock, tree, by_name=False):
                self.differ(f"enum {item.name}", item, f"{mock.size} bytes, {mock.number_class}",
                            f"{tree.size} bytes, {tree.number_class}", tree.place)
            return None
        self.members(item, f"{item.kind} {item.name}", mock, tree)
        if "/uapi/" in tree.place:
            self.compare_layout(item, mock, tree)
        return None

    union = enum = struct

    def members(self, item, name, mock, tree):
        for member in mock.members.values():
            its = tree.members.get(member.name)
            if not its:
                self.skipped["the tree's struct does not have this member"].append(
                    f"{name}.{member.name}")
                continue
            self.done["members"] += 1
            if not same_member(member, its):
                self.differ(f"{name}.{member.name}", item, self.show(member), self.show(its),
                            its.place, member.place)

    @staticmethod
    def show(member):
        return member.type.text(member.name) + (f" : {member.bits}" if member.bits else "")

    def layout(self, item):
        """A type of a header that both sides take from the tree: the mocks' types are in it."""
        key = f"s_{item.name}"
        if key in self.mock.variables and key in self.tree.variables:
            mock, tree = (side.variables[key].to for side in (self.mock, self.tree))
            self.compare_layout(item, mock, tree)

    def compare_layout(self, item, mock, tree):
        self.done["layouts"] += 1

        def describe(kind):
            return [(m.name, m.offset, m.bits, m.type.text(m.name)) for m in kind.members.values()
                    if m.type.kind not in AGGREGATES or m.type.size]

        mine, its = describe(mock), describe(tree)
        if mock.size == tree.size and [m[:3] for m in mine] == [m[:3] for m in its] \
                and all(same_member(mock.members[m[0]], tree.members[m[0]]) for m in mine):
            return
        for mine_one, its_one in zip(mine + [("",)], its + [("",)]):
            if mine_one != its_one:
                break
        self.differ(f"{item.kind} {item.name} layout", item,
                    self.layout_text(mock, mine_one), self.layout_text(tree, its_one), tree.place,
                    mock.place)

    @staticmethod
    def layout_text(kind, member):
        if len(member) == 1:
            return f"{kind.size} bytes, {len(kind.members)} members"
        return f"{kind.size} bytes; {member[3]} at bit {member[1]}"
