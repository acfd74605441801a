#!/usr/bin/env python3
"""Fills the manifest note of a linked plugin: seal.py PLUGIN.so [--python-package NAME] [--licence SPDX] ...

The plugin is loaded once, in a child process with a host that offers nothing but errors, and asked for its descriptors.
The note is then overwritten in place with the same number of bytes, so no other byte of the file moves.
"""

import argparse
import ctypes
import json
import os
import platform
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import abi_layout
from elf_note import ElfError, find_note, needed_libraries

ENTRY = "tn_plugin_entry_v1"
DEFAULT_REQUIRES = ("tenon.core/1", "tenon.tensor/1", "tenon.op/1")
MAGIC = b"TNMANIF1"
HEADER = struct.Struct("<III8s8sII")  # tn_manifest_note up to its text


class SealError(Exception):
    pass


# ---- the child: load the plugin, print its descriptors ----


class Memory:
    """Reads structs of the ABI by the generated offsets."""

    def __init__(self, address, name):
        self.address, self.fields = address, abi_layout.STRUCTS[name]

    def u32(self, field):
        return ctypes.c_uint32.from_address(self.address + self.fields[field]).value

    def pointer(self, field):
        return ctypes.c_void_p.from_address(self.address + self.fields[field]).value

    def text(self, field):
        p = self.pointer(field)
        return ctypes.string_at(p).decode() if p else None


class MinimalHost:
    """A tn_host_root whose core table can make an error, and nothing else."""

    def __init__(self):
        text = type("Text", (ctypes.Structure,), {"_fields_": [("data", ctypes.c_void_p), ("size", ctypes.c_uint64)]})
        make = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_uint32, text, text)
        release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
        query = ctypes.CFUNCTYPE(
            ctypes.c_uint32, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32, ctypes.POINTER(ctypes.c_void_p)
        )
        self.callbacks = [make(lambda code, kind, message: 8), release(lambda status: None)]
        core = abi_layout.STRUCTS["tn_host_core"]
        self.core = ctypes.create_string_buffer(core["sizeof"])
        struct.pack_into("<I", self.core, 0, core["sizeof"])
        for field, callback in zip(("status_make", "status_release"), self.callbacks):
            struct.pack_into("<Q", self.core, core[field], ctypes.cast(callback, ctypes.c_void_p).value)

        def answer(_host, table, _size, out):
            if table != b"tenon.core/1":
                return 5
            out[0] = ctypes.addressof(self.core)
            return 0

        self.callbacks.append(query(answer))
        fields = abi_layout.STRUCTS["tn_host_root"]
        self.root = ctypes.create_string_buffer(fields["sizeof"])
        self.version = ctypes.create_string_buffer(b"seal")
        struct.pack_into("<I", self.root, 0, fields["sizeof"])
        struct.pack_into("<I", self.root, fields["abi_major"], abi_layout.ABI_MAJOR)
        struct.pack_into("<I", self.root, fields["abi_minor"], abi_layout.ABI_MINOR)
        struct.pack_into("<Q", self.root, fields["version"], ctypes.addressof(self.version))
        struct.pack_into("<Q", self.root, fields["query"], ctypes.cast(self.callbacks[2], ctypes.c_void_p).value)


def full_paths(paths):
    """As the host registers them: "vision.ops.nms" is "tenon.vision.ops.nms"."""
    return [p if p.startswith(("tenon.", "Tensor.")) else f"tenon.{p}" for p in paths.split()]


def default_op_path(name):
    space, op = name.split("::")
    return f"tenon.ops.{space}.{op.split('.')[0]}"


def describe(path):
    library = ctypes.CDLL(path)
    entry = getattr(library, ENTRY)
    entry.restype = ctypes.c_uint32
    entry.argtypes = [ctypes.c_void_p] * 3
    host, root, error = MinimalHost(), ctypes.c_void_p(), ctypes.c_void_p()
    code = entry(ctypes.addressof(host.root), ctypes.byref(root), ctypes.byref(error))
    if code:
        raise SealError(f"{ENTRY} answered {code}")
    plugin = Memory(root.value, "tn_plug_root")

    def each(array, count, kind):
        for i in range(plugin.u32(count)):
            yield Memory(ctypes.c_void_p.from_address(plugin.pointer(array) + 8 * i).value, kind)

    ops = [
        {"name": name, "version": o.u32("version"), "paths": full_paths(o.text("paths") or default_op_path(name))}
        for o in each("ops", "op_count", "tn_op_desc")
        for name in [o.text("schema").split("(")[0]]
    ]
    types = [
        {
            "name": t.text("name"),
            "kind": "factory" if t.u32("kind") else "type",
            "version": t.u32("version"),
            "base": t.text("base") or "",
            "paths": full_paths(t.text("paths") or t.text("name")),
        }
        for t in each("types", "type_count", "tn_type_desc")
    ]
    return {
        "id": plugin.text("id"),
        "version": plugin.text("version"),
        "abi": {"major": plugin.u32("abi_major"), "built_with": plugin.u32("abi_minor")},
        "ops": sorted(ops, key=lambda o: o["name"]),
        "types": sorted(types, key=lambda t: t["name"]),
    }


