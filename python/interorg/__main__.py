"""Runs the program with the arguments of the command line: ``python -m interorg links --at 2005``."""

import subprocess
import sys

from ._program import program

if __name__ == "__main__":
    sys.exit(subprocess.call([program(), *sys.argv[1:]]))
