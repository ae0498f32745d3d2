#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Test the run core of vgicheck with a toy subject that goes wrong in every way there is.

usage: run-test.py VGICHECK VGICHECK_CHECKED TOY.so TOY_CHECKED.so [EMULATOR ...]

Both executables are built from checker/main.c, checker/run/ and toy-table.c here; EMULATOR is the
command that runs them, if they are for another processor. Prints TAP.
"""
import fnmatch, json, os, random, re, shlex, shutil, signal, struct, subprocess, sys, tempfile, time, traceback

# The door's, which programs and subjects tell each other.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../vgic/subject.h"), encoding="utf-8") as header:
    ABI = int(re.search(r"VGIC_DOOR_ABI\s+(\d+)u", header.read())[1])

if len(sys.argv) < 5:
    sys.exit(__doc__)
PLAIN, CHECKED, TOY, TOY_CHECKED = map(os.path.abspath, sys.argv[1:5])
EMULATOR = sys.argv[5:]
TMP = tempfile.mkdtemp(prefix="vgicheck-run-test.")
NO_KNOWN = os.path.join(TMP, "no-known")
os.mkdir(NO_KNOWN)
tests = failed = 0


def check(title, ok, *details):
    """One TAP line; what was seen goes behind it when it is not what it should be."""
    global tests, failed
    tests += 1
    failed += not ok
    print(f"{'' if ok else 'not '}ok {tests} - {title}")
    for detail in details if not ok else ():
        for line in str(detail).splitlines()[:60]:
            print(f"# {line}")


def same(title, seen, expected):
    check(title, seen == expected, f"expected {expected!r}", f"seen     {seen!r}")


class Run:
    """One run of the program; .rows, .blocks, ... from its results file."""
    def __init__(self, *args, checked=False, env=None, command="run", results=True, raw=False,
                 subject=True, known=NO_KNOWN):
        self.path = os.path.join(TMP, f"results-{tests}")
        argv = [*EMULATOR, CHECKED if checked else PLAIN, command]
        if command == "run":
            argv += ["--subject", TOY_CHECKED if checked else TOY] if subject else []
            argv += ["--results", self.path] if results else []
            argv += ["--known", known] if known else []
        argv += args
        clean = {k: v for k, v in os.environ.items()
                 if not k.startswith(("VGICHECK_", "TOY_", "CMOCKA_", "ASAN_", "UBSAN_"))}
        done = subprocess.run([*EMULATOR, PLAIN, *args] if raw else argv, stdin=subprocess.DEVNULL,
                              capture_output=True, env=dict(clean, **(env or {})), timeout=400)
        self.status = done.returncode
        self.out, self.err = (b.decode(errors="surrogateescape") for b in (done.stdout, done.stderr))
        self.objects = []
        if results and not raw and os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as file:
                self.objects = [json.loads(line) for line in file]
            os.unlink(self.path)
        self.rows = {o["n"]: o for o in self.objects if o["t"] == "row"}
        told = {o["id"]: o for o in self.objects if o["t"] == "finding"}
        self.brief = {n for n, o in self.rows.items() if isinstance(o.get("findings", [0.])[0], int)}
        for row in self.brief:
            self.rows[row]["findings"] = [told[number] for number in self.rows[row]["findings"]]
        self.blocks = {o["name"]: o for o in self.objects if o["t"] == "block"}
        self.known = {o["name"]: o for o in self.objects if o["t"] == "known"}
        self.end = next((o for o in self.objects if o["t"] == "end"), {})

    def statuses(self, block):
        return {n[len(block) + 1:]: o["s"] for n, o in self.rows.items() if n.startswith(block + "/")}

    def findings(self, row):
        return [(f["rule"], f["column"], f["differs"]) for f in self.rows[row].get("findings", [])]

    def steps(self, row):
        return self.rows[row]["findings"][0].get("steps", [])

    def at(self, row, rule):
        """The step of the row's finding by that rule."""
        return next(f.get("at") for f in self.rows[row]["findings"] if f["rule"] == rule)

    def backtrace(self, row, rule):
        found = [f for f in self.rows[row]["findings"] if f["rule"] == rule]
        return "\n".join(found[0].get("backtrace", [])) if found else ""


def refused(title, run, *words):
    """Bad input: exit status 2 and one sentence that holds these words."""
    lines = run.err.splitlines()
    check(title, run.status == 2 and len(lines) == 1 and lines[0].startswith("vgicheck: ")
          and all(w in lines[0] for w in words), f"status {run.status}, wanted {words}", run.err)


def known_dir(**records):
    """A directory of records, each given as its text or as changes to a good one."""
    path = tempfile.mkdtemp(dir=TMP)
    for name, record in records.items():
        if isinstance(record, dict):
            good = {"name": name, "rule": "other-rule", "rows": "toy/known/*",
                    "differs": "line_level 0 -> 1", "guest": "A guest\n  waits.",
                    "upstream": "none known", "recognised-by": "always", "why": "One. Two."}
            good.update({k.replace("_", "-"): v for k, v in record.items()})
            record = "".join(f"{k}: {v}\n" for k, v in good.items() if v is not None)
        with open(os.path.join(path, f"{name}.known"), "w") as file:
            file.write(record)
    return path


