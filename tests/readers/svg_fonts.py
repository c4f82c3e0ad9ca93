"""Reads the fonts in SVGs with fontTools and prints what they hold as JSON, a line a file."""

import base64
import io
import json
import re
import sys

from fontTools.ttLib import TTFont

FACE = r'@font-face\{font-family:"([^"]*)";font-weight:(\w+);src:url\(data:font/woff;base64,([^)]*)\)'

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        faces = re.findall(FACE, file.read())
    found = []
    for family, weight, data in faces:
        font = TTFont(io.BytesIO(base64.b64decode(data, validate=True)), checkChecksums=2)
        letters = font.getBestCmap()
        outlines = font["glyf"]
        drawn = [code for code, name in letters.items() if outlines[name].numberOfContours != 0]
        found.append(
            {
                "family": family,
                "weight": weight,
                "letters": "".join(map(chr, letters)),
                "drawn": "".join(map(chr, drawn)),
            }
        )
    print(json.dumps(found))
