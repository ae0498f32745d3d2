# SPDX-License-Identifier: GPL-2.0-only
"""The C lines that make a compiler say what a name is. Each one is a single line that either
compiles or tells that the name is nothing of that sort; the same lines go to both sides."""
from ctype import SECTION

# Arguments on which macros that are constant expressions are evaluated, by number of parameters.
SAMPLES = {
    1: ("1", "5", "64", "0x1234", "0xfffff001u", "-4095", "0x123456789abcdef0ull"),
    2: ("5, 3", "100, 8", "0x12345678u, 64", "0x123456789abcull, 4096", "4096, 4096"),
    3: ("5, 3, 8", "70, 3, 64", "unsigned char, 300, 7", "long, -1, 3u"),
}


def constant(symbol, expression):
    """An array of the value and whether it is negative; only an integer constant will do."""
    return (f'const unsigned long long {symbol}[2] __attribute__((section("{SECTION}"))) = '
            f"{{ ({expression}), ({expression}) < 0 }}; "
            f"_Static_assert(__builtin_classify_type({expression}) < 5, \"\");")


def of_name(kind, name, parameters):
    """Probes for one name, by key. The first letter of a key says what the name then is:
    c constant, o object or function, e expression, t type, s struct, union or enum,
    vN a macro's value for sample N."""
    if kind in ("struct", "union", "enum"):
        return {f"s_{name}": f"{kind} {name} *s_{name}; "
                             f"enum {{ z_{name} = sizeof({kind} {name}) }};"}
    if kind == "typedef":
        return {f"t_{name}": f"{name} *t_{name};"}
    probes = {f"o_{name}": f"typeof(&({name})) o_{name};"}
    if kind in ("function", "variable"):
        return probes
    if parameters is None:
        probes[f"c_{name}"] = constant(f"c_{name}", name)
        probes[f"e_{name}"] = f"void f_{name}(void) {{ typeof(({name})) *e_{name}; }}"
        probes[f"t_{name}"] = f"{name} *t_{name};"
        return probes
    for i, arguments in enumerate(SAMPLES.get(len(parameters), ())):
        probes[f"v{i}_{name}"] = constant(f"v{i}_{name}", f"{name}({arguments})")
    return probes


def of_call(name, function):
    """Probes for calling name with the arguments of function (a ctype.Type): a are the arguments
    alone, x the call as an expression, whose type r_NAME tells, y the call as a statement."""
    parameters = ", ".join(p.text(f"a{i}", True) for i, p in enumerate(function.parameters))
    tags = sorted({f"{t.kind} {t.name};" for t in map(pointee, function.parameters)
                   if t.kind in ("struct", "union") and t.name})
    call = f"{name}({', '.join(f'a{i}' for i in range(len(function.parameters)))})"
    start, parameters = " ".join(tags), parameters or "void"
    return {f"a_{name}": f"{start} void a_{name}({parameters}) {{ }}",
            f"x_{name}": f"{start} void x_{name}({parameters}) {{ typeof({call}) *r_{name}; }}",
            f"y_{name}": f"{start} void y_{name}({parameters}) {{ {call}; }}"}


def pointee(kind):
    while kind.kind in ("pointer", "array"):
        kind = kind.to
    return kind