def test_reports():
    run = Run("toy/reports", "many/00")
    same("failures: exit status 1", run.status, 1)
    same("statuses of a block", run.statuses("toy/reports"), {
        "good": "pass", "must-fail": "fail", "internal-only": "pass", "skipped": "skip",
        "flood": "fail", "many-steps": "fail", "speaks": "pass", "good-again": "pass"})
    same("rows in order", [n.split("/")[-1] for n in run.rows][:3], ["good", "must-fail", "internal-only"])
    text = run.out[run.out.index("  FAIL  toy/reports/must-fail"):run.out.index("  FAIL  toy/reports/flood")]
    same("the report of a failing row, exactly", text, f"""\
  FAIL  toy/reports/must-fail
    words   toy number 2 of 8
    rule    other-rule: A toy has another side.
            (the toy box)
    lr        lr                    expected 0x8000000000000001  seen 0x10
    lr        flag                  expected 0             seen 1
    rule    other-rule: A toy has another side.
            (the toy box)
    host      pin                   expected -1            seen -2
    host      text                  expected a "b"\\x0a     seen \\ \\x01 \udcff é
    rule    toy-rule: A toy counts to what it was told.
            (the toy box)
    guest   A child miscounts.
    guest     counter               expected 6             seen 7
      step     | interrupt    | physical
      ---------+--------------+------------
      count(3) | counter is 3
    > count(1) | counter is 4 | one line
               |              | and another
               |              | a \\x1b é
    > count(3) | counter is 7
    replay  {PLAIN} run --subject {TOY} --known {NO_KNOWN} 'toy/reports/must-fail'
""")
    row = run.rows["toy/reports/must-fail"]
    same("a finding in the results, exactly", row["findings"][1], {
        "rule": "other-rule", "text": "A toy has another side.", "source": "the toy box",
        "column": "host",
        "differs": [["pin", "-1", "-2"], ["text", 'a "b"\n', "\\ \x01 \ufffd é"]],
        "steps": [["count(3)", "counter is 3", "", ""],
                  ["count(1)", "counter is 4", "", "one line\nand another\na \x1b é"],
                  ["count(3)", "counter is 7", "", ""]], "at": 2,
        "replay": f"{PLAIN} run --subject {TOY} --known {NO_KNOWN} 'toy/reports/must-fail'",
        "debug": f"{PLAIN} run --subject {TOY} --known {NO_KNOWN} --gdb 'toy/reports/must-fail'"})
    same("what a guest suffers, and the row in words",
         (row["findings"][2]["guest"], row["findings"][2]["at"], row["words"]),
         ("A child miscounts.", 3, "toy number 2 of 8"))
    same("an internal difference is shown", run.findings("toy/reports/internal-only"),
         [("other-rule", "internal", [["inside", "1", "2"]])])
    same("why a row was skipped", run.rows["toy/reports/skipped"]["why"], 'the toy has no "wheels"')
    check("what a row says is passed on", "toy/reports/speaks says:\na word on standard error\n" in run.err, run.err)
    check("a blocking difference lost in a flood still fails", "and 937 more differences" in run.out)
    same("the end of a row with endless steps is kept", run.findings("toy/reports/many-steps"),
         [("other-rule", "guest", [["end", "of steps", "none"]])])
    check("steps that come again and change nothing are shown once",
          "\n      in\n      out\n      (the last two 3 times more)\n      step 0\n" in run.out, run.out)
    check("its steps are not all printed", 50 < run.out.count("  step ") < 100)
    block = run.blocks["toy/reports"]
    same("a block's line", (block["rows"], block["excluded"]),
         (8, {"an edge has no level": 7, 'a "quoted" reason': 5}))
    first = run.objects[0]
    same("the first line", first, {
        "t": "run", "abi": 1, "build": "fast", "compiler": 'a "toy" compiler', "tree": "",
        "package": "", "features": ["toy-feature"], "unmocked": ["toy_missing"],
        "sources": [["arch/arm64/kvm/vgic/toy.c", "0123456789abcdef0123456789abcdef01234567"]],
        "replay": f"{PLAIN} run --subject {TOY} --known {NO_KNOWN}"})
    seconds = run.end.pop("seconds", None)
    check("seconds in the last line", isinstance(seconds, float))
    same("the last line", run.objects[-1], {"t": "end", "rows": 1008, "pass": 1004, "fail": 3, "known": 0, "skip": 1})
    check("1000 rows, each from the saved state", set(run.statuses("many/00").values()) == {"pass"})
    check("CMocka: one line a block", "[       OK ] many/00" in run.out and "[  FAILED  ] toy/reports" in run.err)
    check("totals", "vgicheck: 1008 rows: 1004 pass, 3 fail, 0 known, 1 skip in " in run.out)
    run = Run("toy/reports/good", "--tree", "a tree", "--package", "linux 6.12")
    same("labels", (run.status, run.objects[0]["tree"], run.objects[0]["package"]), (0, "a tree", "linux 6.12"))


