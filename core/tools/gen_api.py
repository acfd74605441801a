#!/usr/bin/env python3
"""Writes typed C++ functions from the schemas in core/ops/FAMILY.cpp, one per op: core/api/FAMILY.{h,cpp} for core itself, and
plugin_api/include/tenon/ops/FAMILY.hpp for programs and plugins.

usage: gen_api.py [--check]        (--check: write nothing, fail when a file would change)
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PUBLIC = ROOT / "plugin_api/include/tenon/ops"
SCHEMA = re.compile(r'\.schema\s*=\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
KEYWORDS = {
    "bool",
    "int",
    "float",
    "double",
    "short",
    "long",
    "char",
    "default",
    "and",
    "or",
    "not",
    "xor",
    "new",
    "delete",
    "union",
    "register",
    "for",
    "export",
    "std",
}

IN = {  # schema type -> C++ parameter type
    "Tensor": "const Tensor&",
    "Tensor|Scalar": "const Operand&",
    "int": "int64_t",
    "float": "double",
    "bool": "bool",
    "str": "std::string_view",
    "Scalar": "Scalar",
    "dtype": "DType",
    "device": "Device",
    "layout": "int64_t",
    "memory_format": "int64_t",
    "Generator": "Generator*",
    "any": "const Value&",
}
LISTS = {"Tensor": "TensorSpan", "int": "IntSpan", "float": "std::span<const double>"}
OUT = {
    "Tensor": "Tensor",
    "int": "int64_t",
    "float": "double",
    "bool": "bool",
    "Scalar": "Scalar",
    "dtype": "DType",
    "str": "std::string",
    "any": "Owned",
}
TAKE = {
    "Tensor": "{}.take_tensor()",
    "int": "{}.to_int()",
    "float": "{}.to_double()",
    "bool": "{}.to_bool()",
    "Scalar": "{}.to_scalar()",
    "dtype": "{}.to_dtype()",
    "str": "take_string({})",
    "any": "Owned({})",
}


# The same for the header-only API: numbers and "tensor or number" are Values.
PUBLIC_IN = {
    **IN,
    "Tensor|Scalar": "const Value&",
    "Scalar": "const Value&",
    "Generator": "const ValueRef&",
    "any": "const Value&",
}
PUBLIC_OUT = {**OUT, "Scalar": "Value", "any": "Value"}


class Type:
    def __init__(self, text):
        m = re.match(r"^(Tensor\|Scalar|\w+)(?:\((\w)(!?)\))?(\?)?(\[\d*\])?(\?)?$", text)
        if not m:
            sys.exit(f"gen_api.py: cannot read type {text!r}")
        self.name, self.write, self.list = m[1], bool(m[3]), m[5] is not None
        self.length = m[5][1:-1] if m[5] else ""
        self.optional = bool(m[6]) if self.list else bool(m[4])

    def public(self):
        if self.list:
            t = {"Tensor": "const std::vector<Tensor>&", "int": "IntSpan", "float": "std::span<const double>"}[
                self.name
            ]
        else:
            t = PUBLIC_IN[self.name]
            if t.startswith("const "):
                return t
        return f"std::optional<{t.removeprefix('const ').removesuffix('&')}>" if self.optional else t

    def cpp(self):
        if self.list:
            t = LISTS[self.name]
        else:
            t = IN[self.name]
            if self.name in ("Tensor", "Tensor|Scalar", "Generator", "any"):
                return t  # an undefined tensor, a null pointer or a None cell says "none"
        return f"std::optional<{t}>" if self.optional else t


def split(text):
    """Splits at commas outside brackets and quotes."""
    out, depth, quoted, at = [], 0, False, 0
    for i, c in enumerate(text):
        quoted ^= c == "'"
        if not quoted:
            depth += c in "(["
            depth -= c in ")]"
            if c == "," and depth == 0:
                out.append(text[at:i].strip())
                at = i + 1
    if text[at:].strip():
        out.append(text[at:].strip())
    return out


class Param:
    def __init__(self, text):
        text, _, default = text.partition("=")
        kind, self.name = text.rsplit(" ", 1)
        self.type, self.default = Type(kind.strip()), default.strip() or None
        if self.name in KEYWORDS:
            self.name += "_"

    def cpp_default(self):
        d, t = self.default, self.type
        if d is None:
            return ""
        if d == "None":
            value = (
                {"Tensor": "Tensor()", "Generator": "nullptr", "any": "Value()", "Tensor|Scalar": "Operand()"}.get(
                    t.name, "std::nullopt"
                )
                if not t.list
                else "std::nullopt"
            )
        elif d in ("True", "False"):
            value = d.lower()
        elif d.startswith("["):
            items = d[1:-1].strip()
            value = f"Ints<{items}>::span" if items else "{}"
            if items and t.name != "int":
                sys.exit(f"gen_api.py: only int lists have non-empty defaults: {self.name}={d}")
        elif d.startswith("'"):
            value = '"' + d[1:-1] + '"'
        elif t.list:
            value = f"Ints<{', '.join([d] * int(t.length))}>::span"
        elif t.name == "dtype":
            value = "DType::" + {"float32": "F32", "float64": "F64", "int64": "I64", "bool": "Bool"}[d]
        else:
            value = d
        if t.name == "any" and d != "None":
            value = f"Value({value})"
        return " = " + value

    def public_default(self):
        d, t = self.default, self.type
        if d is None:
            return ""
        if d == "None":
            return " = {}"
        if t.list:
            return " = " + (self.cpp_default().removeprefix(" = ").replace("Ints<", "detail::List<"))
        if d in ("True", "False"):
            return f" = {d.lower()}"
        return " = " + (f'"{d[1:-1]}"' if d.startswith("'") else {"float32": "float32"}.get(d, d))


class Schema:
    def __init__(self, text):
        m = re.match(r"^(?:(\w+)::)?(\w+)(?:\.(\w+))?\s*\((.*)\)\s*->\s*(.*)$", text, re.S)
        if not m:
            sys.exit(f"gen_api.py: cannot read schema {text!r}")
        self.ns, self.name, self.overload = m[1], m[2], m[3]
        self.qualified = (m[1] + "::" if m[1] else "") + m[2] + ("." + m[3] if m[3] else "")
        self.params = [Param(p) for p in split(m[4]) if p != "*"]
        rets = m[5].strip()
        rets = split(rets[1:-1]) if rets.startswith("(") else [rets]
        self.rets = [Type(r.split(" ")[0]) for r in rets]
        self.function = self.name + ("_fn" if self.name in KEYWORDS else "")
        if self.overload:
            self.function += "_" + self.overload

    def ret(self):
        one = ["std::vector<Tensor>" if r.list else OUT[r.name] for r in self.rets]
        return one[0] if len(one) == 1 else "std::tuple<" + ", ".join(one) + ">" if one else "void"

    def declaration(self):
        return (
            f"{self.ret()} {self.function}("
            + ", ".join(f"{p.type.cpp()} {p.name}{p.cpp_default()}" for p in self.params)
            + ");"
        )

    def definition(self):
        params = ", ".join(f"{p.type.cpp()} {p.name}" for p in self.params)
        cells = ", ".join(f"cell({p.name})" for p in self.params)
        take = []
        for i, r in enumerate(self.rets):
            take.append(f"take_tensors(rets[{i}])" if r.list else TAKE[r.name].format(f"rets[{i}]"))
        result = ("return {" + ", ".join(take) + "};") if len(take) > 1 else f"return {take[0]};" if take else ""
        n = max(len(self.params), 1), max(len(self.rets), 1)
        return (
            f'{self.ret()} {self.function}({params}) {{\n  static const Op& op = Registry::get().at("{self.qualified}");\n'
            f"  const Value args[{n[0]}] = {{{cells}}};\n  Value rets[{n[1]}];\n  call(op, args, rets);\n  {result}\n}}\n"
        )


def public_definition(s):
    params = ", ".join(f"{p.type.public()} {p.name}{p.public_default()}" for p in s.params)
    one = ["std::vector<Tensor>" if r.list else PUBLIC_OUT[r.name] for r in s.rets]
    result = one[0] if len(one) == 1 else "std::tuple<" + ", ".join(one) + ">" if one else "void"
    args = ", ".join(p.name for p in s.params)
    return f'inline {result} {s.function}({params}) {{ return call<"{s.qualified}", {result}>({args}); }}'


def literals(text):
    """String literals that stand side by side, as one."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text))


