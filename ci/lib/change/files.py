# SPDX-License-Identifier: GPL-2.0-only
"""Writing below a directory, and never out of it: the paths come from patches."""
import os
import shutil
import stat

from common import LINK, Refused, parents, plain


class Below:
    """Files and links below a directory. replace: what is in the way of a file's directory goes; otherwise it is
    refused."""

    def __init__(self, top, replace):
        self.top, self.replace, self.sure = top, replace, set()
        os.makedirs(top, exist_ok=True)

    def name(self, path):
        """The name of a file whose directories are there, and are directories of ours."""
        for folder in parents(path):
            if folder in self.sure:
                continue
            name = os.path.join(self.top, folder)
            try:
                if not stat.S_ISDIR(os.lstat(name).st_mode):
                    if not self.replace:
                        raise Refused(f"has {plain(path)} beyond {plain(folder)}, which is no directory")
                    os.unlink(name)
                    os.mkdir(name)
            except FileNotFoundError:
                os.mkdir(name)
            self.sure.add(folder)
        return os.path.join(self.top, path)

    def write(self, path, kind, data, temporary=None):
        """temporary: where to write it first, so that the file is there whole or not at all."""
        name = self.name(path)
        self._forget(path)
        first = temporary or name
        if os.path.lexists(first):
            os.unlink(first)
        if kind == LINK:
            os.symlink(os.fsdecode(data), first)
        else:
            with open(first, "xb") as f:
                f.write(data)
        if temporary:
            if os.path.isdir(name) and not os.path.islink(name):
                shutil.rmtree(name)
            os.replace(first, name)

    def remove(self, path):
        """The file, and the directories that it leaves empty."""
        if any(os.path.islink(os.path.join(self.top, folder)) for folder in parents(path)):
            return
        name = os.path.join(self.top, path)
        try:
            os.unlink(name)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
            pass        # gone already, or a directory stands there by now
        for folder in reversed(list(parents(path))):
            try:
                os.rmdir(os.path.join(self.top, folder))
            except OSError:
                break
            self._forget(folder)

    def read(self, path):
        """(kind, content) of what is there, or None."""
        for folder in parents(path):
            if os.path.islink(os.path.join(self.top, folder)):
                return None
        name = os.path.join(self.top, path)
        try:
            mode = os.lstat(name).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None
        if stat.S_ISLNK(mode):
            return LINK, os.fsencode(os.readlink(name))
        if not stat.S_ISREG(mode):
            return None
        with open(name, "rb") as f:
            return "f", f.read()

    def _forget(self, path):
        """The path is no directory, or none any more."""
        self.sure = {s for s in self.sure if s != path and not s.startswith(path + "/")} \
            if path in self.sure else self.sure
