"""The built-in functions that look at values, modules and capabilities.

They read what the engine itself goes by: the tables of members, the library of the run and the
capability context of the run. What a program may not use is not shown either.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from .functions import Function, library_function
from .limits import current
from .members import MISSING, lookup, method_names, not_callable
from .text import text
from .values import FUNCTIONS, Module, host_kind, is_function, type_name

INTROSPECTION: Dict[str, Callable[..., Any]] = {}

_MODULE_KINDS = ("python_bridge", "ml_source", "builtin")


def _builtin(name: str, description: str) -> Callable[[Function], Function]:
    """Put a function into the table of this file."""

    def declare(function: Function) -> Function:
        INTROSPECTION[name] = library_function(name, description, owner="Builtin")(function)
        return function

    return declare


# -- values ----------------------------------------------------------------------------------------


@_builtin("typeof", "Get type of value with class metadata awareness")
def _typeof(value: Any) -> str:
    return type_name(value)


@_builtin("isinstance", "Check if value is instance of type")
def _isinstance(value: Any, type_name: Any) -> bool:
    return type(type_name) is str and _typeof(value) == type_name


@_builtin("callable", "Check if object is callable")
def _callable(obj: Any) -> bool:
    return is_function(obj)


@_builtin("call", "Call function dynamically with arguments")
def _call(func: Any, *args: Any) -> Any:
    if type(func) not in FUNCTIONS:
        raise not_callable(func)
    return func(*args)


@_builtin("hasattr", "Check if object has safe attribute")
def _hasattr(obj: Any, name: Any) -> bool:
    return lookup(obj, _attribute_name(name)) is not MISSING


@_builtin("getattr", "Get safe attribute from object")
def _getattr(obj: Any, name: Any, default: Any = None) -> Any:
    found = lookup(obj, _attribute_name(name))
    return default if found is MISSING else found


def _attribute_name(name: Any) -> str:
    if type(name) is not str:
        raise TypeError(f"attribute name must be string, not '{host_kind(name)}'")
    return name


@_builtin("methods", "List all methods available on value")
def _methods(value: Any) -> List[str]:
    return method_names(value)


@_builtin("help", "Get help for function or module")
def _help(target: Any) -> str:
    described = type(target) is Module or is_function(target)
    description = getattr(target, "description", "") if described else ""
    if not description:
        return f"No help available for {text(target)}"
    needed = ", ".join(getattr(target, "capabilities", ()))
    return f"{description}\n" + (f"Requires: {needed}" if needed else "Capabilities: None required")


# -- modules ---------------------------------------------------------------------------------------


@_builtin("modules", "List all imported modules")
def _modules() -> List[str]:
    library = current().library
    return sorted({"builtin"}.union(library.loaded() if library else ()))


@_builtin("available_modules", "List all available modules (including unimported)")
def _available_modules(module_type: Any = None) -> List[str]:
    if module_type is not None and module_type not in _MODULE_KINDS:
        raise ValueError(f"unknown kind of module: {text(module_type)}; there are {', '.join(_MODULE_KINDS)}")
    library = current().library
    return list(library.names(module_type)) if library else []


@_builtin("has_module", "Check if module is available")
def _has_module(module_name: Any) -> bool:
    library = current().library
    return _is_name(module_name) and library is not None and library.has(module_name)


@_builtin("module_info", "Get module metadata and information")
def _module_info(module_name: Any) -> Any:
    library = current().library
    return library.info(module_name) if _is_name(module_name) and library else None


def _is_name(name: Any) -> bool:
    if type(name) is list or type(name) is dict:
        raise TypeError(f"unhashable type: '{host_kind(name)}'")
    return type(name) is str


# -- capabilities ----------------------------------------------------------------------------------


@_builtin("hasCapability", "Check if specific capability is available")
def _has_capability(name: Any) -> bool:
    context = current().capabilities
    return context is not None and _is_name(name) and bool(context.has(name))


@_builtin("getCapabilities", "Get list of all available capabilities")
def _get_capabilities() -> List[str]:
    context = current().capabilities
    return [] if context is None else list(context.types())


@_builtin("getCapabilityInfo", "Get detailed information about a capability")
def _get_capability_info(name: Any) -> Any:
    context = current().capabilities
    return context.info(name) if context is not None and _is_name(name) else None


@_builtin("requiredCapabilities", "Get list of capabilities required by function")
def _required_capabilities(func: Any) -> List[str]:
    return list(getattr(func, "capabilities", ())) if is_function(func) else []