def rows(text):
    """(schema, is in-place derived) of each row, also of rows made by a macro whose first parameter is the op's name."""
    found = []
    for m in SCHEMA.finditer(text):
        traits = text[m.end() :].split(".schema", 1)[0].split(".doc", 1)[0]
        found.append((m.start(), literals(m[1]), traits))
    for macro in re.finditer(r"#define (\w+)\((\w+)[^)]*\)((?:[^\n]*\\\n)*[^\n]*)", text):
        body = re.sub(r"\s*\\\n\s*", " ", macro[3])
        schema = re.search(r"\.schema\s*=\s*#" + macro[2] + r'((?:\s*"(?:[^"\\]|\\.)*")+)', body)
        if schema:
            rest = literals(schema[1])
            for use in re.finditer(r"^\s*" + macro[1] + r"\(\s*(\w+)", text, re.M):
                found.append((use.start(), use[1] + rest, macro[3]))
    constants = dict(re.findall(r"constexpr uint32_t (\w+) = ([^;]*);", text))
    for _, schema, traits in sorted(found):
        for name, value in constants.items():
            traits = re.sub(rf"\b{name}\b", value, traits)
        yield schema, re.search(r"\bInPlace\b", traits) is not None


def derived_inplace(text):
    args = split(text[text.index("(") + 1 : text.rindex(") ->")])
    names = [a.split("=")[0].rsplit(" ", 1)[-1] for a in args]
    at = next((i for i, n in enumerate(names) if n in ("input", "self")), 0)
    args[at] = "Tensor(a!) " + names[at]
    name, dot, overload = text.split("(", 1)[0].partition(".")
    return f"{name}_{dot}{overload}({', '.join(args)}) -> Tensor(a!)"


