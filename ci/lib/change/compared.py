# SPDX-License-Identifier: GPL-2.0-only
"""What is compared: a base and the steps from there to the head, from git's commits or from patches."""
import os
import shutil

import apply
import disk
import git
import history
import mails
from common import FILE, LINK, Refused, plain, printable
from selection import is_staged


class Compared:
    """base: a Tree (disk.py, history.py); steps: [(title, {staged path: entry or None})]; touched: all paths that
    differ between base and head; diff: the same as text; blobs: {id: content} of what is in no tree."""

    def __init__(self, base):
        self.base, self.algorithm = base, base.algorithm
        self.steps, self.touched, self.diff, self.about, self.blobs = [], set(), b"", [], {}

    def content(self, path, entry):
        data = self.blobs.get(entry[1])
        return self.base.content(path, entry) if data is None else data

    def add(self, found):
        """Keep the content of what is in no tree; its entry."""
        if found is None:
            return None
        oid = git.hash_object(found[1], self.algorithm)
        self.blobs[oid] = found[1]
        return found[0], oid


def between_commits(repository, base, head, scratch):
    """From revision base to revision head, or to the work tree where head is None."""
    base_id = repository.resolve("--base", base)
    if head is None and not repository.has_tree:
        raise Refused(f"{repository.directory} has no work tree to compare with {plain(base)}: name a revision with --head")
    head_id = repository.resolve("--head" if head else "the work tree's", head or "HEAD")
    names = [f"{plain(base)} ({base_id[:12]})", f"{plain(head or 'HEAD')} ({head_id[:12]})"]
    start, note = base_id, ""
    fork = repository.merge_base(base_id, head_id)
    if fork == head_id != base_id:
        raise Refused(f"--head {plain(head or 'HEAD')} is older than --base {plain(base)}, so nothing lies between them:"
                      " are the two swapped?")
    if fork and fork != base_id:
        start = fork
        note = f"{plain(base)} is no ancestor of {plain(head or 'HEAD')}: compared is their merge base {fork[:12]}"
    elif not fork:
        note = f"{plain(base)} and {plain(head or 'HEAD')} have no history in common"
        note += " in this shallow clone" if repository.shallow else ""
        note += ": compared directly, in one step"
    commits = repository.commits(start, head_id) if fork else [(head_id, None, f"{base} to {head or 'HEAD'}")]
    trees = repository.trees([start] + [c[0] for c in commits])
    compared = Compared(history.Tree(repository, trees[0]))
    state = compared.base
    # One process for all steps; the whole comes first.
    ends = [(trees[0], trees[-1])] if len(trees) > 1 else []
    changes = repository.differences(ends + list(zip(trees, trees[1:])))
    for (_, _, title), tree, changed in zip(commits, trees[1:], changes[1:]):
        state, staged = state.next(tree, changed)
        compared.steps.append((title, staged))
    compared.touched = set(changes[0]) if ends else set()
    compared.diff = repository.patch(trees[0], trees[-1]) if ends else b""
    line = f"{names[0]} and {names[1]}"
    if head is None:
        line = work_tree(compared, repository, state, names, scratch)
    count = len(compared.steps)
    compared.about = [f"compared: {line}, {count} step{'' if count == 1 else 's'}, in {repository.directory}"]
    compared.about += [note] if note else []
    return compared


def work_tree(compared, repository, state, names, scratch):
    """The last step: what is not committed. In words, what is compared."""
    repository.use_copy_of_index(scratch)
    paths = repository.uncommitted()
    paths |= {p for p in repository.untracked(["."]) if is_staged(p)}
    if not paths:
        return f"{names[0]} and the work tree, which is {names[1]}"
    before, after, staged = compared.base.find_all(paths | compared.touched), {}, {}
    for path in sorted(paths):
        name = os.path.join(repository.directory, path)
        there = None
        if os.path.islink(name):
            there = LINK, os.fsencode(os.readlink(name))
        elif os.path.isfile(name):
            there = FILE, disk.read_file(name)
        after[path] = there
        if is_staged(path, state.more):
            entry = compared.add(apply.staged_change(path, there))
            if entry != state.entries.get(path):
                staged[path] = entry
    compared.steps.append(("what is not committed in the work tree", staged))
    # What the commits touched and the work tree did not is the same in both.
    after.update(state.find_all(compared.touched - paths))
    unequal(compared, before, after, scratch)
    return f"{names[0]} and the work tree{'' if names[0] == names[1] else ' on top of ' + names[1]}"


def with_patches(base, where, names, scratch):
    """From a tree to the same with the patches of some files; where: the tree in words."""
    compared, notes, patches = Compared(base), [], []
    for name in names:
        patches += mails.of_file(name, scratch, notes)
    mails.gaps(patches, notes)
    series = apply.Series(base, where, scratch)
    for number, patch in enumerate(patches, 1):
        changed = series.apply(patch, number, len(patches))
        staged = {path: compared.add(apply.staged_change(path, there)) for path, there in changed.items()
                  if is_staged(path, base.more)}
        compared.steps.append((patch.title, staged))
    unequal(compared, series.before, series.files, scratch)
    compared.touched |= series.unchecked | series.modes
    sources = ", ".join(dict.fromkeys(p.source for p in patches))
    what = f"{len(patches)} patches ({plain(sources)})" if len(patches) > 1 else patches[0].named()
    compared.about = [f"compared: {where} without and with {what}"]
    if series.unchecked:
        some = sorted(series.unchecked)
        notes.append(f"not there and not read, so not checked: {', '.join(map(printable, some[:3]))}"
                     + (f" and {len(some) - 3} more files" if len(some) > 3 else ""))
    compared.about += ["; ".join(notes)] if notes else []
    return compared


def unequal(compared, before, after, scratch):
    """What differs between {path: (kind, content) or None} before and after, also as a diff."""
    compared.touched = {path for path in after if before[path] != after[path]}
    store = os.path.join(scratch, "diff.git")
    shutil.rmtree(store, ignore_errors=True)
    git.call(["init", "-q", "--bare", "--template=", f"--object-format={compared.algorithm}", store], own=scratch)
    stream = b"".join(commit(mark, {path: side[path] for path in compared.touched})
                      for mark, side in ((b"a", before), (b"b", after)))
    for words, data in ((["fast-import", "--quiet", "--force"], stream), (["diff-tree", *git.PATCH, "a", "b"], None)):
        status, compared.diff, err = git.call([f"--git-dir={store}", "-c", "core.fsync=none", *words], data, own=scratch)
        if status:
            raise Refused(f"git {words[0]} failed in {scratch} ({plain(err)}): is there room?")
    shutil.rmtree(store)


def commit(name, files):
    """A commit with these files, for git fast-import."""
    parts = [b"commit refs/heads/%s\ncommitter x <x> 0 +0000\ndata 0\n" % name]
    for path, there in files.items():
        if there:
            quoted = '"' + "".join(f"\\{c:03o}" for c in os.fsencode(path)) + '"'
            parts.append(b"M %s inline %s\ndata %d\n%s\n" % (b"120000" if there[0] == LINK else b"100644",
                                                             quoted.encode(), len(there[1]), there[1]))
    return b"".join(parts) + b"\n"
