"""The little that the seal step needs to know of an ELF file: the manifest note, and the libraries it needs."""

import struct

SECTION = ".note.tenon"
SHT_DYNAMIC, DT_NEEDED = 6, 1


class ElfError(Exception):
    pass


def sections(data):
    """(name, type, offset, size, link) of every section of a 64-bit little-endian ELF file."""
    if data[:6] != b"\x7fELF\x02\x01":
        raise ElfError("not a 64-bit little-endian ELF file")
    (table,) = struct.unpack_from("<Q", data, 0x28)
    entry, count, names = struct.unpack_from("<HHH", data, 0x3A)
    rows = []
    for i in range(count):
        name, kind, _, _, offset, size, link = struct.unpack_from("<IIQQQQI", data, table + i * entry)
        rows.append((name, kind, offset, size, link))
    base = rows[names][2]
    return [(data[base + r[0] : data.index(b"\0", base + r[0])].decode(), *r[1:]) for r in rows]


def find_note(path):
    """Offset and size of the manifest note in the file."""
    with open(path, "rb") as file:
        data = file.read()
    for name, _, offset, size, _ in sections(data):
        if name == SECTION:
            if data[offset + 20 : offset + 28] != b"TNMANIF1":
                raise ElfError(f"{SECTION} is not a manifest note")
            return offset, size
    raise ElfError(f"no section {SECTION}. Fix: one file of the plugin must have TN_PLUGIN(...) or TN_MANIFEST_NOTE.")


def needed_libraries(path):
    with open(path, "rb") as file:
        data = file.read()
    rows = sections(data)
    for _, kind, offset, size, link in rows:
        if kind == SHT_DYNAMIC:
            strings = rows[link][2]
            entries = [struct.unpack_from("<qQ", data, offset + i) for i in range(0, size, 16)]
            return [
                data[strings + v : data.index(b"\0", strings + v)].decode() for tag, v in entries if tag == DT_NEEDED
            ]
    return []