def describe_in_child(path):
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=0:verify_asan_link_order=0")
    sanitizers = [n for n in needed_libraries(path) if re.match(r"lib[at]san\.so", n)]
    if sanitizers:  # such a runtime has to be the first library of its process
        where = subprocess.run(
            ["gcc", f"-print-file-name={sanitizers[0].split('.so')[0]}.so"], capture_output=True, text=True, check=False
        )
        environment["LD_PRELOAD"] = where.stdout.strip()
    child = subprocess.run(
        [sys.executable, __file__, "--describe", path],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=120,
    )
    if child.returncode:
        raise SealError(f"the plugin could not be loaded to read its descriptors:\n{child.stderr.strip()}")
    return json.loads(child.stdout)


# ---- the parent: make the manifest, write it ----


def glibc_floor(path):
    """The newest GLIBC_x.y that the file asks for."""
    versions = re.findall(rb"\0GLIBC_(\d+)\.(\d+)", Path(path).read_bytes())
    return "glibc>={}.{}".format(*max((int(a), int(b)) for a, b in versions)) if versions else ""


def make_manifest(path, options):
    manifest = describe_in_child(path)
    unknown = [t for t in options.requires if t not in abi_layout.TABLES]
    if unknown:
        raise SealError(
            f"unknown tables in --requires: {', '.join(unknown)}. Known are {', '.join(abi_layout.TABLES)}."
        )
    required = sorted({*DEFAULT_REQUIRES, *options.requires})
    manifest["format"] = 1
    manifest["requires"] = [{"id": t, "size": abi_layout.TABLES[t][options.target_abi]} for t in required]
    manifest["platform"] = {"os": "linux", "arch": platform.machine(), "libc": glibc_floor(path)}
    manifest["python"] = options.python_package
    manifest["licence"] = options.licence
    return manifest


def seal(path, options):
    offset, size = find_note(path)
    text = json.dumps(make_manifest(path, options), sort_keys=True, separators=(",", ":")).encode()
    room = size - HEADER.size
    if len(text) > room:
        raise SealError(
            f"the manifest has {len(text)} bytes, its note has room for {room}. Fix: tn_add_plugin(... "
            f"MANIFEST_SIZE {-(-len(text) // 4096) * 4096})."
        )
    note = HEADER.pack(6, size - 20, 1, b"Tenon", MAGIC, len(text), zlib.crc32(text)) + text.ljust(room, b"\0")
    with tempfile.NamedTemporaryFile(dir=os.path.dirname(os.path.abspath(path)), delete=False) as out:
        try:
            with open(path, "rb") as source:
                shutil.copyfileobj(source, out)
            out.seek(offset)
            out.write(note)
            out.close()
            shutil.copymode(path, out.name)
            os.replace(out.name, path)
        except BaseException:
            os.unlink(out.name)
            raise


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plugin")
    parser.add_argument("--describe", action="store_true", help="only print the descriptors, as JSON")
    parser.add_argument("--python-package", default="", help="the package with the plugin's Python part")
    parser.add_argument("--licence", default="", help="SPDX expression")
    parser.add_argument("--requires", nargs="*", default=[], help="tables beyond core, tensor and op")
    parser.add_argument("--target-abi", default="0.1", help="the oldest release that the plugin wants to run on")
    options = parser.parse_args()
    try:
        if options.describe:
            print(json.dumps(describe(options.plugin)))
        else:
            seal(options.plugin, options)
    except (SealError, ElfError, OSError, AttributeError) as error:
        sys.exit(f"seal: {options.plugin}: {error}")


if __name__ == "__main__":
    main()
