"""How a standard module lists its members."""

from __future__ import annotations

from typing import Any, Callable, Dict

from ..engine.functions import Function, library_function


class Members(Dict[str, Any]):
    """The members of a standard module by name, filled by the decorator ``function``."""

    def __init__(self, module: str, **constants: Any) -> None:
        super().__init__(constants)
        self._module = module

    def function(self, name: str, description: str, *capabilities: str) -> Callable[[Function], Function]:
        """Declare a function of the module, with the capability types that it requires."""

        def declare(function: Function) -> Function:
            full_name = f"{self._module}.{name}"
            self[name] = library_function(full_name, description, capabilities)(function)
            return function

        return declare
