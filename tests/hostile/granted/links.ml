// Links and pipes: what is granted is where a link leads, not what it is called.
// grant: file.read:ROOT/open/**
// grant: file.write:ROOT/open/**
// grant: file.append:ROOT/open/**
// grant: file.delete:ROOT/open/**
// grant: path.read:ROOT/open/**
// grant: path.write:ROOT/open/**
// grant: crypto.hash
// grant: log.write
---
// name: a link inside
import file;
result = file.read("to_nest/d.txt");
//= "nested"
---
// name: a link to a file outside
import file;
result = file.read("to_file");
//! denied
//- file.read
---
// name: a link to a folder outside
import file;
result = file.read("to_folder/s.txt");
//! denied
//- file.read
---
// name: a chain of links
import file;
result = file.read("chain");
//! denied
//- file.read
---
// name: a link in a folder below
import file;
result = file.read("nest/out/s.txt");
//! denied
//- file.read
---
// name: a link through a link
import file;
result = file.read("to_nest/out/s.txt");
//! denied
//- file.read
---
// name: parent segment behind a link
import file;
result = file.read("to_folder/../secret/s.txt");
//! denied
//- file.read
---
// name: parent segment behind a link leads beside its target
import file;
result = file.read("to_folder/../s.txt");
//! denied
//- file.read
---
// name: a link to the folder above
import file;
result = file.read("to_above/secret/s.txt");
//! denied
//- file.read
---
// name: a link to the folder above and back
import file;
result = file.read("to_above/open/a.txt");
//= "granted"
---
// name: a link to the root
import file;
result = file.read("to_root/etc/passwd");
//! denied
//- file.read
---
// name: a link to the root, then processes
import file;
result = file.read("to_root/proc/self/environ");
//! denied
//- file.read
---
// name: a link to the root, then back inside
import file;
result = file.read("to_root" + "ROOT/open/a.txt");
//= "granted"
---
// name: a circle of links
import file;
result = file.read("loop");
//! run time
---
// name: a link to itself
import file;
result = file.read("itself");
//! run time
---
// name: a circle of links on the way out
import file;
result = file.read("loop/../../secret/s.txt");
//! run time denied
//- file.read
---
// name: writing through a link
import file;
file.write("to_file", "x");
//! denied
//- file.write
---
// name: writing through a link to what is not there
import file;
file.write("to_new", "x");
//! denied
//- file.write
---
// name: appending through a link to what is not there
import file;
file.append("to_new", "x");
//! denied
//- file.append
---
// name: a table through a link to what is not there
import csv;
csv.write("to_new", [[1]]);
//! denied
//- file.write
---
// name: log through a link to what is not there
import log;
log.add_file("to_new");
//! denied
//- file.write
---
// name: writing bytes through a link
import file;
file.writeBytes("to_folder/s.txt", []);
//! denied
//- file.write
---
// name: a table through a link
import csv;
result = csv.read("nest/out.csv");
//! denied
//- file.read
---
// name: hash through a link
import crypto;
result = crypto.hash_file("to_file");
//! denied
//- file.read
---
// name: copying a link copies nothing from outside
import file;
file.copy("to_file", "c.txt");
//! denied
//- file.read
---
// name: copying onto a link
import file;
file.copy("a.txt", "to_file");
//! denied
//- file.write
---
// name: copying into a link to a folder
import file;
file.copy("a.txt", "to_folder");
//! denied
//- file.write
---
// name: moving a link to a folder is moving what it leads to
import file;
file.move("to_folder", "m");
result = file.read("m/s.txt");
//! denied
//- file.read
---
// name: moving into a link to a folder
import file;
file.move("a.txt", "to_folder");
//! denied
//- file.write
---
// name: moving over a link
import file;
file.move("a.txt", "to_file");
//! denied
//- file.write
---
// name: moving a folder with a link that then leads elsewhere
import file;
file.move("nest", "moved");  // nest/out
//! denied
//- file.read
---
// name: deleting a link leaves its target
import file;
result = [file.delete("to_file"), file.exists("a.txt")];
//= [true, true]
---
// name: deleting through a link
import file;
file.delete("to_folder/s.txt");
//! denied
//- file.delete
---
// name: size through a link
import file;
result = file.size("to_file");
//! denied
//- file.read
---
// name: existence through a link
import file;
result = file.exists("to_file");
//! denied
//- file.read
---
// name: existence through a link for paths
import path;
result = path.exists("to_folder/s.txt");
//! denied
//- path.read
---
// name: existence of what a link does not lead to
import path;
result = path.exists("to_new");
//! denied
//- path.read
---
// name: listing a link
import path;
result = path.listDir("to_folder");
//! denied
//- path.read
---
// name: listing a link with separator
import path;
result = path.listDir("to_folder/");
//! denied
//- path.read
---
// name: walking a link
import path;
result = path.walk("to_folder");
//! denied
//- path.read
---
// name: walking does not follow links
import path;
result = [];
for (p in path.walk(".")) { if (path.basename(p) == "s.txt") { result.append(p); } }
//= []
---
// name: a pattern with a link at its beginning
import path;
result = path.glob("to_folder/*");
//! denied
//- path.read
---
// name: a pattern with a link behind a star
import path;
result = path.glob("*/s.txt");
//= []
---
// name: a pattern with a link below
import path;
result = path.glob("n*/out/*");
//= []
---
// name: a pattern with two stars does not follow links
import path;
result = path.glob("**/s.txt");
//= []
---
// name: a pattern with parent segments behind a link
import path;
result = path.glob("to_folder/../a*");
result = path.basename(result[0]);
//= "a.txt"
---
// name: making a folder behind a link
import path;
path.createDir("to_folder/d");
//! denied
//- path.write
---
// name: making folders behind a link to what is not there
import path;
path.createDir("to_new/d");
//! denied
//- path.write
---
// name: removing a folder behind a link
import path;
path.removeDir("to_folder/sub");
//! denied
//- path.write
---
// name: removing a link to a folder with all it holds
import path;
path.removeDirRecursive("to_folder");
//! denied
//- path.write
---
// name: removing a link with separator at its end
import path;
path.removeDirRecursive("to_folder/");
//! denied
//- path.write
---
// name: removing a folder leaves what its links lead to
import path;
path.removeDirRecursive("nest");
result = path.exists("nest");  // with nest/out
//= false
---
// name: a pipe is no file
import file;
result = file.read("pipe");
//! run time
---
// name: a pipe is not written
import file;
file.write("pipe", "x");
//! run time
---
// name: a pipe is no table
import csv;
result = csv.read("pipe");
//! run time
---
// name: a pipe has no hash
import crypto;
result = crypto.hash_file("pipe");
//! run time
---
// name: a pipe cannot be copied
import file;
file.copy("pipe", "p2");
//! run time
---
// name: a pipe is not logged to
import log;
log.add_file("pipe");
//! run time
