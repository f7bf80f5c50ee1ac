// Run tests on CPython compiled to WebAssembly: no threads, no processes, no event loop that blocks.
//
//     node webassembly.mjs ROOT TEST...
import { loadPyodide } from "pyodide";

const [root, ...names] = process.argv.slice(2);
const python = await loadPyodide();
python.FS.mkdir("/kit");
python.FS.mount(python.FS.filesystems.NODEFS, { root }, "/kit");
python.globals.set("names", python.toPy(names));
process.exitCode = python.runPython(`
import os, sys, unittest, warnings

os.chdir("/kit")
sys.path.insert(0, "/kit")
sys.dont_write_bytecode = True
warnings.simplefilter("error")
print("Python", sys.version.split()[0])
suite = unittest.defaultTestLoader.loadTestsFromNames(names)
result = unittest.TextTestRunner(stream=sys.stdout).run(suite)
int(not result.wasSuccessful() or result.testsRun == 0)
`);