def test_faults(checked):
    kind = "checked" if checked else "plain"
    run = Run("toy/faults", checked=checked)
    here = "arch/arm64/kvm/vgic/toy.c:42: "
    where = " (cpu 0, irqs off, preempt depth 0, holds irq)"
    for row, rule, field, seen in (
            ("warn", "no-warn", "WARN", here + "toy warns"),
            ("warn-twice", "no-warn", "WARN", here + "toy warns"),
            ("differs-and-warns", "no-warn", "WARN", here + "toy warns"),
            ("lock", "lock-rules", "lock", here + "toy locks twice" + where),
            ("context", "context", "context", here + "toy has irqs off" + where),
            ("refcount", "refcount", "reference count", here + "toy drops a dead reference"),
            ("memory", "memory", "memory", here + "toy frees twice"),
            ("bug", "no-bug", "BUG", here + "toy bugs"),
            ("unmocked", "unmocked", "call",
             "unmocked kernel function toy_missing, called from toy_selftest")):
        findings = [f for f in run.findings(f"toy/faults/{row}") if f[1] != "internal"]
        same(f"{kind}: finding of {row}", findings, [(rule, "host", [[field, "none", seen]])])
        trace = run.backtrace(f"toy/faults/{row}", rule)
        check(f"{kind}: backtrace of {row}", re.fullmatch(
            r"(toy_fault\+0x\w+ \(toy\S*\)\n)?toy_selftest\+0x\w+ \(toy\S*\)\n(\w+_(twice|warns)\+.*\n)?run_canary\+0x.*",
            trace), trace)
    same(f"{kind}: WARN is not the end of a row", run.steps("toy/faults/warn")[-1], ["count(3)", "counter is 6", "", ""])
    same(f"{kind}: BUG is", run.steps("toy/faults/bug")[-1], ["selftest(bug)", "", "", ""])
    same(f"{kind}: rows around faults pass", [run.statuses("toy/faults")[r] for r in ("before", "after")], ["pass", "pass"])


def test_deaths(checked):
    kind = "checked" if checked else "plain"
    if checked:
        # Writing a report may take a sanitizer longer than a second on a busy machine.
        run = Run("toy/deaths/[!l]*", checked=True)
        run.rows.update(Run("toy/deaths/loop", "--row-timeout", "1", checked=True).rows)
    else:
        run = Run("toy/deaths", "--row-timeout", "1")
    same(f"{kind}: deaths and the rows between", run.statuses("toy/deaths"), {
        "before": "pass", "write-null": "fail", "between": "pass", "call-null": "fail",
        "abort": "fail", "loop": "fail", "overflow-stack": "fail", "exit": "fail",
        "kill": "fail", "after": "pass"})
    for row, rule, seen, function in (
            ("write-null", "no-crash", "SIGSEGV at address 0x0", r"^toy_write_null\+.*\n.*toy_selftest"),
            ("call-null", "no-crash", "SIGSEGV at address 0x0", r"^0x0 \(no code there\)\ntoy_call_null\+"),
            ("abort", "no-crash", "SIGABRT", r"\nabort\+.*\ntoy_selftest"),
            ("loop", "terminates", "still running after 1 s", r"^toy_loop\+.*\n.*toy_selftest.*\nrun_canary"),
            ("overflow-stack", "no-crash", "SIGSEGV at address 0x", r"toy_overflow_stack.*, \d\d times"),
            ("exit", "no-crash", "exit with status 7", None),
            ("kill", "no-crash", "killed by SIGKILL", None)):
        findings = [f for f in run.findings(f"toy/deaths/{row}") if f[0] == rule]
        check(f"{kind}: finding of {row}", len(findings) == 1 and findings[0][2][0][2].startswith(seen), findings)
        trace = run.backtrace(f"toy/deaths/{row}", rule)
        check(f"{kind}: backtrace of {row}", not function or re.search(function, trace), trace)
        check(f"{kind}: {row} is repeatable", "repeatable" not in str(run.findings(f"toy/deaths/{row}")))
        same(f"{kind}: last step of {row}", run.steps(f"toy/deaths/{row}")[-1], [f"selftest({row})", "", "", ""])
        same(f"{kind}: ... is where it happened", run.at(f"toy/deaths/{row}", rule), 2)


