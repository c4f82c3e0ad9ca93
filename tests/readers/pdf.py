"""Reads PDFs with pypdf and prints what it found as JSON, a line a file."""

import json
import sys

from pypdf import PdfReader

for path in sys.argv[1:]:
    reader = PdfReader(path, strict=True)
    catalog = reader.trailer["/Root"]
    (page,) = reader.pages
    links = [note.get_object() for note in page.get("/Annots", [])]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    found = {
        "text": page.extract_text(),
        "title": reader.metadata.title,
        "dates": [key for key in reader.metadata if "Date" in key],
        "size": [float(page.mediabox.width), float(page.mediabox.height)],
        "links": sorted({link["/A"]["/URI"] for link in links}),
        "actions": sorted({link["/A"]["/S"] for link in links}),
        "fonts": [descriptor["/FontName"] for descriptor in descriptors],
        "embedded": all("/FontFile2" in descriptor for descriptor in descriptors),
        "active": [key for key in ("/OpenAction", "/AA", "/Names", "/AcroForm") if key in catalog],
    }
    print(json.dumps(found))
