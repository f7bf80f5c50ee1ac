// name: a string doubled by +
s = "abcdefgh";
while (true) { s = s + s; }
//! limit
---
// name: a string doubled by textual +
s = "abcdefgh";
while (true) { s = "" + s + s; }
//! limit
---
// name: a string grown by one at a time
s = "";
while (true) { s = s + "x"; }
//! limit
---
// name: a string doubled by *
s = "ab";
while (true) { s = s * 2; }
//! limit
---
// name: a number times a string
s = "ab";
while (true) { s = 2 * s; }
//! limit
---
// name: one giant repetition
result = len("x" * 1000000000);
//! limit
---
// name: one giant repetition, the other way round
n = 1000000000;
result = len(n * "x");
//! limit
---
// name: a repetition beyond any machine
result = len("x" * 100000000000000000000000000);
//! limit run time
---
// name: a repetition of nothing is nothing
result = "" * 100000000000000000000000000;
//! limit run time
//= ""
---
// name: a repetition by a negative giant
result = "x" * -100000000000000000000000000;
//! limit run time
//= ""
---
// name: repetition by true of a giant
s = "x" * 4000;
result = len(s * true);
//= 4000
---
// name: a string grown through a parameter
function grow(s, n) { return n == 0 ? s : grow(s + s, n - 1); }
result = len(grow("abcdefgh", 60));
//! limit
---
// name: a string grown through an array element
a = ["abcdefgh"];
while (true) { a[0] = a[0] + a[0]; }
//! limit
---
// name: a string grown through a member
o = {s: "abcdefgh"};
while (true) { o.s = o.s + o.s; }
//! limit
---
// name: a string grown through a closure
s = "abcdefgh";
function grow() { nonlocal s; s = s + s; }
while (true) { grow(); }
//! limit
---
// name: a string grown inside an expression without assignment
function d(s) { return s + s; }
function q(s) { return d(d(d(d(d(d(d(d(s)))))))); }
result = len(q(q(q(q("abc")))));
//! limit
---
// name: a string doubled by join
s = "abcdefgh";
while (true) { s = s.join([s, s]); }
//! limit
---
// name: join with a long separator
s = "x" * 3000;
a = ["a"] * 3000;
while (true) { t = s.join(a); s = t; }
//! limit
---
// name: join of many
s = "x" * 4000;
a = [s] * 4000;
b = "".join(a);
c = [b] * 4000;
result = len("".join(c));
//! limit
---
// name: a string grown by replace
s = "aaaaaaaa";
while (true) { s = s.replace("a", "aaaa"); }
//! limit
---
// name: replace of the empty string
s = "aaaaaaaa";
while (true) { s = s.replace("", s); }
//! limit
---
// name: replace with a giant
s = "a" * 4000;
result = len(s.replace("a", s).replace("a", s).replace("a", s));
//! limit
---
// name: ljust to a giant width
result = len("a".ljust(10000000000));
//! limit
---
// name: rjust to a giant width
result = len("a".rjust(10000000000, "x"));
//! limit
---
// name: center to a giant width
result = len("a".center(100000000000000000000, "x"));
//! limit
---
// name: padding to a negative giant
result = "a".center(-100000000000000000000, "x");
//! limit run time
//= "a"
---
// name: padding over and over
s = "a";
n = 1000;
while (true) { s = s.ljust(n); n = n * 2; }
//! limit
---
// name: format with a giant width
result = len(format(5, "10000000000d"));
//! limit run time
---
// name: format of a string with a giant width
result = len(format("a", ">10000000000"));
//! limit run time
---
// name: format with a giant precision
result = len(format(1.5, ".10000000000f"));
//! limit run time
---
// name: format with a large precision
result = len(format(1.5, ".2000000000f"));
//! limit run time
---
// name: format with a width beyond any machine
result = len(format(1, "99999999999999999999999999d"));
//! limit run time
---
// name: format with an exponent and a giant precision
result = len(format(1e300, ".999999999e"));
//! limit run time
---
// name: format of a percentage with a giant precision
result = len(format(0.5, ".999999999%"));
//! limit run time
---
// name: format of a giant number in binary
n = 1;
for (i in range(100000)) { n = n * 65536; }
result = len(format(n, "b"));
//! limit
---
// name: split into many parts
s = "a " * 2000;
while (true) { s = s + s; parts = s.split(" "); }
//! limit
---
// name: split by one character again and again
s = "," * 4000;
total = [];
while (true) { total.extend(s.split(",")); }
//! limit
---
// name: case changes that grow
s = chr(223) * 4000;
while (true) { s = s.upper() + s.title() + s.swapcase(); }
//! limit
---
// name: letters whose capitals are three
s = chr(912) * 100000; result = len(s.upper());
//! limit
---
// name: letters whose capitals are three, by a method that was taken
f = getattr(chr(64259) * 100000, "swapcase"); result = len(f());
//! limit
---
// name: letters whose small ones are two
function small(s) { return s.lower(); }
result = len(small(chr(304) * 150000));
//! limit
---
// name: strip of a giant in a loop
s = " " * 4000;
while (true) { s = s + s; t = s.strip(); }
//! limit
---
// name: count of overlapping patterns in a growing text
s = "aaaaaaaa";
while (true) { s = s + s; n = s.count("aaab"); }
//! limit
---
// name: find with worst case patterns
s = "a" * 4000 + "b";
while (true) { s = s + s; n = s.find("a" * 2000 + "c"); }
//! limit
---
// name: an array doubled by +
a = [1, 2, 3, 4];
while (true) { a = a + a; }
//! limit
---
// name: an array doubled by *
a = [1, 2, 3, 4];
while (true) { a = a * 2; }
//! limit
---
// name: one giant array
result = len([0] * 1000000000);
//! limit
---
// name: one giant array, the other way round
result = len(1000000000 * [0]);
//! limit
---
// name: an array beyond any machine
result = len([0, 1] * 9223372036854775807);
//! limit run time
---
// name: an array of arrays multiplied
a = [[0] * 1000] * 1000;
b = a * 1000;
c = b * 1000;
result = len(c);
//! limit
---
// name: an array doubled by extend
a = [1, 2, 3, 4];
while (true) { a.extend(a); }
//! limit
---
// name: an array extended by a string
a = [];
s = "abcdefgh" * 100;
while (true) { a.extend(s); }
//! limit
---
// name: an array extended by its iterator
a = [1];
a.extend(iter(a));
while (true) { a.extend(iter(a)); }
//! limit
---
// name: an array grown by append
a = [];
while (true) { a.append(a); }
//! limit
---
// name: an array grown by insert
a = [];
while (true) { a.insert(0, 1); }
//! limit
---
// name: an array grown by slice assignment
a = [1, 2];
while (true) { a[0:0] = a; }
//! limit
---
// name: an array grown by slice assignment at the end
a = [1, 2];
while (true) { a[len(a):] = a; }
//! limit
---
// name: an array grown by slice assignment of a string
a = [];
s = "ab" * 1000;
while (true) { a[1:1] = s; }
//! limit
---
// name: an array grown by slices
a = [1, 2];
while (true) { a = a[:] + a[::-1]; }
//! limit
---
// name: an array grown by copy
a = [1, 2];
while (true) { b = a.copy(); b.extend(a); a = b; }
//! limit
---
// name: an array grown by destructuring
a = [1];
b = [2];
while (true) { [a, b] = [a + b, b + a]; }
//! limit
---
// name: copies kept in an array
a = [0] * 4000;
keep = [];
while (true) { keep.append(a[:]); }
//! limit
---
// name: copies of text kept in an array
s = "x" * 4000;
keep = [];
while (true) { keep.append(s + str(len(keep))); }
//! limit
---
// name: copies kept in an object
a = [0] * 4000;
o = {};
n = 0;
while (true) { n = n + 1; o["k" + n] = a + [n]; }
//! limit
---
// name: a giant range
result = len(range(1000000000000));
//! limit
---
// name: a giant range with a step
result = len(range(0, 1000000000000000000000, 3));
//! limit
---
// name: a giant range downwards
result = len(range(1000000000000, 0, -1));
//! limit
---
// name: an empty giant range
result = len(range(1000000000000000000000000, 0));
//= 0
---
// name: a range of one giant step
result = len(range(0, 1000000000000000000000000, 999999999999999999999999));
//= 2
---
// name: a loop over a giant range
n = 0;
for (i in range(1000000000000)) { n = n + 1; }
result = n;
//! limit
---
// name: a loop over a giant range that is left at once
for (i in range(1000000000000)) { if (i == 3) { break; } }
result = i;
//! limit
//= 3
---
// name: ranges kept
keep = [];
while (true) { keep.append(range(4000)); }
//! limit
---
// name: zip of growing arrays
a = [1] * 1000;
while (true) { a = a + zip(a, a); }
//! limit
---
// name: enumerate of growing arrays
a = [1] * 1000;
while (true) { a = a + enumerate(a); }
//! limit
---
// name: zip of many
a = [1] * 4000;
b = zip(a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a);
keep = [];
while (true) { keep.append(zip(b, b)); }
//! limit
---
// name: reversed and sorted copies
a = range(4000);
while (true) { a = reversed(a) + sorted(a); }
//! limit
---
// name: keys and values of a growing object
o = {};
n = 0;
while (true) { o["k" + n] = values(o) + keys(o); n = n + 1; }
//! limit
---
// name: an object with endless keys
o = {};
n = 0;
while (true) { o[n] = n; n = n + 1; }
//! limit
---
// name: an object that grows inside a loop over a copy
o = {a: 1};
while (true) { for (k in keys(o)) { o[k + "x"] = o[k]; o["y" + k] = 1; } }
//! limit
---
// name: update of a raw dictionary with itself
o = {};
o[1] = 1;
while (true) { p = {}; p[0] = 0; p.update(o); p[len(p) + 5] = p; o = p; }
//! limit
---
// name: a whole number squared again and again
n = 3;
while (true) { n = n * n; }
//! limit
---
// name: a whole number doubled by +
n = 1;
while (true) { n = n + n; }
//! limit
---
// name: a power spelled by loops
n = 9;
for (i in range(9)) { m = n; for (j in range(8)) { n = n * m; } }
result = n;
//! limit
---
// name: powers of powers by multiplication
function square(n) { return n * n; }
n = 12345678901234567890;
for (i in range(40)) { n = square(n); }
result = n % 10;
//! limit
---
// name: a product of many
n = 1;
i = 1;
while (true) { n = n * i; i = i + 1; }
//! limit
---
// name: numbers multiplied in one expression
a = 1;
for (i in range(300)) { a = a * 10; }
b = a * a * a * a * a * a * a * a * a * a * a * a * a * a * a * a;
c = b * b * b * b * b * b * b * b * b * b * b * b * b * b * b * b;
d = c * c * c * c * c * c * c * c * c * c * c * c * c * c * c * c;
e = d * d * d * d * d * d * d * d * d * d * d * d * d * d * d * d;
result = e % 7;
//! limit
---
// name: numbers subtracted into giants
n = -1;
while (true) { n = n - n * n * n; }
//! limit
---
// name: floor division of giants
n = 1;
while (true) { n = n * 1000000007; m = n // 3; k = n % 7; }
//! limit
---
// name: a fast power written in ML
function power(b, e) {
    if (e == 0) { return 1; }
    h = power(b, e // 2);
    return e % 2 == 0 ? h * h : h * h * b;
}
result = power(9, 387420489) % 10;
//! limit
---
// name: fibonacci numbers without end
a = 0;
b = 1;
while (true) { [a, b] = [b, a + b]; }
//! limit
---
// name: pow of math
import math;
result = math.pow(9, 387420489);
//! limit denied
---
// name: pow of math with giant base and exponent
import math;
result = math.pow(99999999999999999999, 99999999999999999999);
//! limit denied
---
// name: pow of math with a negative giant exponent
import math;
result = typeof(math.pow(10, -99999999999999999999));
//! run time limit denied
//= "number"
---
// name: pow of math of one and zero with giant exponents
import math;
result = [math.pow(1, 99999999999999999999), math.pow(0, 99999999999999999999), math.pow(-1, 99999999999999999999)];
//! limit denied run time
//= [1, 0, -1]
---
// name: nested pow of math
import math;
result = math.pow(math.pow(math.pow(10, 10), 10), math.pow(10, 10));
//! limit denied
---
// name: factorial of math
import math;
result = math.factorial(100000000);
//! limit denied
---
// name: factorial beyond any machine
import math;
result = math.factorial(99999999999999999999999999999);
//! limit run time denied
---
// name: factorials one after the other
import math;
n = 1000;
while (true) { x = math.factorial(n); n = n + 1000; }
//! limit denied
---
// name: lcm of math
import math;
n = 1;
i = 1;
while (true) { n = math.lcm(n, i * i + 1); i = i + 1; }
//! limit denied
---
// name: gcd of giants
import math;
a = 1;
b = 1;
while (true) { a = a * 1000003; b = b * 999983 + 1; x = math.gcd(a, b); }
//! limit denied
---
// name: exp and other float bombs are harmless
import math;
result = [str(math.exp(100000)), math.exp(-100000)];
//! denied run time
//= ["inf", 0.0]
---
// name: floor of a giant float
import math;
result = math.floor(1e308) > 0;
//! denied
//= true
---
// name: int of a giant float
n = int(1e308);
while (true) { n = n * n; }
//! limit
---
// name: int of a long text
s = "9" * 4000;
while (true) { n = int(s); s = s + s; }
//! limit run time
---
// name: int of a very long text
result = int("9" * 20000);
//! limit run time
---
// name: int of a text with a giant exponent
result = int("1e999999999");
//! limit run time
---
// name: int of a text with an exponent
result = int("1e300") > 0;
//= true
---
// name: float of a long text
result = str(float("9" * 20000));
//! limit run time
//= "inf"
---
// name: text of a giant number
n = 10;
for (i in range(13)) { n = n * n; }
result = len(str(n));
//! limit run time
---
// name: text of a giant number by print
n = 10;
for (i in range(13)) { n = n * n; }
print(n);
//! limit run time
---
// name: text of a giant number by textual +
n = 10;
for (i in range(13)) { n = n * n; }
result = "n=" + n;
//! limit run time
---
// name: text of a giant number inside an array
n = 10;
for (i in range(13)) { n = n * n; }
result = repr([n, {n: n}]);
//! limit run time
---
// name: text of a giant number by json
import json;
n = 10;
for (i in range(13)) { n = n * n; }
result = json.stringify(n);
//! limit run time denied
---
// name: text of a giant number by format
n = 10;
for (i in range(13)) { n = n * n; }
result = format(n, ",d");
//! limit run time
---
// name: text of a giant number in an error message
n = 10;
for (i in range(13)) { n = n * n; }
o = {};
try { x = o[n]; } except (e) { result = len(str(e)); }
//* any
---
// name: index of a giant number in an error message
n = 10;
for (i in range(13)) { n = n * n; }
try { [1].index(n); } except (e) { result = len(str(e)) > 0; }
//* any
---
// name: a giant number thrown
n = 10;
for (i in range(13)) { n = n * n; }
throw {message: n};
//! thrown limit run time
---
// name: hex and bin of giants
n = 1;
while (true) { n = n * 16777216; s = bin(n) + hex(n) + oct(n); }
//! limit
---
// name: a giant number turned into a float
n = 10;
for (i in range(12)) { n = n * n; }
result = n / 3;
//! limit run time
---
// name: a giant number compared with a float
n = 10;
for (i in range(11)) { n = n * n; }
result = n > 1.5;
//! limit
//= true
---
// name: a giant number as a repetition count
n = 10;
for (i in range(11)) { n = n * n; }
result = len("x" * n);
//! limit run time
---
// name: a giant number as an index
n = 10;
for (i in range(11)) { n = n * n; }
a = [1];
result = a[n];
//! limit run time
---
// name: a giant number as a slice bound
n = 10;
for (i in range(11)) { n = n * n; }
a = [1, 2];
result = a[-n:n];
//! limit run time
//= [1, 2]
---
// name: a giant number as a step
n = 10;
for (i in range(11)) { n = n * n; }
a = [1, 2];
result = a[::n];
//! limit run time
//= [1]
---
// name: a giant literal
x = 123456789012345678901234567890123456789012345678901234567890;
while (true) { x = x * x; }
//! limit
---
// name: round to a giant negative number of digits
result = round(5, -1000000000);
//! limit run time
//= 0
---
// name: round to a giant negative number of digits beyond any machine
result = round(5, -1000000000000000000000000000);
//! limit run time
//= 0
---
// name: round to a giant positive number of digits
result = round(5, 1000000000);
//! limit run time
//= 5
---
// name: round of a float to giant digits
result = [round(2.5, 1000000000), round(2.5, -1000000000)];
//! limit run time
//= [2.5, 0.0]
---
// name: round of a float to digits beyond any machine
result = round(2.5, 100000000000000000000);
//! limit run time
//= 2.5
---
// name: sum of arrays is quadratic
a = [];
for (i in range(3000)) { a.append([i] * 20); }
while (true) { s = sum(a, []); a.extend(a); }
//! limit
---
// name: sum of giant numbers
n = 10;
for (i in range(11)) { n = n * n; }
a = [n] * 4000;
while (true) { s = sum(a); }
//! limit
---
// name: sum over a giant range
while (true) { s = sum(range(40000)); }
//! limit
---
// name: a shared structure compared
a = [1];
b = [1];
for (i in range(60)) { a = [a, a]; b = [b, b]; }
result = a == b;
//! limit run time
//= true
---
// name: a shared structure compared with a difference at the end
a = [1];
b = [2];
for (i in range(60)) { a = [a, a]; b = [b, b]; }
result = a == b;
//! limit run time
//= false
---
// name: a shared structure compared with not equal
a = [1];
b = [1];
for (i in range(60)) { a = [a, a]; b = [b, b]; }
result = a != b;
//! limit run time
//= false
---
// name: a shared structure ordered
a = [1];
b = [1];
for (i in range(60)) { a = [a, a]; b = [b, b]; }
result = a < b;
//! limit run time
//= false
---
// name: a shared structure ordered with a difference
a = [1];
b = [2];
for (i in range(60)) { a = [a, a]; b = [b, b]; }
result = [a < b, a >= b];
//! limit run time
//= [true, false]
---
// name: text of a shared structure
a = ["x"];
for (i in range(60)) { a = [a, a]; }
result = len(str(a));
//! limit
---
// name: a shared structure printed
a = ["x"];
for (i in range(60)) { a = [a, a]; }
print(a);
//! limit
---
// name: a shared structure in a textual sum
a = ["x"];
for (i in range(60)) { a = [a, a]; }
result = "" + a;
//! limit
---
// name: repr of a shared structure of objects
o = {v: 1};
for (i in range(60)) { o = {l: o, r: o}; }
result = len(repr(o));
//! limit
---
// name: format of a shared structure
a = ["x"];
for (i in range(60)) { a = [a, a]; }
result = len(format(a));
//! limit
---
// name: json of a shared structure
import json;
a = ["x"];
for (i in range(60)) { a = [a, a]; }
result = len(json.stringify(a));
//! limit denied
---
// name: pretty json of a shared structure
import json;
o = {v: 1};
for (i in range(60)) { o = {l: o, r: o}; }
result = len(json.prettyPrint(o));
//! limit denied
---
// name: a shared structure thrown as a message
a = ["x"];
for (i in range(60)) { a = [a, a]; }
throw {message: a};
//! thrown limit
---
// name: a shared structure thrown, caught and shown
a = ["x"];
for (i in range(60)) { a = [a, a]; }
try { throw {message: a}; } except (e) { result = len(str(e)); }
//! limit
---
// name: a shared structure as the value of a key that is missing
a = ["x"];
for (i in range(60)) { a = [a, a]; }
try { [1].index(a); } except (e) { result = len(str(e)); }
//* any
---
// name: sorting shared structures
a = [1];
b = [1];
for (i in range(60)) { a = [a, a]; b = [b, b]; }
result = len(sorted([a, b, a, b, a]));
//! limit run time
//= 5
---
// name: smallest of shared structures
a = [1];
b = [1];
for (i in range(60)) { a = [a, a]; b = [b, b]; }
x = min(a, b);
y = max([a, b, a]);
result = 1;
//! limit run time
//= 1
---
// name: index of a shared structure
a = [1];
b = [1];
c = [2];
for (i in range(60)) { a = [a, a]; b = [b, b]; c = [c, c]; }
list = [c, b];
result = list.index(a);
//! limit run time
//= 1
---
// name: count of a shared structure
a = [1];
b = [1];
for (i in range(60)) { a = [a, a]; b = [b, b]; }
list = [b] * 100;
result = list.count(a);
//! limit run time
//= 100
---
// name: removal of a shared structure
a = [1];
b = [1];
for (i in range(60)) { a = [a, a]; b = [b, b]; }
list = [0, b];
list.remove(a);
result = list;
//! limit run time
//= [0]
---
// name: sum of a shared structure
a = [1];
for (i in range(60)) { a = [a, a]; }
result = len(sum([a, a, a], []));
//! limit
//= 6
---
// name: shared objects compared
a = {v: 1};
b = {v: 1};
for (i in range(60)) { a = {l: a, r: a}; b = {l: b, r: b}; }
result = a == b;
//! limit run time
//= true
---
// name: shared structures compared crosswise
a = [];
b = [];
for (i in range(40)) { t = a; a = [a, b]; b = [b, t]; }
result = a == b;
//! limit run time
//= true
---
// name: a structure that is shared and unequal in the last leaf
a = [0];
b = [0];
for (i in range(50)) { a = [a, a, i]; b = [b, b, i]; }
a.append(1);
b.append(2);
result = a == b;
//! limit run time
//= false
---
// name: different layouts of the same shared shape
function build(n) { x = [1]; for (i in range(n)) { x = [x, x]; } return x; }
result = [build(50) == build(50), build(50) == build(49)];
//! limit run time
//= [true, false]
---
// name: a thousand comparisons of wide arrays
a = range(4000);
b = range(4000);
n = 0;
while (true) { if (a == b) { n = n + 1; } }
//! limit
---
// name: comparison of arrays of arrays
a = [];
for (i in range(2000)) { a.append([i]); }
b = [];
for (i in range(2000)) { b.append([i]); }
while (true) { x = a == b; }
//! limit
---
// name: index in a wide array without end
a = range(4000);
while (true) { try { a.index(-1); } except { } }
//! limit
---
// name: removal from the front without end
a = range(4000);
while (true) { a.remove(a[0]); a.append(1); }
//! limit
---
// name: pop from the front and push without end
a = range(4000);
while (true) { a.append(a.pop(0)); }
//! limit
---
// name: sorting without end
a = range(4000);
while (true) { a.reverse(); a.sort(); }
//! limit
---
// name: sorting arrays of arrays without end
a = [];
for (i in range(1000)) { a.append([[1000 - i]]); }
while (true) { b = sorted(a); }
//! limit
---
// name: sorting long strings that are nearly equal
a = [];
for (i in range(300)) { a.append("x" * 3000 + str(i)); }
while (true) { b = sorted(a); a = a + b; }
//! limit
---
// name: objects inside objects without end
o = {};
while (true) { o = {inner: o}; }
//! limit
---
// name: arrays inside arrays without end
a = [];
while (true) { a = [a]; }
//! limit
---
// name: a deep array printed
a = [];
for (i in range(5000)) { a = [a]; }
print(a);
result = 1;
//! limit run time
//= 1
---
// name: a deep array turned into text
a = [];
for (i in range(5000)) { a = [a]; }
result = len(str(a));
//! limit run time
//= 10002
---
// name: a deep object turned into text
o = {};
for (i in range(5000)) { o = {k: o}; }
result = len(repr(o)) > 5000;
//! limit run time
//= true
---
// name: deep arrays compared
a = [];
b = [];
for (i in range(5000)) { a = [a]; b = [b]; }
result = a == b;
//! limit run time
//= true
---
// name: deep arrays ordered
a = [1];
b = [2];
for (i in range(5000)) { a = [a]; b = [b]; }
result = a < b;
//! limit run time
//= true
---
// name: deep objects compared
a = {};
b = {};
for (i in range(5000)) { a = {k: a}; b = {k: b}; }
result = a == b;
//! limit run time
//= true
---
// name: deep arrays sorted
a = [1];
b = [2];
for (i in range(5000)) { a = [a]; b = [b]; }
result = len(sorted([b, a, b, a]));
//! limit run time
//= 4
---
// name: deep arrays searched
a = [1];
b = [1];
for (i in range(5000)) { a = [a]; b = [b]; }
list = [b];
result = [list.index(a), list.count(a)];
//! limit run time
//= [0, 1]
---
// name: a deep array as json
import json;
a = [];
for (i in range(5000)) { a = [a]; }
result = len(json.stringify(a));
//! limit run time denied
//= 10002
---
// name: a deep object as pretty json
import json;
o = {};
for (i in range(2000)) { o = {k: o}; }
result = len(json.prettyPrint(o)) > 2000;
//! limit run time denied
//= true
---
// name: deep json parsed
import json;
result = len(json.parse("[" * 4000 + "]" * 4000));
//! limit run time denied
//= 1
---
// name: very deep json parsed
import json;
result = json.parse("[" * 100000);
//! limit run time denied
---
// name: deep json objects parsed
import json;
s = '{"a":' * 20000;
result = json.parse(s + "1" + "}" * 20000);
//! limit run time denied
//* any
---
// name: deep json validated
import json;
result = json.validate("[" * 30000 + "]" * 30000);
//* any
---
// name: deep json parsed safely
import json;
result = json.safeParse("[" * 3000 + "]" * 3000, 50);
//! limit run time denied
---
// name: a long number in json
import json;
result = json.parse("9" * 10000) > 0;
//! limit run time denied
---
// name: a giant exponent in json
import json;
result = str(json.parse("1e999999999"));
//! limit run time denied
//= "inf"
---
// name: a wide json text built and parsed again
import json;
a = [1, 2, 3, 4, 5, 6, 7, 8];
while (true) { s = json.stringify(a); a = json.parse(s) + a; }
//! limit denied
---
// name: json with escapes grows
import json;
s = chr(1);
while (true) { s = json.stringify(s + s); }
//! limit denied
---
// name: pretty json with a giant indent
import json;
result = len(json.prettyPrint([[[1]]], 1000000000));
//! limit run time denied
---
// name: pretty json with a long indent text
import json;
a = [1] * 3000;
result = len(json.prettyPrint([a], "x" * 4000));
//! limit run time denied
---
// name: a cycle printed
a = [1];
a.append(a);
o = {a: a};
o.self = o;
a.append(o);
print(a, o);
result = len(str(o)) < 1000;
//= true
---
// name: cycles compared
a = [];
b = [];
a.append(a);
b.append(b);
result = a == b;
//! limit run time
//* any
---
// name: cycles of two compared
a = [];
b = [a];
a.append(b);
c = [];
d = [c];
c.append(d);
result = a == c;
//! limit run time
//* any
---
// name: cycles ordered
a = [];
b = [];
a.append(a);
b.append(b);
result = a < b;
//! limit run time
---
// name: cyclic objects compared
a = {};
b = {};
a.x = a;
b.x = b;
result = a == b;
//! limit run time
//* any
---
// name: cycles sorted
a = [];
b = [];
a.append(a);
b.append(b);
result = len(sorted([a, b]));
//! limit run time
---
// name: cycles searched
a = [];
b = [];
a.append(a);
b.append(b);
list = [a];
result = list.index(b);
//! limit run time
//* any
---
// name: a cycle thrown
a = [];
a.append(a);
throw {message: a, a: a};
//! thrown
---
// name: a cycle as the result
a = [1];
a.append(a);
result = a;
//* any
---
// name: a cycle extended by itself
a = [];
a.append(a);
while (true) { a.extend(a); }
//! limit
---
// name: a deep result
a = [];
for (i in range(9000)) { a = [a]; }
result = a;
//* any
---
// name: a shared result that is exponential when walked
a = [1];
for (i in range(60)) { a = [a, a]; }
result = a;
//* any
---
// name: a deep structure that dies
function deep() { a = []; for (i in range(9000)) { a = [a]; } return 1; }
for (i in range(3)) { deep(); }
result = 1;
//! limit
//= 1
---
// name: a deep chain of closures that dies
f = fn(x) => x;
function wrap(g) { return fn(x) => g(x); }
for (i in range(5000)) { f = wrap(f); }
result = 1;
//! limit
//= 1
---
// name: a deep chain of closures that is called
f = fn(x) => x + 1;
function wrap(g) { return fn(x) => g(x); }
for (i in range(5000)) { f = wrap(f); }
result = f(1);
//! limit run time
//= 2
---
// name: a deep chain of iterators
it = iter([1, 2, 3]);
for (i in range(5000)) { it = iter(it); }
result = next(it);
//! limit run time
//= 1
---
// name: a chain of caught errors that hold each other
last = null;
for (i in range(3000)) { try { throw {message: "m", before: last}; } except (e) { last = e; } }
result = 1;
//! limit
//= 1
---
// name: a chain of errors raised inside handlers
function chain(n) { try { throw {message: "m" + n}; } except (e) { if (n > 0) { chain(n - 1); } throw {message: "x" + e}; } }
try { chain(80); } except (e) { result = 1; }
//! run time limit
//= 1
---
// name: an error message that doubles in every handler
m = "abcdefgh";
while (true) { try { throw {message: m}; } except (e) { m = str(e) + str(e); } }
//! limit
---
// name: errors kept in an array
keep = [];
while (true) { try { throw {message: "m", big: range(1000)}; } except (e) { keep.append(e); } }
//! limit
---
// name: functions kept in an array
keep = [];
while (true) { keep.append(fn(x) => keep); }
//! limit
---
// name: endless output
while (true) { print("x"); }
//! limit
---
// name: endless output of long lines
s = "x" * 4000;
while (true) { print(s, s, s, s); }
//! limit
---
// name: endless empty lines
while (true) { print(); }
//! limit
---
// name: endless prompts
while (true) { try { input("x" * 1000); } except { } }
//! limit
---
// name: output from a finally block
while (true) { try { x = 1; } finally { print("y" * 1000); } }
//! limit
---
// name: one print with too many values
a = ["x" * 4000] * 2000;
print(a, a, a, a, a, a, a, a, a, a);
print("done");
//! limit
---
// name: output through a callback
while (true) { call(print, "x" * 3000); }
//! limit
---
// name: many arguments by call
function f(a) { return a; }
s = "x" * 4000;
while (true) { s = call(f, s + s); }
//! limit
---
// name: replace inside replace
s = "ab";
for (i in range(40)) { s = s.replace("a", "ab").replace("b", "ba"); }
result = len(s);
//! limit
---
// name: a spiral of swaps between text and array
s = "abc";
while (true) { a = s.split("b"); s = "bb".join(a + a); }
//! limit
---
// name: sorted characters of a growing text
s = "hello";
while (true) { s = "".join(sorted(s + s)); }
//! limit
---
// name: slices of text that are glued
s = "hello";
while (true) { s = s[1:] + s[::-1] + s[:2]; }
//! limit
---
// name: text of text of text
s = "'";
while (true) { s = repr([s, s]); }
//! limit
---
// name: backslashes double in every text form
s = "\\";
for (i in range(64)) { s = repr(s); }
result = len(s);
//! limit
---
// name: a ternary that grows
s = "abcdefgh";
while (true) { s = len(s) > 0 ? s + s : s; }
//! limit
---
// name: growth inside a condition
s = "abcdefgh";
function more() { nonlocal s; s = s + s; return true; }
while (more() && more()) { }
//! limit
---
// name: growth inside an index
s = "abcdefgh";
a = [0];
function more() { nonlocal s; s = s + s; return 0; }
while (true) { a[more()] = a[more()]; }
//! limit
---
// name: growth inside a handler
s = "abcdefgh";
while (true) { try { throw {message: "m"}; } except (e) { s = s + s; } }
//! limit
---
// name: growth inside a finally block
s = "abcdefgh";
while (true) { try { x = 1; } finally { s = s + s; } }
//! limit
---
// name: growth hidden by catching everything
s = "abcdefgh";
while (true) { try { s = s + s; } except { s = "abcdefgh"; } }
//! limit
---
// name: a giant that is caught would be a way around
n = 0;
while (n < 1000000) { try { s = "x" * 1000000000; } except { n = n + 1; } }
//! limit
---
// name: a giant number that is caught
n = 0;
try { x = 10; while (true) { x = x * x; } } except (e) { n = 1; } finally { n = 2; }
result = n;
//! limit
---
// name: growth in an imported module
//+ util: s = "abcdefgh"; function grow() { nonlocal s; s = s + s; return len(s); }
import util;
while (true) { util.grow(); }
//! limit
---
// name: growth at the top level of a module
//+ util: s = "abcdefgh";
//+ util: while (true) { s = s + s; }
import util;
result = util.s;
//! limit
---
// name: growth by every statement of a session-like program
a = "x";
a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a;
a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a;
a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a;
a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a; a = a + a;
result = len(a);
//! limit
---
// name: long rows of additions
s = "x" * 4000;
t = s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s;
u = t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t;
v = u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u + u;
w = v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v + v;
result = len(w);
//! limit
---
// name: an array literal that multiplies itself
a = [1] * 4000;
b = [a, a, a, a, a, a, a, a, a, a];
c = sum([sum(b, []), sum(b, []), sum(b, []), sum(b, []), sum(b, []), sum(b, []), sum(b, []), sum(b, []), sum(b, []), sum(b, [])], []);
while (true) { c = c + c; }
//! limit
---
// name: the length of a growing text known by its digits
s = "1";
while (true) { s = str(int(s) * int(s) + 1) + s; }
//! limit run time
---
// name: keys of long text
o = {};
s = "k" * 4000;
n = 0;
while (true) { o[s + n] = n; n = n + 1; }
//! limit run time
---
// name: hash collisions of whole numbers
o = {};
m = 2305843009213693951;
for (i in range(3000)) { o[i * m] = i; }
result = len(o);
//! limit
//= 3000
---
// name: many iterators over one array
a = range(1000);
keep = [];
while (true) { keep.append(iter(a)); }
//! limit
---
// name: min of many arguments over and over
a = range(4000);
while (true) { x = min(a) + max(a) + sum(a) + len(sorted(a)); }
//! limit
---
// name: all and any over long arrays without end
a = [1] * 4000;
while (true) { x = all(a); y = any(a); }
//! limit
---
// name: membership by hand over a growing array
a = [0];
while (true) { n = 0; for (x in a) { n = n + a.count(x); } a = a + a; }
//! limit
---
// name: sorting long texts that are equal
s = "x" * 100000;
t = s[0:99999] + "x";
a = [s, t] * 20000;
while (true) { a.sort(); }
//! limit
---
// name: smallest of long texts that are equal
s = "x" * 100000;
t = s[0:99999] + "x";
a = [s, t] * 20000;
while (true) { x = min(a); y = max(a); }
//! limit
---
// name: arrays of long texts compared
s = "x" * 100000;
t = s[0:99999] + "x";
a = [s] * 40000;
b = [t] * 40000;
while (true) { x = a == b; }
//! limit
---
// name: arrays of long texts ordered
s = "x" * 100000;
t = s[0:99999] + "x";
a = [s] * 40000;
b = [t] * 40000;
while (true) { x = a < b; }
//! limit
---
// name: long texts counted and searched in an array
s = "x" * 100000;
t = s[0:99999] + "y";
u = s[0:99999] + "x";
a = [s] * 40000;
while (true) { x = a.count(u); try { y = a.index(t); } except { } }
//! limit
---
// name: objects of long texts compared
s = "x" * 100000;
t = s[0:99999] + "x";
a = {};
b = {};
for (i in range(2000)) { a["k" + i] = s; b["k" + i] = t; }
while (true) { x = a == b; }
//! limit
---
// name: search from the right with a bad pattern
s = "a" * 160000;
p = "a" + "b" + "a" * 80000;
while (true) { x = s.rfind(p); }
//! limit
---
// name: index from the right with a bad pattern
s = "a" * 160000;
p = "a" + "b" + "a" * 80000;
while (true) { try { x = s.rindex(p); } except { } }
//! limit
---
// name: split from the right with a bad pattern
s = "a" * 160000;
p = "a" + "b" + "a" * 80000;
while (true) { x = s.rsplit(p); }
//! limit
---
// name: search with bad patterns
s = "a" * 160000;
p = "a" * 80000 + "b" + "a";
while (true) { x = s.find(p) + s.count(p) + len(s.split(p)) + len(s.replace(p, "")); }
//! limit
---
// name: strip with very many characters
s = "b" * 150000;
p = "a" * 150000 + "b";
while (true) { x = s.strip(p); y = s.lstrip(p); z = s.rstrip(p); }
//! limit
---
// name: text forms of quotes that double
s = "'" + chr(34) + "\";
for (i in range(64)) { s = repr(s); }
result = len(s);
//! syntax
---
// name: text forms of texts without end
s = "'" + chr(34) + "a";
for (i in range(64)) { s = repr(s); }
result = len(s);
//! limit
---
// name: text forms of control characters
s = chr(1) * 50000;
result = len(repr(s + s + s));
//! limit
---
// name: text forms of control characters in an array
s = chr(1) * 50000;
result = len(str([s + s + s]));
//! limit
---
// name: json of control characters
import json;
s = chr(1) * 50000;
result = len(json.stringify(s + s + s));
//! limit denied
---
// name: an error message made of a long text
s = "x" * 150000;
o = {};
n = 0;
while (true) { try { x = o[s + n + s]; } except (e) { n = n + 1; } }
//! limit run time
---
// name: very long rows of texts
s = "x" * 150000;
t = "" + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s + s;
result = len(t);
//! limit
---
// name: very long rows of arrays
a = [1] * 40000;
b = a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a;
result = len(b);
//! limit
---
// name: adding giants of many elements
n = 10;
for (i in range(12)) { n = n * n; }
a = [n] * 40000;
while (true) { x = sum(a); }
//! limit
---
// name: comparing giants of many elements
n = 10;
for (i in range(12)) { n = n * n; }
m = n + 1;
a = [n] * 40000;
b = [m - 1] * 40000;
while (true) { x = a == b; }
//! limit
---
// name: sorting the characters of long texts
s = "qwertzuiop" * 15000;
while (true) { x = sorted(s); }
//! limit
---
// name: colliding keys without end
o = {};
m = 2305843009213693951;
i = 0;
while (true) { o[i * m] = 1; i = i + 1; }
//! limit
---
// name: colliding keys copied without end
o = {};
m = 2305843009213693951;
for (i in range(1500)) { o[i * m] = 1; }
while (true) { p = {}; p[1] = 1; p.update(o); x = p == o; }
//! limit
---
// name: a missing key that is a giant, told outside the run
n = 3; for (i in range(13)) { n = n * n; }
o = {a: 1};
x = o[n];
//! run time
---
// name: the message of a missing giant
n = 3; for (i in range(13)) { n = n * n; }
o = {}; o[1] = 1;
try { o.pop(n); } except (e) { result = e.message.startswith("a number of "); }
//= true
---
// name: the message of a missing long key
o = {a: 1};
try { x = o[chr(1) * 150000]; } except (e) { result = e.message; }
//! limit
---
// name: a range of giants
n = 3; for (i in range(13)) { n = n * n; }
x = range(n, n + 50000);
while (true) { x = range(n, n + 50000); }
//! limit
---
// name: an update with keys of one hash
p = []; for (i in range(20000)) { p.append([i * 2305843009213693951, i]); }
o = {}; o[1] = 1;
while (true) { o.update(p); o = {}; o[1] = 1; }
//! limit
---
// name: numbers in JSON that are almost too long
import json;
s = "[" + ("9" * 4299 + ",") * 40 + "1]";
while (true) { x = json.validate(s); }
//! limit