def test_sanitized():
    run = Run("toy/sanitized")
    same("a plain build does not see what only sanitizers see", run.status, 0)
    run = Run("toy/sanitized", checked=True)
    same("sanitizer reports and the rows between", run.statuses("toy/sanitized"), {
        "before": "pass", "read-past-end": "fail", "between": "pass", "overflow-int": "fail",
        "overflow-int-again": "fail", "read-past-end-again": "fail", "after": "pass"})
    for row in ("read-past-end", "read-past-end-again"):
        name = f"toy/sanitized/{row}"
        same(f"finding of {row}", run.findings(name),
             [("sanitizer", "host", [["report", "none", "heap-buffer-overflow"]])])
        trace = run.backtrace(name, "sanitizer")
        check(f"report of {row}", "AddressSanitizer: heap-buffer-overflow on" in trace
              and " in toy_read_past_end " in trace and "allocated by" in trace
              and "Shadow" not in trace and "run_row" not in trace, trace)
    for row in ("overflow-int", "overflow-int-again"):
        findings = run.findings(f"toy/sanitized/{row}")
        check(f"finding of {row}", len(findings) == 1 and findings[0][0] == "sanitizer" and re.match(
            r"toy-subject\.c:\d+:\d+: runtime error: signed integer overflow: ", findings[0][2][0][2]), findings)
        check(f"report of {row}", " in toy_overflow_int " in run.backtrace(f"toy/sanitized/{row}", "sanitizer"))
    same("steps of a row with a report", run.steps("toy/sanitized/overflow-int")[1], ["selftest(overflow-int)", "survived", "", ""])
    for row in ("read-past-end", "overflow-int"):
        same(f"the step of {row}", run.at(f"toy/sanitized/{row}", "sanitizer"), 2)
    run = Run("toy/sanitized", "--no-fork", checked=True)
    # UBSan reports each place once a process.
    same("--no-fork: reports count too", list(run.statuses("toy/sanitized").values()),
         ["pass", "fail", "pass", "fail", "pass", "fail", "pass"])
    check("--no-fork: ... and stay on standard error", "heap-buffer-overflow" in run.err)


def test_unsteady():
    run = Run("toy/unsteady")
    same("unsteady rows and their neighbours", list(run.statuses("toy/unsteady").values()),
         ["pass", "fail", "fail", "fail", "pass"])
    for row, second in (("first-time-only", "nothing"),
                        ("different-each-time", "other-rule, with other values"),
                        ("crash-second-time", "other-rule, no-crash")):
        same(f"{row} is not repeatable", run.findings(f"toy/unsteady/{row}")[-1],
             ("repeatable", "host", [["second run", "other-rule", second]]))


def test_known():
    run = Run("toy/known", known=known_dir(**{"line-kept": {}}))
    same("a known finding explains, and only what it names", run.statuses("toy/known"), {
        "good": "pass", "known": "known", "known-and-new": "fail", "known-and-internal": "known",
        "known-and-flood": "fail", "other-rule": "fail", "warn": "fail", "skipped": "skip"})
    same("the row names its record", run.rows["toy/known/known"]["known"], ["line-kept"])
    same("... and has its findings", run.findings("toy/known/known"), [("other-rule", "guest", [["line_level", "0", "1"]])])
    same("the record's line", run.known["line-kept"], {
        "t": "known", "name": "line-kept", "rule": "other-rule", "upstream": "none known",
        "guest": "A guest waits.", "why": "One. Two.", "selected": 7, "occurred": 2})
    check("it is said at the end", "known finding line-kept: in 2 of the 7 rows it names; A guest waits. (fix: none known)\n" in run.out, run.out)
    same("a new difference in a row with a known one is a failure", run.status, 1)
    run = Run("toy/known/known", known=known_dir(**{"line-kept": {}}))
    same("nothing but known findings: exit status 0", (run.status, run.end["known"]), (0, 1))
    check("... and CMocka passes", "[  PASSED  ] 1 test" in run.err + run.out)

    run = Run("toy/known", known=known_dir(
        a={}, b={"differs": "pending 1 -> 0"}, c={"rule": "no-warn", "differs": "WARN none -> *: toy warns"},
        d={"rule": "toy-rule other-rule", "differs": "no_such * -> *\n  line_l?vel ? -> [1-9]"}))
    same("several records together", run.statuses("toy/known"), {
        "good": "pass", "known": "known", "known-and-new": "known", "known-and-internal": "known",
        "known-and-flood": "fail", "other-rule": "known", "warn": "known", "skipped": "skip"})
    same("... each is named", run.rows["toy/known/known-and-new"]["known"], ["a", "b"])
    same("... and counted", {n: o["occurred"] for n, o in run.known.items()}, {"a": 3, "b": 1, "c": 1, "d": 1})

    run = Run("toy/known/good", "many/00", known=known_dir(
        gone={"rows": "toy/known/good\n  many/00/row-0000* many/01"}, elsewhere={"rows": "many/02"}))
    same("a record that occurs nowhere", (run.status, run.known["gone"]["selected"], run.known["gone"]["occurred"]), (0, 11, 0))
    check("... is reported", "known finding gone: occurred in none of the 11 rows it names; is it fixed?" in run.out, run.out)
    check("... unless none of its rows ran", "elsewhere" not in run.out and run.known["elsewhere"]["selected"] == 0)
    for rows, status in (("toy/known", 0), ("toy", 0), ("toy/known/known", 0), ("toy/*/known", 0),
                         ("toy/known/know", 1), ("many", 1)):
        same(f"rows: {rows}", Run("toy/known/known", known=known_dir(r={"rows": rows})).status, status)
    for by, status in (("toy-feature", 0), ("other-feature", 1), ("!other-feature", 1)):
        same(f"recognised-by: {by}", Run("toy/known/known", known=known_dir(r={"recognised_by": by})).status, status)
    for differs, status in (("line_level 0 -> 0", 1), ("line_level 1 -> 1", 1), ("line 0 -> 1", 1), ("* * -> *", 0)):
        same(f"differs: {differs}", Run("toy/known/known", known=known_dir(r={"differs": differs})).status, status)
    for rows in ("toy", "toy/known", "toy/known/*", "toy/known\n  toy/known/*"):
        same(f"rows that {rows!r} selects", Run("toy/known", known=known_dir(r={"rows": rows})).known["r"]["selected"], 7)
    same("a flood is not explained by what was kept of it", Run("toy/known/known-and-flood", known=known_dir(
        r={"rule": "other-rule toy-rule", "rows": "*", "differs": "* * -> *"})).status, 1)


