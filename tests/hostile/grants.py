"""Read and run the hostile programs of ``granted/``: they have some grants and reach for more.

Files and programs are written as ``programs.py`` says, with these lines more. Before a program::

    // grant: file.read:ROOT/open/** {"max_usage_count": 1}      (repeated; the limits may be missing)

instead of the grants that stand in the first part of the file; and at its end::

    //- file.read file.write     what was denied, type by type in order, as the audit trail has it

Without that line nothing may be denied. ``ROOT`` is the directory of the test; a program begins in
``ROOT/open``. Whatever must not be reached holds the text ``TOPSECRET``: the files outside of
``open``, the variables of the environment outside of ``APP_*``, and what all hosts but
``api.example.com`` answer. A program with lines ``//--`` is a session.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple
from urllib.parse import urlsplit

from mlpy_testkit import Engine, Limits
from mlpy_testkit.capabilities import CapabilityToken, grant
from mlpy_testkit.world import Answer, CannedNetwork, Files, MemoryFiles, World

from . import judge, programs

FOLDER = programs.FOLDER / "granted"
SECRET = "TOPSECRET"
GRANTED_HOST = "api.example.com"

FILES = {
    "open/a.txt": "granted",
    "open/sub/b.txt": "inner",
    "open/sub/deep/c.txt": "deep",
    "open/nest/d.txt": "nested",
    "open/table.csv": "name,age\r\nann,1\r\n",
    "openly/s.txt": SECRET,
    "secret/s.txt": SECRET,
    "secret/sub/t.csv": f"k,v\r\n{SECRET},1\r\n",
    "s.txt": SECRET,
}
LINKS = {
    "open/to_file": "../secret/s.txt",
    "open/to_folder": "../secret",
    "open/to_nest": "nest",
    "open/chain": "chain2",
    "open/chain2": "to_file",
    "open/loop": "loop2",
    "open/loop2": "loop",
    "open/itself": "itself",
    "open/to_above": "..",
    "open/to_new": "../secret/new.txt",
    "open/to_root": "/",
    "open/nest/out": "../../secret",
    "open/nest/out.csv": "../../secret/sub/t.csv",
}
ENVIRONMENT = {"APP_HOME": "app", "APP_": "empty", "SECRET_KEY": SECRET, "XAPP_KEY": SECRET, "_APP": SECRET}
ARGUMENTS = ["script.ml", "--name", "ann"]
REDIRECTS = [
    ("to-evil", 302, "http://evil.test/"),
    ("to-sibling", 301, "http://www.example.com/"),
    ("to-port", 302, "http://api.example.com:8080/"),
    ("to-https", 308, "https://api.example.com/"),
    ("to-suffix", 302, "http://api.example.com.evil.test/"),
    ("to-user", 302, "http://api.example.com@evil.test/"),
    ("to-loopback", 302, "http://127.0.0.1/"),
    ("to-number", 302, "http://2130706433/"),
    ("to-file", 302, "file:///etc/passwd"),
    ("to-ftp", 302, "ftp://api.example.com/"),
    ("to-network-path", 302, "//evil.test/"),
    ("to-backslash", 302, "http:\\\\evil.test\\@api.example.com/"),
    ("to-backslash-path", 302, "\\\\evil.test/"),
    ("to-step", 302, "/to-evil"),
    ("to-self", 302, "/to-self"),
    ("to-here", 302, "/here"),
]


_GRANT = "// grant: "
_DENIED = "//- "
_LIMITS = Limits(seconds=10.0, depth=200)


class Case(NamedTuple):
    """One program, what it is granted, and what is denied to it."""

    program: programs.Case
    grants: Tuple[str, ...]
    denied: Tuple[str, ...]

    @property
    def needs_links(self) -> bool:
        """Whether the program is about links and pipes, which files in memory do not have."""
        text = "".join(self.program.inputs)
        return any(re.search(rf"\b{os.path.basename(name)}\b", text) for name in (*LINKS, "pipe"))


def read_all() -> List[Case]:
    """Return the programs of all files."""
    return [case for file in sorted(FOLDER.glob("*.ml")) for case in _read(file)]


def _read(file: Path) -> Iterator[Case]:
    head, *parts = re.split(r"(?m)^---\n", file.read_text(encoding="utf-8"))
    start = head.count("\n") + 2
    for part in parts:
        lines = part.splitlines()
        rest = "\n".join(line for line in lines if not line.startswith((_GRANT, _DENIED)))
        program = programs.parse(f"{file.name}:{start}", rest, is_session="\n//--\n" in part)
        grants = _after(_GRANT, lines) or _after(_GRANT, head.splitlines())
        yield Case(program, grants, tuple(" ".join(_after(_DENIED, lines)).split()))
        start += part.count("\n") + 1


def _after(mark: str, lines: Sequence[str]) -> Tuple[str, ...]:
    return tuple(line[len(mark) :] for line in lines if line.startswith(mark))


# -- the world ---------------------------------------------------------------------------------------


def build(root: str) -> None:
    """Make the files, the links and a pipe below a real directory."""
    for name, text in FILES.items():
        path = Path(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for name, target in LINKS.items():
        os.symlink(target, os.path.join(root, name))
    os.mkfifo(os.path.join(root, "open", "pipe"))


def state(root: str) -> Dict[str, Tuple[int, ...]]:
    """Return what must have changed if anything below a real directory has been written, made or removed."""
    found = {}
    for folder, folders, files in os.walk(root):
        for path in (folder, *(os.path.join(folder, name) for name in (*folders, *files))):
            status = os.lstat(path)
            found[path] = (status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return found


def in_memory(root: str) -> MemoryFiles:
    """Return the same in memory, without links and pipe."""
    files = {f"{root}/{name}": text for name, text in FILES.items()}
    return MemoryFiles(files, cwd=f"{root}/open", directories=["/dev", "/proc/self/fd"])


def outside(files: Files, root: str) -> Dict[str, Optional[bytes]]:
    """Return all that a file system has below the root and outside of ``open``, and what the files hold."""
    found = [(path, kind) for path, kind in files.tree(root) if not path.startswith(f"{root}/open/")]
    return {path: files.read_bytes(path) if kind == "file" else None for path, kind in found}


def make_world(files: Files) -> Tuple[World, CannedNetwork]:
    """Return the world of one program, and its network."""
    network = CannedNetwork()
    for path, status, location in REDIRECTS:
        answer = Answer("", status=status, headers={"Location": location})
        network.respond("*", f"http://{GRANTED_HOST}/{path}", answer)
    network.respond("*", re.compile(rf"(?i)https?://{GRANTED_HOST}\.?(:80)?(/.*)?"), "answer")
    network.respond("*", "*", SECRET)
    return World.fake(files=files, network=network, environment=dict(ENVIRONMENT), arguments=ARGUMENTS), network


def tokens(case: Case, root: str) -> List[CapabilityToken]:
    """Return new tokens for the grants of a program."""
    found = []
    for text in case.grants:
        short, _, limits = text.replace("ROOT", root).partition(" ")
        found.append(grant(short, **json.loads(limits or "{}")))
    return found


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


# -- judging -----------------------------------------------------------------------------------------


def complaints(case: Case, root: str, files: Files, before: Dict[str, Optional[bytes]]) -> List[str]:
    """Run a program; return what is wrong, an empty list if all is well; *before* is what is ``outside`` until then."""
    world, network = make_world(files)
    inputs = [text.replace("ROOT", root) for text in case.program.inputs]
    with judge.folder_of({name: text.replace("ROOT", root) for name, text in case.program.modules.items()}) as paths:
        engine = Engine(paths, limits=_LIMITS, capabilities=tokens(case, root), world=world)
        if case.program.is_session:
            session = engine.session()
            outcome = [session.execute(text) for text in inputs][-1]
            trail = session.audit
        else:
            outcome = engine.run(inputs[0], "granted.ml")
            trail = outcome.audit
    found = judge.wrong_outcome(case.program, outcome, _LIMITS)
    denied = tuple(check.type for check in trail.denied)
    if denied != case.denied:
        found.append(f"denied was {denied}")
    if SECRET in f"{outcome.value!r} {outcome.output} {outcome.error} {world.errors} {world.records}":
        found.append("the secret is out")
    if outside(files, root) != before:
        found.append("something outside has changed")
    wrong = [request.url for request in network.requests if _host(request.url) != GRANTED_HOST]
    if wrong:
        found.append(f"there were requests for {wrong}")
    changed = {name for name in {*ENVIRONMENT, *world.environment} if not name.startswith("APP_")}
    if any(world.environment.get(name) != ENVIRONMENT.get(name) for name in changed):
        found.append("variables have changed")
    return found
