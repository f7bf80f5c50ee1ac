"""Replacing a file in one step: whatever happens, there is the old one or the new one."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Union


def write_text(path: Union[str, Path], text: str) -> None:
    """Write a text as a whole file; an interrupt or a full disk leaves what was there, and nothing beside it.

    Raises ``OSError`` if it cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_text(Path(folder, "report.txt"), "all well")
    ...     Path(folder, "report.txt").read_text(encoding="utf-8")
    'all well'
    """
    target = Path(os.path.realpath(path))  # through a link: the file behind it
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with open(temporary, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(temporary, target.stat().st_mode & 0o7777)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
