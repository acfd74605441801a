#!/usr/bin/env python3
"""Makes include/tenon/{abi,negotiate}.h and tools/abi_layout.py from spec/*.toml. With --check, only says what is stale."""

import argparse
import re
import sys
import textwrap
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = {
    "uint8_t": 1,
    "int8_t": 1,
    "uint16_t": 2,
    "int16_t": 2,
    "int32_t": 4,
    "uint32_t": 4,
    "float": 4,
    "int64_t": 8,
    "uint64_t": 8,
    "double": 8,
}
SIGNATURE = re.compile(r"^(?P<result>.*?)\s*\((?P<params>.*)\)$", re.S)
PREFIX = [["uint32_t", "struct_size", "sizeof as the side that fills it knows it"], ["uint32_t", "flags", "0"]]


class Layout:
    """Sizes and alignments on every 64-bit target that the ABI knows."""

    def __init__(self):
        self.known = {name: (size, size) for name, size in SIZES.items()}

    def of(self, ctype):
        if ctype.endswith(("*", ")")) or ctype in ("tn_fn",):
            return 8, 8
        if ctype.startswith("union"):
            return 8, 8
        return self.known[ctype]

    def add(self, name, types):
        offset, align, offsets = 0, 1, []
        for ctype in types:
            size, a = self.of(ctype)
            offset = -(-offset // a) * a
            offsets.append(offset)
            offset += size
            align = max(align, a)
        self.known[name] = (-(-offset // align) * align, align)
        return offsets, self.known[name][0]


def comment(text, indent=""):
    text = " ".join(text.split())
    if not text:
        return ""
    lines = textwrap.wrap(f"/* {text} */", 110, initial_indent=indent, subsequent_indent=indent + "   ")
    return "\n".join(lines) + "\n"


def declare(ctype, name):
    match = SIGNATURE.match(ctype)
    if match:
        return f"{match['result']} (*{name})({match['params']})"
    if not name:
        return ctype
    return f"{ctype} {name}"


def wrap(line, width=118, indent="    "):
    """Breaks a declaration after a comma where it is too long."""
    out = []
    while len(line) > width:
        at = line.rfind(", ", 0, width)
        if at < 0:
            break
        out.append(line[: at + 1])
        line = indent + line[at + 2 :]
    return "\n".join(out + [line])


class Generator:
    def __init__(self, spec):
        self.spec = spec
        self.layout = Layout()
        self.asserts = []
        self.tables = []
        self.structs = {}

    def enum(self, e):
        rows = []
        for i, (name, value, doc) in enumerate(e["items"]):
            number = f"{value:#x}" if value > 255 else str(value)
            comma = "" if i + 1 == len(e["items"]) else ","
            rows.append(f"  {name} = {number}{comma}{'  /* ' + doc + ' */' if doc else ''}\n")
        return f"{comment(e['doc'])}typedef enum {e['name']} {{\n{''.join(rows)}}} {e['name']};\n\n"

    def struct(self, name, doc, fields):
        offsets, size = self.layout.add(name, [f[0] for f in fields])
        self.structs[name] = {f[1]: offset for f, offset in zip(fields, offsets) if f[1]} | {"sizeof": size}
        rows = []
        for ctype, field, text in fields:
            line = wrap(f"  {declare(ctype, field)};")
            if text and len(line) + len(text) < 112 and "\n" not in line:
                rows.append(f"{line}  /* {text} */\n")
            else:
                rows.append(comment(text, "  ") + line + "\n")
        self.asserts.append(f'TN_ASSERT(sizeof({name}) == {size}, "{name}");')
        for (_, field, _), offset in zip(fields, offsets):
            member = field or "i"
            self.asserts.append(f'TN_ASSERT(offsetof({name}, {member}) == {offset}, "{name}.{member}");')
        return f"{comment(doc)}typedef struct {name} {{\n{''.join(rows)}}} {name};\n\n"

    def table(self, t):
        slots = [s if len(s) > 4 else s + ["0.1"] for s in t["slots"]]
        fields = PREFIX + [[s[1], s[0], f"[{s[2]}] {s[3]}".strip()] for s in slots]
        text = self.struct(t["table"], f"{t['id']}: {t['doc']}", fields)
        self.tables.append(
            {"id": t["id"], "table": t["table"], "slots": slots, "short": t["table"].removeprefix("tn_host_")}
        )
        text += f'#define TN_ID_{t["table"].removeprefix("tn_host_").upper()} "{t["id"]}"\n\n'
        return text

    def section(self, name):
        s = self.spec[name]
        out = [f"/* ---- {name} ---- */\n\n"]
        for opaque, doc in s.get("opaque", []):
            out.append(f"typedef struct {opaque} {opaque};  /* {doc} */\n")
        if "opaque" in s:
            out.append("\n")
        out += [self.enum(e) for e in s.get("enum", [])]
        if "guard" in s:
            groups = {
                g: "".join(
                    self.struct(x["name"], x.get("doc", ""), x["fields"]) for x in s["struct"] if x["group"] == g
                )
                for g in ("classic", "versioned")
            }
            guard, since = s["guard"], s["versioned_since"]
            out.append(
                f"#ifndef {guard}\n#define {guard}\n#define {since} 1\n#define DLPACK_MINOR_VERSION 1\n"
                f"#define TN_OWN_DLPACK 1\n{groups['classic']}{groups['versioned']}"
                f"#elif !defined({since})\n{groups['versioned']}#endif\n\n"
            )
        else:
            for x in s.get("struct", []):
                fields = (PREFIX if x.get("prefix") else []) + x["fields"]
                out.append(self.struct(x["name"], x["doc"], fields))
        for x in s.get("typedef", []):
            out.append(comment(x["doc"]) + wrap(f"typedef {declare(x['sig'], x['name'])};") + "\n\n")
        for x in s.get("function", []):
            match = SIGNATURE.match(x["sig"])
            out.append(comment(x["doc"]) + f"TN_IMPORT {match['result']} {x['name']}({match['params']});\n\n")
        if "slots" in s:
            out.append(self.table(s))
        return "".join(out)

    def abi(self):
        head = self.spec["abi"]
        body = "".join(self.section(name) for name in head["files"])
        asserts = "\n".join(self.asserts)
        return f"""/* Tenon's C ABI. Generated from plugin_api/spec by plugin_api/tools/gen_abi.py: edit the spec. */
#ifndef TENON_ABI_H
#define TENON_ABI_H
#include <stddef.h>
#include <stdint.h>

#define TN_ABI_MAJOR {head["major"]}
#define TN_ABI_MINOR {head["minor"]}
#define TN_ENTRY_NAME "tn_plugin_entry_v1"

/* TN_EXPORT marks the entry of a plugin; TN_IMPORT what libtenon.so shows to programs. */
#if defined(_WIN32)
#define TN_EXPORT __declspec(dllexport)
#define TN_IMPORT
#else
#define TN_EXPORT __attribute__((visibility("default")))
#define TN_IMPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
#define TN_ASSERT(condition, text) static_assert(condition, text)
extern "C" {{
#else
#define TN_ASSERT(condition, text) _Static_assert(condition, text)
#endif

{body}/* ---- the layout, on every target ---- */

#if UINTPTR_MAX != 0xffffffffffffffffu
#error "Tenon's ABI is defined for 64-bit targets"
#endif
{asserts}

#ifdef __cplusplus
}}
#endif
#endif
"""

    def stub(self, table, slot):
        name, sig = slot[0], slot[1]
        match = SIGNATURE.match(sig)
        result = match["result"]
        head = wrap(f"static {result} tn_stub_{table['short']}_{name}({match['params']}) {{")
        if result == "tn_status*":
            body = f'  return tn_missing_slot("{table["id"]}", "{name}");\n'
        elif result == "void":
            body = ""
        elif result in ("tn_text", "tn_device"):
            body = f"  {result} none = {{0, 0}};\n  return none;\n"
        else:
            body = "  return 0;\n"
        return f"{head}\n{body}}}\n" if body else f"{head}}}\n"

    def negotiate(self):
        out = []
        for t in self.tables:
            out += [self.stub(t, s) for s in t["slots"]]
        fields = "".join(f"  {t['table']} {t['short']};\n" for t in self.tables)
        loads = ""
        for t in self.tables:
            if t["short"] == "core":
                continue
            loads += f'  tn_copy_table(host, "{t["id"]}", &out->{t["short"]}, sizeof(out->{t["short"]}));\n'
        fills = "".join(
            f"  if (!out->{t['short']}.{s[0]}) out->{t['short']}.{s[0]} = tn_stub_{t['short']}_{s[0]};\n"
            for t in self.tables
            for s in t["slots"]
        )
        sizes = ""
        for t in self.tables:
            versions = sorted({s[4] for s in t["slots"]}, key=lambda v: [int(x) for x in v.split(".")])
            for version in versions:
                last = [s for s in t["slots"] if s[4] == version][-1][0]
                macro = f"TN_SIZE_{t['short'].upper()}_{version.replace('.', '_')}"
                sizes += f"#define {macro} (offsetof({t['table']}, {last}) + sizeof(void*))\n"
        return f"""/* A side's own copy of the other side's tables. Generated from plugin_api/spec by plugin_api/tools/gen_abi.py.
   Slots that the other side does not know are stubs that return an error naming the slot: no slot is ever null. */
#ifndef TENON_NEGOTIATE_H
#define TENON_NEGOTIATE_H
#include <string.h>

#include "tenon/abi.h"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wunused-function"
#endif

/* How large each table was in a release: what `requires` of a manifest speaks of. */
{sizes}
typedef struct tn_tables {{
{fields}}} tn_tables;

static tn_status* (*tn_missing_make)(uint32_t code, tn_text kind, tn_text message);

static tn_status* tn_missing_slot(const char* table, const char* slot) {{
  char text[160];
  size_t n = 0;
  const char* parts[4] = {{table, ".", slot, ": this version of Tenon has no such function. Hint: update tenon-ml."}};
  for (int i = 0; i < 4; ++i) {{
    size_t k = strlen(parts[i]);
    if (n + k > sizeof(text)) k = sizeof(text) - n;
    memcpy(text + n, parts[i], k); /* NOLINT(bugprone-not-null-terminated-result) */
    n += k;
  }}
  tn_text kind = {{"NotImplementedError", 19}};
  tn_text message = {{text, n}};
  return tn_missing_make(TN_UNIMPLEMENTED, kind, message);
}}

{"".join(out)}
/* Fills the null slots of tables with stubs. tables->core.status_make must be set. */
static void tn_tables_fill(tn_tables* out) {{
  tn_missing_make = out->core.status_make;
{fills}}}

static uint32_t tn_copy_table(const tn_host_root* host, const char* id, void* out, uint32_t size) {{
  const void* table = 0;
  uint32_t code = host->query(host, id, 8, &table);
  if (code != TN_OK) return code;
  uint32_t theirs = *(const uint32_t*)table;
  memcpy(out, table, theirs < size ? theirs : size);
  *(uint32_t*)out = size;
  return TN_OK;
}}

/* Copies every table that host has. Fails only where host cannot even make an error: no other slot is needed by all. */
static uint32_t tn_tables_load(tn_tables* out, const tn_host_root* host) {{
  memset(out, 0, sizeof(*out));
  if (host->abi_major != TN_ABI_MAJOR) return TN_FAILED_PRECONDITION;
  if (tn_copy_table(host, "tenon.core/1", &out->core, sizeof(out->core)) != TN_OK) return TN_FAILED_PRECONDITION;
  if (!out->core.status_make || !out->core.status_release) return TN_FAILED_PRECONDITION;
{loads}  tn_tables_fill(out);
  return TN_OK;
}}

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
#endif
"""

    def python(self):
        structs = "".join(f"    {name!r}: {fields!r},\n" for name, fields in self.structs.items())
        sizes = ""
        for t in self.tables:
            ends = {}
            for s in t["slots"]:
                ends[s[4]] = self.structs[t["table"]][s[0]] + 8
            sizes += f"    {t['id']!r}: {ends!r},\n"
        return f'''"""Offsets of the ABI's structs, and the size of each table by release. Generated by gen_abi.py: edit the spec."""

ABI_MAJOR = {self.spec["abi"]["major"]}
ABI_MINOR = {self.spec["abi"]["minor"]}
STRUCTS = {{
{structs}}}
TABLES = {{
{sizes}}}
'''


def load_spec():
    spec = {"abi": tomllib.loads((ROOT / "spec" / "abi.toml").read_text())}
    for name in spec["abi"]["files"]:
        spec[name] = tomllib.loads((ROOT / "spec" / f"{name}.toml").read_text())
    return spec


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if a checked-in header differs")
    options = parser.parse_args()
    generator = Generator(load_spec())
    stale = []
    outputs = {
        "include/tenon/abi.h": generator.abi(),
        "include/tenon/negotiate.h": generator.negotiate(),
        "tools/abi_layout.py": generator.python(),
    }
    for name, text in outputs.items():
        path = ROOT / name
        if options.check and (not path.exists() or path.read_text() != text):
            stale.append(str(path))
        elif not options.check:
            path.write_text(text)
    if stale:
        sys.exit(f"gen_abi: {', '.join(stale)} differ from the spec. Run plugin_api/tools/gen_abi.py.")


if __name__ == "__main__":
    main()