def test_alike():
    """Of many rows that fail alike, the first are told with their steps, the others in brief."""
    known = known_dir(r={"rows": "alike/rows/row-000*"})
    run = Run("alike/rows", known=known)
    rows = {n: f"alike/rows/row-{n:05}" for n in range(200)}
    same("rows that fail alike: each is reported", [run.rows[n]["s"] for n in rows.values()], [
        "pass" if n % 10 == 0 else "known" if n % 10 == 5 and n < 100 else "fail" for n in rows])
    same("... and counted", (run.end["pass"], run.end["fail"], run.end["known"], run.known["r"]["occurred"]), (20, 170, 10, 10))
    others = [n for n in rows if n % 10 not in (0, 5)]
    special = [101, 102, 103, 121, 122, 123, 124, 126, 127, 128, 141]   # of the warnings, 8 and the other one
    full = [n for n in rows if n % 10 and rows[n] not in run.brief]
    same("the first ones are told with their steps", [n for n in full if n % 10 != 5], others[:8] + special)
    same("... known ones and new ones", [n for n in full if n % 10 == 5], [*range(5, 80, 10), *range(105, 180, 10)])
    check("... with what belongs to them", all(
        run.steps(rows[n]) == [[f"count({n})", f"counter is {n}", "", ""]] or n == 102 for n in full), [run.steps(rows[n]) for n in full])
    same("the others have no steps and no words", {key for n in run.brief for f in run.rows[n]["findings"] for key in f}
         - {"t", "id"} | {key for n in run.brief for key in run.rows[n]},
         {"rule", "text", "source", "column", "differs", "guest", "backtrace", "t", "n", "s", "findings", "known"})
    numbers = [o["id"] for o in run.objects if o["t"] == "finding"]
    same("what they show is told once", numbers, list(range(1, 8)))
    for n in (1, 13, 14, 101, 102, 103, 198):
        alone = Run(rows[n], known=known)
        same(f"row {n} alone shows the same", run.findings(rows[n]), alone.findings(rows[n]))
        check("... with its steps and words", not alone.brief and alone.steps(rows[n]) and alone.rows[rows[n]]["words"])
    same("a brief row is run a second time, too", run.findings(rows[104])[-1],
         ("repeatable", "host", [["second run", "toy-rule, other-rule", "toy-rule, other-rule, with other values"]]))
    text = run.out[run.out.index(f"  FAIL  {rows[11]}\n"):run.out.index(f"  FAIL  {rows[12]}\n")]
    check("it is said how to see the steps", "    steps   not recorded, as enough rows failed alike; replaying it shows them\n"
          in text and text.endswith(f" '{rows[11]}'\n"), text)
    same("few rows are all told in full", Run("alike/rows/row-000*", known=known).brief, set())
    same("--trace: all rows are", Run("alike/rows", "--trace", known=known).brief, set())
    run = Run("alike/refused")
    same("many rows without a machine", (run.end["fail"], len(run.brief)), (200, 192))
    same("... say so each", {str(run.findings(n)) for n in run.rows}, {str(run.findings("alike/refused/row-00000"))})
    check("... the first with steps", run.steps("alike/refused/row-00007") == [["boot", "", "", ""]], run.steps("alike/refused/row-00007"))


def test_malformed_known():
    for title, record, line, word in (
            ("no colon", "name: r\nrule other\n", 2, "neither"),
            ("an unknown key", {"colour": "red"}, 10, "unknown key 'colour'"),
            ("a key twice", "name: r\nrule: a\n# a comment\n\nrule: b\n", 5, "'rule' again, after line 2"),
            ("a key missing", {"upstream": None}, 8, "'upstream' is missing"),
            ("a key empty", {"guest": ""}, 5, "'guest' has no value"),
            ("another name", {"name": "other"}, 1, "'other' is not the file's"),
            ("indented at once", " name: r\n", 1, "continues nothing"),
            ("no arrow", {"differs": "\n  a 0 -> 1\n  a 0 1"}, 6, "'a 0 1' is not FIELD EXPECTED -> SEEN"),
            ("an empty file", "", 0, "'name' is missing")):
        path = known_dir(r=record)
        refused(f"malformed record: {title}", Run("toy/known", known=path), f"{path}/r.known:{line}: ", word)
    refused("no such directory", Run("toy/known", known="/no/such/dir"), "/no/such/dir", "No such file")
    same("a record that does not apply is checked all the same",
         Run("toy/known", known=known_dir(r={"recognised_by": "nothing", "colour": "red"})).status, 2)


