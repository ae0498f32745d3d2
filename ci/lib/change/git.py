# SPDX-License-Identifier: GPL-2.0-only
"""Reading a git repository without a trace: nothing below .git is written, no index is refreshed, nothing is
fetched, no hook and no helper of the user's configuration is started."""
import hashlib
import os
import re
import shutil
import subprocess

from common import FILE, LINK, Refused, plain

QUIET = ("-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", "-c", "core.splitIndex=false",
         "-c", "diff.autoRefreshIndex=true",
         "-c", "diff.orderFile=/dev/null", "-c", "i18n.logOutputEncoding=UTF-8", "-c", "core.quotePath=true")
DIFF = ("--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules")
PATCH = (*DIFF, "-p", "-M", "-r", "-l0", "--src-prefix=a/", "--dst-prefix=b/", "--diff-algorithm=myers", "-U3")
MODES = {"100644": FILE, "100755": FILE, "120000": LINK}


def environment(own=None):
    """For git; own: the directory that it may work in, without any repository or configuration of the user's."""
    kept = {"GIT_EXEC_PATH", "GIT_TEST_ASSUME_DIFFERENT_OWNER", "GIT_CEILING_DIRECTORIES"}
    if "GIT_QUARANTINE_PATH" in os.environ:     # a hook on a server, where the new objects are not in yet
        kept |= {"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH"}
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in kept
           or name.startswith("GIT_CONFIG") and not own}
    env.update(LC_ALL="C", GIT_OPTIONAL_LOCKS="0", GIT_ALLOW_PROTOCOL="none", GIT_TERMINAL_PROMPT="0",
               GIT_NO_LAZY_FETCH="1")
    if own:
        # The directory may lie in somebody's repository, which must not be found.
        env.update(GIT_CEILING_DIRECTORIES=os.path.dirname(os.path.realpath(own)), GIT_CONFIG_NOSYSTEM="1",
                   GIT_CONFIG_GLOBAL="/dev/null", GIT_ATTR_NOSYSTEM="1")
    return env


def call(words, data=None, own=None):
    """git in a directory of our own: (status, standard output, standard error)."""
    done = subprocess.run(["git", *words], input=data, capture_output=True, check=False, cwd=own, env=environment(own),
                          **({} if data is not None else {"stdin": subprocess.DEVNULL}))
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def hash_object(data, algorithm="sha1"):
    """The id that git gives to a file of that content."""
    sha = hashlib.new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    sha.update(data)
    return sha.hexdigest()


