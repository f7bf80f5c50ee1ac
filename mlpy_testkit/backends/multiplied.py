"""One test class, run on several engines: a class is generated for each of them.

The class itself becomes the one for the first engine; the others are subclasses next to it in its module,
where every test loader finds them.
"""

from __future__ import annotations

import sys
from typing import Any, Dict, Sequence, Type, TypeVar

from ..engine.errors import MLUsageError
from . import names

Case = TypeVar("Case")


def multiply(case: Type[Case], engines: Sequence[str]) -> Dict[str, Type[Case]]:
    """Set ``ml_engine`` of a test class to the first engine and make a subclass for each further one.

    Returns the classes by engine. The subclass of ``Pricing`` for mlpy is called ``Pricing_mlpy``; of a class
    that is defined in a function no test loader could find it, so it is only returned.
    """
    if isinstance(engines, str) or not engines or len(set(engines)) < len(engines):
        raise MLUsageError(f"ml_engines must be a list of different engines, not {engines!r}")
    for engine in engines:
        if engine not in names():
            raise MLUsageError(f"there is no engine {engine!r}; there are {' and '.join(names())}")
    kind: Any = type(case)
    attributes: Any = case
    attributes.ml_engine = engines[0]
    found = {engines[0]: case}
    module = sys.modules.get(case.__module__)
    for engine in engines[1:]:
        name = f"{case.__name__}_{engine}"
        made: Type[Case] = kind(
            name,
            (case,),
            {
                "__doc__": case.__doc__,
                "__module__": case.__module__,
                "__qualname__": f"{case.__qualname__}_{engine}",
                "ml_engine": engine,
            },
        )
        found[engine] = made
        if module is not None and case.__qualname__ == case.__name__:
            setattr(module, name, made)
    return found


class OnEveryEngine:
    """A mixin for test classes: a subclass that says ``ml_engines`` is run on each of them.

    Only the class that says it itself is multiplied, not the subclasses that inherit it.
    """

    ml_engines: Sequence[str] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        engines = cls.__dict__.get("ml_engines", ())
        if engines:
            multiply(cls, engines)