def selected_by_any_form(names):
    """What patterns of many forms select, and what they should, among some of the names."""
    draw = random.Random(1)
    names = [n for n in names[::53] + names[-500:] if n.isascii() and not set(n) & set("[]*?\\")]
    seen, meant = [], []
    for _ in range(60):
        name = draw.choice(names[-400:] if draw.random() < .4 else names)
        a, b = sorted(draw.sample(range(len(name) + 1), 2))
        pattern = name[:a] + draw.choice(["*", "?" * (b - a), f"[{name[a:b][:1] or 'x'}z]*", "[!q]*", "*/*"]) + name[b:]
        if draw.random() < .3:
            pattern = "*" + pattern[draw.randrange(len(pattern)):]
        rule = re.compile(fnmatch.translate(pattern)).match
        meant.append((pattern, [n for n in names if any(rule(n[:end]) for end in range(1, len(n) + 1)
                                                        if end == len(n) or n[end] == "/")]))
        found = set(Run("--rows", pattern, command="list").out.splitlines())
        seen.append((pattern, [n for n in names if n in found]))
    return [s for s, m in zip(seen, meant) if s != m], []


def test_patterns():
    for patterns, rows in (
            (["toy/names/part"], 2), (["toy/names/part/of/a"], 1), (["toy/names/part/of/a/path"], 1),
            (["toy/names/par*"], 2), (["toy/names/"], 5), (["toy/n*"], 5), (["*/another"], 1),
            (["toy/names/it's [odd] * \"quoted\" \\"], 1), (["many/0[0-2]"], 3000),
            (["many/00/row-0000?"], 10), (["m*y/0[0-2]/row-0000?"], 30), (["many/[!0]*/row-0000[0]"], 50),
            (["*y/0?/*-0000?"], 100), (["toy/n*/it's \\[odd*"], 1), (["many/0[0-9]/row-0000?", "many/00"], 1090),
            (["many"], 60000), (["many/00", "many/00/row-00001"], 1000),
            (["toy/names/<tag> & more"], 1), (["toy/*/before"], 7), (["*/row-00999"], 60), ([], 60473)):
        run = Run("--rows", *patterns, command="list")
        same(f"pattern {patterns}", len(run.out.splitlines()), rows)
    for patterns in (["tpy"], ["toy/name"], ["many/00/row-1"], ["many/00", "nothing*"], ["toy/names/part/of/a/path/x"], [""]):
        refused(f"pattern {patterns} matches nothing", Run(*patterns), f"no row matches '{patterns[-1]}'")
    run = Run("toy/killers", "many/59", "-v", command="list")
    same("list -v", run.out, "toy/killers  6 rows\nmany/59  1000 rows\n")
    same("list", Run("toy/reports", command="list").out, "toy/reports\n")
    names = Run("--rows", command="list").out.splitlines()
    same("every row's name is its own", len(set(names)), len(names))
    same("patterns of any form select what they match", *selected_by_any_form(names))
    run = Run("many/07/row-00042")
    same("an exact row", list(run.rows), ["many/07/row-00042"])


def test_names():
    run = Run("toy/names")
    same("names of any bytes in the results", list(run.rows), [
        "toy/names/it's [odd] * \"quoted\" \\", "toy/names/bytes-" + "\ufffd" * 17 + "-€-🐘",
        "toy/names/part/of/a/path", "toy/names/part/of/another", "toy/names/<tag> & more"])
    replay = [l.split("replay", 1)[1].strip() for l in run.out.splitlines() if l.startswith("    replay")]
    same("two rows to replay", len(replay), 2)
    for command in replay:
        done = subprocess.run(shlex.join(EMULATOR).encode() + b" " + command.encode(errors="surrogateescape"),
                              shell=True, capture_output=True)
        check(f"pasted: {command[-30:]!a}", done.returncode == 1 and b"vgicheck: 1 rows: 0 pass, 1 fail" in done.stdout,
              done.stdout, done.stderr)


def test_prepare():
    run = Run("toy/prepare/refused", "toy/prepare/crashes", "toy/prepare/warns")
    for row in ("before", "read-past-end", "between"):
        same(f"no machine: {row}", run.findings(f"toy/prepare/refused/{row}"),
             [("prepare", "host", [["result", "0", "-22 (EINVAL)"]])])
        same(f"a crash while making it: {row}", run.findings(f"toy/prepare/crashes/{row}"),
             [("no-crash", "host", [["signal", "none", "SIGSEGV at address 0x0"]])])
    same("said once in the text", run.out.count("toy/prepare/refused/"), 2)
    same("a WARN while making it", run.findings("toy/prepare/warns/before"),
         [("no-warn", "host", [["WARN", "none", "arch/arm64/kvm/vgic/toy.c:42: toy warns at its birth"]])])
    run = Run("toy/feature", known=NO_KNOWN)
    same("a block for another subject", (run.status, run.rows["toy/feature/here/good"].get("why")),
         (0, "the subject lacks no-such-feature"))
    check("... is skipped in CMocka", "[  SKIPPED ] toy/feature/here" in run.out + run.err)


