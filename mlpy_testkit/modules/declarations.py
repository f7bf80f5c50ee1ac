"""How a standard module lists its members, and where the check of a type is put around a function."""

from __future__ import annotations

from types import FunctionType
from typing import Any, Callable, Dict

from ..capabilities.door import asks_itself, guarded
from ..engine.functions import Function, library_function


class Members(Dict[str, Any]):
    """The members of a standard module by name, filled by the decorator ``function``."""

    def __init__(self, module: str, **constants: Any) -> None:
        super().__init__(constants)
        self._module = module

    def __setitem__(self, name: str, member: Any) -> None:
        """Put a member in; a library function that requires capabilities gets its check around it."""
        super().__setitem__(name, _checked(member))

    def function(
        self, name: str, description: str, *capabilities: str, checks_itself: bool = False
    ) -> Callable[[Function], Function]:
        """Declare a function of the module, with the capability types that it requires.

        Whoever calls the function, from wherever, is checked for the types before its arguments are looked
        at. With ``checks_itself`` the function calls ``require`` itself, because it knows the resource. The
        decorator leaves the name in the Python module as it was: without the check, for the module's own use.
        """

        def declare(function: Function) -> Function:
            full_name = f"{self._module}.{name}"
            declared = library_function(full_name, description, capabilities)(function)
            if checks_itself:
                asks_itself(declared, full_name)
            self[name] = declared
            return function

        return declare


def _checked(member: Any) -> Any:
    """Return a member as programs may have it: what requires a capability and does not ask is guarded."""
    if type(member) is not FunctionType or hasattr(member, "__wrapped__"):
        return member
    capabilities = getattr(member, "capabilities", ())
    if not capabilities or getattr(member, "checks_itself", False):
        return member
    return guarded(member, member.__dict__["ml_name"], capabilities)
