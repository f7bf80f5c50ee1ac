"""The name under which the kit was imported, and the folder or zip file where Python finds that name.

A copy may be a part of another package: as ``shop.vendor.mlpy_testkit`` it is found where ``shop`` is.
"""

from __future__ import annotations

import os

__all__ = ["HOME", "NAME"]

NAME = __name__.rpartition(".")[0]
HOME = os.path.abspath(__file__)
for _ in __name__.split("."):
    HOME = os.path.dirname(HOME)
