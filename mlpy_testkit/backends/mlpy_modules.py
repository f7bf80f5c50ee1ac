"""ML modules for mlpy: it writes Python files beside them and imports those, so it works on copies.

The copies are importable while a program of their engine runs, one such program at a time, and nothing of
them stays in the process: neither paths nor modules.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import weakref
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Optional, Sequence

_importing = threading.RLock()


class ModulesOnDisk:
    """Copies of the ML files in some directories."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = list(paths)
        self._root: Optional[str] = None
        self._making = threading.Lock()  # several threads may run programs of the engine
        self._loaded: Dict[str, Any] = {}
        self.folders: List[str] = []
        if any(os.path.isdir(path) for path in paths):
            self.folders += map(self._copy, paths)

    def _copy(self, path: str) -> str:
        with self._making:
            if self._root is None:
                self._root = os.path.realpath(tempfile.mkdtemp(prefix="mlpy_testkit-"))
                weakref.finalize(self, shutil.rmtree, self._root, ignore_errors=True)
        target = tempfile.mkdtemp(prefix="", dir=self._root)
        for folder, _, names in os.walk(path):
            for name in names:
                if name.endswith(".ml"):
                    inside = os.path.join(target, os.path.relpath(folder, path))
                    os.makedirs(inside, exist_ok=True)
                    shutil.copyfile(os.path.join(folder, name), os.path.join(inside, name))
        return target

    @contextmanager
    def beside(self, directory: Optional[str]) -> Iterator[Optional[str]]:
        """Give a copy of a directory whose modules can be imported too, for a while."""
        if directory is None or os.path.abspath(directory) in map(os.path.abspath, self._paths):
            yield None
            return
        yield self._copy(directory or os.curdir)

    @contextmanager
    def importable(self) -> Iterator[None]:
        """Let the modules be imported by what runs in this block."""
        if self._root is None:
            yield
            return
        with _importing:
            path = list(sys.path)
            mine = {name[:-3] for folder, _, names in os.walk(self._root) for name in names if name.endswith(".ml")}
            mine |= {entry.name for folder in os.scandir(self._root) for entry in os.scandir(folder.path)}
            hidden = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in mine}
            for name in hidden:
                del sys.modules[name]
            sys.modules.update(self._loaded)
            try:
                yield
            finally:
                sys.path[:] = path
                for name, module in list(sys.modules.items()):
                    if self._is_mine(module):
                        self._loaded[name] = sys.modules.pop(name)
                sys.modules.update(hidden)

    def _is_mine(self, module: Any) -> bool:
        file = getattr(module, "__file__", None)
        return isinstance(file, str) and self._root is not None and file.startswith(self._root)
