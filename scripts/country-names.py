"""Writes the names of the countries in Simplified Chinese as resources of the product.

The names come from the package cldr-localenames-full of the Unicode CLDR: npm pack cldr-localenames-full, unpack it, and call

    python3 scripts/country-names.py package/main/zh-Hans/territories.json
"""

import json
import sys
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ROOT = Path(__file__).resolve().parent.parent
HEADERS = {
    "resmimetype": "text/microsoft-resx",
    "version": "2.0",
    "reader": "System.Resources.ResXResourceReader, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, "
    "PublicKeyToken=b77a5c561934e089",
    "writer": "System.Resources.ResXResourceWriter, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, "
    "PublicKeyToken=b77a5c561934e089",
}


def main() -> None:
    names = json.loads(Path(sys.argv[1]).read_text("utf-8"))["main"]["zh-Hans"]["localeDisplayNames"]["territories"]
    countries = json.loads((ROOT / "wwwroot/data/countries.json").read_text("utf-8"))
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!-- From CLDR by scripts/country-names.py. -->", "<root>"]
    lines += [f"  <resheader name={quoteattr(name)}><value>{value}</value></resheader>" for name, value in HEADERS.items()]
    for country in countries:
        name = names.get(country["code"] + "-alt-short", names[country["code"]])
        lines.append(f'  <data name={quoteattr(country["name"])} xml:space="preserve"><value>{escape(name)}</value></data>')
    lines.append("</root>")
    (ROOT / "FlagDashboard/Components/CountryNames.zh-Hans.resx").write_text("\n".join(lines) + "\n", "utf-8")


main()
