// name: whole numbers and floats are kept apart
result = [7, 7.0, 7., .5, -.25, 1e3, 1.5E-3, 2.e2, 007];
//= [7, 7.0, 7.0, 0.5, -0.25, 1000.0, 0.0015, 200.0, 7]
---
// name: a sign touching the digits is an operator after an operand
a = 10;
result = [a -1, a-1, a - 1, a--1, a - -1, a*-1, a -1 * 2];
//= [9, 9, 9, 11, 11, -10, 8]
---
// name: a unary plus exists in literals only
result = [+5, 3 * +2, [+1, -1], (+7)];
//= [5, 6, [1, -1], 7]
---
// name: no unary plus before a name
a = 5;
result = +a;
//! syntax at 2:10
---
// name: a plus apart from its digits is no sign
result = + 5;
//! syntax at 1:10
---
// name: whole numbers have no size
big = 340282366920938463463374607431768211456;
result = [big, big * big, big - 1, -big // 7];
//= [340282366920938463463374607431768211456, 115792089237316195423570985008687907853269984665640564039457584007913129639936, 340282366920938463463374607431768211455, -48611766702991209066196372490252601637]
---
// name: leading zeros mean nothing
result = 00012 + 010;
//= 22
---
// name: hexadecimal numbers do not exist
result = 0x1F;
//! syntax at 1:11
---
// name: no separators in numbers
result = 1_000;
//! syntax at 1:11
---
// name: a number swallows its point
result = 1.upper;
//! syntax at 1:12
---
// name: two numbers side by side
x = 5 5;
//! syntax at 1:7
---
// name: two points
version = 1.2.3;
//! syntax
---
// name: both quotes, the other one inside
result = ["it's", 'say "hi"', "", ''];
//= ["it's", "say \"hi\"", "", ""]
---
// name: a backslash stays, and what follows does not end the string
result = ["C:\dir\file", len("a\nb"), "q\"q", len('it\'s'), "\\", len("\\\\")];
//= ["C:\\dir\\file", 4, "q\\\"q", 5, "\\\\", 4]
//? Q3
---
// name: unicode escapes are not interpreted either
result = [len("\u0041"), "\u0041" == "A", "\x41"];
//= [6, false, "\\x41"]
//? Q3
---
// name: strings may span lines
poem = "roses
are	red";
result = [len(poem), poem.split(chr(10)), poem.find(chr(9))];
//= [13, ["roses", "are\tred"], 9]
---
// name: strings count code points
word = "naïve😀";
result = [len(word), word[5], word.upper(), word[::-1]];
//= [6, "😀", "NAÏVE😀", "😀evïan"]
---
// name: percent and dollar are plain text
x = 5;
result = "${x} {x} %d %s";
//= "${x} {x} %d %s"
---
// name: an unterminated string
x = "abc;
//! syntax at 1:5
---
// name: a string whose end is protected by a backslash
result = "abc\";
//! syntax at 1:10
---
// name: two strings side by side
result = "a" "b";
//! syntax at 1:14
---
// name: no template strings
result = `t`;
//! syntax at 1:10
---
// name: words that look like keywords
fnord = 1; iffy = 2; trueish = 3; returned = 4; format_ = 5; in_ = 6; elseif = 7;
result = fnord + iffy + trueish + returned + format_ + in_ + elseif;
//= 28
---
// name: keywords as keys and members
rule = {if: 1, else: 2, for: 3, while: 4, return: 5, true: 6, import: 7, in: 8, function: 9};
result = rule.if + rule.else + rule.for + rule.while + rule.return + rule.true + rule.import + rule.in + rule.function;
//= 45
---
// name: keywords as parameters and loop variables
function pick(if, while) { return if - while; }
total = 0;
for (import in [1, 2, 3]) { total = total + import; }
result = [pick(9, 4), total];
//= [5, 6]
---
// name: contextual words are ordinary variables
in = 5; as = 6; elif = 7; else = 8; except = 9; finally = 10;
result = in + as + elif + else + except + finally;
//= 45
---
// name: words of capability declarations are ordinary names elsewhere
read = 1; write = 2; resource = 4; allow = 8; execute = 16; network = 32; system = 64;
result = read + write + resource + allow + execute + network + system;
//= 127
---
// name: words of Python are ordinary names
class = 5; def = 6; not = 7; lambda = 8; pass = 9; from = 10; is = 11; and = 12;
function with(yield, raise) { return yield * raise; }
result = [class - not, def + lambda, pass, from + is + and, with(3, 4)];
//= [-2, 14, 9, 33, 12]
---
// name: fn is reserved everywhere
fn = 1;
//! syntax at 1:4
---
// name: fn is reserved as a key as well
o = {fn: 1};
//! syntax at 1:6
---
// name: fn is reserved as a member as well
o = {};
o.fn = 1;
//! syntax at 2:3
---
// name: a keyword cannot be assigned
if = 1;
//! syntax at 1:4
---
// name: letter case counts
Total = 1; total = 2; TOTAL = 3;
result = [Total, total, TOTAL];
//= [1, 2, 3]
---
// name: underscores in names
_ = 1; _a = 2; a_ = 3; a__b = 4; _1 = 5;
result = _ + _a + a_ + a__b + _1;
//= 15
---
// name: a name cannot start with a digit
x = 12abc;
//! syntax at 1:7
---
// name: white space does not matter
// text: "x\t=\r\n1\f;\r\n\r\nresult\n=\n[\nx\n,\n2\n]\n;"
//= [1, 2]
---
// name: line breaks never end a statement
x = 1
y = 2;
//! syntax at 2:1
---
// name: the last statement needs its semicolon as well
result = 1
//! syntax
---
// name: a semicolon before a closing brace
function f() { return 1 }
//! syntax at 1:25
---
// name: empty statements do not exist
x = 1;; y = 2;
//! syntax at 1:7
---
// name: a lone semicolon
;
//! syntax at 1:1
---
// name: empty text is a program
// text: ""

---
// name: blank text is a program
// text: " \n\t \n"

---
// name: foreign characters outside strings
x = 1; naïve = 2;
//! syntax at 1:10
---
// name: a no-break space is no white space
// text: "x =\u00a01;"
//! syntax at 1:4
---
// name: a byte-order mark is refused
// text: "\ufeffx = 1;"
//! syntax at 1:1
---
// name: an at sign
x = 1;
y = @;
//! syntax at 2:5
---
// name: bit operators do not exist
result = 6 & 3;
//! syntax at 1:12
---
// name: a single bar
result = true | false;
//! syntax at 1:15
---
// name: no power operator
result = 2 ** 3;
//! syntax at 1:13
---
// name: no strict equality
result = 1 === 1;
//! syntax at 1:14
---
// name: no compound assignment
x = 1;
x += 1;
//! syntax at 2:4
---
// name: two minus signs are two negations
x = 5;
--x;
result = [x, --x, - -x, 3 --x];
//= [5, 5, 5, 8]
---
// name: no increment
x = 1;
x++;
//! syntax at 2:3
---
// name: a word as an operator
result = not true;
//! syntax at 1:14
---
// name: the words null and undefined
result = [null, undefined, null == undefined, null == 0, null == false];
//= [null, null, true, false, false]
---
// name: a float too large is infinity
x = 1e400;
result = [x > 1e308, -x < 0, x == x + 1];
//= [true, true, true]
//~ Q31 ! name NameError "name 'inf' is not defined"
---
// name: True and None are only names
result = True;
//! name NameError "name 'True' is not defined"
//~ Q9 ! name NameError "name 'ml_True' is not defined"
---
// name: names of Python shine through arrow parameters and patterns
[class, def] = [1, 2];
f = fn(lambda, is) => lambda * 10 + is;
try { throw {message: "m"}; } except (raise) { kept = str(raise); }
result = [class, def, f(3, 4), kept];
//= [1, 2, 34, "m"]
//~ Q9 ! check "invalid syntax"
---
// name: async and await are ordinary names
async = 1;
await = 2;
result = async + await;
//= 3
//~ Q9 ! check "invalid syntax"
---
// name: null cannot be assigned
null = 5;
//! syntax
//~ Q10 ! check "cannot assign to None"
---
// name: undefined cannot be assigned
undefined = 5;
result = undefined;
//! syntax
//~ Q10 = 5
---
// name: null cannot be a parameter
function f(null) { return null; }
//! syntax
//~ Q10 ! check "invalid syntax"
---
// name: quotes inside a key belong to the key
o = {"'a'": 1, '"b"': 2};
result = keys(o);
//= ["'a'", "\"b\""]
//~ Q4 = ["a", "b"]
