// name: int of numbers
result = [int(3.9), int(-3.9), int(7), int(true), int(1e20), int(-0.5)];
//= [3, -3, 7, 1, 100000000000000000000, 0]
---
// name: int of texts
result = [int("42"), int(" 42 "), int("-7"), int("3.9"), int("1e3"), int("+5"), int("007")];
//= [42, 42, -7, 3, 1000, 5, 7]
---
// name: int of a long text
result = int("12345678901234567890");
//= 12345678901234567890
//~ Q32 = 12345678901234567168
---
// name: int takes no separators
result = int("1_000");
//! run time ValueError "invalid literal for int() with base 10: '1_000'"
//~ Q32 = 1000
---
// name: int of an empty text
result = int("");
//! run time ValueError "invalid literal for int() with base 10: ''"
---
// name: int of words
result = int("abc");
//! run time ValueError "invalid literal for int() with base 10: 'abc'"
---
// name: int of other bases
result = int("0x10");
//! run time ValueError "invalid literal for int() with base 10: '0x10'"
---
// name: int of null
result = int(null);
//! run time TypeError "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'"
---
// name: int of an array
result = int([1]);
//! run time TypeError "int() argument must be a string, a bytes-like object or a real number, not 'list'"
---
// name: int of infinity
result = int(float("inf"));
//! run time OverflowError "cannot convert float infinity to integer"
---
// name: int of not a number
result = int(float("nan"));
//! run time ValueError "cannot convert float NaN to integer"
---
// name: float of numbers and texts
result = [float(3), float("3.5"), float(" -2 "), float(true), float("1e3"), float("inf"), float("-Infinity"), float(".5")];
//= [3.0, 3.5, -2.0, 1.0, 1000.0, inf, -inf, 0.5]
---
// name: float of a word
result = float("abc");
//! run time ValueError "could not convert string to float: 'abc'"
---
// name: float of null
result = float(null);
//! run time TypeError "float() argument must be a string or a real number, not 'NoneType'"
---
// name: float of an array
result = float([1]);
//! run time TypeError "float() argument must be a string or a real number, not 'list'"
---
// name: float of an empty text
result = float("");
//! run time ValueError "could not convert string to float: ''"
---
// name: float of a huge whole number
result = float(123456789012345678901234567890);
//= 1.2345678901234568e+29
---
// name: reading numbers from text with a default
function number(text, default_) { try { return float(text); } except { return default_; } }
result = [number("2.50", 0), number("x", -1), number("", 7)];
//= [2.5, -1, 7]
---
// name: bool
result = [bool(0), bool(""), bool([]), bool({}), bool(null), bool(0.0), bool("false"), bool([0]), bool(-1), bool(len)];
//= [false, false, false, false, false, false, true, true, true, true]
---
// name: bool counts
n = 0;
for (x in [1, "", "a", null, [1]]) { n = n + bool(x); }
result = n;
//= 3
---
// name: bool without a value
result = bool();
//! run time TypeError "Builtin.bool() missing 1 required positional argument: 'value'"
---
// name: abs
result = [abs(-5), abs(5.5), abs(-0.0), abs(true), abs(-12345678901234567890)];
//= [5, 5.5, 0.0, 1, 12345678901234567890]
---
// name: abs of a text
result = abs("a");
//! run time TypeError "bad operand type for abs(): 'str'"
---
// name: abs of null
result = abs(null);
//! run time TypeError "bad operand type for abs(): 'NoneType'"
---
// name: round goes to the even neighbour
result = [round(0.5), round(1.5), round(2.5), round(-1.5), round(2.4), round(2.6), round(7)];
//= [0.0, 2.0, 2.0, -2.0, 2.0, 3.0, 7]
---
// name: round to digits
result = [round(2.675, 2), round(3.14159, 3), round(1234.5, -2), round(15, -1), round(25, -1), round(5, 2), round(1.005, 2), round(-2.567, 1)];
//= [2.67, 3.142, 1200.0, 20, 20, 5, 1.0, -2.6]
---
// name: round keeps the kind
result = [round(5.0), round(5), round(true), round(2.5, 0), round(12345678901234567890, -3)];
//= [5.0, 5, 1, 2.0, 12345678901234568000]
---
// name: round with null digits
result = round(2.5, null);
//= 2.0
//~ Q33 = 2
---
// name: round of a text
result = round("2.5");
//! run time TypeError "type str doesn't define __round__ method"
---
// name: round with digits that are no number
result = round(2.5, "1");
//! run time TypeError "'str' object cannot be interpreted as an integer"
---
// name: min and max of several values
result = [min(3, 1, 2), max(3, 1, 2), min("b", "a"), max([1, 2], [1, 3]), min(2, 1.5), max(true, 0)];
//= [1, 3, "a", [1, 3], 1.5, true]
---
// name: min and max of an array
result = [min([3, 1, 2]), max([3, 1, 2]), min(["pear", "apple"]), max([[1], [0, 5]]), max(range(5))];
//= [1, 3, "apple", [1], 4]
---
// name: min and max of nothing
result = [min([]), max([]), min(), max()];
//= [null, null, null, null]
---
// name: min and max of one value
result = [min(5), max("ba"), min({b: 1}), max(null)];
//= [5, "ba", {"b": 1}, null]
---
// name: the first of equals
result = [max(1, 1.0), min(1.0, 1), max([1.0, 1, true]), min([true, 1])];
//= [1, 1.0, 1.0, true]
---
// name: min of unlike values
result = min(1, "a");
//! run time TypeError "'<' not supported between instances of 'str' and 'int'"
---
// name: max of unlike elements
result = max([1, null]);
//! run time TypeError "'>' not supported between instances of 'NoneType' and 'int'"
---
// name: sum
result = [sum([1, 2, 3]), sum([1.5, 2]), sum([]), sum([1], 10), sum([true, true]), sum([[1], [2]], []), sum(range(101))];
//= [6, 3.5, 0, 11, 2, [1, 2], 5050]
---
// name: sum of floats is compensated
result = [sum([0.1, 0.1, 0.1]), 0.1 + 0.1 + 0.1, sum([0.1, 0.2]), sum([1e16, 1.0, -1e16])];
//= [0.30000000000000004, 0.30000000000000004, 0.30000000000000004, 1.0]
---
// name: sum of texts
result = sum(["a", "b"]);
//! run time TypeError "unsupported operand type(s) for +: 'int' and 'str'"
---
// name: sum of a number
result = sum(5);
//! run time TypeError "'int' object is not iterable"
---
// name: sum of keys
result = sum({a: 1});
//! run time TypeError "unsupported operand type(s) for +: 'int' and 'str'"
---
// name: hex, bin and oct
result = [hex(255), hex(-255), hex(0), bin(10), bin(-5), bin(0), oct(8), oct(-64), oct(0), hex(true)];
//= ["0xff", "-0xff", "0x0", "0b1010", "-0b101", "0b0", "0o10", "-0o100", "0o0", "0x1"]
---
// name: large numbers in other bases
result = [hex(1208925819614629174706176), len(bin(1208925819614629174706175)), oct(123456789)];
//= ["0x100000000000000000000", 82, "0o726746425"]
---
// name: cutting the prefix off
function bits(n, width) { return bin(n)[2:].rjust(width, "0"); }
result = [bits(5, 8), hex(48879)[2:].upper(), oct(8)[2:], bits(0, 3)];
//= ["00000101", "BEEF", "10", "000"]
---
// name: hex of a float
result = hex(1.5);
//! run time TypeError "'float' object cannot be interpreted as an integer"
---
// name: bin of a text
result = bin("5");
//! run time TypeError "'str' object cannot be interpreted as an integer"
---
// name: oct of null
result = oct(null);
//! run time TypeError "'NoneType' object cannot be interpreted as an integer"
---
// name: chr and ord
result = [chr(65), ord("A"), chr(8364), ord("€"), chr(0) == "", len(chr(0)), ord("😀"), chr(ord("z"))];
//= ["A", 65, "€", 8364, false, 1, 128512, "z"]
---
// name: the letters
out = "";
for (i in range(26)) { out = out + chr(97 + i); }
result = out;
//= "abcdefghijklmnopqrstuvwxyz"
---
// name: ord of two letters
result = ord("ab");
//! run time TypeError "ord() expected a character, but string of length 2 found"
---
// name: ord of nothing
result = ord("");
//! run time TypeError "ord() expected a character, but string of length 0 found"
---
// name: ord of a number
result = ord(65);
//! run time TypeError "ord() expected string of length 1, but int found"
---
// name: chr beyond the end
result = chr(1114112);
//! run time ValueError "chr() arg not in range(0x110000)"
---
// name: chr below zero
result = chr(-1);
//! run time ValueError "chr() arg not in range(0x110000)"
---
// name: chr of a text
result = chr("A");
//! run time TypeError "'str' object cannot be interpreted as an integer"
---
// name: statistics
function mean(list) { return sum(list) / len(list); }
function median(list) { s = sorted(list); n = len(s); return n % 2 == 1 ? s[n // 2] : (s[n // 2 - 1] + s[n // 2]) / 2; }
data = [7, 1, 3, 9, 5, 5];
result = [mean(data), median(data), median([3, 1, 2]), max(data) - min(data), round(sum([2.5, 3.5]) / 3, 4)];
//= [5.0, 5.0, 2, 8, 2.0]
