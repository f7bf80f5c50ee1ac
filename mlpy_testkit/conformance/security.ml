// name: eval by call
eval("1 + 1");
//! check SecurityError
//~ Q52 ! denied "SecurityError: Cannot call 'eval' from module 'builtins'"
---
// name: eval by name
x = eval;
//! check SecurityError "Dangerous Python builtin 'eval' cannot be used in ML code"
//~ Q52 ! check "Code generation failed: Security: Direct access to 'eval' is not allowed."
---
// name: exec
exec("x = 1");
//! check SecurityError
//~ Q52 ! denied "SecurityError: Cannot call 'exec' from module 'builtins'"
---
// name: compile by call
compile("x", "y", "exec");
//! check SecurityError
//~ Q52 ! denied "SecurityError: Cannot call 'compile' from module 'builtins'"
---
// name: the dunder import
x = __import__("os");
//! check SecurityError
//~ Q52 ! denied "SecurityError: Cannot call '__import__' from module 'builtins'"
---
// name: open by name
x = open;
//! check SecurityError "Dangerous Python builtin 'open' cannot be used in ML code"
//~ Q52 ! check "Code generation failed: Security: Direct access to 'open' is not allowed."
---
// name: globals and locals
x = globals;
//! check SecurityError "Dangerous Python builtin 'globals' cannot be used in ML code"
//~ Q52 ! check "Code generation failed: Security: Direct access to 'globals' is not allowed."
---
// name: vars by call
x = vars();
//! check SecurityError
//~ Q52 ! denied "SecurityError: Cannot call 'vars' from module 'builtins'"
---
// name: reading a dunder name
x = __builtins__;
//! check SecurityError "Dunder identifier '__builtins__' is forbidden in ML code"
//~ Q52 ! check "Code generation failed: Security: Direct access to '__builtins__' is not allowed."
---
// name: importing os
import os;
result = 1;
//! check SecurityError
//~ Q52 = 1
---
// name: importing sys
import sys;
//! check SecurityError
//~ Q52 -
---
// name: importing a part of os
import os.path;
//! check SecurityError
//~ Q52 -
---
// name: importing subprocess under another name
import subprocess as tools;
//! check SecurityError
//~ Q52 -
---
// name: a class of a text
s = "a";
result = s.__class__;
//! check SecurityError
//~ Q52 ! denied "Access to dangerous attribute '__class__' is forbidden"
---
// name: walking up from an array
a = [];
result = a.__class__.__bases__;
//! check SecurityError
//~ Q52 ! denied "Access to dangerous attribute '__class__' is forbidden"
---
// name: inner parts of a function
function f() { }
g = f.__globals__;
//! check SecurityError
//~ Q52 ! denied "Access to dangerous attribute '__globals__' is forbidden"
---
// name: inner names as texts are plain keys
o = {"__class__": 1, "__dict__": 2};
result = [o["__class__"], o["__dict__"], keys(o)];
//= [1, 2, ["__class__", "__dict__"]]
---
// name: getattr does not reach inner names
function f() { }
result = [getattr(f, "__globals__"), getattr("", "__class__"), getattr([], "__init__", "no"), hasattr(f, "__code__")];
//= [null, null, "no", false]
---
// name: Python's functions cannot be called
try { result = setattr({}, "a", 1); } except (e) { result = "refused"; }
//! check SecurityError "Dangerous Python builtin 'setattr' cannot be used in ML code"
//~ Q53 = "refused"
---
// name: a type cannot be called
try { result = type("a"); } except (e) { result = "refused"; }
//= "refused"
---
// name: no map of Python
try { result = map(fn(v) => v, [1]); } except (e) { result = "refused"; }
//= "refused"
---
// name: no exit
try { exit(); result = "still here"; } except (e) { result = "refused"; }
//! check SecurityError "Dangerous Python builtin 'exit' cannot be used in ML code"
//~ Q53 = "refused"
---
// name: a text that mentions eval
x = "please eval (this)";
y = "the medieval (adj.) style";
z = "see open(door)";
result = [x, y, z];
//= ["please eval (this)", "the medieval (adj.) style", "see open(door)"]
//? Q52
---
// name: a variable called dir
dir = "reports";
file_name = dir + "/a.csv";
result = file_name;
//= "reports/a.csv"
---
// name: a variable called vars, a function called file
vars = {a: 1};
function compile_(x) { return x; }
result = [vars, compile_(2)];
//= [{"a": 1}, 2]
---
// name: formatting does not reach attributes
result = ["{0.__class__}".replace("0", "x"), format("a", "")];
//= ["{x.__class__}", "a"]
---
// name: a format string with an object
result = "%s" % [1];
//! run time TypeError
//~ Q30 = "[1]"
---
// name: chains of reflection through members of objects are data
o = {};
o.__globals__ = {secret: 1};
result = o.__globals__.secret;
//! check SecurityError
//~ Q52 = 1
---
// name: broad resources
capability c { resource "*"; }
result = 1;
//= 1
//? Q52
---
// name: a broad permission
capability c { allow system; }
result = 1;
//! check SecurityError
//~ Q52 = 1
---
// name: a permission with a target
capability c { allow execute "calc"; allow system "clock"; allow read; }
result = 1;
//= 1
---
// name: errors reveal no host paths
try { x = 1 / 0; } except (e) { a = str(e); }
try { y = [1]["a"]; } except (e) { b = str(e); }
result = [a, b, a.find("/") == -1, b.find("/") == -1];
//= ["division by zero", "list indices must be integers or slices, not str", true, true]
---
// name: host types do not show
function f() { }
result = [typeof(f), typeof(len), typeof(print), typeof(iter([1]))];
//= ["function", "function", "function", "unknown"]
---
// name: an iterator has no members
it = iter([1]);
result = it.gi_frame;
//! run time AttributeError "'list_iterator' object has no accessible attribute 'gi_frame'"
---
// name: an exception has no host members
try { x = 1 / 0; } except (e) { result = e.__traceback__; }
//! check SecurityError
//~ Q52 ! denied "Access to dangerous attribute '__traceback__' is forbidden"
