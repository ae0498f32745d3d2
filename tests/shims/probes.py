# SPDX-License-Identifier: GPL-2.0-only
"""The C lines that make a compiler say what a name is. Each one is a single line that either
compiles or tells that the name is nothing of that sort; the same lines go to both sides."""
from world import VALUE

# Arguments on which macros are evaluated where that gives a constant, by number of parameters.
# Where two numbers go together the second is a power of two, which much of this needs.
SAMPLES = {
    1: ("1", "5", "64", "0x1234", "0xfffff001u", "0x123456789abcdef0ull", "(void *)0x1234l",
        "(void *)-4095l", "(void *)-4096l"),
    2: ("5, 4", "100, 8", "0x12345678u, 64", "0x123456789abcull, 4096", "4096, 4096"),
    3: ("5, 3, 8", "70, 3, 64", "unsigned char, 300, 7", "long, -1, 3u"),
}


def constant(symbol, expression):
    """A comment in the assembly output with a name, its value and whether that is negative, if
    optimization makes an integer constant of the expression; that may go through inline
    functions."""
    return (f"void f_{symbol}(void) {{ __auto_type v = {expression}; "
            '_Static_assert(__builtin_classify_type(v) < 5, ""); '
            f'if (__builtin_constant_p(v)) asm volatile("//{VALUE} {symbol} %c0 %c1" '
            ': : "i"((unsigned long long)v), "i"(v < 0)); }')


def values(kind, name, parameters):
    """Probes for integer values: cN_NAME, N counting the SAMPLES of a macro with arguments."""
    if kind not in ("macro", "enumerator"):
        return {}
    if parameters is None:
        return {f"c_{name}": constant(f"c_{name}", name)}
    return {f"c{i}_{name}": constant(f"c{i}_{name}", f"{name}({arguments})")
            for i, arguments in enumerate(SAMPLES.get(len(parameters), ()))}


def types(kind, name):
    """Probes for types, by key. The first letter of a key says what the name then is: o object
    or function, e expression, t type, s struct, union or enum."""
    if kind in ("struct", "union", "enum"):
        return {f"s_{name}": f"{kind} {name} *s_{name}; "
                             f"enum {{ z_{name} = sizeof({kind} {name}) }};"}
    if kind == "typedef":
        return {f"t_{name}": f"{name} *t_{name};"}
    probes = {f"o_{name}": f"typeof(&({name})) o_{name};"}
    if kind in ("macro", "enumerator"):
        probes[f"e_{name}"] = f"void f_{name}(void) {{ typeof(({name})) *e_{name}; }}"
        probes[f"t_{name}"] = f"{name} *t_{name};"
    return probes


def calls(name, function):
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
