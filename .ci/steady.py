"""Make source distributions the same wherever and whenever they are built.

``python .ci/steady.py dist/*.tar.gz`` writes each anew: its files in order, without an owner, with the time
in the environment variable ``SOURCE_DATE_EPOCH`` (seconds since 1970). Wheels honour that variable by themselves.
"""

import gzip
import io
import os
import sys
import tarfile
from pathlib import Path


def steady(archive: Path, seconds: int) -> bytes:
    """Return the bytes of an archive of the same files, as of *seconds*."""
    written = io.BytesIO()
    with tarfile.open(archive) as before, tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as after:
        for member in sorted(before.getmembers(), key=lambda member: member.name):
            member.mtime = seconds
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            member.pax_headers = {}
            after.addfile(member, before.extractfile(member) if member.isfile() else None)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=seconds) as file:
        file.write(written.getvalue())
    return packed.getvalue()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        found = steady(Path(name), int(os.environ["SOURCE_DATE_EPOCH"]))
        Path(name).write_bytes(found)
