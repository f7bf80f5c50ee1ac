// name: unterminated string with double quotes
x = "abc;
//! syntax
---
// name: unterminated string with single quotes
x = 'abc;
y = 1;
//! syntax
---
// name: a string ended by a backslash
x = "abc\";
//! syntax
---
// name: a backslash before the end of a line
x = "abc\
def";
//! syntax
---
// name: a quote alone
"
//! syntax
---
// name: a quote at the end of a program
x = 1; "
//! syntax
---
// name: three quotes
x = """abc""";
//! syntax
---
// name: mixed quotes
x = "abc';
//! syntax
---
// name: illegal character at
x = @;
//! syntax
---
// name: illegal character hash
# comment
//! syntax
---
// name: illegal character dollar
$x = 1;
//! syntax
---
// name: illegal character backslash
x = \1;
//! syntax
---
// name: illegal character tilde
x = ~1;
//! syntax
---
// name: illegal character caret
x = 1 ^ 2;
//! syntax
---
// name: illegal single ampersand
x = 1 & 2;
//! syntax
---
// name: illegal single bar
x = 1 | 2;
//! syntax
---
// name: backtick
x = `abc`;
//! syntax
---
// name: letters outside ASCII as a name
é = 1;
//! syntax
---
// name: a name with a letter outside ASCII inside
naïve = 1;
//! syntax
---
// name: full-width letters
ｘ = 1;
//! syntax
---
// name: a dunder of full-width underscores
x = ＿＿class＿＿;
//! syntax
---
// name: a dunder of full-width underscores as a member
x = "".＿＿class＿＿;
//! syntax
---
// name: mathematical letters
x = 𝐞𝐯𝐚𝐥("1");
//! syntax
---
// name: Arabic digits
x = ١٢;
//! syntax
---
// name: superscript digits
x = 2²;
//! syntax
---
// name: curly quotes
x = “abc”;
//! syntax
---
// name: a minus sign that is none
x = 1 − 2;
//! syntax
---
// name: emoji
😀 = 1;
//! syntax
---
// name: emoji in a string and in an error on the same line
x = "😀😀😀" + nothing_here;
//! check name run time
---
// name: wide letters before a syntax error
x = "漢字漢字" + ;
//! syntax
---
// name: only a comment
// nothing here
//* any
---
// name: a semicolon alone
;
//! syntax
---
// name: two semicolons
x = 1;;
//! syntax
---
// name: no semicolon
x = 1
//! syntax
---
// name: no semicolon before a brace
if (true) { x = 1 }
//! syntax
---
// name: a semicolon after a block
if (true) { x = 1; };
//! syntax
---
// name: an open brace
if (true) { x = 1;
//! syntax
---
// name: an open parenthesis
x = (1 + 2;
//! syntax
---
// name: an open bracket
x = [1, 2;
//! syntax
---
// name: an open object
x = {a: 1;
//! syntax
---
// name: an open function
function f(a, b
//! syntax
---
// name: an open call
x = f(1, 2
//! syntax
---
// name: a closing brace too many
x = 1; }
//! syntax
---
// name: a closing parenthesis too many
x = 1);
//! syntax
---
// name: a closing bracket too many
x = 1];
//! syntax
---
// name: crossed brackets
x = ([1)];
//! syntax
---
// name: closed by the wrong one
x = (1];
//! syntax
---
// name: only opening brackets
((((((((((
//! syntax
---
// name: only closing brackets
))))))))))
//! syntax
---
// name: only operators
+ - * / // %
//! syntax
---
// name: only keywords
if while for function return throw try break continue nonlocal import capability
//! syntax
---
// name: a number alone
5
//! syntax
---
// name: two numbers
x = 5 5;
//! syntax
---
// name: two names
x = a b;
//! syntax
---
// name: two strings
x = "a" "b";
//! syntax
---
// name: a number and letters
x = 12abc;
//! syntax
---
// name: a number with two points
x = 1.2.3;
//! syntax
---
// name: hexadecimal
x = 0x1F;
//! syntax
---
// name: underscores in a number
x = 1_000;
//! syntax
---
// name: a bare exponent
x = 1e;
//! syntax
---
// name: an exponent with a sign alone
x = 1e+;
//! syntax
---
// name: a point alone
x = .;
//! syntax
---
// name: an exponent too large for a float
result = str(1e999999999999999999999999);
//= "inf"
---
// name: an exponent too small for a float
result = 1e-999999999999999999999999;
//= 0.0
---
// name: a float with many digits
result = 0.33333333333333333333333333333333333333333333333333333333333333333333333333333333 > 0.3;
//= true
---
// name: a number with many leading zeros
result = 0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000007;
//= 7
---
// name: assignment to a number
5 = x;
//! syntax
---
// name: assignment to a string
"a" = x;
//! syntax
---
// name: assignment to a call
f() = 1;
//! syntax
---
// name: assignment to a method call
a.b() = 1;
//! syntax
---
// name: assignment to a sum
a + b = 1;
//! syntax
---
// name: assignment to a ternary
a ? b : c = 1;
//! syntax
---
// name: assignment to a parenthesis
(a) = 1;
//! syntax
---
// name: assignment to true
true = 1;
//! syntax
---
// name: assignment to null
null = 1;
//! syntax
---
// name: assignment to undefined
undefined = 1;
//! syntax
---
// name: assignment inside an expression
x = (y = 1);
//! syntax
---
// name: chained assignment
a = b = 1;
//! syntax
---
// name: augmented assignment
x += 1;
//! syntax
---
// name: increment
x++;
//! syntax
---
// name: assignment in an argument
f(x = 1);
//! syntax
---
// name: comparison operators that do not exist
x = 1 === 1;
//! syntax
---
// name: arrows that do not exist
x = a -> b;
//! syntax
---
// name: power
x = 2 ** 3;
//! syntax
---
// name: unary plus
x = + 5;
//! syntax
---
// name: an operator at the end
x = 1 + ;
//! syntax
---
// name: an operator at the start
x = * 1;
//! syntax
---
// name: two operators
x = 1 * / 2;
//! syntax
---
// name: an empty parenthesis
x = ();
//! syntax
---
// name: a comma expression
x = (1, 2);
//! syntax
---
// name: a comma at the end of an array
x = [1, 2,];
//! syntax
---
// name: a comma at the start of an array
x = [, 1];
//! syntax
---
// name: commas alone in an array
x = [,,];
//! syntax
---
// name: a comma at the end of an object
x = {a: 1,};
//! syntax
---
// name: an object without values
x = {a, b};
//! syntax
---
// name: an object with a number for a key
x = {1: 2};
//! syntax
---
// name: an object with an expression for a key
x = {[a]: 2};
//! syntax
---
// name: an object with a method
x = {a() { return 1; }};
//! syntax
---
// name: spread
x = [...a];
//! syntax
---
// name: an empty index
x = a[];
//! syntax
---
// name: a double index
x = a[1, 2];
//! syntax
---
// name: a slice with too many parts
x = a[1:2:3:4];
//! syntax
---
// name: a member that is a number
x = a.1;
//! syntax
---
// name: a member that is missing
x = a.;
//! syntax
---
// name: a member that is a string
x = a."b";
//! syntax
---
// name: a member named fn
x = a.fn;
//! syntax
---
// name: optional chaining
x = a?.b;
//! syntax
---
// name: a call of a call
x = f()();
//! syntax
---
// name: a call of an index
x = a[0]();
//! syntax
---
// name: a call of a parenthesis
x = (f)();
//! syntax
---
// name: a call of a string
x = "f"();
//! syntax
---
// name: a call of a number
x = 5();
//! syntax
---
// name: a call at once
x = (fn() => 1)();
//! syntax
---
// name: a comma at the end of a call
f(1,);
//! syntax
---
// name: half a ternary
x = a ? b;
//! syntax
---
// name: a colon alone
x = a : b;
//! syntax
---
// name: a ternary without a condition
x = ? 1 : 2;
//! syntax
---
// name: an if without parentheses
if true { x = 1; }
//! syntax
---
// name: an if without braces
if (true) x = 1;
//! syntax
---
// name: an if without a condition
if () { x = 1; }
//! syntax
---
// name: else without if
else { x = 1; }
//! syntax
---
// name: else if
if (true) { } else if (false) { }
//! syntax
---
// name: elif after else
if (true) { } else { } elif (true) { }
//! syntax
---
// name: two else
if (true) { } else { } else { }
//! syntax
---
// name: except without try
except (e) { }
//! syntax
---
// name: finally without try
finally { }
//! syntax
---
// name: finally before except
try { } finally { } except { }
//! syntax
---
// name: a nameless handler before a named one
try { x = 1; } except { } except (e) { }
//! syntax check
---
// name: two finally blocks
try { } finally { } finally { }
//! syntax
---
// name: catch
try { } catch (e) { }
//! syntax
---
// name: except without a name in parentheses
try { } except () { }
//! syntax
---
// name: except with two names
try { } except (a, b) { }
//! syntax
---
// name: throw of a string
throw "x";
//! syntax
---
// name: throw of a variable
x = {message: "m"};
throw x;
//! syntax
---
// name: throw of nothing
throw;
//! syntax
---
// name: for with semicolons
for (i = 0; i < 3; i = i + 1) { }
//! syntax
---
// name: for of
for (x of [1]) { }
//! syntax
---
// name: for with two variables
for (a, b in [[1, 2]]) { }
//! syntax
---
// name: for with a member
for (a.b in [1]) { }
//! syntax
---
// name: for with a number
for (5 in [1]) { }
//! syntax
---
// name: for without anything
for () { }
//! syntax
---
// name: do while
do { } while (true);
//! syntax
---
// name: switch
switch (x) { case 1: y = 2; }
//! syntax
---
// name: class
class A { }
//! syntax
---
// name: let
let x = 1;
//! syntax
---
// name: new
x = new A();
//! syntax
---
// name: del
del x;
//! syntax
---
// name: global
global x;
//! syntax
---
// name: yield as a statement
yield x;
//! syntax
---
// name: async function
async function f() { }
//! syntax
---
// name: await
x = await f();
//! syntax
---
// name: a free-standing block
{ x = 1; }
//! syntax
---
// name: break outside
break;
//! syntax check
---
// name: continue outside
continue;
//! syntax check
---
// name: break in a function inside a loop
while (true) { function f() { break; } f(); }
//! syntax check
---
// name: continue in an arrow inside a loop
while (true) { f = fn() => { continue; }; f(); }
//! syntax check
---
// name: break in an if
if (true) { break; }
//! syntax check
---
// name: break in a finally block outside a loop
try { x = 1; } finally { break; }
//! syntax check
---
// name: return outside
return 1;
//! syntax check
---
// name: return in a loop outside a function
while (true) { return; }
//! syntax check
---
// name: nonlocal outside
nonlocal x;
//! syntax check
---
// name: nonlocal of a parameter
function f(x) { nonlocal x; x = 1; }
//! syntax check
---
// name: nonlocal after a use
x = 1;
function f() { y = x; nonlocal x; x = 2; }
//! syntax check
---
// name: nonlocal after an assignment
function f() { x = 1; nonlocal x; }
//! syntax check
---
// name: nonlocal twice
x = 1;
function f() { nonlocal x; nonlocal x; x = 2; }
f();
result = x;
//! syntax check
//= 2
---
// name: nonlocal of a name twice in one list
x = 1;
function f() { nonlocal x, x; x = 2; }
f();
result = x;
//! syntax check
//= 2
---
// name: nonlocal of a loop variable
i = 0;
function f() { nonlocal i; for (i in [1, 2]) { } }
f();
result = i;
//= 2
---
// name: nonlocal of the function itself
function f() { nonlocal f; f = 5; }
f();
result = f;
//= 5
---
// name: nonlocal of a built-in
function f() { nonlocal len; len = 5; }
f();
result = [len, len("abc")];
//= [5, 3]
---
// name: nonlocal of an inner function's name
function o() { function g() { return 1; } function h() { nonlocal g; g = 2; } h(); return g; }
result = o();
//= 2
---
// name: nonlocal of a handler's name
function o() { try { throw {message: "m"}; } except (e) { function h() { nonlocal e; e = 5; } h(); result = e; } return result; }
x = o();
//* any
---
// name: nonlocal in an arrow block
n = 0;
f = fn() => { nonlocal n; n = n + 1; };
f();
f();
result = n;
//= 2
---
// name: nonlocal without a name
function f() { nonlocal; }
//! syntax
---
// name: nonlocal of a member
function f() { nonlocal a.b; }
//! syntax
---
// name: nonlocal of true
function f() { nonlocal true; }
//! syntax
---
// name: duplicate parameters
function f(a, a) { return a; }
//! syntax check
---
// name: duplicate parameters of an arrow
f = fn(a, b, a) => a;
//! syntax check
---
// name: a parameter named true
function f(true) { return true; }
//! syntax
---
// name: a parameter named null
f = fn(null) => null;
//! syntax
---
// name: a default value
function f(a = 1) { return a; }
//! syntax
---
// name: a rest parameter
function f(...a) { return a; }
//! syntax
---
// name: a pattern as a parameter
f = fn([a, b]) => a;
//! syntax
---
// name: a comma at the end of parameters
function f(a,) { return a; }
//! syntax
---
// name: a number as a parameter
function f(1) { return 1; }
//! syntax
---
// name: a function without a name
function (a) { return a; }
//! syntax
---
// name: a function as an expression
x = function(a) { return a; };
//! syntax
---
// name: a function named fn
function fn() { return 1; }
//! syntax
---
// name: a function named true
function true() { return 1; }
//! syntax
---
// name: an arrow without a body
f = fn(x) =>;
//! syntax
---
// name: an arrow without an arrow
f = fn(x) { return x; };
//! syntax
---
// name: an arrow with an open block
f = fn(x) => { return x; ;
//! syntax
---
// name: a return type
function f(a): int { return a; }
//! syntax
---
// name: a nested pattern
[a, [b]] = [1, [2]];
//! syntax
---
// name: a pattern with a hole
[a, , b] = [1, 2, 3];
//! syntax
---
// name: a pattern with a member
[a.b, c] = [1, 2];
//! syntax
---
// name: a pattern with renaming
{a: b} = {a: 1};
//! syntax
---
// name: an empty pattern
[] = [];
//! syntax
---
// name: an empty object pattern
{} = {};
//! syntax
---
// name: a pattern with a keyword
[true, a] = [1, 2];
//! syntax
---
// name: a pattern of the same name many times
[a, a, a] = [1, 2, 3];
result = a;
//= 3
---
// name: import in a function
function f() { import math; }
//! syntax
---
// name: import in a block
if (true) { import math; }
//! syntax
---
// name: import of a string
import "math";
//! syntax
---
// name: import of two
import math, json;
//! syntax
---
// name: import of everything
import math.*;
//! syntax
---
// name: import of nothing
import;
//! syntax
---
// name: import as nothing
import math as;
//! syntax
---
// name: import as a string
import math as "m";
//! syntax
---
// name: import with a point at the end
import math.;
//! syntax
---
// name: import with a point at the start
import .math;
//! syntax
---
// name: import of an unknown module
import no_such_module_anywhere;
//! check name run time
---
// name: import of a very long name
import aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;
//! check name run time
---
// name: import of a very deep name
import a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z;
//! check name run time
---
// name: an imported module that does not parse
//+ util: x = ;
import util;
//! syntax run time
---
// name: an imported module with an unterminated string
//+ util: x = "abc;
import util;
//! syntax run time
---
// name: an imported module with a break
//+ util: break;
import util;
//! syntax check run time
---
// name: an imported module that throws
//+ util: throw {message: "from the module"};
import util;
//! thrown run time
---
// name: a capability without a name
capability { resource "a"; }
//! syntax
---
// name: a capability with nonsense
capability c { x = 1; }
//! syntax
---
// name: a capability without braces
capability c resource "a";
//! syntax
---
// name: a capability with an unknown permission
capability c { allow everything; }
//! syntax
---
// name: a capability with a resource that is no text
capability c { resource 5; }
//! syntax
---
// name: a capability inside a function
function f() { capability c { allow read; } }
//! syntax
---
// name: a capability that is never closed
capability c { allow read;
//! syntax
---
// name: keywords as names of everything that may have them
o = {if: 1, while: 2, for: 3, return: 4, try: 5, import: 6, function: 7, nonlocal: 8};
function f(if, while, for) { return if + while + for; }
result = f(o.if, o.while, o.for) + o.return + o.try + o.import + o.function + o.nonlocal;
//= 36
---
// name: a keyword as a variable
if = 1;
//! syntax
---
// name: a keyword as a variable after a use as a parameter
function f(while) { while = 1; return while; }
//! syntax
---
// name: return as a variable
return = 5;
//! syntax check
---
// name: fn as a variable
fn = 1;
//! syntax
---
// name: fn as a key
o = {fn: 1};
//! syntax
---
// name: python words as names of everything
class = {def: 1, lambda: 2};
for (None in [1]) { pass = None; }
try { x = 1 / 0; } except (raise) { del = str(raise); }
function with(as, is) { return as + is; }
[yield, global] = [3, 4];
{def} = class;
result = [class.lambda, pass, del, with(1, 2), yield, global, def];
//= [2, 1, "division by zero", 3, 3, 4, 1]
---
// name: python words as names of functions and their recursion
function lambda(None) { return None == 0 ? 0 : lambda(None - 1); }
result = lambda(5);
//= 0
---
// name: python words in closures
function outer(None) { function inner() { nonlocal None; None = None + 1; return None; } inner(); return inner(); }
result = outer(1);
//= 3
---
// name: a missing python word
result = False;
//! check name run time
---
// name: print as a statement
print "hello";
//! syntax
---
// name: a shebang
#!/usr/bin/env ml
x = 1;
//! syntax
---
// name: a block comment
/* comment */ x = 1;
//! syntax
---
// name: a comment that hides the end of a line
x = 5 // five
;
//! syntax check name run time
---
// name: a division that was meant as a comment
x = 10 // 0
;
//! run time
---
// name: a comment at the very end without a line break
result = 1; // the end
//= 1
---
// name: a comment inside a string is none
result = "http://x // y";
//= "http://x // y"
---
// name: markup
<html><body>hello</body></html>
//! syntax
---
// name: JSON
{"a": [1, 2, {"b": null}]}
//! syntax
---
// name: YAML
a: 1
b:
  - c
//! syntax
---
// name: SQL
SELECT * FROM users; DROP TABLE users;
//! syntax
---
// name: a Python program
def f(x):
    return x + 1
print(f(1))
//! syntax
---
// name: a shell program
for f in *; do rm -rf "$f"; done
//! syntax
---
// name: a C program
#include <stdio.h>
int main(void) { return 0; }
//! syntax
---
// name: a JavaScript program
const f = async (x) => { await x; }; f(1).then(console.log);
//! syntax
---
// name: base64
QWxhZGRpbjpvcGVuIHNlc2FtZQ==
//! syntax
---
// name: numbers in a row
1 2 3 4 5 6 7 8 9
//! syntax
---
// name: a very long chain of members
x = a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a;
//! check name run time
---
// name: twenty-five nested loops
for (a in [1]) { for (b in [1]) { for (c in [1]) { for (d in [1]) { for (e in [1]) {
for (f in [1]) { for (g in [1]) { for (h in [1]) { for (i in [1]) { for (j in [1]) {
for (k in [1]) { for (l in [1]) { for (m in [1]) { for (n in [1]) { for (o in [1]) {
for (p in [1]) { for (q in [1]) { for (r in [1]) { for (s in [1]) { for (t in [1]) {
for (u in [1]) { for (v in [1]) { for (w in [1]) { for (x in [1]) { for (y in [1]) {
result = 5;
} } } } } } } } } } } } } } } } } } } } } } } } }
//! limit
//= 5
---
// name: twenty-five nested try blocks
try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { try {
x = 1 / 0;
} except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; }
} except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; }
} except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; }
} except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; } } except { x = 1 / 0; }
} except { result = 5; }
//! limit
//= 5
---
// name: fifteen nested try blocks with finally
try { try { try { try { try { try { try { try { try { try { try { try { try { try { try { x = 1 / 0;
} finally { a = 1; } } finally { a = 2; } } finally { a = 3; } } finally { a = 4; } } finally { a = 5; }
} finally { a = 6; } } finally { a = 7; } } finally { a = 8; } } finally { a = 9; } } finally { a = 10; }
} finally { a = 11; } } finally { a = 12; } } finally { a = 13; } } finally { a = 14; } } except { result = a; }
//! limit
//= 14
---
// name: finally blocks double the code they hold
function f(n) {
    try { try { try { try { try { try { try { try { try { try {
    return n;
    } finally { a = 1; } } finally { a = 2; } } finally { a = 3; } } finally { a = 4; } } finally { a = 5; }
    } finally { a = 6; } } finally { a = 7; } } finally { a = 8; } } finally { a = 9; } } finally { a = 10; }
}
result = f(3);
//! limit
//= 3
---
// name: finally blocks inside finally blocks double the code at every level
function f(n) {
    try { x = 1; } finally { try { x = 2; } finally { try { x = 3; } finally { try { x = 4; } finally {
    try { x = 5; } finally { try { x = 6; } finally { try { x = 7; } finally { try { x = 8; } finally {
    try { x = 9; } finally { try { x = 10; } finally { try { x = 11; } finally { try { x = 12; } finally {
    try { x = 13; } finally { try { x = 14; } finally { try { x = 15; } finally { return x; }
    } } } } } } } } } } } } } }
}
result = f(3);
//! limit
//= 15
---
// name: functions in functions in functions
function a() { function b() { function c() { function d() { function e() { function f() { function g() { function h() { function i() { function j() {
function k() { function l() { function m() { function n() { function o() { return 15; } return o(); } return n(); } return m(); } return l(); } return k(); }
return j(); } return i(); } return h(); } return g(); } return f(); } return e(); } return d(); } return c(); } return b(); }
result = a();
//! limit
//= 15
---
// name: arrows in arrows in arrows
f = fn(a) => fn(b) => fn(c) => fn(d) => fn(e) => fn(g) => fn(h) => fn(i) => fn(j) => fn(k) => a + b + c + d + e + g + h + i + j + k;
for (n in range(10)) { f = f(n); }
result = f;
//! limit
//= 45
---
// name: ternaries in ternaries
result = true ? true ? true ? true ? true ? true ? true ? true ? true ? true ? 5 : 1 : 2 : 3 : 4 : 5 : 6 : 7 : 8 : 9 : 10;
//= 5
---
// name: minus signs in a row
result = ------------------------------5;
//! limit
//= 5
---
// name: exclamation marks in a row
result = !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!true;
//! limit
//= true
---
// name: an object with the same key many times
result = {a: 1, a: 2, a: 3, "a": 4, 'a': 5};
//= {"a": 5}
---
// name: a key of every strange text
o = {"": 1, " ": 2, "a b": 3, "'": 4, "\": 5, "if": 6, "__": 7};
result = len(o);
//! syntax
---
// name: names of one underscore and many
_ = 1;
____ = 2;
result = _;
//! check
//= 1
---
// name: a name of an underscore and letters
_private = 1;
o = {_x: 2};
result = _private + o._x;
//= 3
---
// name: a string over many lines
x = "one
two
three";
result = len(x);
//= 13
---
// name: an error after a string over many lines
x = "one
two
three" - 1;
//! run time
---
// name: an error inside a call over many lines
x = len(
    [
        1,
        2 - "a",
        3
    ]
);
//! run time
---
// name: an unknown name next to a known one
lenght = 5;
x = lenhgt;
//! check name run time
---
// name: a slash at the end
x = 1 /
//! syntax
---
// name: a division sign at the end
x = 1 //
//! syntax
