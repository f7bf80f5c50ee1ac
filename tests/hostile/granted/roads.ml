// Ways to a function that do not look like a call of it, and denials that are swallowed.
// grant: file.read:ROOT/open/**
// grant: file.write:ROOT/open/**
// grant: file.append:ROOT/open/**
// grant: file.delete:ROOT/open/**
// grant: path.read:ROOT/open/**
---
// name: a module under another name
import file;
f = file;
result = f.read("../secret/s.txt");
//! denied
//- file.read
---
// name: a module imported under another name
import file as f;
result = f.read("../secret/s.txt");
//! denied
//- file.read
---
// name: a function under another name
import file;
r = file.read;
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: a member of an object
import file;
o = {r: file.read};
result = o.r("../secret/s.txt");
//! denied
//- file.read
---
// name: a member by name
import file;
o = {r: file.read};
r = o["r"];
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: a module in an object
import file;
o = {m: file};
result = o.m.read("../secret/s.txt");
//! denied
//- file.read
---
// name: an element of an array
import file;
a = [file.read];
r = a[0];
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: an element of an array that was turned round
import file;
a = reversed([file.read, len]);
r = a[1];
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: getattr
import file;
r = getattr(file, "read");
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: getattr with a name that is put together
import file;
r = getattr(file, "re" + "ad");
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: getattr with a default
import file;
r = getattr({}, "none", file.read);
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: call
import file;
result = call(file.read, "../secret/s.txt");
//! denied
//- file.read
---
// name: call of call
import file;
result = call(call, file.read, "../secret/s.txt");
//! denied
//- file.read
---
// name: call of getattr
import file;
result = call(call(getattr, file, "read"), "../secret/s.txt");
//! denied
//- file.read
---
// name: sorting key
// grant: collections.transform
import collections;
import file;
result = collections.sortBy(["../secret/s.txt", "a.txt"], file.size);
//! denied
//- file.read
---
// name: map of the module for functions
// grant: functional.transform
import functional;
import file;
result = functional.map(file.read, ["../secret/s.txt"]);
//! denied
//- file.read
---
// name: filter of the module for functions
// grant: functional.transform
import functional;
import file;
result = functional.filter(file.exists, ["../secret/s.txt"]);
//! denied
//- file.read
---
// name: composition of functions
// grant: functional.compose
import functional;
import file;
f = functional.compose(len, file.read);
result = f("../secret/s.txt");
//! denied
//- file.read
---
// name: a function with arguments bound
// grant: functional.compose
import functional;
import file;
f = functional.partial(file.read, "../secret/s.txt");
result = f();
//! denied
//- file.read
---
// name: map of the module for collections
// grant: collections.transform
// grant: collections.read
import collections;
import file;
result = collections.map(["../secret/s.txt"], file.read);
//! denied
//- file.read
---
// name: a parameter
import file;
function run(f, x) { return f(x); }
result = run(file.read, "../secret/s.txt");
//! denied
//- file.read
---
// name: a parameter with a module
import file;
function run(m) { return m.read("../secret/s.txt"); }
result = run(file);
//! denied
//- file.read
---
// name: a closure
import file;
function make() { r = file.read; return fn() => r("../secret/s.txt"); }
f = make();
result = f();
//! denied
//- file.read
---
// name: a closure in a closure
import file;
function make() { return fn() => fn() => file.read("../secret/s.txt"); }
f = make();
g = f();
result = g();
//! denied
//- file.read
---
// name: an iterator
import file;
i = iter([file.read]);
r = next(i);
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: a loop over functions
import file;
for (r in [file.read]) { result = r("../secret/s.txt"); }
//! denied
//- file.read
---
// name: pairs of names and functions
import file;
for (p in zip(["x"], [file.read])) { r = p[1]; result = r("../secret/s.txt"); }
//! denied
//- file.read
---
// name: taking apart an array
import file;
[r, x] = [file.read, 1];
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: taking apart an object
import file;
{r} = {r: file.read};
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: a choice
import file;
r = true ? file.read : len;
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: a conjunction
import file;
r = true && file.read;
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: a thrown object
import file;
try { throw {message: "m", r: file.read}; } except (e) { r = e.r; result = r("../secret/s.txt"); }
//! denied
//- file.read
---
// name: inside of except
import file;
try { x = 1 / 0; } except { result = file.read("../secret/s.txt"); }
//! denied
//- file.read
---
// name: inside of finally
import file;
try { x = 1; } finally { result = file.read("../secret/s.txt"); }
//! denied
//- file.read
---
// name: a denial on the way through finally
import file;
function f() { try { return file.read("../secret/s.txt"); } finally { return "swallowed"; } }
result = f();
//= "swallowed"
//- file.read
---
// name: a denial that is caught
import file;
try { file.read("../secret/s.txt"); } except (e) { result = e.type; }
//= "CapabilityError"
//- file.read
---
// name: a denial that is caught in silence
import file;
try { file.read("../secret/s.txt"); } except { result = "nothing"; }
//= "nothing"
//- file.read
---
// name: a denial in except and another in finally
import file;
try { try { file.read("../secret/s.txt"); } except { file.write("../secret/s.txt", "x"); } finally { file.append("../secret/s.txt", "x"); } } except { result = 1; }
//= 1
//- file.read file.write file.append
---
// name: a denial that is thrown again as something else
import file;
try { file.read("../secret/s.txt"); } except (e) { throw {message: "fine"}; }
//! thrown
//- file.read
---
// name: a denial in a callback that is caught outside
// grant: functional.transform
import functional;
import file;
try { functional.map(fn(p) => file.read(p), ["../secret/s.txt", "a.txt"]); } except { result = 1; }
//= 1
//- file.read
---
// name: a denial in a sorting key that is caught outside
// grant: collections.transform
import collections;
import file;
try { collections.sortBy([3, 1, 2], fn(x) => file.size("../secret/s.txt")); } except { result = 1; }
//= 1
//- file.read
---
// name: denials in a loop are all recorded
import file;
for (i in range(5)) { try { file.read("../secret/s.txt"); } except { } }
result = 5;
//= 5
//- file.read file.read file.read file.read file.read
---
// name: a denied call has no other effect
import file;
try { file.copy("a.txt", "../secret/c.txt"); } except { }
result = file.exists("a.txt");
//= true
//- file.write
---
// name: a module written in ML
//+ util: import file;
//+ util: function peek(p) { return file.read(p); }
import util;
result = util.peek("../secret/s.txt");
//! denied
//- file.read
---
// name: a module written in ML that reads when it is imported
//+ util: import file;
//+ util: text = file.read("ROOT/secret/s.txt");
import util;
result = util.text;
//! denied
//- file.read
---
// name: a module handed on by a module
//+ util: import file;
//+ util: tool = file;
import util;
result = util.tool.read("../secret/s.txt");
//! denied run time
//- file.read
---
// name: a function handed on by a module
//+ util: import file;
//+ util: read = file.read;
import util;
r = util.read;
result = r("../secret/s.txt");
//! denied
//- file.read
---
// name: a module written in ML may do what is granted
//+ util: import file;
//+ util: function peek(p) { return file.read(p); }
import util;
result = util.peek("a.txt");
//= "granted"
---
// name: a function called like a function of the library
function read(p) { return p; }
import file;
result = file.read("../secret/s.txt");
//! denied
//- file.read
---
// name: a variable called like the module
import file;
real = file;
file = {read: fn(p) => real.read(p)};
result = file.read("../secret/s.txt");
//! denied
//- file.read
---
// name: a member of the module replaced
import file;
try { file.read = fn(p) => "mine"; } except { }
result = file.read("../secret/s.txt");
//! denied run time check
//- file.read
---
// name: asking what is granted changes nothing
import file;
result = [hasCapability("file.read"), hasCapability("env.read"), getCapabilities()];
//= [true, false, ["file.append", "file.delete", "file.read", "file.write", "path.read"]]
---
// name: what is told about a grant is a copy
import file;
i = getCapabilityInfo("file.read");
i["patterns"].append("**");
i["patterns"][0] = "/**";
result = file.read("../secret/s.txt");
//! denied
//- file.read
---
// name: an array of types that is changed
import env;
c = getCapabilities();
c.append("env.read");
result = env.get("SECRET_KEY");
//! denied
//- env.read
---
// name: an earlier input made the function
import file;
r = file.read;
//--
r("../secret/s.txt")
//! denied
//- file.read
---
// name: an earlier input imported the module
import file
//--
file.read("../secret/s.txt")
//! denied
//- file.read
---
// name: a function of an earlier input
import file;
function f(p) { return file.read(p); }
//--
f("../secret/s.txt")
//! denied
//- file.read
---
// name: a session may do what is granted
import file;
r = file.read;
//--
r("a.txt")
//= "granted"
---
// name: an input that failed
import file;
r = file.read;
x = 1 / 0;
//--
r("../secret/s.txt")
//! denied
//- file.read
