// name: a comment on its own line
// The rate comes from the contract.
rate = 0.2;
// and this is the price
price = 50;
result = price * rate;
//= 10.0
---
// name: a comment after a complete statement
a = 1; // first
b = 2; // second
result = a + b; // the sum
//= 3
---
// name: floor division after an operand
a = 17;
b = 5;
result = [a // b, (a) // b, [a][0] // b, 17 // 5, a // b // 2];
//= [3, 3, 3, 3, 1]
---
// name: a note after an unfinished expression divides by its word
price = 10 // note
;
//! name NameError "name 'note' is not defined"
---
// name: two words after an operand do not parse
price = 10 // two words
;
//! syntax at 1:19
---
// name: inside brackets, after an opening and after a comma
row = [ // the row
  1, // one
  2, // two
  3];
result = row;
//= [1, 2, 3]
---
// name: after the last element it is a division
row = [
  1, // one
  2 // two
];
//! name NameError "name 'two' is not defined"
---
// name: the division works when the word is a variable
two = 2;
row = [
  1, // one
  9 // two
];
result = row;
//= [1, 4]
---
// name: in an object, before and after values
tax = { // rates
  low: 0.05, // food
  high // everything else
  : 0.2};
result = tax.low + tax.high;
//= 0.25
---
// name: in an object after the last value
tax = {
  low: 5, // food
  high: 20 // rest
};
//! name NameError "name 'rest' is not defined"
---
// name: in an argument list
result = max( // of three
  3, // a
  9, // b
  5);
//= 9
---
// name: after the last argument
result = max(3, 9 // b
);
//! name NameError "name 'b' is not defined"
---
// name: in a parameter list every place is safe
function area(width, // in metres
              height // in metres
             ) // squared
{ // body
  return width * height; // done
} // end
result = area(3, 4);
//= 12
---
// name: after keywords
function f(n) {
  while (true) // for ever
  {
    n = n + 1;
    if (n > 10) // enough
    { break; } // out
    else // again
    { continue; }
  }
  return // the answer
    n;
}
result = f(5);
//= 11
---
// name: before the closing parenthesis of a condition
x = 4;
if (x // y
) { result = 1; }
//! name NameError "name 'y' is not defined"
---
// name: in the heading of a loop
total = 0;
for (item // each
     in // of
     [1, 2, 3]) // small
{ total = total + item; }
result = total;
//= 6
---
// name: after an operator and after an assignment sign
x = // starts here
  1 + // plus
  2 * // times
  3;
result = x;
//= 7
---
// name: in a conditional expression
level = 7;
result = level > 5 ? // is it high?
  "high" : // or
  "low";
//= "high"
---
// name: a condition at the end of its line
level = 7;
result = level > 5 // is it high?
  ? "high" : "low";
//! syntax at 2:26
---
// name: after a point
person = {name: "Ada"};
result = person. // the
  name;
//= "Ada"
---
// name: before a point
person = {name: "Ada"};
result = person // the
  .name;
//! name NameError "name 'the' is not defined"
---
// name: slashes in strings
link = "https://example.org//x"; // with slashes "inside"
result = [link, len(link)];
//= ["https://example.org//x", 22]
---
// name: comments may hold anything
x = 1; // let var const { [ ( " ' // ;
// } ) ] é 😀 \ @ #
result = x;
//= 1
---
// name: between the parts of a try statement
try // carefully
{ // it fails
  throw {message: "m"}; // here
} // so
except // whatever
(e // the error
) // handle
{ result = str(e); } // handled
finally // always
{ result = result + "!"; }
//= "m!"
---
// name: in destructuring
[a, // first
 b // second
] = // from
[1, 2];
{x, // taken
 y // too
} = {x: 3, y: 4};
result = [a, b, x, y];
//= [1, 2, 3, 4]
---
// name: after the first name of an array pattern
[a // first
, b] = [1, 2];
result = a;
//! syntax at 2:6
---
// name: in an import
import // the
math // module
as // named
m // short
;
result = m.floor(2.5);
//= 2
---
// name: in a nonlocal list
function counter() {
  n = 0;
  function up() {
    nonlocal // from outside
      n // the counter
      ;
    n = n + 1;
    return n;
  }
  up();
  return up();
}
result = counter();
//= 2
---
// name: a comment at the very end without a line break
// text: "result = 3; // done"
//= 3
---
// name: a text of comments only is an empty program
// text: "// nothing yet\n// really\n"
//~ Q2 ! syntax
---
// name: no block comments
result = 1; /* a note */
//! syntax at 1:13
---
// name: no hash comments
# a note
result = 1;
//! syntax at 1:1
---
// name: two slashes with a space are two operators
result = 10 / / 3;
//! syntax at 1:15
---
// name: an arrow function's body before a comment
double = fn(x) => // twice
  x * 2;
result = double(4); // eight
//= 8
---
// name: floor division after calls and members
o = {n: 20, f: fn(x) => x * 3};
result = [len("abcdef") // 4, o.n // 6, o.f(3) // 2, "ab".upper() == "AB" ? 7 // 2 : 0];
//= [1, 3, 4, 3]
---
// name: floor division after an object literal
result = {a: 9}.a // 2;
//= 4
---
// name: a comment after a function body and before an operator-like line
function f() { return 3; }
// -1 would be next
-1;
result = f();
//= 3
---
// name: a commented out line between arguments
function three(a, b, c) { return a * 100 + b * 10 + c; }
result = three(1,
  // 9,
  2,
  3);
//= 123
---
// name: commented blocks around branches
kind = "b";
// first the easy case
if (kind == "a") {
  // nothing to do
}
// then the other
elif (kind == "b") {
  result = "other"; // found
  // and no more
}
// last
else {
  // never
  result = "none";
}
//= "other"
