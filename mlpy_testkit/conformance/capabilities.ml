// name: a granted call
// capabilities: math.compute
import math;
result = math.sqrt(16);
//= 4.0
---
// name: a call without the grant
// capabilities: file.read
import math;
result = math.sqrt(16);
//! denied "Missing required capabilities: ['math.compute']"
---
// name: a call without any context
// capabilities: none
import math;
result = math.sqrt(16);
//! denied "Function requires capabilities ['math.compute'], but no capability context is active."
---
// name: constants need nothing
// capabilities: none
import math;
result = math.pi > 3;
//= true
---
// name: built-ins need nothing
// capabilities: none
print(len("abc"), str(5), sorted([2, 1]));
result = max(1, 2);
//= 2
//> 3 5 [1, 2]
---
// name: functions without a requirement
// capabilities: none
import json;
result = [json.isNumber(5), json.get({a: 1}, "a"), json.merge({}, {b: 2})];
//= [true, 1, {"b": 2}]
---
// name: a denial can be caught
// capabilities: json.parse
import json;
try { x = json.stringify([1]); } except (e) { x = str(e).split(chr(10))[0]; }
result = [json.parse("[1]"), x];
//= [[1], "Missing required capabilities: ['json.serialize']"]
---
// name: a similar grant is not enough
// capabilities: math, math.computes, compute, file.read
import math;
result = math.floor(2.5);
//! denied "Missing required capabilities: ['math.compute']"
---
// name: the arguments are evaluated before the check
// capabilities: none
import math;
function loud(x) { print("evaluated", x); return x; }
result = math.sqrt(loud(4));
//> evaluated 4
//! denied "Function requires capabilities ['math.compute'], but no capability context is active."
---
// name: a missing member comes before the check
// capabilities: none
import math;
result = math.nope(1);
//! run time AttributeError "'Math' object has no attribute 'nope'"
---
// name: the check comes before the count of arguments
// capabilities: none
import math;
result = math.sqrt();
//! denied "Function requires capabilities ['math.compute'], but no capability context is active."
---
// name: a function in a variable is checked
// capabilities: none
import math;
f = math.sqrt;
result = f(4);
//! denied "Function requires capabilities ['math.compute'], but no capability context is active."
---
// name: call is checked
// capabilities: none
import math;
result = call(math.sqrt, 4);
//! denied "Function requires capabilities ['math.compute'], but no capability context is active."
---
// name: a function as an argument is checked
// capabilities: none
import math;
function apply(f, x) { return f(x); }
result = apply(math.sqrt, 4);
//! denied "Function requires capabilities ['math.compute'], but no capability context is active."
---
// name: a function in an object is checked
// capabilities: none
import math;
o = {root: math.sqrt};
result = o.root(4);
//! denied
//~ Q50 = 2.0
---
// name: a module in a variable is checked
// capabilities: none
import math;
m = math;
result = m.sqrt(4);
//! denied
//~ Q50 = 2.0
---
// name: a module as an argument is checked
// capabilities: none
import math;
function use(lib) { return lib.sqrt(4); }
result = use(math);
//! denied
//~ Q50 = 2.0
---
// name: a function from getattr is checked
// capabilities: none
import math;
f = getattr(math, "sqrt");
result = f(4);
//! denied "Function requires capabilities ['math.compute'], but no capability context is active."
---
// name: a module's function is checked with the caller's grants
// capabilities: none
//+ util: import math;
//+ util: function root(x) { return math.sqrt(x); }
import util;
result = util.root(4);
//! denied "Function requires capabilities ['math.compute'], but no capability context is active."
---
// name: several requirements are reported together
// capabilities: math.compute
import file;
file.copy("no_such_file_a", "no_such_file_b");
//! denied "Missing required capabilities: ['file.read', 'file.write']"
---
// name: partly granted
// capabilities: file.read
import file;
file.copy("no_such_file_a", "no_such_file_b");
//! denied "Missing required capabilities: ['file.write']"
---
// name: a declaration grants nothing
// capabilities: none
capability reports { resource "data/*.csv"; allow read; allow write "data/out/*"; }
result = [hasCapability("reports"), hasCapability("read"), getCapabilities()];
//= [false, false, []]
---
// name: an empty declaration, several declarations, any place
capability one { }
x = 1;
capability two { allow read; allow execute "calc"; allow network "api.example.org"; }
y = x + 1;
capability three { resource "a"; resource 'b'; resource "c/*"; }
result = y;
//= 2
---
// name: a declaration needs a name
capability { allow read; }
//! syntax at 1:12
---
// name: the name of a declaration is one word
capability file.read { allow read; }
//! syntax at 1:16
---
// name: an item needs its semicolon
capability c { allow read }
//! syntax at 1:27
---
// name: unknown permissions do not parse
capability c { allow fly; }
//! syntax at 1:22
---
// name: a resource needs a text
capability c { resource data; }
//! syntax at 1:25
---
// name: declarations at the top level only
function f() { capability c { allow read; } }
//! syntax at 1:27
---
// name: asking before using
// capabilities: json.serialize
import json;
import math;
out = [];
if (hasCapability("json.serialize")) { out.append(json.stringify([1])); }
if (hasCapability("math.compute")) { out.append(math.sqrt(4)); } else { out.append("no math"); }
result = out;
//= ["[1]", "no math"]
---
// name: falling back after a denial
// capabilities: none
import math;
function root(n) {
  try { return math.sqrt(n); }
  except { x = n; for (i in range(40)) { x = (x + n / x) / 2; } return x; }
}
result = root(49);
//= 7.0
---
// name: a denial leaves nothing half done
// capabilities: math.compute
import math;
import json;
log = [];
try { log.append(math.floor(1.5)); log.append(json.parse("[2]")); log.append(3); } except { log.append("stopped"); } finally { log.append("end"); }
result = log;
//= [1, "stopped", "end"]
---
// name: the kind of a denial
// capabilities: none
import math;
try { math.sqrt(4); } except (e) { result = repr(e).startswith("CapabilityError("); }
//= true
