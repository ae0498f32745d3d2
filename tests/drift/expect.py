# SPDX-License-Identifier: GPL-2.0-only
"""What a case of tests/drift expects; see run."""


class Same:
    """Every row as before."""


class Refused:
    """Cannot be built, and the sentence says why and who must change."""

    def __init__(self, *texts):
        self.texts = (*texts, "the harness, not the patch, may be at fault")


class Fails:
    """Rows that reach something unmocked fail; nothing else changes."""

    def __init__(self, name, caller, kind="function", rows=(), not_rows=()):
        self.rows, self.not_rows = rows, not_rows
        verb = "accessed" if kind == "variable" else "called"
        self.seen = f"unmocked kernel {kind} {name}, {verb} from {caller}"

    def check(self, name, row, wrong):
        """Does the row fail for this reason? A compiler may have put the caller into its own caller."""
        for finding in row.get("findings", ()):
            if finding["rule"] == "unmocked" and row["s"] == "fail" and \
                    any(seen == self.seen for _, _, seen in finding["differs"]):
                return
        raise wrong(f"{name} does not say \"{self.seen}\": {str(row)[:600]}")
