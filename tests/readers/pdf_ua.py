"""Validates PDFs against PDF/UA-1 (ISO 14289-1) with page, a validator that passes the corpus of veraPDF. Prints the
rules that each violates as JSON, a line a file."""

import json
import sys

import page

for path in sys.argv[1:]:
    report = page.validate_pdf(path, profile=page.ValidationProfile.PDF_UA_1)
    failures = sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})
    print(json.dumps({"rules": report.rules.total, "failures": failures}))
