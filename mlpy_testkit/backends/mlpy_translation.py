"""From ML text to code, by mlpy's transpiler, with ML's own lines in it.

mlpy makes Python text. Its trees get the lines and columns of the ML statements that they come from, so
tracebacks, the audit trail and coverage tools speak of ML source here as well.
"""

from __future__ import annotations

import ast
import threading
from importlib import import_module
from types import CodeType
from typing import Any, Dict, List, Mapping, Optional, Sequence, Set, Tuple

from ..engine.errors import MLCheckError, MLError, MLSecurityError, MLSyntaxError
from ..engine.source import Source, Span
from ..records import NamedTuple

_HEADER = ("mlpy.runtime.", "mlpy.ml.errors.", "mlpy.stdlib.builtin", "mlpy.stdlib.runtime_helpers", "pathlib")
Place = Tuple[int, int]


class Translation(NamedTuple):
    """A text as code: the helpers it imports, what it does, its last expression.

    ``modules`` are the standard modules by the names that they have here; ``unchecked`` are those of them whose
    functions are called without mlpy's checks.
    """

    header: CodeType
    body: CodeType
    tail: Optional[CodeType]
    modules: Dict[str, str]
    unchecked: Set[str]


class Translator:
    """Translates texts with one transpiler of mlpy, one text at a time."""

    def __init__(self, import_paths: Sequence[str], strict: bool) -> None:
        self._transpiler = import_module("mlpy.ml.transpiler").MLTranspiler(repl_mode=True)
        self._lock = threading.Lock()
        self._strict = strict
        self._paths = list(import_paths)

    def translate(self, source: Source, modules: Mapping[str, str], directory: Optional[str] = None) -> Translation:
        """Return the translation of a text, or raise ``MLError``.

        *modules* are the standard modules that were imported before: mlpy checks calls of their functions
        only in a text that imports them.
        """
        prefix = "".join(f"import {module} as {name};" for name, module in modules.items())
        paths = [*self._paths, *([directory] if directory else [])]
        options: Dict[str, Any] = {"import_paths": paths, "allow_current_dir": False} if paths else {}
        with self._lock:
            code, issues, source_map = self._transpiler.transpile_to_python(
                prefix + source.text, strict_security=self._strict, generate_source_maps=True, **options
            )
        if not code:
            raise _refusal(issues, source, len(prefix))
        try:
            tree = ast.parse(code)
            _place(tree, _mapping(source_map, tree), source, len(prefix))
            return _compiled(tree, source.name)
        except SyntaxError as error:
            raise MLCheckError(error.msg, source, Span(0, 1)) from None
        except (ValueError, RecursionError, MemoryError) as error:
            raise MLCheckError(str(error), source, Span(0, 1)) from None


def _refusal(issues: Sequence[Any], source: Source, shift: int) -> MLError:
    """Return our error for the reasons for which mlpy made no code."""
    errors = [issue.error for issue in issues if getattr(issue, "error", None) is not None]
    found = next((error for error in errors if type(error).__name__ != "MLSecurityError"), None)
    found = found if found is not None else errors[0] if errors else None
    if found is None:
        return MLSyntaxError("mlpy gives no reason", source, Span(0, 1))
    kind = type(found).__name__
    line, column = found.line_number, found.column
    message = str(found.message).split("\n")[0]
    if kind == "MLSecurityError":
        made: MLError = MLSecurityError(message)
    elif kind in ("MLSyntaxError", "MLParseError"):
        made = MLSyntaxError(message)
        made.incomplete = "$END" in message
    else:
        made = MLCheckError(message)
    made.source = source
    start = 0
    if line is not None and line > 0:
        start = source.offset(line, max(1, (column or 1) - (shift if line == 1 else 0)))
    made.span = Span(start, start + 1)
    return made


# -- places ------------------------------------------------------------------------------------------


def _mapping(source_map: Any, tree: ast.Module) -> Dict[int, Place]:
    """Return the ML places of generated lines; none at all if they do not fit the tree.

    mlpy tells each twice: first counted without the header of the text, then as they are.
    """
    entries = (source_map or {}).get("debugInfo", {}).get("detailedMappings", [])
    lines = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)}
    places: Dict[int, Place] = {}
    for entry in entries[len(entries) // 2 :]:
        original = entry.get("original")
        if original:
            line = entry["generated"]["line"]
            if line in lines:
                places[line] = original["line"], original["column"]
            elif entry["node_type"] not in ("ExceptClause", "TryStatement"):  # these may stand at ``finally:``
                return {}
    return places


def _place(tree: ast.Module, places: Dict[int, Place], source: Source, shift: int) -> None:
    """Give the nodes of a tree the places of the ML statements that they come from."""

    def visit(node: ast.AST, place: Place) -> None:
        if isinstance(node, ast.stmt):
            place = places.get(node.lineno, place)
        if hasattr(node, "lineno"):
            _set(node, place)
        for child in ast.iter_child_nodes(node):
            visit(child, place)

    def _set(node: Any, place: Place) -> None:
        line, column = place
        text = source.line(min(line, len(source.line_starts)))
        column = max(1, column - (shift if line == 1 else 0))
        node.lineno = node.end_lineno = line
        node.col_offset = len(text[: column - 1].encode("utf-8", "surrogatepass"))
        node.end_col_offset = max(node.col_offset + 1, len(text.encode("utf-8", "surrogatepass")))

    place = (1, 1)
    for statement in tree.body:
        place = places.get(statement.lineno, place)
        visit(statement, place)


def _compiled(tree: ast.Module, name: str) -> Translation:
    header: List[ast.stmt] = []
    body: List[ast.stmt] = []
    modules: Dict[str, str] = {}
    for statement in tree.body[1:]:  # the first is a docstring
        if isinstance(statement, ast.ImportFrom) and f"{statement.module}.".startswith(_HEADER):
            header.append(statement)
            continue
        if isinstance(statement, ast.ImportFrom) and statement.module == "mlpy.stdlib":
            modules.update({alias.asname or alias.name: alias.name for alias in statement.names})
        (header if _is_path_set_up(statement) else body).append(statement)
    unchecked = _modules_as_values(tree, modules)
    last = body[-1] if body else None
    tail = None
    if isinstance(last, ast.Expr):
        tail = compile(ast.Expression(last.value), name, "eval")
        body.pop()
    return Translation(
        compile(ast.Module(header, []), "<mlpy>", "exec"),
        compile(ast.Module(body, []), name, "exec"),
        tail,
        modules,
        unchecked,
    )


def _is_path_set_up(statement: ast.stmt) -> bool:
    """Tell whether a statement is what mlpy puts before imports of ML modules."""
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names] == ["sys"]
    return isinstance(statement, ast.If) and "sys.path" in ast.unparse(statement)


# -- what mlpy does not check ------------------------------------------------------------------------


def _modules_as_values(tree: ast.Module, modules: Dict[str, str]) -> Set[str]:
    """Return the modules that are used other than as ``module.member``: of such uses mlpy checks nothing."""
    nodes = list(ast.walk(tree))
    owners = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    read = [node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return {modules[node.id] for node in read if node.id in modules and id(node) not in owners}
