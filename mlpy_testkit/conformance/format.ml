// name: decimals
result = [format(3.14159, ".2f"), format(2, ".2f"), format(-1.5, ".0f"), format(2.5, ".0f"), format(0.1, ".20f"), format(1e10, "f")];
//= ["3.14", "2.00", "-2", "2", "0.10000000000000000555", "10000000000.000000"]
---
// name: width and alignment
result = [format("a", ">5"), format("a", "<5"), format("a", "^5"), format("a", "*^6"), format(42, ">6"), format(42, "<6"), format(42, "^6"), format(-42, "=6")];
//= ["    a", "a    ", "  a  ", "**a***", "    42", "42    ", "  42  ", "-   42"]
---
// name: zeros and signs
result = [format(42, "05d"), format(-42, "05d"), format(5, "+d"), format(-5, "+d"), format(5, " d"), format(3.5, "+.1f"), format(7, "03")];
//= ["00042", "-0042", "+5", "-5", " 5", "+3.5", "007"]
---
// name: thousands
result = [format(1234567, ","), format(1234567, "_"), format(1234567.891, ",.2f"), format(999, ","), format(-1000, ",d"), format(0.5, ",.1f")];
//= ["1,234,567", "1_234_567", "1,234,567.89", "999", "-1,000", "0.5"]
---
// name: percent
result = [format(0.1234, ".1%"), format(1, "%"), format(0.5, ".0%"), format(-0.005, ".2%")];
//= ["12.3%", "100.000000%", "50%", "-0.50%"]
---
// name: other bases
result = [format(255, "x"), format(255, "X"), format(255, "#x"), format(10, "b"), format(10, "#b"), format(8, "o"), format(65, "c"), format(255, "08b"), format(65535, "_x")];
//= ["ff", "FF", "0xff", "1010", "0b1010", "10", "A", "11111111", "ffff"]
---
// name: exponents
result = [format(12345.678, "e"), format(12345.678, ".2e"), format(0.00012, "E"), format(1e20, "g"), format(123456789.0, "g"), format(0.0001, "g"), format(3, "e")];
//= ["1.234568e+04", "1.23e+04", "1.200000E-04", "1e+20", "1.23457e+08", "0.0001", "3.000000e+00"]
---
// name: texts
result = [format("abcdef", ".3"), format("ab", "5s") + "|", format("ab", "-^6"), format("ab", "s"), format("", "3") + "|"];
//= ["abc", "ab   |", "--ab--", "ab", "   |"]
---
// name: nothing to do
result = [format(5), format(1.0), format("x"), format(5, "")];
//= ["5", "1.0", "x", "5"]
---
// name: format of booleans and null
result = [format(true), format(null)];
//= ["true", "null"]
//~ Q29 = ["True", "None"]
---
// name: booleans with a number code
result = [format(true, "d"), format(false, "5.1f")];
//= ["1", "  0.0"]
---
// name: format of an array
result = format([1, "a"]);
//= "[1, 'a']"
---
// name: a width for an array
result = format([1], "5");
//! run time TypeError "unsupported format string passed to list.__format__"
---
// name: a width for an object
result = format({}, ">5");
//! run time TypeError "unsupported format string passed to dict.__format__"
---
// name: a width for null
result = format(null, "5");
//! run time TypeError "unsupported format string passed to NoneType.__format__"
---
// name: a whole-number code for a float
result = format(3.5, "d");
//! run time ValueError "Unknown format code 'd' for object of type 'float'"
---
// name: a number code for a text
result = format("abc", "d");
//! run time ValueError "Unknown format code 'd' for object of type 'str'"
---
// name: a text code for a number
result = format(5, "s");
//! run time ValueError "Unknown format code 's' for object of type 'int'"
---
// name: a specification without sense
result = format(5, "hello");
//! run time ValueError "Invalid format specifier 'hello' for object of type 'int'"
---
// name: a precision for a whole number
result = format(5, ".2d");
//! run time ValueError "Precision not allowed in integer format specifier"
---
// name: a specification that is no text
result = format(5, 5);
//! run time TypeError "format() argument 2 must be str, not int"
---
// name: large numbers
result = [format(12345678901234567890, ","), format(1e300, ".3e"), format(123456789012345678, "d")];
//= ["12,345,678,901,234,567,890", "1.000e+300", "123456789012345678"]
---
// name: a table
rows = [["tea", 12, 2.5], ["coffee", 3, 10.25], ["milk", 100, 0.8]];
lines = [];
for (r in rows) { lines.append(format(r[0], "<8") + format(r[1], ">5d") + format(r[2], ">8.2f")); }
result = lines;
//= ["tea        12    2.50", "coffee      3   10.25", "milk      100    0.80"]
---
// name: clock time
function clock(seconds) { return format(seconds // 3600, "02d") + ":" + format(seconds % 3600 // 60, "02d") + ":" + format(seconds % 60, "02d"); }
result = [clock(0), clock(3661), clock(86399)];
//= ["00:00:00", "01:01:01", "23:59:59"]
