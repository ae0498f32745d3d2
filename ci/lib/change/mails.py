# SPDX-License-Identifier: GPL-2.0-only
"""What --patch names, taken apart into patches: mails, mailboxes, plain diffs. git takes mails apart (mailsplit,
mailinfo), just as for git am; here it is decided which of them are patches of the series, and in what order."""
import gzip
import os
import re
import shutil
import sys
import zlib

from common import Refused, plain
from git import call

DIFF = re.compile(rb"^(diff --git |GIT binary patch\r?$|--- [^\n]*\n\+\+\+ [^\n]*\n@@ -)", re.M)
HEADER = re.compile(rb"\A(?:From |(?:From|Subject|Date|To|Cc|Message-ID|Received|Return-Path|Delivered-To|Sender|"
                    rb"Reply-To|MIME-Version|Content-[\w-]+|List-[\w-]+|X-[\w-]+|DKIM-Signature|Authentication-Results|"
                    rb"ARC-[\w-]+|In-Reply-To|References|User-Agent|Mailing-List|Precedence|Status):)", re.I)
TAGS = re.compile(r"^\s*((?:re|aw|fwd?)\s*:\s*)*((?:\[[^]]*\]\s*)*)", re.I)
NUMBER = re.compile(r"\b(\d{1,4})/(\d{1,4})\b")
VERSION = re.compile(r"\bv(\d{1,3})\b", re.I)


class Patch:
    """One change: source is the file as given, text the diff with whatever stands around it."""

    def __init__(self, source, title, text, subject=""):
        self.source, self.text = source, text
        tags = TAGS.match(subject)
        self.title = plain(title) or os.path.basename(source)
        self.reply = bool(tags[1])
        in_brackets = tags[2]
        number, version = NUMBER.search(in_brackets), VERSION.search(in_brackets)
        self.number, self.total = map(int, number.groups()) if number else (None, None)
        self.version = int(version[1]) if version else 1

    def named(self):
        """For a sentence."""
        return plain(self.source if self.title == os.path.basename(self.source) else f"\"{self.title}\" ({self.source})")


def content(name):
    """What the file given as --patch holds, unpacked."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read()
        elif os.path.isdir(name):
            raise Refused(f"--patch {name} is a directory: name the patch files in it, in order")
        else:
            with open(name, "rb") as f:
                data = f.read()
    except OSError as e:
        raise Refused(f"--patch {name} cannot be read ({e.strerror}): name a file with a patch, or - for standard input"
                      ) from e
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as e:
            raise Refused(f"--patch {name} is a damaged gzip file ({e}): bring it again") from e
    return data


def of_file(name, scratch, notes):
    """The patches in a file."""
    source = "standard input" if name == "-" else name
    data = content(name).removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise Refused(f"no patch in {source}, which is empty: give a mail, an mbox or a diff")
    start = data.lstrip(b"\r\n\t ")
    if HEADER.match(start):
        found = series(mails(start, source, scratch), source, notes)
    elif start[:1] == b"<" and re.search(rb"<(!doctype )?html", start[:2000], re.I):
        raise Refused(f"no patch in {source}, which is an HTML page: give the mail itself (of lore: the raw link,"
                      " or t.mbox.gz)")
    else:
        found = [Patch(source, title_of(start), without_cr(data))] if DIFF.search(data.replace(b"\r\n", b"\n")) else []
    if not found:
        raise Refused(f"no patch in {source}, which has no diff in it: give a mail, an mbox or a diff")
    return found


def title_of(text):
    """Of what git show prints, or a diff with words before it."""
    before = text[:DIFF.search(text).start()] if DIFF.search(text) else b""
    words = before.decode(errors="replace")
    commit = re.search(r"\Acommit [0-9a-f]{7,}.*?\n\n {4}(\S[^\n]*)", words, re.S)
    return commit[1] if commit else ""


def without_cr(data):
    """A diff that came through something that ends lines as mail does; one of a file with such lines is left alone."""
    return data.replace(b"\r\n", b"\n") if re.search(rb"^(---|\+\+\+|@@) [^\n]*\r$", data, re.M) else data


def mails(data, source, scratch):
    """All patches among the mails, in the order of the file."""
    folder = os.path.join(scratch, "mails")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    status, _, err = call(["mailsplit", "-b", f"-o{folder}", "--mboxrd" if b"From mboxrd@" in data[:30] else "-d4"],
                          data, own=scratch)
    if status:
        raise Refused(f"git mailsplit cannot take {source} apart ({plain(err)}): give a mail, an mbox or a diff")
    found = []
    for name in sorted(os.listdir(folder)):
        message, text = (os.path.join(folder, f"{part}-{name}") for part in ("message", "diff"))
        with open(os.path.join(folder, name), "rb") as f:
            mail = f.read()
        # -k: the subject with its tags, which say which patch of how many this is.
        status, out, err = call(["mailinfo", "-k", message, text], mail, own=scratch)
        if status:
            raise Refused(f"git mailinfo cannot read mail {int(name)} of {source} ({plain(err)}): give it as plain text")
        with open(text, "rb") as f:
            diff = f.read()
        if DIFF.search(diff):
            said = re.search(r"^Subject: (.*)$", out.decode(errors="replace"), re.M)
            subject = said[1] if said else ""
            found.append(Patch(source, subject[TAGS.match(subject).end():], diff, subject))
    shutil.rmtree(folder)
    return found


def series(found, source, notes):
    """Those that are meant, in order."""
    real = [p for p in found if not p.reply]
    if real:
        found = real
    versions = {p.version for p in found}
    if len(versions) > 1:
        # A thread with a new version sent in reply to the old one: the same patches, once more.
        newest = [p for p in found if p.version == max(versions)]
        if {p.title for p in newest} & {p.title for p in found if p.version != max(versions)}:
            notes.append(f"{source} has several versions of a series: v{max(versions)} is taken")
            found = newest
    totals, numbers = {(p.total, p.version) for p in found}, [p.number for p in found]
    if len(totals) == 1 and None not in numbers and len(set(numbers)) == len(numbers):
        found = sorted(found, key=lambda p: p.number)
    return found


def gaps(patches, notes):
    """Of a series, which may come in several files, what is in none of them."""
    series_of = {}
    for patch in patches:
        if patch.number is not None:
            series_of.setdefault((patch.version, patch.total), set()).add(patch.number)
    for (_, total), numbers in series_of.items():
        missing = sorted(set(range(1, total + 1)) - numbers)
        if missing:
            notes.append(f"a series lacks patch {', '.join(map(str, missing))} of {total}")
