// name: str
result = [str(5), str(1.0), str("x"), str(1e16), str(-0.0), str([]), str({}), str([1, "a"])];
//= ["5", "1.0", "x", "1e+16", "-0.0", "[]", "{}", "[1, 'a']"]
---
// name: str of booleans and null
result = [str(true), str(false), str(null), str([true, null])];
//= ["true", "false", "null", "[true, null]"]
//~ Q29 = ["true", "false", "None", "[True, None]"]
---
// name: str of nothing
result = str();
//! run time TypeError "Builtin.str() missing 1 required positional argument: 'value'"
---
// name: joining with str
out = [];
for (x in [1, 2.5, "z", [1]]) { out.append(str(x) + "."); }
result = out;
//= ["1.", "2.5.", "z.", "[1]."]
---
// name: repr
result = [repr("it's"), repr('say "hi"'), repr(5), repr(1.5), repr("plain"), repr([1, "a"]), repr("back\slash")];
//= ["\"it's\"", "'say \"hi\"'", "5", "1.5", "'plain'", "[1, 'a']", "'back\\\\slash'"]
---
// name: repr of booleans
result = [repr(true), repr(false), repr([true, "x"])];
//= ["true", "false", "[true, 'x']"]
//~ Q29 = ["true", "false", "[True, 'x']"]
---
// name: repr of null and objects
result = [repr(null), repr({a: null}), repr({"b c": [1, 2]})];
//= ["null", "{'a': null}", "{'b c': [1, 2]}"]
//~ Q29 = ["None", "{'a': None}", "{'b c': [1, 2]}"]
---
// name: repr of control characters
result = [repr("a" + chr(10) + "b"), repr(chr(9)), repr(chr(0)), repr(chr(127)), repr("é😀"), repr(chr(160))];
//= ["'a\\nb'", "'\\t'", "'\\x00'", "'\\x7f'", "'é😀'", "'\\xa0'"]
---
// name: print
print("hello", 1, 2.0, "x");
print();
print("");
print([1, "a"], {k: 1.5});
result = print("returns null");
//= null
//> hello 1 2.0 x
//>
//>
//> [1, 'a'] {'k': 1.5}
//> returns null
---
// name: print of booleans and null
print(true, false, null, [true, null]);
//> true false null [true, null]
//~ Q29 > true false None [True, None]
---
// name: print of one value a line
for (i in range(3)) { print(i, i * i); }
print("line" + chr(10) + "break");
//> 0 0
//> 1 1
//> 2 4
//> line
//> break
---
// name: output before an error stays
print("before");
x = 1 / 0;
print("after");
//> before
//! run time ZeroDivisionError "division by zero"
---
// name: input
// input: Ada
// input: 36
name = input("Name?");
age = int(input());
result = name + " is " + (age + 1);
//= "Ada is 37"
//> Name?
---
// name: input without more lines
// input: only
a = input();
b = input("more?");
//> more?
//! run time EOFError "EOF when reading a line"
---
// name: input of an empty line
// input:
// input: x
a = input();
result = [a, len(a), input("p")];
//= ["", 0, "x"]
//> p
---
// name: reading until an empty line
// input: 3
// input: 4
// input:
total = 0;
line = input();
while (line != "") { total = total + int(line); line = input(); }
result = total;
//= 7
---
// name: format of numbers
result = [format(3.14159, ".2f"), format(42, "05d"), format(255, "x"), format(5, "+d"), format(1234567, ","), format(0.5, ".0%")];
//= ["3.14", "00042", "ff", "+5", "1,234,567", "50%"]
---
// name: format of texts
result = [format("a", ">5"), format("a", "*^7"), format("abcdef", ".3"), format("a", "3") + "|", format("x")];
//= ["    a", "***a***", "abc", "a  |", "x"]
---
// name: format with a wrong code
result = format(3.0, "d");
//! run time ValueError "Unknown format code 'd' for object of type 'float'"
---
// name: typeof
function f() { }
result = [typeof(1), typeof(1.5), typeof("a"), typeof(true), typeof([]), typeof({}), typeof(f), typeof(fn(x) => x), typeof(len), typeof(null), typeof(undefined)];
//= ["number", "number", "string", "boolean", "array", "object", "function", "function", "function", "unknown", "unknown"]
---
// name: typeof of computed values
result = [typeof(1 / 2), typeof(1 < 2), typeof("a" + 1), typeof(range(2)), typeof(keys({})), typeof("abc"[0]), typeof([1][0]), typeof(typeof(1))];
//= ["number", "boolean", "string", "array", "array", "string", "number", "string"]
---
// name: typeof as a switch
function show(v) {
  kind = typeof(v);
  if (kind == "array") { return "[" + len(v) + "]"; }
  if (kind == "object") { return "{" + len(v) + "}"; }
  if (kind == "string") { return "'" + v + "'"; }
  return kind;
}
result = [show([1]), show({}), show("x"), show(5), show(true), show(null), show(show)];
//= ["[1]", "{0}", "'x'", "number", "boolean", "unknown", "function"]
---
// name: isinstance
result = [isinstance(1, "number"), isinstance(1.5, "number"), isinstance("a", "string"), isinstance([], "array"), isinstance({}, "object"), isinstance(len, "function"), isinstance(true, "boolean")];
//= [true, true, true, true, true, true, true]
---
// name: isinstance says no
result = [isinstance(true, "number"), isinstance(1, "int"), isinstance(1, "boolean"), isinstance("a", "str"), isinstance(null, "null"), isinstance([], "object")];
//= [false, false, false, false, false, false]
---
// name: isinstance without a name
result = isinstance(1);
//! run time TypeError "Builtin.isinstance() missing 1 required positional argument: 'type_name'"