def schemas(path):
    for text, inplace in rows(path.read_text()):
        if Schema(text).ns is None:
            yield Schema(text)
            if inplace:
                yield Schema(derived_inplace(text))


def generate(path):
    family = path.stem
    ops = list(schemas(path))
    head = f"// Generated from core/ops/{family}.cpp by core/tools/gen_api.py. Do not edit.\n"
    header = (
        head
        + '#pragma once\n#include "core/api/types.h"\n\nnamespace tenon {\n\n'
        + "\n".join(s.declaration() for s in ops)
        + "\n\n}  // namespace tenon\n"
    )
    source = (
        head
        + f'#include "core/api/{family}.h"\n\n#include "core/api/cells.h"\n\nnamespace tenon {{\nusing api::cell;\nusing api::take_string;\nusing api::take_tensors;\n\n'
        + "\n".join(s.definition() for s in ops)
        + "\n}  // namespace tenon\n"
    )
    public = [public_definition(s) for s in ops]
    open_header = (
        head
        + '#pragma once\n#include "tenon/ops/types.hpp"\n\nTN_NAMESPACE_BEGIN\nnamespace ops {\n\n'
        + "\n".join(public)
        + "\n\n}  // namespace ops\nTN_NAMESPACE_END\n"
    )
    files = {
        ROOT / f"core/api/{family}.h": header,
        ROOT / f"core/api/{family}.cpp": source,
        PUBLIC / f"{family}.hpp": open_header,
    }
    return files if ops else {}


def main():
    check = "--check" in sys.argv[1:]
    files, stale = {}, []
    for path in sorted((ROOT / "core/ops").glob("*.cpp")):
        files.update(generate(path))
    files[PUBLIC / "all.hpp"] = "// Generated by core/tools/gen_api.py. Do not edit.\n#pragma once\n" + "".join(
        f'#include "tenon/ops/{p.name}"\n' for p in sorted(files) if p.parent == PUBLIC
    )
    hand_written = {"types.h", "cells.h", "types.hpp"}
    for path in sorted([*(ROOT / "core/api").glob("*"), *PUBLIC.glob("*")]):
        if path.suffix in (".h", ".hpp", ".cpp") and path.name not in hand_written and path not in files:
            stale.append(path)
            if not check:
                path.unlink()
    for path, text in files.items():
        if not path.exists() or path.read_text() != text:
            stale.append(path)
            if not check:
                path.write_text(text)
    if check and stale:
        sys.exit("gen_api.py: out of date: " + ", ".join(str(p.relative_to(ROOT)) for p in stale) + ". Run ./dev gen.")
    if stale:
        print("gen_api.py: wrote " + ", ".join(p.name for p in stale))


main()
