"""An email as Outlook saves it ([MS-OXMSG] in [MS-CFB]): small streams in one compound file."""

import struct

SECTOR, MINI, END, FREE = 512, 64, 0xFFFFFFFE, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
TEXT, BYTES, TIME = 0x1F, 0x102, 0x40


def message(*, subject, body, name, address, to, files):
    """`to`: pairs of name and address; `files`: pairs of name and bytes."""
    tree = properties(32, {0x0037: subject, 0x1000: body, 0x0C1A: name, 0x0C1F: address})
    for number, (who, where) in enumerate(to):
        tree[f"__recip_version1.0_#{number:08X}"] = properties(8, {0x3001: who, 0x39FE: where})
    for number, (file, content) in enumerate(files):
        about = {0x3707: file, 0x3701: content}
        tree[f"__attach_version1.0_#{number:08X}"] = properties(8, about)
    return compound(tree)


def properties(header, values):
    found, entries = {}, b"\0" * header
    for tag, value in values.items():
        kind = TEXT if isinstance(value, str) else BYTES
        raw = value.encode("utf-16-le") if kind == TEXT else value
        found[f"__substg1.0_{tag:04X}{kind:04X}"] = raw
        size = len(raw) + 2 * (kind == TEXT)
        entries += struct.pack("<HHIII", kind, tag, 6, size, 0)
    return found | {"__properties_version1.0": entries}


def compound(tree):
    entries, minis = [], []

    def add(name, kind, child=FREE, start=0, size=0):
        entries.append([name, kind, FREE, child, start, size])
        return len(entries) - 1

    def stream(name, content):
        start = len(minis)
        count = -(-len(content) // MINI)
        minis.extend(
            (content[at * MINI :][:MINI], start + at + 1 if at + 1 < count else END)
            for at in range(count)
        )
        return add(name, STREAM, start=start, size=len(content))

    def folder(content):
        """Its first entry; each points to the one beside it."""
        first = last = FREE
        for name, inside in content.items():
            is_folder = isinstance(inside, dict)
            at = add(name, STORAGE, folder(inside)) if is_folder else stream(name, inside)
            if first == FREE:
                first = at
            else:
                entries[last][2] = at
            last = at
        return first

    add("Root Entry", ROOT)
    entries[0][3] = folder(tree)
    small = b"".join(content.ljust(MINI, b"\0") for content, _ in minis)
    entries[0][4:] = [0, len(small)]  # Its sectors come first.
    parts = [small, b"", struct.pack(f"<{len(minis)}I", *(after for _, after in minis))]
    sectors = [-(-len(small) // SECTOR), -(-len(entries) // 4), -(-len(parts[2]) // SECTOR)]
    parts[1] = b"".join(map(entry, entries)).ljust(sectors[1] * SECTOR, b"\0")
    table = []
    for count in sectors:
        table += [*range(len(table) + 1, len(table) + count), END]
    fat = len(table)
    table.append(0xFFFFFFFD)
    starts = [0, sectors[0], sectors[0] + sectors[1]]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, starts[1], 0, 4096, starts[2], sectors[2], END, 0, fat)
    body = b"".join(
        part.ljust(count * SECTOR, b"\0" if part is not parts[2] else b"\xff")
        for part, count in zip(parts, sectors, strict=True)
    )
    filled = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    return head.ljust(SECTOR, b"\xff") + body + filled


def entry(about):
    name, kind, beside, child, start, size = about
    raw = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", raw, len(raw), kind, 1, FREE, beside, child, start, size)
