// name: the place of a run-time error
a = 1;
b = a / 0;
//! run time ZeroDivisionError "division by zero" at 2:5
---
// name: the place of an unknown name
total = 1;
result = total + totl;
//! name NameError "name 'totl' is not defined" at 2:18
---
// name: the place of an unknown function
x = 1;
x = compute(x);
//! name NameError "name 'compute' is not defined" at 2:5
---
// name: the place of a missing key
o = {a: 1};
result = o["b"];
//! run time KeyError "'b'" at 2:10
---
// name: the place of a bad index
a = [1, 2];
x = a[0] + a[5];
//! run time IndexError "list index out of range" at 2:12
---
// name: the place inside a function
function half(n) {
  return n / divisor;
}
divisor = 0;
result = half(3);
//! run time ZeroDivisionError "division by zero" at 2:10
---
// name: the place of a throw
function check(n) {
  if (n > 2) {
    throw {message: "too many"};
  }
}
check(5);
//! thrown "too many" with {"message": "too many"} at 3:5
---
// name: the place of a missing method
s = "abc";
t = s.trimm();
//! run time AttributeError "'str' object has no accessible method 'trimm'" at 2:5
---
// name: the place of an unpacking
pair = [1];
[a, b] = pair;
//! run time ValueError "not enough values to unpack (expected 2, got 1)" at 2:1
---
// name: the place of a wrong argument count
function f(a) { return a; }
x = f(1, 2);
//! run time TypeError "f() takes 1 positional argument but 2 were given" at 2:5
---
// name: the place of a loop over nothing to loop over
n = 5;
for (x in n) { }
//! run time TypeError "'int' object is not iterable" at 2:11
---
// name: the place of a refused break
x = 1;
if (x) {
  break;
}
//! check "'break' outside loop" at 3:3
---
// name: the place of a refused return
x = 1;
return x;
//! check "'return' outside function" at 2:1
---
// name: the place of a doubled parameter
function f(a,
           a) { return 1; }
//! check "duplicate argument 'a' in function definition" at 2:12
---
// name: a syntax error on a later line
a = 1;
b = 2;
c = a b;
//! syntax at 3:7
---
// name: a forgotten semicolon shows on the next line
a = 1
b = 2;
//! syntax at 2:1
---
// name: a forgotten brace shows at the end
function f() {
  return 1;
//! syntax
---
// name: a forgotten parenthesis
print("a";
//! syntax at 1:10
---
// name: a stray closing bracket
a = [1, 2]];
//! syntax at 1:11
---
// name: a keyword in an expression
a = 1 + while;
//! name NameError "name 'while' is not defined" at 1:9
//~ Q9 ! name NameError "name 'ml_while' is not defined"
---
// name: a word where a statement should end
print("a") print("b");
//! syntax at 1:12
---
// name: an assignment to a call
f(1) = 2;
//! syntax at 1:6
---
// name: an assignment to a number
5 = x;
//! syntax at 1:3
---
// name: an assignment to an operation
a + b = 2;
//! syntax at 1:7
---
// name: an unknown character
price = 5€;
//! syntax at 1:10
---
// name: a string that never ends
a = "one
two;
//! syntax at 1:5
---
// name: a colon instead of a comma
f(a: 1);
//! syntax at 1:4
---
// name: a missing key
o = {: 1};
//! syntax at 1:6
---
// name: a missing value
o = {a: };
//! syntax at 1:9
---
// name: a missing colon
o = {a 1};
//! syntax at 1:8
---
// name: an unfinished index
x = a[1;
//! syntax at 1:8
---
// name: an arrow without its arrow
f = fn(x) x + 1;
//! syntax at 1:11
---
// name: an empty condition
if () { }
//! syntax at 1:5
---
// name: an empty loop heading
for () { }
//! syntax at 1:6
---
// name: a loop without in
for (x of [1]) { }
//! syntax at 1:8
---
// name: nothing is reported for a program that runs
function unused(a, b) { return a; unreachable = 1; }
x = 1;
x = 2;
function unused(c) { }
result = x;
//= 2
---
// name: the first failing statement counts
print("one");
x = nosuch;
y = 1 / 0;
//> one
//! name NameError "name 'nosuch' is not defined" at 2:5
---
// name: text and value before an error
result = 1;
print("shown");
result = 2;
z = [][0];
//> shown
//! run time IndexError "list index out of range"
---
// name: an error in a condition
a = [1];
if (a[3] > 1) { x = 1; }
//! run time IndexError "list index out of range" at 2:5
---
// name: an error on the right of a line
x = 1; y = 2; z = x + y + [];
//! run time TypeError "unsupported operand type(s) for +: 'int' and 'list'" at 1:19
---
// name: an error in an arrow
f = fn(x) =>
  x.name.first;
f({});
//! run time AttributeError "'NoneType' object has no accessible attribute 'first'" at 2:3
---
// name: an error in an argument
function twice(x) { return x * 2; }
y = twice(1 -
  "a");
//! run time TypeError "unsupported operand type(s) for -: 'int' and 'str'" at 2:11
---
// name: an error in a condition over several lines
x = 5;
y = x > 3
  ? x - "1"
  : x;
//! run time TypeError "unsupported operand type(s) for -: 'int' and 'str'" at 3:5
---
// name: an error inside an object literal
o = {
  a: 1,
  b: 2 - null,
  c: 3
};
//! run time TypeError "unsupported operand type(s) for -: 'int' and 'NoneType'" at 3:6
