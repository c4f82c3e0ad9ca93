"""Walks the structure of PDFs with pikepdf and prints what it found as JSON, a line a file.

The rules are those of ISO 32000-1, 14.7 and 14.8, and of PDF/UA-1 (ISO 14289-1, clause 7).
"""

import json
import re
import sys

import pikepdf

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"}


def meanings(font):
    """Returns the text of each code of a font."""
    found = {}
    for line in font["/ToUnicode"].read_bytes().decode("ascii").splitlines():
        if match := re.fullmatch(r"<(\w{4})> <(\w+)>", line):
            found[int(match[1], 16)] = bytes.fromhex(match[2]).decode("utf-16-be")
    return found


def read_content(page, problems):
    """Returns the text of each marked run of content, by its number."""
    fonts = {name: meanings(font) for name, font in page["/Resources"]["/Font"].items()}
    texts, open_marks, font = {}, [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator in ("BDC", "BMC"):
            number = operands[1].get("/MCID") if operator == "BDC" else None
            if number is None and operands[0] != "/Artifact":
                problems.append(f"a mark {operands[0]} without a number")
            if number in texts:
                problems.append(f"two runs of content with the number {number}")
            if number is not None:
                texts[number] = ""
            if open_marks:
                problems.append("a mark inside another")
            open_marks.append(number)
        elif operator == "EMC":
            open_marks.pop()
        elif operator == "Tf":
            font = fonts[str(operands[0])]
        elif operator in PAINTING and not open_marks:
            problems.append(f"{operator} outside of every mark")
        if operator == "TJ":
            codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
            pairs = [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]
            problems += [f"the code {code} has no text" for code in pairs if not font.get(code)]
            if open_marks and open_marks[-1] is not None:
                texts[open_marks[-1]] += "".join(font.get(code, "") for code in pairs) + " "
    if open_marks:
        problems.append("a mark without an end")
    return texts


def parents(tree):
    """Returns the elements of the tree that leads from content to its elements, by key."""
    numbers = list(tree["/Nums"])
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def walk(element, page, texts, owners, reading, problems):
    """Follows an element; returns its text. `owners` collects the element of each run and each annotation."""
    kind = str(element["/S"])[1:]
    entry = {"kind": kind, "text": "", "alternative": None}
    reading.append(entry)
    if "/Alt" in element:
        entry["alternative"] = str(element["/Alt"])
    if kind == "Figure" and not entry["alternative"]:
        problems.append("a figure without an alternative text")
    if kind == "TH" and not any("/Scope" in attributes for attributes in element.get("/A", [])):
        problems.append("a header without a scope")
    own = ""
    for kid in element.get("/K", []):
        if isinstance(kid, (int, pikepdf.Object)) and not isinstance(kid, pikepdf.Dictionary):
            owners.setdefault(("content", int(kid)), []).append(element)
            if int(kid) not in texts:
                problems.append(f"{kind} has content {int(kid)}, which is not on the page")
            own += texts.get(int(kid), "")
        elif kid.get("/Type") == "/OBJR":
            owners.setdefault(("annotation", kid["/Obj"].objgen), []).append(element)
        else:
            if kid["/P"].objgen != element.objgen:
                problems.append(f"{kind} contains an element with another parent")
            own += walk(kid, page, texts, owners, reading, problems)
    if "/ActualText" in element:
        own = str(element["/ActualText"]) + " "
    entry["text"] = " ".join(own.split())
    return own


def check_parents(page, root, texts, owners, problems):
    """Checks that every run and every annotation is in one element, and that the way back leads there."""
    back = parents(root["/ParentTree"])
    of_page = list(back[int(page["/StructParents"])])
    if len(of_page) != len(texts):
        problems.append("the page has another number of runs than its list of elements")
    for number in texts:
        found = owners.pop(("content", number), [])
        if [element.objgen for element in found] != [of_page[number].objgen]:
            problems.append(f"the run {number} is not where its number leads")
    for note in page.get("/Annots", []):
        found = owners.pop(("annotation", note.objgen), [])
        expected = back.get(int(note.get("/StructParent", -1)))
        if expected is None or [element.objgen for element in found] != [expected.objgen]:
            problems.append("an annotation is not where its number leads")
        elif expected["/S"] != "/Link":
            problems.append("an annotation outside of a link")
        if not str(note.get("/Contents", "")):
            problems.append("an annotation without a description")
    problems += [f"{kind} {number} is not on the page" for kind, number in owners]


def check_tables(root, problems):
    """Checks that the rows of each table have the same number of columns."""

    def columns(cell):
        spans = [int(attributes["/ColSpan"]) for attributes in cell.get("/A", []) if "/ColSpan" in attributes]
        return spans[0] if spans else 1

    def tables(element):
        if element["/S"] == "/Table":
            yield element
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                yield from tables(kid)

    for table in tables(root["/K"]):
        widths = {sum(columns(cell) for cell in row["/K"]) for row in table["/K"]}
        if len(widths) != 1:
            problems.append(f"a table with rows of {sorted(widths)} columns")


def read(path):
    problems = []
    with pikepdf.open(path) as document:
        problems += [str(problem) for problem in document.check_pdf_syntax()]
        catalog, (page,) = document.Root, document.pages
        root = catalog.get("/StructTreeRoot")
        if root is None or not catalog.get("/MarkInfo", {}).get("/Marked", False):
            return {"problems": ["it is not tagged"]}
        if page.get("/Tabs") != "/S":
            problems.append("the order of links is not that of the structure")
        texts = read_content(page, problems)
        owners, reading = {}, []
        walk(root["/K"], page, texts, owners, reading, problems)
        check_parents(page, root, texts, owners, problems)
        check_tables(root, problems)
        with document.open_metadata() as metadata:
            found = {name: str(metadata.get(name, "")) for name in ("dc:title", "dc:description", "pdfuaid:part")}
        return {
            "problems": problems,
            "reading": reading,
            "metadata": found,
            "language": str(catalog.get("/Lang", "")),
            "shows_title": bool(catalog["/ViewerPreferences"].get("/DisplayDocTitle", False)),
        }


for path in sys.argv[1:]:
    print(json.dumps(read(path)))
