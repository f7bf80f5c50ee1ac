// name: a class kept for the next input
x = "abc"
//--
x.__class__
//! check run time
---
// name: the table of builtins replaced in a session
__builtins__ = {}
//--
len("abc")
//= 3
---
// name: the table of builtins replaced by a function definition
function __builtins__() { return 1; }
//--
len("abc")
//= 3
---
// name: the module name replaced in a session
__name__ = "__main__"
//--
len("abc")
//= 3
---
// name: helpers are no variables of a session
result = 5
//--
getattr(builtin, "rt units", 0) == 0
//= true
---
// name: a built-in's name overwritten in an earlier input
len = fn(x) => 99
//--
len("abc")
//= 99
---
// name: a built-in's name overwritten by a value
str = 5
//--
"a" + 1 + str(2)
//= "a12"
---
// name: a variable changes its kind between inputs
x = []
//--
function add() { x.append(1); return x; }
//--
x = len
//--
add()
//! run time
---
// name: a variable changes from object to module between inputs
import math
//--
x = {a: 1}
//--
function read() { return x.members; }
//--
x = math
//--
read()
//! run time
---
// name: a function kept from an input that failed
function f() { return 1; } x = 1 / 0;
//--
f()
//= 1
---
// name: a function that spins is called in the next input
function spin() { while (true) { } }
//--
spin()
//! limit
---
// name: after a limit the session goes on
while (true) { }
//--
1 + 1
//= 2
---
// name: after a limit in finally the session goes on
while (true) { try { while (true) { } } finally { continue; } }
//--
1 + 1
//= 2
---
// name: after a deep recursion the session goes on
function f() { return f(); }
//--
f()
//--
1 + 1
//= 2
---
// name: after a recursion in handlers the session goes on
function f() { try { f(); } except { f(); } }
//--
f()
//--
1 + 1
//= 2
---
// name: after a syntax error the session goes on
x = (((
//--
1 + 1
//= 2
---
// name: after a bomb the session goes on and the bomb is gone
s = "abcdefgh"
//--
while (true) { s = s + s; }
//--
len(s) > 0
//= true
---
// name: a text grown over many inputs
s = "abcdefgh" * 500
//--
s = s + s + s + s + s + s + s + s
//--
s = s + s + s + s + s + s + s + s
//--
s = s + s + s + s + s + s + s + s
//--
s = s + s + s + s + s + s + s + s
//--
s = s + s + s + s + s + s + s + s
//! limit
---
// name: an array grown over many inputs
a = [1, 2, 3, 4] * 500
//--
a.extend(a); a.extend(a); a.extend(a); a.extend(a)
//--
a.extend(a); a.extend(a); a.extend(a); a.extend(a)
//--
a.extend(a); a.extend(a); a.extend(a); a.extend(a)
//! limit
---
// name: an iterator kept over inputs
it = iter([1, 2])
//--
next(it)
//--
next(it)
//--
next(it)
//! run time
---
// name: a caught error kept over inputs
try { x = 1 / 0; } except (e) { saved = e; }
//--
saved.__traceback__
//! check run time
---
// name: a caught error kept over inputs shows nothing
try { x = 1 / 0; } except (e) { saved = e; }
//--
str(saved) + repr(saved)
//= "division by zeroZeroDivisionError('division by zero')"
---
// name: a handler that waits for the next input
function f() { try { throw {message: "m"}; } except (e) { return fn() => e; } }
//--
g = f()
//--
h = g()
//--
str(h)
//= "m"
---
// name: an import kept over inputs
import math
//--
math.__dict__
//! check run time
---
// name: a failed import leaves nothing behind
import os
//--
os
//! check name run time
---
// name: a failed import of the kit leaves nothing behind
import mlpy_testkit
//--
mlpy_testkit
//! check name run time
---
// name: two statements, the second one dangerous
x = 1; y = eval("1")
//! check name run time
---
// name: a definition of a dangerous name makes it usable by nobody
eval = fn(x) => x
//--
eval("1 + 1")
//! check name run time
//= "1 + 1"
---
// name: a destructured array at a prompt
a = 1
//--
b = 2
//--
[a, b]
//= [1, 2]
---
// name: nonlocal makes a variable of the session
function bump() { nonlocal count; count = 10; }
//--
bump()
//--
count
//= 10
---
// name: nonlocal of the table of builtins in a session
function bump() { nonlocal __builtins__; __builtins__ = 10; }
//--
bump()
//--
len("abc")
//= 3
---
// name: an input of closing braces
} } }
//! syntax
---
// name: an input of an open brace
if (true) {
//! syntax
---
// name: an input of an open string
x = "abc
//! syntax
---
// name: an empty input
x = 1
//--

//--
x
//= 1
---
// name: a hundred functions that call each other over inputs
function a(n) { return n <= 0 ? 0 : b(n - 1); }
//--
function b(n) { return n <= 0 ? 0 : a(n - 1); }
//--
a(100)
//= 0
---
// name: a function redefined while it is used
function f() { return 1; }
//--
function g() { return f(); }
//--
function f() { return g(); }
//--
g()
//! run time limit
---
// name: throwing at the prompt
throw {message: "m"}
//! thrown
---
// name: throwing at the prompt and going on
throw {message: "m"}
//--
5
//= 5
---
// name: break at the prompt
break
//! syntax check
---
// name: return at the prompt
return 5
//! syntax check
---
// name: underscore names are only data
_ = 5
//--
_ + 1
//= 6
---
// name: result of the host's words
None = 5
//--
None + 1
//= 6
---
// name: a cycle as an answer
a = []
//--
a.append(a)
//--
a
//* any
---
// name: a deep answer
a = []
//--
for (i in range(5000)) { a = [a]; }
//--
a
//* any
---
// name: a function as an answer is printed without an address
f = fn(x) => x
//--
str(f).find("0x")
//= -1
---
// name: a shared structure over inputs
a = [1]
//--
for (i in range(60)) { a = [a, a]; } str(a)
//! limit
---
// name: a comment at the prompt
// nothing
//* any
---
// name: handlers of one input do not catch in another
try { x = 1; } except { x = 2; }
//--
1 / 0
//! run time
---
// name: a finally block of one input does not run again
n = 0
//--
try { while (true) { } } finally { n = n + 1; }
//--
n
//= 0
