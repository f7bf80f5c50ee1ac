"""Texts that tell tokens and contexts apart."""

from __future__ import annotations


def new_id() -> str:
    """Return a text that no other token or context has."""
    from uuid import uuid4  # here, because few programs need it

    return str(uuid4())