def test_limits():
    run = Run("toy/killers", "--max-deaths", "3")
    same("--max-deaths", list(run.statuses("toy/killers").values()), ["fail"] * 3 + ["skip"] * 3)
    same("... and why", run.rows["toy/killers/good"]["why"], "not run: 3 rows before it died (--max-deaths)")
    same("--max-deaths 0", Run("toy/killers", "--max-deaths", "0").end["fail"], 5)
    same("deaths that are known do not count", list(Run("toy/killers", "--max-deaths", "3", known=known_dir(
        r={"rule": "no-crash", "rows": "toy", "differs": "signal * -> SIGSEGV*"})).statuses("toy/killers").values()),
        ["known"] * 5 + ["pass"])
    run = Run("toy/deaths/loop", "--row-timeout", "0.2")
    check("--row-timeout in parts of a second", "after 0.2 s" in run.out, run.out)


def test_coverage():
    path = os.path.join(TMP, "coverage")
    run = Run("toy/deaths", "toy/faults", "many/00", "--row-timeout", "0.3", env={"TOY_COVERAGE": path})
    with open(path) as file:
        notes = [line.split() for line in file]
    resets = {pid for what, pid, _ in notes if what == "reset"}
    dumps = {pid: int(count) for what, pid, count in notes if what == "dump"}
    check("each worker resets the counters once", len(resets) == sum(n[0] == "reset" for n in notes) > 15)
    check("... and dumps them once", len(dumps) == sum(n[0] == "dump" for n in notes) and set(dumps) <= resets)
    same("... whatever it dies of but exit and SIGKILL, twice each", len(resets) - len(dumps), 4)
    # Two or three calls a canary and run, one for each of 1000 good rows, nothing twice.
    check("counts are not multiplied", 1000 < sum(dumps.values()) < 1100, dumps)
    same("the run with coverage", run.status, 1)


