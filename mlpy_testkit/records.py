"""``NamedTuple`` as in ``typing``, in less than half the time: its classes do not look at the types of their fields.

A command loads some twenty such classes when it starts; that of ``typing`` compiles each annotation of theirs.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Maker(type):
        """Makes a class of its own, with the methods of the one that is written down."""

        def __new__(cls, name, bases, namespace):
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            module = namespace.pop("__module__")
            fields = namespace["__annotations__"]
            defaults = [namespace.pop(field) for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=module)
            made.__new__.__annotations__ = dict(fields)
            for key, value in namespace.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Maker):
        """The base of a class whose annotated fields are the items of its tuples."""
