// name: constants
import math;
result = [math.pi, math.e];
//= [3.141592653589793, 2.718281828459045]
---
// name: roots and powers
import math;
result = [math.sqrt(16), math.sqrt(2), math.sqrt(0), math.pow(2, 10), math.pow(2, -1), math.pow(2.0, 3), math.pow(9, 0.5), math.pow(0, 0)];
//= [4.0, 1.4142135623730951, 0.0, 1024, 0.5, 8.0, 3.0, 1]
---
// name: powers of whole numbers are exact
import math;
result = [math.pow(2, 100), math.pow(-3, 3), math.pow(10, 20)];
//= [1267650600228229401496703205376, -27, 100000000000000000000]
---
// name: roots of negative numbers
import math;
result = [math.sqrt(-1), math.sqrt(-0.5)];
//= [0, 0]
---
// name: powers without a sensible value
import math;
result = [math.pow(0, -1), math.pow(10.0, 400), math.pow(-10.0, 401)];
//= [0, inf, 0]
---
// name: rounding
import math;
result = [math.floor(3.7), math.floor(-3.2), math.ceil(3.2), math.ceil(-3.7), math.round(2.5), math.round(3.5), math.round(-2.5), math.floor(5)];
//= [3, -4, 4, -3, 2, 4, -2, 5]
---
// name: logarithms
import math;
result = [math.ln(1), math.log(100), math.log(8, 2), math.ln(math.e), math.log(2, 10) == math.log(2)];
//= [0.0, 2.0, 3.0, 1.0, true]
---
// name: logarithms of nothing
import math;
result = [math.ln(0), math.ln(-1), math.log(0), math.log(5, 1), math.log(5, 0), math.log(5, -2)];
//= [-999, -999, -999, -999, -999, -999]
---
// name: exponentials
import math;
result = [math.exp(0), math.exp(1) == math.e, math.exp(1000), math.exp(-1000), math.exp(2)];
//= [1.0, true, inf, 0.0, 7.38905609893065]
---
// name: angles
import math;
result = [math.sin(0), math.cos(0), math.tan(0), round(math.sin(math.pi / 2), 10), round(math.cos(math.pi), 10), math.degToRad(180), math.radToDeg(math.pi), math.radians(90), math.degrees(1)];
//= [0.0, 1.0, 0.0, 1.0, -1.0, 3.141592653589793, 180.0, 1.5707963267948966, 57.29577951308232]
---
// name: inverse angles
import math;
result = [math.asin(1), math.acos(1), math.atan(1), math.atan2(0, -1), math.atan2(1, 1)];
//= [1.5707963267948966, 0.0, 0.7853981633974483, 3.141592653589793, 0.7853981633974483]
---
// name: an arc sine outside its range
import math;
result = math.asin(2);
//! run time ValueError "math domain error"
---
// name: absolute values and signs
import math;
result = [math.abs(-5), math.abs(-5.5), math.sign(-3.5), math.sign(0), math.sign(7)];
//= [5, 5.5, -1, 0, 1]
---
// name: smaller and larger
import math;
result = [math.min(2, 5), math.max(2, 5), math.min(1, 1.0), math.max(1, 1.0), math.min("b", "a")];
//= [2, 5, 1, 1, "a"]
---
// name: min of an array
import math;
result = math.min([3, 1]);
//! run time TypeError "math.min() expects 2 arguments, got 1"
//~ S9 ! run time TypeError "Math.min() missing 1 required positional argument: 'b'"
---
// name: factorials
import math;
result = [math.factorial(0), math.factorial(5), math.factorial(25), math.factorial(-1)];
//= [1, 120, 15511210043330985984000000, 0]
---
// name: a factorial of a float
import math;
result = math.factorial(5.0);
//! run time TypeError "'float' object cannot be interpreted as an integer"
---
// name: common divisors and multiples
import math;
result = [math.gcd(12, 18), math.gcd(-12, 18), math.gcd(0, 0), math.lcm(4, 6), math.lcm(0, 5), math.gcd(17, 5)];
//= [6, 6, 0, 12, 0, 1]
---
// name: a divisor of floats
import math;
result = math.gcd(1.5, 3);
//! run time TypeError "'float' object cannot be interpreted as an integer"
---
// name: a random number
import math;
r = math.random();
result = [r >= 0, r < 1, typeof(r)];
//= [true, true, "number"]
---
// name: a root of a text
import math;
result = math.sqrt("4");
//! run time TypeError "'<' not supported between instances of 'str' and 'int'"
---
// name: a floor of a text
import math;
result = math.floor("2.5");
//! run time TypeError "must be real number, not str"
---
// name: an absolute value of a text
import math;
result = math.abs("x");
//! run time TypeError "bad operand type for abs(): 'str'"
---
// name: too few arguments
import math;
result = math.sqrt();
//! run time TypeError "math.sqrt() expects 1 argument, got 0"
//~ S9 ! run time TypeError "Math.sqrt() missing 1 required positional argument: 'x'"
---
// name: too many arguments
import math;
result = math.sqrt(1, 2);
//! run time TypeError "math.sqrt() expects 1 argument, got 2"
//~ S9 ! run time TypeError "Math.sqrt() takes 2 positional arguments but 3 were given"
---
// name: a root of a boolean
import math;
result = [math.sqrt(true), math.floor(false), math.abs(true)];
//= [1.0, 0, 1]
---
// name: the distance of two points
import math;
function distance(a, b) { return math.sqrt(math.pow(a.x - b.x, 2) + math.pow(a.y - b.y, 2)); }
result = [distance({x: 0, y: 0}, {x: 3, y: 4}), round(distance({x: 1, y: 1}, {x: 2, y: 2}), 4)];
//= [5.0, 1.4142]
---
// name: compound interest
import math;
function grow(amount, rate, years) { return round(amount * math.pow(1 + rate, years), 2); }
result = [grow(1000, 0.05, 10), grow(1000, 0, 10), grow(250.5, 0.031, 3)];
//= [1628.89, 1000, 274.53]
---
// name: the standard deviation
import math;
function deviation(list) {
  mean = sum(list) / len(list);
  total = 0;
  for (x in list) { total = total + (x - mean) * (x - mean); }
  return math.sqrt(total / len(list));
}
result = deviation([2, 4, 4, 4, 5, 5, 7, 9]);
//= 2.0
---
// name: Newton's method against the library
import math;
function root(n) {
  x = n / 2;
  for (i in range(30)) { x = (x + n / x) / 2; }
  return x;
}
result = [round(root(2), 12) == round(math.sqrt(2), 12), root(16)];
//= [true, 4.0]
---
// name: solving a quadratic equation
import math;
function solve(a, b, c) {
  d = b * b - 4 * a * c;
  if (d < 0) { return []; }
  if (d == 0) { return [-b / (2 * a)]; }
  r = math.sqrt(d);
  return sorted([(-b - r) / (2 * a), (-b + r) / (2 * a)]);
}
result = [solve(1, -3, 2), solve(1, 2, 1), solve(1, 0, 1)];
//= [[1.0, 2.0], [-1.0], []]