class Repository:
    """The one that a directory is in; paths are relative to that directory."""

    def __init__(self, directory):
        self.directory = directory
        self.env = environment()
        status, out, err = self.run("rev-parse", "--is-inside-work-tree", "--is-bare-repository",
                                    "--is-shallow-repository", "--show-object-format", "--show-prefix")
        if status:
            why = next((line for line in err.splitlines() if line), "").removeprefix("fatal: ")
            if "not a git repository" in err:
                raise Refused(f"{directory} is in no git repository, so it has no revisions: give a patch with"
                              " --patch instead of --base")
            raise Refused(f"git cannot read {directory} ({plain(why)}): see what git -C {directory} status says")
        lines = out.decode().split("\n")
        self.has_tree, self.shallow = lines[0] == "true", lines[2] == "true"
        self.algorithm = lines[3]
        self.prefix = lines[4] if len(lines) > 5 else ""
        self.batch = None

    def run(self, *words, data=None):
        words = ["git", *QUIET, "-C", self.directory, *words]
        done = subprocess.run(words, input=data, capture_output=True, check=False, env=self.env,
                              **({} if data is not None else {"stdin": subprocess.DEVNULL}))
        return done.returncode, done.stdout, done.stderr.decode(errors="replace")

    def ask(self, *words, data=None):
        status, out, err = self.run(*words, data=data)
        if status:
            raise Refused(f"git {words[0]} failed in {self.directory} ({self.reason(err)}):"
                          f" see what git -C {self.directory} fsck says")
        return out

    @staticmethod
    def reason(err):
        return plain(next((line for line in err.splitlines() if line.startswith(("fatal: ", "error: "))), err))

    def resolve(self, option, revision):
        """The id of a commit."""
        status, out, _ = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        if not status:
            return out.decode().strip()
        where = f"{option} {revision}: {self.directory} has no such commit"
        if self.shallow:
            one = "" if re.search(r"[~^:@]", revision) else f"fetch --depth=1 origin {revision}, or for all history "
            raise Refused(f"{where}, for it is a shallow clone: run git -C {self.directory} {one}fetch --unshallow")
        raise Refused(f"{where}: name a branch, tag or commit that git -C {self.directory} log knows, or fetch it")

    def merge_base(self, base, head):
        status, out, _ = self.run("merge-base", base, head)
        return out.decode().split()[0] if status == 0 and out else None

    def commits(self, base, head):
        """[(commit, first parent, title)] first-parent from base, oldest first: those that have base in them."""
        out = self.ask("rev-list", "--first-parent", "--reverse", "--no-commit-header", "--format=%H %P%x09%s",
                       f"{base}..{head}")
        found = []
        for line in out.decode(errors="replace").splitlines():
            ids, _, title = line.partition("\t")
            ids = ids.split()
            found.append((ids[0], ids[1] if len(ids) > 1 else None, title))
        if found and found[0][1] != base:
            # Base came in by a merge; the states before it lack what base has.
            out = self.ask("rev-list", "--ancestry-path", f"{base}..{head}")
            holding = set(out.decode().split())
            found = [f for f in found if f[0] in holding]
        return found

    def trees(self, commits):
        """The ids of the trees of commits, below our directory."""
        names = "".join(f"{c}:{self.prefix}\n" if self.prefix else f"{c}^{{tree}}\n" for c in commits)
        out = self.ask("cat-file", "--batch-check=%(objectname) %(objecttype)", data=names.encode()).decode()
        found = []
        for commit, line in zip(commits, out.splitlines()):
            words = line.split()
            if words[-1] == "missing" or words[-1] != "tree":
                raise Refused(f"commit {commit[:12]} of {self.directory} has no directory {self.prefix or '/'}"
                              " (or this clone lacks its objects): name a commit that has the kernel tree there")
            found.append(words[0])
        return found

    def list(self, tree, *paths):
        """{path: entry} of the files below the paths."""
        out = self.ask("ls-tree", "-r", "-z", "--full-tree", tree, *(["--", *paths] if paths else []))
        found = {}
        for line in out.split(b"\0"):
            if line:
                mode, kind, name = line[:6].decode(), line[7:11], line[line.index(b"\t") + 1:]
                if kind == b"blob" and mode in MODES:
                    found[os.fsdecode(name)] = (MODES[mode], line[12:line.index(b"\t")].decode())
        return found

    def differences(self, pairs):
        """For each pair of trees {path: entry, or None where it went}; links and files only."""
        if not pairs:
            return []
        out = self.ask("diff-tree", "-r", "--raw", "-z", "--no-renames", *DIFF, "--stdin",
                       data="".join(f"{a} {b}\n" for a, b in pairs).encode())
        return list(self._raw(out))

    def use_copy_of_index(self, scratch):
        """From here on: git diff writes into the index what it finds out about unchanged files, whatever is told."""
        index = os.path.join(self.directory, os.fsdecode(self.ask("rev-parse", "--git-path", "index")[:-1]))
        copy = os.path.join(scratch, "index")
        if os.path.exists(index):
            shutil.copy(index, copy)
        elif os.path.exists(copy):
            os.unlink(copy)
        self.env["GIT_INDEX_FILE"] = copy

    def uncommitted(self):
        """The paths where the work tree differs from HEAD, without untracked ones."""
        out = self.ask("diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative", *DIFF, "HEAD", "--", ".")
        return set(next(self._raw(b"x\n" + out), {}))

    def untracked(self, paths):
        out = self.ask("ls-files", "-z", "--others", "--exclude-standard", "--", *paths)
        return {os.fsdecode(name) for name in out.split(b"\0") if name}

    @staticmethod
    def _raw(out):
        words, changes = iter(out.split(b"\0")), None
        for word in words:
            while b"\n" in word:        # a line that says which pair follows
                if changes is not None:
                    yield changes
                changes, word = {}, word.partition(b"\n")[2]
            if not word:
                continue
            _, mode, _, oid, _ = word.decode().split()
            name = os.fsdecode(next(words))
            changes[name] = (MODES[mode], oid) if mode in MODES else None
        if changes is not None:
            yield changes

    def read(self, oid):
        """The content of a blob."""
        if not self.batch:
            self.batch = subprocess.Popen(["git", *QUIET, "-C", self.directory, "cat-file", "--batch"], env=self.env,
                                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.batch.stdin.write(oid.encode() + b"\n")
        self.batch.stdin.flush()
        words = self.batch.stdout.readline().split()
        if len(words) != 3:
            raise Refused(f"object {oid} is missing in {self.directory} (a partial clone, or a damaged one):"
                          f" run git -C {self.directory} fetch --refetch, or git fsck")
        data = self.batch.stdout.read(int(words[2]))
        self.batch.stdout.read(1)
        return data

    def find(self, tree, path):
        """(kind, id) of what a tree has at a path, kind "tree" for a directory; None: nothing."""
        out = self.ask("ls-tree", "-z", "--full-tree", tree, "--", path)
        if not out:
            return None
        mode, kind, oid = out.split(b"\t")[0].decode().split()
        return (kind, oid) if kind == "tree" else (MODES[mode], oid) if mode in MODES else None

    def patch(self, old, new):
        """The unified diff of two trees."""
        return self.ask("diff-tree", *PATCH, old, new)
