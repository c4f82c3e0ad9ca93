"""Runs the examples of a Markdown file, in blocks of `pycon`, and compares what they print (doctest).

Arguments: the Markdown file, the program and the folder of the Python module. Prints the number of examples.
"""

import doctest
import os
import re
import sys
import tempfile

path, program, module = map(os.path.abspath, sys.argv[1:])
sys.dont_write_bytecode = True
os.environ["INTERORG_PROGRAM"] = program
sys.path.insert(0, module)
with open(path, encoding="utf-8") as file:
    blocks = re.findall(r"^```pycon\n(.*?)^```$", file.read(), re.DOTALL | re.MULTILINE)
examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, os.path.basename(path), None, None)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    # Tables of pandas have spaces at the ends of lines.
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    results = runner.run(examples, out=sys.stderr.write)
    os.chdir("/")
if results.failed:
    sys.exit(1)
print(results.attempted)
