"""Reads a BibTeX file (bibtexparser 2) and prints the key and the address of every entry."""

import sys

import bibtexparser

library = bibtexparser.parse_file(sys.argv[1], encoding="UTF-8")
for block in library.failed_blocks:
    sys.exit(f"line {block.start_line}: {block.error}")
for entry in library.entries:
    address = entry.fields_dict.get("url")
    print(entry.key, address.value if address else "", sep="\t")
