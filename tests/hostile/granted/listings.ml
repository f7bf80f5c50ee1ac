// Folders: what lists, walks, matches, makes and removes.
// grant: file.read:ROOT/open/**
// grant: file.write:ROOT/open/**
// grant: file.append:ROOT/open/**
// grant: file.delete:ROOT/open/**
// grant: path.read:ROOT/open/**
// grant: path.write:ROOT/open/**
// grant: crypto.hash
// grant: log.write
---
// name: listing inside
import path;
result = path.listDir("sub");
//= ["b.txt", "deep"]
---
// name: listing the folder above
import path;
result = path.listDir("..");
//! denied
//- path.read
---
// name: listing the root
import path;
result = path.listDir("/");
//! denied
//- path.read
---
// name: listing with parent segments
import path;
result = path.listDir("sub/../../secret");
//! denied
//- path.read
---
// name: listing home
import path;
result = path.listDir("~");
//! denied
//- path.read
---
// name: listing processes
import path;
result = path.listDir("/proc/self/fd");
//! denied
//- path.read
---
// name: listing processes with everything granted
// grant: path.read
import path;
result = path.listDir("/proc/self/fd");
//! denied
//- path.read
---
// name: listing with a pattern for what is inside
// grant: path.read:ROOT/open/*
import path;
result = path.listDir("ROOT/open");
//! denied
//- path.read
---
// name: listing with the right to files
// grant: file.read
import path;
result = path.listDir("sub");
//! denied
//- path.read
---
// name: walking above
import path;
result = path.walk("..");
//! denied
//- path.read
---
// name: walking the root
import path;
result = path.walk("/", 1);
//! denied
//- path.read
---
// name: walking deeper than the pattern
// grant: path.read:ROOT/open/*
import path;
result = path.walk("sub");
//! denied
//- path.read
---
// name: walking as deep as the pattern
// grant: path.read:ROOT/open/*
import path;
result = path.walk("sub", 0);
//= ["b.txt"]
---
// name: walking inside
import path;
result = path.walk("sub");
//= ["b.txt", "deep/c.txt"]
---
// name: walking counts as one use
// grant: path.read:ROOT/open/** {"max_usage_count": 1}
import path;
result = path.walk("sub");
//= ["b.txt", "deep/c.txt"]
---
// name: walking twice counts as two
// grant: path.read:ROOT/open/** {"max_usage_count": 1}
import path;
result = [path.walk("sub"), path.walk("sub")];
//! denied
//- path.read
---
// name: walking with two grants uses both
// grant: path.read:ROOT/open/*
// grant: path.read:ROOT/open/*/* {"max_usage_count": 1}
import path;
result = [path.walk("sub"), path.listDir("sub/deep")];
//! denied
//- path.read
---
// name: a pattern for the folder above
import path;
result = path.glob("../*");
//! denied
//- path.read
---
// name: a pattern for everything above
import path;
result = path.glob("../**/*.txt");
//! denied
//- path.read
---
// name: a pattern with a star in the way
import path;
result = path.glob("*/../../secret/*");
//! denied
//- path.read
---
// name: a pattern with two stars in the way
import path;
result = path.glob("**/../../secret/*");
//! denied
//- path.read
---
// name: a pattern from the root
import path;
result = path.glob("/*");
//! denied
//- path.read
---
// name: a pattern for other folders
import path;
result = path.glob("ROOT/*/s.txt");
//! denied
//- path.read
---
// name: a pattern that chooses another folder
import path;
result = path.glob("ROOT/[s]ecret/*");
//! denied
//- path.read
---
// name: a pattern without a star for a file outside
import path;
result = path.glob("ROOT/secret/s.txt");
//! denied
//- path.read
---
// name: a pattern for home
import path;
result = path.glob("~/*");
//= []
---
// name: a pattern for processes with everything granted
// grant: path.read
import path;
result = path.glob("/proc/self/*");
//! denied
//- path.read
---
// name: a pattern that comes to devices with everything granted
// grant: path.read
import path;
result = path.glob("/d*v/*");
//! denied
//- path.read
---
// name: a pattern deeper than the grant
// grant: path.read:ROOT/open/*
import path;
result = path.glob("sub/*/*.txt");
//! denied
//- path.read
---
// name: a pattern that names a folder deeper than the grant
// grant: path.read:ROOT/open
import path;
result = path.glob("*/deep/c.txt");
//! denied
//- path.read
---
// name: a pattern with a zero byte
import path;
result = path.glob("*" + chr(0));
//! run time
---
// name: a pattern inside
import path;
result = len(path.glob("**/*.txt"));
//= 4
---
// name: existence outside
import path;
result = path.exists("../secret");
//! denied
//- path.read
---
// name: a file outside
import path;
result = path.isFile("../secret/s.txt");
//! denied
//- path.read
---
// name: a folder outside
import path;
result = path.isDirectory("../secret");
//! denied
//- path.read
---
// name: making a folder outside
import path;
path.createDir("../made");
//! denied
//- path.write
---
// name: making folders that leave
import path;
path.createDir("x/../../made/deep");
//! denied
//- path.write
---
// name: removing an empty folder outside
import path;
path.removeDir("../secret/sub");
//! denied
//- path.write
---
// name: removing everything above
import path;
path.removeDirRecursive("..");
//! denied
//- path.write
---
// name: removing the root
import path;
path.removeDirRecursive("/");
//! denied
//- path.write
---
// name: removing deeper than the pattern
// grant: path.write:ROOT/open/*
import path;
path.removeDirRecursive("sub");
//! denied
//- path.write
---
// name: a denied removal has removed nothing
// grant: path.write:ROOT/open/*
// grant: path.read:ROOT/open/**
import path;
try { path.removeDirRecursive("sub"); } except { result = path.walk("sub"); }
//= ["b.txt", "deep/c.txt"]
//- path.write
---
// name: removing with the right to files
// grant: file.delete
import path;
path.removeDir("sub");
//! denied
//- path.write
---
// name: removing inside
import path;
path.removeDirRecursive("sub");
result = path.exists("sub");
//= false
---
// name: the text of paths is no access
import path;
result = [path.join("..", "secret"), path.dirname("/etc/passwd")];
//= ["../secret", "/etc"]