def test_modes():
    run = Run("toy/reports", "many/00", "-q")
    check("-q: no line for what passes", "OK" not in run.out and "RUN" not in run.out and "FAIL  toy/reports/must-fail" in run.out
          and "vgicheck: 1008 rows" in run.out, run.out)
    same("-q: exit status", (run.status, Run("many/00", "-q").status), (1, 0))
    run = Run("toy/reports/internal-only", "toy/reports/skipped", "-v")
    check("-v: shows the rest", "PASS  toy/reports/internal-only" in run.out and "SKIP  toy/reports/skipped" in run.out, run.out)
    run = Run("many/00/row-00004", "--trace")
    check("--trace: steps of a passing row", run.status == 0 and
          "  PASS  many/00/row-00004\n      step     | interrupt\n      ---------+-------------\n      count(5) | counter is 5\n" in run.out, run.out)
    run = Run("toy/reports", "many/00", "toy/prepare/refused", "many/01", "--no-fork")
    same("--no-fork: the same results", (run.status, run.end["pass"], run.end["fail"]), (1, 2004, 6))
    for row, status in (("deaths/write-null", -signal.SIGSEGV), ("faults/bug", -signal.SIGABRT)):
        same(f"--no-fork: {row} is left to the debugger", Run(f"toy/{row}", "--no-fork").status, status)
    many = Run("many")
    same("60000 rows", (many.status, many.end["pass"]), (0, 60000))
    print(f"# 60000 rows in {many.end['seconds']} s")
    jobs = [subprocess.Popen([*EMULATOR, PLAIN, "run", "--subject", TOY, "--known", NO_KNOWN, "many", "toy/faults"],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(4)]
    outs = [job.communicate()[0] for job in jobs]
    check("four at once do not disturb each other", all(b"60002 pass, 9 fail" in out for out in outs))


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return file.read().split()


def runs(pid):
    """Is this process there, and not just waiting for somebody to ask for its status?"""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def wait_for(what, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = what()
        if value:
            return value
        time.sleep(0.01)
    return what()


def test_interrupt():
    path = os.path.join(TMP, "interrupted")
    job = subprocess.Popen([*EMULATOR, PLAIN, "run", "--subject", TOY, "--results", path, "--row-timeout", "0",
                            "many/00", "toy/deaths/loop"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    worker = wait_for(lambda: children(job.pid))
    time.sleep(0.2)
    # Not SIGINT: a shell starts what is in the background with that ignored.
    job.terminate()
    same("interrupted: the signal is seen", job.wait(), -signal.SIGTERM)
    gone = wait_for(lambda: not runs(worker[0]))
    check("... the worker goes too", gone)
    if not gone:
        os.kill(int(worker[0]), signal.SIGKILL)
    with open(path) as file:
        types = [json.loads(line)["t"] for line in file]
    check("... what was done is kept, without an end", "end" not in types, types)


def test_bad_input():
    text = os.path.join(TMP, "text.so")
    with open(text, "w") as file:
        file.write("no object\n")
    part = os.path.join(TMP, "part.so")
    with open(TOY, "rb") as whole, open(part, "wb") as file:
        file.write(whole.read()[:6000])
    # The first section after the empty one is said to lie behind the end.
    astray = os.path.join(TMP, "astray.so")
    with open(TOY, "rb") as whole, open(astray, "wb") as file:
        image = bytearray(whole.read())
        sections, = struct.unpack_from("<Q", image, 40)
        struct.pack_into("<Q", image, sections + 64 + 24, len(image))
        file.write(image)
    # A library of this machine's own, whatever its processor.
    with open("/proc/self/maps") as maps:
        other = re.search(r"/\S*/libc[.-]\S*", maps.read()).group()
    bare = dict(subject=False, results=False, known=None)
    refused("no command", Run(raw=True), "which command")
    refused("an unknown command", Run("walk", raw=True), "unknown command 'walk'")
    refused("an unknown option", Run("--colour", "many/00"), "--colour")
    refused("an unknown letter", Run("-z"), "-z")
    refused("an option without its value", Run("many/00", "--row-timeout"), "--row-timeout needs a value")
    refused("a value where none belongs", Run("--trace=yes"), "--trace=yes")
    for bad in ("soon", "-1", "1s", "", "nan", "1e9"):
        refused(f"--row-timeout {bad!r}", Run("--row-timeout", bad), "--row-timeout needs seconds", f"'{bad}'")
    for bad in ("few", "-1", "3x"):
        refused(f"--stop-at {bad!r}", Run("--stop-at", bad), "--stop-at needs a number", f"'{bad}'")
        refused(f"--max-deaths {bad!r}", Run("--max-deaths", bad), "--max-deaths needs a number", f"'{bad}'")
    refused("no such subject", Run("--subject", "/no/such.so", **bare), "/no/such.so", "No such file")
    refused("a subject of text", Run("--subject", text, **bare), text, "not a shared object")
    refused("half a subject", Run("--subject", part, **bare), part, "not all of one")
    refused("a subject with a section elsewhere", Run("--subject", astray, **bare), astray, "not all of one")
    refused("a directory", Run("--subject", TMP, **bare), TMP)
    refused("an empty name", Run("--subject", "", **bare), "--subject needs")
    if not EMULATOR:
        refused("another library", Run("--subject", other, **bare), other, "vgic_subject_open")
    refused("a checked subject in the plain program", Run("--subject", TOY_CHECKED, **bare), "vgicheck-checked")
    for mood, words in (("crash", "died while it was being opened"), ("warn", "toy warns when opened"),
                        ("other-abi", f"speaks door ABI {ABI + 1}, this program {ABI}"), ("refuse", "does not speak")):
        refused(f"a subject that is {mood}", Run("many/00", env={"TOY_OPEN": mood}), words)
    refused("results in no directory", Run("many/00", "--results", "/no/such/dir/file"), "/no/such/dir/file")
    refused("results on a full disk", Run("many/00", "--results", "/dev/full"), "/dev/full", "No space left")
    refused("--gdb with many rows", Run("many/00", "--gdb", results=False), "--gdb wants one row", "1000 match")
    refused("--gdb without gdb", Run("many/00/row-00001", "--gdb", results=False, env={"VGICHECK_GDB": "/no/gdb"}),
            "/no/gdb", "apt-get install gdb")
    refused("--gdb with a bad subject", Run("many/00/row-00001", "--gdb", "--subject", text, **bare), text)
    refused("--gdb where no machine can be made", Run("toy/prepare/refused/before", "--gdb", results=False), "takes no step")
    refused("list of nothing", Run("nothing", command="list"), "no row matches 'nothing'")
    for args in (["--help"], ["-h"], ["run", "--help"]):
        run = Run(*args, raw=True)
        check(f"{args}", run.status == 0 and "usage: vgicheck run" in run.out and "--row-timeout" in run.out)
    check("--version", re.match(rf"vgicheck \S+, plain build, door ABI {ABI}\n$", Run("--version", raw=True).out))
    check("--version, checked", "checked build" in Run("--version", checked=True, command="run").out)
    run = Run("many/00", env={"VGICHECK_SUBJECT": TOY, "VGICHECK_KNOWN_DIR": NO_KNOWN}, subject=False, known=None)
    same("subject and known findings from the environment", run.status, 0)
    run = Run("toy/known/known", env={"VGICHECK_KNOWN_DIR": known_dir(r={})}, known=None)
    same("... the latter are used", run.end.get("known"), 1)
    here = os.getcwd()
    os.chdir(os.path.dirname(TOY))
    same("a subject in the working directory", Run("many/00", "--subject", os.path.basename(TOY), subject=False).status, 0)
    os.chdir(here)


def attempt(test, *args):
    """A test that cannot go on is one that failed."""
    try:
        test(*args)
    except Exception:
        check(f"{test.__name__}{args} goes through", False, traceback.format_exc())


try:
    attempt(test_reports)
    for build in (False, True):
        attempt(test_faults, build)
        attempt(test_deaths, build)
    for test in (test_sanitized, test_unsteady, test_known, test_alike, test_malformed_known, test_patterns,
                 test_names, test_prepare, test_limits, test_coverage, test_modes,
                 test_interrupt, test_bad_input):
        attempt(test)
    print(f"1..{tests}")
finally:
    shutil.rmtree(TMP)
sys.exit(1 if failed else 0)
