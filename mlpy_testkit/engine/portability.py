"""Where a program would behave differently in mlpy 2.0.

``find`` reports *portability findings*: places that are fine here, but that mlpy 2.0 refuses or answers
differently, so that a test that passes here is not mistaken for a program that works there. Codes are
stable; ``docs/differences`` explains each.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Callable, Dict, FrozenSet, List, Set, Tuple

from .collection_methods import ARRAY_METHODS
from .findings import Finding
from .kinds import is_textual
from .nodes import (
    Array,
    Arrow,
    Assign,
    Binary,
    Call,
    Constant,
    Evaluate,
    For,
    Function,
    Identifier,
    Import,
    Index,
    Logical,
    Member,
    Module,
    Name,
    Nonlocal,
    Object,
    Permission,
    Return,
    Slice,
    String,
    Ternary,
    Throw,
    Try,
    Unary,
    UnpackArray,
    UnpackObject,
    walk,
)
from .origins import BUNDLED_MODULES, Origins
from .scopes import MODULE, Scope
from .source import Source
from .strings import STRING_METHODS

_SUSPICIOUS_TEXT = r"(?i)(?:eval|exec|__import__|open|os\.system)\s*\(|subprocess\."
_ESCAPE = r"""\\(?:[ntr"']|u[0-9A-Fa-f]{4})"""
_PYTHON_WORDS = frozenset(
    [
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
    ]
)
_HOST_TYPES = frozenset(
    [
        "int",
        "str",
        "float",
        "bool",
        "list",
        "dict",
        "object",
        "any",
        "tuple",
        "set",
        "type",
        "bytes",
        "complex",
        "range",
        "len",
        "print",
        "sum",
        "min",
        "max",
        "all",
        "abs",
    ]
)


_JOINED, _OPERATORS = 100, 200  # that mlpy can compile in a row: joined texts, others
_HELD = "mlpy refuses to call this function from a variable"


def find(
    module: Module,
    scopes: Dict[int, Scope],
    source: Source,
    builtins: FrozenSet[str],
    known: FrozenSet[str] = frozenset(),
    is_module: bool = False,
) -> Tuple[Finding, ...]:
    """Return the portability findings of a program in the order of its text.

    *known* are the variables that are there before the program runs. mlpy compiles modules more
    strictly than programs.
    """
    finder = _Finder(module, scopes, source, builtins, known, is_module)
    finder.run()
    return tuple(sorted(set(finder.findings), key=lambda finding: (finding.line, finding.column, finding.code)))


def _bound_name(node: Import) -> str:
    return node.alias.name if node.alias else node.path[0]


def _is_constant(node: Any, value: Any) -> bool:
    return type(node) is Constant and node.value is value


def _names_utc(node: Any) -> bool:
    """Say whether a time zone means the same everywhere: none at all, or UTC."""
    return _is_constant(node, None) or (type(node) is String and node.value == "UTC")


class _Finder:
    """Looks at every node; a rule sees the node, and the scope in which it stands."""

    def __init__(
        self,
        module: Module,
        scopes: Dict[int, Scope],
        source: Source,
        builtins: FrozenSet[str],
        known: FrozenSet[str],
        is_module: bool,
    ) -> None:
        self._module = module
        self._scopes = scopes
        self._source = source
        self._builtins = builtins
        self.findings: List[Finding] = []
        self._scope = self._module_scope = scopes[MODULE]
        self._known: Set[str] = {*builtins, *known}  # names seen so far in the order of the text
        self._before = known
        self._is_module = is_module
        imports = [part for part in module.body if type(part) is Import]
        self._imports = Counter(map(_bound_name, imports))
        self._imported = {_bound_name(part): part.path[0] for part in imports}  # names and their modules
        self._origins = Origins(scopes, self._imported, is_module)
        self._handlers: List[str] = []  # names of the handlers around the current node
        self._caught: Set[Tuple[int, str]] = set()  # variables that were given a caught exception, by scope
        self._ended: Dict[Tuple[int, str], bool] = {}  # handler names whose handler is over, by scope
        # Variables with functions that read the name of a handler: of this one, and of those that are over.
        self._capturing: Dict[Tuple[int, str], str] = {}
        self._stale: Dict[Tuple[int, str], str] = {}
        self._rules: Dict[type, Callable[[Any], None]] = {
            String: self._string,
            Name: self._name,
            Member: self._member,
            Call: self._call,
            Constant: self._constant,
            Object: self._object,
            Throw: self._throw,
            Unary: self._unary,
            Binary: self._binary,
            Logical: self._binary,
            Ternary: self._ternary,
            Index: self._indexed,
            Slice: self._indexed,
            Arrow: self._arrow,
            Evaluate: self._evaluate,
            Assign: self._assign,
            Return: self._return,
            UnpackArray: self._unpack_array,
            UnpackObject: self._unpack_object,
            Nonlocal: self._nonlocal,
            Function: self._function,
            For: self._for,
            Try: self._try,
            Import: self._import,
            Permission: self._permission,
        }

    def run(self) -> None:
        """Look at the whole module."""
        if not self._module.body and self._source.text.strip():
            self._report("Q2", "mlpy refuses a text of comments only", self._module)
        self._parts(self._module)

    def _report(self, code: str, message: str, node: Any) -> None:
        line, column = self._source.position(node.start)
        self.findings.append(Finding(code, message, self._source.name, line, column))

    def _visit(self, node: Any) -> None:
        rule = self._rules.get(type(node))
        if rule is None:
            self._parts(node)
        else:
            rule(node)

    def _parts(self, node: Any) -> None:
        for part in node[2:]:
            if hasattr(part, "start"):
                self._visit(part)
            elif isinstance(part, tuple):
                for item in part:
                    if hasattr(item, "start"):
                        self._visit(item)

    # -- expressions --------------------------------------------------------------------------

    def _string(self, node: String) -> None:
        if re.search(_ESCAPE, node.value):
            self._report(
                "Q3",
                "escape sequences are not interpreted: the backslash stays in the text; use chr(10), "
                "the other quote or a raw line break",
                node,
            )
        if re.search(_SUSPICIOUS_TEXT, node.value):
            self._report("Q52", "mlpy's strict analysis refuses this text as a dangerous code pattern", node)

    def _constant(self, node: Constant) -> None:
        if node.value in (float("inf"), float("-inf")):
            self._report("Q31", "mlpy refuses a number too large for a float", node)

    def _object(self, node: Object) -> None:
        for key in node.keys:
            if key.name != key.name.strip("\"'"):
                self._report("Q4", "mlpy strips quotes from the ends of a key", key)
        self._parts(node)

    def _throw(self, node: Throw) -> None:
        for key, value in zip(node.value.keys, node.value.values):
            if key.name == "severity" and type(value) in (Constant, Array, Object, Arrow):
                self._report("Q38", "mlpy fails if the severity is no text", value)
        self._visit(node.value)

    def _name(self, node: Name) -> None:
        name = node.name
        self._refused_word(name, node)
        if name not in self._known and name not in self._handlers:
            self._report(
                "undefined-name", f"mlpy's compiler refuses '{name}': nothing before this place binds it", node
            )
        self._after_handler(name, node)

    def _after_handler(self, name: str, node: Any) -> None:
        """Report a use of the name of a handler that is over, or of a function that reads it."""
        if (id(self._scope), name) in self._ended and name not in self._handlers:
            self._report("Q18", f"mlpy deletes '{name}' at the end of the handler", node)
        stale = self._stale.get((id(self._scope.owner(name)), name))
        if stale is not None:
            self._report("Q18", f"mlpy deletes '{stale}', which this function reads, at the end of the handler", node)

    def _member(self, node: Member) -> None:
        target = node.target
        if (type(target) in (String, Array) and node.name == "length") or (
            type(target) is Object and node.name not in [key.name for key in target.keys]
        ):
            self._report("Q21", "mlpy does not find this member of a literal", node)
        self._member_of_name(node, node)
        self._visit(target)

    def _member_of_name(self, node: Any, member: Member) -> None:
        """Report what mlpy does differently with ``name.member`` because of what the name is."""
        if type(member.target) is not Name:
            return
        name = member.target.name
        owner = self._scope.owner(name)
        imports = self._imports[name]
        if name in self._handlers or (id(owner), name) in self._caught:
            self._report("Q41", "mlpy cannot read the fields of a caught exception", node)
        if imports and owner is not None and (owner is not self._module_scope or len(owner.bindings[name]) > imports):
            self._report("Q19", f"mlpy takes '{name}' before a '.' for the imported module", node)
        if imports or name == "builtin":
            return
        module = self._origins.module_of(member.target, self._scope)
        if member is node and node.name in ("pi", "e") and module == "math":
            self._report("S3", "mlpy does not find a module's constants through a variable", node)
        if any(type(value) is Name and value.name == "builtin" for value, _ in self._origins.values(name, self._scope)):
            self._report("Q24", "mlpy does not find the built-ins through a variable", node)

    def _call(self, node: Call) -> None:
        function = node.function
        if type(function) is Name:
            self._called(node, function)
        elif type(function) is Member:
            self._member_of_name(node, function)
            if function.name in ("append", "insert", "extend"):
                for argument in node.arguments:
                    self._escaping(argument)
            self._library_called(function, node.arguments)
            self._module_called(node, function)
            self._grouped(function.target, arrow_only=True)
            self._visit(function.target)
        for argument in node.arguments:
            self._visit(argument)

    def _called(self, node: Call, function: Name) -> None:
        name = function.name
        owner = self._scope.owner(name)
        bindings = self._origins.values(name, self._scope)
        arguments = node.arguments
        self._refused_word(name, function)
        if any(self._is_unsafe(value, place) for value, place in bindings if type(value) is not Function):
            self._report("Q24", _HELD, node)
        for value, _ in bindings:
            if type(value) in (Arrow, Function):
                self._passed(value, arguments)
        self._after_handler(name, node)
        if name not in self._builtins:
            return
        if self._scope.owner("builtin") not in (None, self._module_scope) or self._is_bound("builtin"):
            self._report("Q16", "mlpy looks for the built-ins in the program's own 'builtin'", node)
        if owner is not None and (
            name in owner.parameters or any(self._is_function(value, place) for value, place in bindings)
        ):
            self._report("Q14", f"mlpy always calls the built-in '{name}'", node)
        elif name == "call" and arguments and self._is_unsafe(arguments[0], self._scope):
            self._report("Q24", _HELD, node)
        elif name == "round" and arguments[1:] and _is_constant(arguments[1], None):
            self._report("Q33", "mlpy rounds to a whole number if the digits are null", node)
        elif name in ("hasattr", "getattr") and arguments[1:] and self._sees_keys(*arguments[:2]):
            self._report("Q39", f"mlpy's '{name}' sees neither keys of an object nor 'length'", node)
        elif name == "sorted" and len(arguments) == 2 and self._is_function(arguments[1], self._scope):
            self._report("Q34", "mlpy takes a function as second argument of 'sorted' for true: descending", node)

    def _is_bound(self, name: str) -> bool:
        """Say whether the program gives a name a value, other than by an import."""
        return name in self._before or len(self._module_scope.bindings.get(name, ())) > self._imports[name]

    def _passed(self, function: Any, arguments: Tuple[Any, ...]) -> None:
        """Report arguments that the program's own function calls, though mlpy refuses to."""
        called = self._scopes[function.start].called
        for parameter, argument in zip(function.parameters, arguments):
            if parameter.name in called and self._is_unsafe(argument, self._scope):
                self._report("Q24", _HELD, argument)

    def _module_called(self, node: Call, function: Member) -> None:
        """Report calls of functions of modules written in ML that fail in mlpy."""
        module = self._origins.module_of(function.target, self._scope)
        in_ml = self._origins.is_ml_module(function.target, self._scope)
        direct = type(function.target) is Name and function.target.name in self._imported
        if function.name == "length" and (in_ml or (module and not direct)):
            self._report("Q49", "mlpy cannot call a module's function called 'length' here", node)
        if in_ml and self._is_module:
            for argument in node.arguments:
                if self._is_own_function(argument):
                    self._report("Q24", _HELD, argument)

    def _is_own_function(self, node: Any) -> bool:
        values = [value for value, _ in self._origins.values(node.name, self._scope)] if type(node) is Name else [node]
        return any(type(value) in (Arrow, Function) for value in values)

    def _sees_keys(self, target: Any, name: Any) -> bool:
        """Say whether ``hasattr`` and ``getattr`` may find what mlpy does not: a key of an object, or ``length``."""
        if type(target) is Constant or (type(target) is Name and target.name in self._imported):
            return False
        wanted = name.value if type(name) is String else ""
        if type(target) in (String, Array):
            return wanted == "length"
        return not (wanted.startswith("_") or wanted in STRING_METHODS or wanted in ARRAY_METHODS)

    def _library_called(self, function: Member, arguments: Tuple[Any, ...]) -> None:
        """Report calls of functions of the standard modules that mlpy answers differently."""
        called = self._library_name(function)
        second = arguments[1] if len(arguments) > 1 else None
        if called in ("regex.sub", "regex.subn") and second is not None and self._is_function(second, self._scope):
            self._report("S23", "mlpy gives a replacement function nothing that it could use", second)
        elif called == "datetime.now" and arguments and not _names_utc(arguments[0]):
            self._report("S25", "mlpy takes every time zone for UTC", arguments[0])
        elif called == "functional.curry" and len(arguments) == 1 and self._is_library_function(arguments[0]):
            self._report("S31", "mlpy does not know how many arguments this function takes", arguments[0])
        elif called == "functional.reduce" and len(arguments) == 3 and _is_constant(arguments[2], None):
            self._report("S32", "mlpy takes null for no initial value", arguments[2])
        elif called in ("random.getSeed", "random.get_seed"):
            self._report("S33", "mlpy does not return the seed", function)
        elif called == "path.createDir" and _is_constant(second, False):
            self._report("S39", "mlpy makes the directories above all the same", second)

    def _library_name(self, node: Any) -> str:
        """Return ``module.name`` for a member of an imported module, or an empty text."""
        if type(node) is not Member or type(node.target) is not Name:
            return ""
        module = self._imported.get(node.target.name, "")
        owner = self._scope.owner(node.target.name)
        return f"{module}.{node.name}" if module in BUNDLED_MODULES and owner is self._module_scope else ""

    def _is_library_function(self, node: Any) -> bool:
        if type(node) is Name:
            return node.name in self._builtins and self._scope.owner(node.name) is None
        return self._library_name(node) != ""

    def _is_unsafe(self, node: Any, scope: Scope) -> bool:
        """Say whether mlpy refuses to call a value from a variable."""
        return self._origins.is_refused(node, scope)

    def _is_function(self, node: Any, scope: Scope) -> bool:
        """Say whether a value is a function, or a variable that is given one."""
        if type(node) is not Name:
            return type(node) in (Arrow, Function)
        owner = scope.owner(node.name)
        if owner is None:
            return node.name in self._builtins
        return any(
            binding is not None and type(binding[0]) in (Arrow, Function) for binding in owner.bindings[node.name]
        )

    def _grouped(self, node: Any, arrow_only: bool = False) -> None:
        """Report parentheses that mlpy drops: those around a ternary or arrow used as an operand."""
        if type(node) is Arrow or (type(node) is Ternary and not arrow_only):
            self._report("Q6", "mlpy drops the parentheses here, and the branches swallow what follows", node)

    def _unary(self, node: Unary) -> None:
        self._grouped(node.operand)
        self._parts(node)

    def _binary(self, node: Any) -> None:
        row = [node]
        while type(row[-1].left) in (Binary, Logical):
            row.append(row[-1].left)
        self._visit(row[-1].left)
        joined = sum(map(is_textual, row)) if len(row) > _JOINED else 0
        if joined > _JOINED or len(row) > _OPERATORS:
            self._report("Q13", "mlpy cannot compile so many operators in a row", node)
        for part in reversed(row):
            if not is_textual(part):
                self._grouped(part.left)
                self._grouped(part.right)
            elif "str" in self._before or self._scope.owner("str") is not None:
                self._report("Q16", "mlpy calls the program's own 'str' to join texts", part)
            self._visit(part.right)

    def _ternary(self, node: Ternary) -> None:
        self._grouped(node.test)
        self._grouped(node.then)
        self._parts(node)

    def _indexed(self, node: Any) -> None:
        self._grouped(node.target)
        self._parts(node)

    def _arrow(self, node: Arrow) -> None:
        if node.expression is None:
            self._report("Q5", "mlpy cannot compile an arrow function with a block", node)
        for parameter in node.parameters:
            self._host_word(parameter, "an arrow function's parameter")
        self._inside(node, [node.expression] if node.expression is not None else list(node.body))

    # -- statements ---------------------------------------------------------------------------

    def _inside(self, node: Any, parts: List[Any]) -> None:
        """Look at the body of a function."""
        outer, self._scope = self._scope, self._scopes[node.start]
        handlers = self._handlers
        self._handlers = [name for name in handlers if name not in self._scope.bindings]
        added = {parameter.name for parameter in node.parameters} - self._known
        self._known |= added
        for part in parts:
            self._visit(part)
        self._known -= added
        self._scope = outer
        self._handlers = handlers

    def _bind(self, name: str) -> None:
        self._known.add(name)
        self._ended.pop((id(self._scope), name), None)
        self._stale.pop((id(self._scope.owner(name)), name), None)
        self._caught.discard((id(self._scope.owner(name)), name))

    def _refused_word(self, name: str, node: Any) -> None:
        if name in ("async", "await"):
            self._report("Q9", f"mlpy refuses the name '{name}'", node)

    def _host_word(self, name: Identifier, what: str) -> None:
        if name.name in _PYTHON_WORDS:
            self._report("Q9", f"mlpy refuses the Python word '{name.name}' as {what}", name)

    def _evaluate(self, node: Evaluate) -> None:
        self._leading_array(node.expression, node.start)
        self._parts(node)

    def _leading_array(self, node: Any, start: int) -> None:
        """Report a statement whose first token opens an array that looks like a pattern."""
        while type(node) is not Array:
            node = next((part for part in node[2:] if hasattr(part, "start") and part.start == start), None)
            if node is None:
                return
        first = node.items[0] if node.items else None
        if node.start == start and (type(first) is Name or _is_constant(first, None)):
            self._report("Q11", "mlpy takes '[' and a name at the start of a statement for a pattern", node)

    def _assign(self, node: Assign) -> None:
        self._leading_array(node.target, node.start)
        self._visit(node.value)
        if type(node.target) is Name:
            self._refused_word(node.target.name, node.target)
            self._bind(node.target.name)
            self._holds(node.target.name, node.value)
            if type(node.value) is Name and node.value.name in self._handlers:
                self._caught.add((id(self._scope.owner(node.target.name)), node.target.name))
        else:
            self._escaping(node.value)
            self._visit(node.target)

    def _return(self, node: Return) -> None:
        self._escaping(node.value)
        self._parts(node)

    # -- functions that outlive the handler whose name they read ----------------------------------

    def _captured(self, node: Any) -> str:
        """Return the name of a handler around that a value reads when it is called later, or an empty text."""
        kind = type(node)
        if not self._handlers:
            return ""
        if kind in (Arrow, Function):
            own = self._scopes[node.start].bindings
            names = [part.name for part in walk(node) if type(part) is Name and part.name not in own]
            return next((name for name in names if name in self._handlers), "")
        if kind is Name:
            return self._capturing.get((id(self._scope.owner(node.name)), node.name), "")
        parts = node.items if kind is Array else node.values if kind is Object else ()
        return next(filter(None, map(self._captured, parts)), "")

    def _escaping(self, node: Any) -> None:
        """Report a function that is given away and reads the name of a handler."""
        name = self._captured(node)
        if name:
            self._report("Q18", f"mlpy deletes '{name}', which this function reads, at the end of the handler", node)

    def _holds(self, variable: str, value: Any) -> None:
        """Note that a variable has a function that reads the name of a handler."""
        name = self._captured(value)
        if name:
            self._capturing[id(self._scope.owner(variable)), variable] = name

    def _unpack_array(self, node: UnpackArray) -> None:
        if len(node.names) == 1:
            self._report("Q25", "mlpy binds the whole array to a pattern of one name", node)
        self._unpacked(node)

    def _unpack_object(self, node: UnpackObject) -> None:
        if len(node.names) > 1 and any(type(part) is Call for part in walk(node.value)):
            self._report("Q26", "mlpy evaluates the right side once for each name", node)
        self._unpacked(node)

    def _unpacked(self, node: Any) -> None:
        self._visit(node.value)
        for name in node.names:
            self._host_word(name, "a destructured name")
            self._bind(name.name)

    def _nonlocal(self, node: Nonlocal) -> None:
        for name in node.names:
            self._host_word(name, "a 'nonlocal' name")
            nested = self._scope.parent is not None and self._scope.parent is not self._scopes[MODULE]
            if self._scope.nonlocals.get(name.name) is not self._module_scope:
                continue
            if nested:
                self._report("Q17", "mlpy refuses 'nonlocal' in a nested function for a variable of the program", name)
            elif self._is_module:
                self._report("Q17", "mlpy refuses 'nonlocal' for a variable of a module", name)

    def _function(self, node: Function) -> None:
        for annotation in node.annotations:
            if annotation.name not in _HOST_TYPES and annotation.name not in self._known:
                self._report("Q12", f"mlpy evaluates the annotation '{annotation.name}' and fails", annotation)
        for name in (node.name, *node.parameters):
            self._refused_word(name.name, name)
        self._bind(node.name.name)
        self._holds(node.name.name, node)
        self._inside(node, list(node.body))

    def _for(self, node: For) -> None:
        self._visit(node.iterable)
        self._refused_word(node.variable.name, node.variable)
        self._bind(node.variable.name)
        for statement in node.body:
            self._visit(statement)

    def _try(self, node: Try) -> None:
        for statement in node.body:
            self._visit(statement)
        for handler in node.handlers:
            outer, self._capturing = self._capturing, {}
            if handler.name is not None:
                self._host_word(handler.name, "an except name")
                self._handlers = [*self._handlers, handler.name.name]
            for statement in handler.body:
                self._visit(statement)
            if handler.name is not None:
                self._handlers = self._handlers[:-1]
                self._known.add(handler.name.name)
                self._ended[id(self._scope), handler.name.name] = True
            self._stale.update(self._capturing)
            self._capturing = outer
        for statement in node.ending or ():
            self._visit(statement)

    def _import(self, node: Import) -> None:
        name = _bound_name(node)
        self._refused_word(name, node.alias or node)
        self._bind(name)

    def _permission(self, node: Permission) -> None:
        if node.kind == "resource" and node.target in ("*", "**"):
            self._report("Q52", f"mlpy's strict analysis refuses the broad resource pattern '{node.target}'", node)
