#!/usr/bin/env python3
"""Writes docs/environment.md from the table of switches in core/base/env.h."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main() -> None:
    text = (ROOT / "core/base/env.h").read_text().replace("\\\n", " ")
    rows = re.findall(r'X\(\s*(TN_\w+),\s*"([^"]*)",\s*((?:"[^"]*"\s*)+)\)', text)
    lines = [
        "# Environment",
        "",
        "Generated from `core/base/env.h`. Values are read when the switch is first needed.",
        "",
        "| name | default | what it does |",
        "|---|---|---|",
    ]
    for name, default, doc in rows:
        words = "".join(re.findall('"([^"]*)"', doc))
        lines.append(f"| `{name}` | {default or '-'} | {words} |")
    (ROOT / "docs/environment.md").write_text("\n".join(lines) + "\n")


main()
