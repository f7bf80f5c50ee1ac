"""What a measurement depends on beside the code: machine, Python and kit. No name of host or user, no path."""

from __future__ import annotations

import os
import platform
import sys
import sysconfig
from functools import cache
from typing import Any, Dict


@cache
def _cpu() -> str:
    """Return the model of the processor, as far as the system tells."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith(("model name", "Model\t", "cpu model")):
                    return " ".join(line.partition(":")[2].split())
    except OSError:  # no Linux
        pass
    return platform.processor() or platform.machine() or "unknown"


def fingerprint() -> Dict[str, Any]:
    """Return where and with what a measurement is made.

    Two measurements with the same ``class`` can be compared in seconds.

    >>> sorted(fingerprint())
    ['architecture', 'class', 'cpu', 'cpus', 'gil', 'implementation', 'kit', 'python', 'system']
    """
    from .. import __version__

    version = "{}.{}".format(*sys.version_info[:2])
    name = sys.implementation.name
    system, architecture = platform.system().lower() or sys.platform, platform.machine().lower()
    cpus = os.cpu_count() or 1
    gil = not sysconfig.get_config_var("Py_GIL_DISABLED")
    parts = [name, version, architecture, system, f"{cpus}cpu", _cpu().lower().replace(" ", "_")]
    return {
        "architecture": architecture,
        "class": "-".join([*parts, *([] if gil else ["nogil"])]),
        "cpu": _cpu(),
        "cpus": cpus,
        "gil": gil,
        "implementation": name,
        "kit": __version__,
        "python": platform.python_version(),
        "system": system,
    }
