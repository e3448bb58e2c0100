"""The viewer: looks into one file and says what it saw. Run as a program of its own:

    python -I viewer.py pages|pixels|picture-pdf|picture-heic|picture-jpg|picture-png FILE [PAGE]

The answer goes to standard output. Imports nothing of ours and reads no environment.
"""

import contextlib
import io
import json
import math
import resource
import sys

ADDRESSES = 768 * 2**20  # most of them never touched
# Of its own, besides the programs it has loaded: with those it stays below 256 MB.
MEMORY = 240 * 2**20
# The largest photos of iPhones, 48 million dots, are decoded whole and turned into another kind.
MEMORY_FOR_HEIC = 300 * 2**20
CPU_SECONDS = 15
LONGEST_SIDE = 1600
# Decoded whole, unlike JPEG: what fits the memory a preview is worth.
MOST_DECODED = 50_000_000
QUALITY = 82
BAND = 64  # rows of what is made
# Kinds of dots whose average is a dot; of the others one is chosen.
AVERAGED = {"RGB", "RGBA", "L", "LA", "CMYK"}
PASSWORD = 4  # PDFium's FPDF_ERR_PASSWORD


def confine(memory: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, ADDRESSES),
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # Not every system keeps every limit.
            resource.setrlimit(what, (most, most))


def pages(path: str) -> list[int]:
    import pypdfium2  # noqa: PLC0415 - each question loads only what it needs

    try:
        return [len(pypdfium2.PdfDocument(open(path, "rb")))]  # noqa: PTH123
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower():
            return []
        raise


def pixels(path: str) -> list[int]:
    return list(heic(path).size)


def heic(path: str):
    import pillow_heif  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None
    pillow_heif.register_heif_opener(thumbnails=False)
    return Image.open(path, formats=["HEIF"])


def raster(path: str):
    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None  # Ours is checked when the file comes, and before decoding.
    return Image.open(path, formats=["JPEG", "PNG"])


def page_picture(path: str, number: str = "1") -> bytes:
    import pypdfium2  # noqa: PLC0415

    page = pypdfium2.PdfDocument(open(path, "rb"))[int(number) - 1]  # noqa: SIM115, PTH123
    width, height = page.get_size()
    scale = min(LONGEST_SIDE / max(width, 1), LONGEST_SIDE / max(height, 1), 4)
    return jpeg(page.render(scale=scale, may_draw_forms=False).to_pil())


def picture(opened) -> bytes:
    from PIL import ImageOps  # noqa: PLC0415

    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if opened.width * opened.height > MOST_DECODED:
        raise MemoryError
    small = opened
    if opened.mode in AVERAGED:
        opened.load()
        small = shrunk(opened.mode, opened.size, lambda top, end: band_of(opened, top, end))
        small.info = opened.info
        opened.close()
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return jpeg(ImageOps.exif_transpose(small))


def heic_picture(path: str) -> bytes:
    """Decoded upright, and never whole in Pillow's own memory as well."""
    import pillow_heif  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    pillow_heif.options.DECODE_THREADS = 1
    decoded = pillow_heif.open_heif(path)
    if math.prod(decoded.size) > MOST_DECODED:
        raise MemoryError
    rows, stride, mode = memoryview(decoded.data), decoded.stride, decoded.mode

    def band(top: int, end: int):
        size = (decoded.size[0], end - top)
        return Image.frombuffer(
            mode, size, bytes(rows[top * stride : end * stride]), "raw", mode, stride, 1
        )

    small = shrunk(mode, decoded.size, band)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return jpeg(small)


def shrunk(mode: str, size: tuple[int, int], band):
    """To about the size wanted, a band after the other."""
    from PIL import Image  # noqa: PLC0415

    width, height = size
    factor = max(1, max(size) // LONGEST_SIDE)
    small = Image.new(mode, (-(-width // factor), -(-height // factor)))
    for top in range(0, height, BAND * factor):
        small.paste(band(top, min(top + BAND * factor, height)).reduce(factor), (0, top // factor))
    return small


def band_of(image, top: int, end: int):
    return image.crop((0, top, image.width, end))


def jpeg(image) -> bytes:
    """Without a word of what the camera wrote: place, time, owner."""
    from PIL import Image  # noqa: PLC0415

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    clean = Image.new("RGB", image.size)
    clean.paste(image.convert("RGB"))
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, progressive=True)
    return out.getvalue()


ANSWERS = {
    "pages": lambda path: json.dumps(pages(path)).encode(),
    "pixels": lambda path: json.dumps(pixels(path)).encode(),
    "picture-pdf": page_picture,
    "picture-heic": heic_picture,
    "picture-jpg": lambda path: picture(raster(path)),
    "picture-png": lambda path: picture(raster(path)),
}


def main() -> None:
    question, *about = sys.argv[1:]
    confine(MEMORY_FOR_HEIC if question == "picture-heic" else MEMORY)
    sys.stdout.buffer.write(ANSWERS[question](*about))


if __name__ == "__main__":
    main()
