"""The viewer: looks into one file and says what it saw. Run as a program of its own:

    python -I viewer.py pdf|pixels|picture-pdf|picture-heic|picture-…|words-docx|words-… FILE [PAGE]
    python -I viewer.py unlock FILE HANDLE

The answer goes to standard output. Reads no environment, and of ours imports only the readers and
the cage, which it enters before it reads the file.
"""

import contextlib
import importlib
import io
import json
import math
import resource
import struct
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

sys.path.append(str(Path(__file__).parents[2]))
from intake.uploads import cage, readers

sys.path.pop()

ADDRESSES = 768 * 2**20  # most of them never touched
# Of its own, besides the programs it has loaded: with those it stays below 256 MB.
MEMORY = 240 * 2**20
# The largest photos of iPhones, 48 million dots, are decoded whole and turned into another kind.
MEMORY_FOR_HEIC = 300 * 2**20
CPU_SECONDS = 15
UNLOCK = "unlock"
LARGEST_COPY = 256 * 2**20
LONGEST_PASSWORD = 1024  # bytes
LONGEST_SIDE = 1600
# Decoded whole, unlike JPEG: what fits the memory a preview is worth.
MOST_DECODED = 50_000_000
QUALITY = 82
THUMBNAIL = 192
BAND = 64  # rows of what is made
# Kinds of dots whose average is a dot; of the others one is chosen.
AVERAGED = {"RGB", "RGBA", "L", "LA", "CMYK"}
SUCCESS = 0  # PDFium's FPDF_ERR_SUCCESS
PASSWORD = 4  # PDFium's FPDF_ERR_PASSWORD
XFA = {2, 3}  # PDFium's FORMTYPE_XFA_FULL, FORMTYPE_XFA_FOREGROUND
RASTERS = ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF", "BMP"]
PILLOW = [
    "copy",
    *(f"PIL.{one}" for one in ("Image", "ImageFile", "ImageOps", "ImageSequence")),
    *(
        f"PIL.{kind}ImagePlugin"
        for kind in ("Jpeg", "Mpo", "Png", "WebP", "Avif", "Tiff", "Gif", "Bmp", "Ppm")
    ),
]
# Their decoders start threads, which count as processes.
THREADED = {"picture-heic", "picture-avif"}


def confine(question: str) -> None:
    memory = MEMORY_FOR_HEIC if question == "picture-heic" else MEMORY
    limits = {
        resource.RLIMIT_AS: ADDRESSES,
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: LARGEST_COPY if question == UNLOCK else 0,
        resource.RLIMIT_CORE: 0,
    }
    if question not in THREADED:
        limits[resource.RLIMIT_NPROC] = 0
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # Not every system keeps every limit.
            resource.setrlimit(what, (most, most))


def pdf(file: BinaryIO) -> dict[str, object]:
    """What a PDF is, besides its pages: closed to us, a form only Acrobat draws, files inside."""
    import pypdfium2  # noqa: PLC0415 - each question loads only what it needs

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower():
            return {"locked": True}
        if getattr(error, "err_code", None) == SUCCESS:  # All of it was read: there is no page.
            return {"pages": 0, "xfa": False, "files": 0}
        raise
    return {
        "pages": len(document),
        "xfa": document.get_formtype() in XFA,
        "files": document.count_attachments(),
    }


def pixels(file: BinaryIO) -> list[int]:
    """Width, height and how many pictures are in it."""
    opened = heic(file) or raster(file)
    return [*opened.size, getattr(opened, "n_frames", 1)]


def heic(file: BinaryIO):
    import pillow_heif  # noqa: PLC0415
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None
    pillow_heif.register_heif_opener(thumbnails=False)
    try:
        return Image.open(file, formats=["HEIF"])
    except UnidentifiedImageError:
        return None


def raster(file: BinaryIO):
    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None  # Ours is checked when the file comes, and before decoding.
    return Image.open(file, formats=RASTERS)


def page_picture(file: BinaryIO, number: str = "1") -> bytes:
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(file)
    with contextlib.suppress(pypdfium2.PdfiumError):  # Of a form: what was filled in is drawn.
        document.init_forms()
    page = document[int(number) - 1]
    width, height = page.get_size()
    scale = min(LONGEST_SIDE / max(width, 1), LONGEST_SIDE / max(height, 1), 4)
    return jpeg(page.render(scale=scale, may_draw_forms=True).to_pil())


def raster_picture(file: BinaryIO, number: str = "1") -> bytes:
    from PIL import ImageFile  # noqa: PLC0415

    ImageFile.LOAD_TRUNCATED_IMAGES = True  # As much as there is.
    opened = raster(file)
    if int(number) > 1:
        opened.seek(int(number) - 1)
    return picture(opened)


def picture(opened) -> bytes:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if opened.width * opened.height > MOST_DECODED:
        raise MemoryError
    opened = eight_bit(opened)
    small = opened
    if opened.mode in AVERAGED:
        opened.load()
        small = shrunk(opened.mode, opened.size, lambda top, end: band_of(opened, top, end))
        small.info = opened.info
        opened.close()
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return jpeg(upright(small))


def upright(image):
    """Turned as the camera was held; as it is where what the camera wrote cannot be read."""
    from PIL import ImageOps  # noqa: PLC0415

    with contextlib.suppress(SyntaxError, ValueError, OSError, LookupError, struct.error):
        return ImageOps.exif_transpose(image)
    return image


def thumbnail(file: BinaryIO) -> bytes:
    """Of a picture that was made here before."""
    small = raster(file)
    small.draft("RGB", (THUMBNAIL, THUMBNAIL))
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return jpeg(small)


def eight_bit(opened):
    """Of scanners with 16 bits or more a dot; as they are, all but the darkest would be white."""
    if opened.mode.startswith("I;16"):
        return opened.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if opened.mode in {"I", "F"}:
        most = max(opened.getextrema()[1], 1)
        return opened.point(lambda level: level * (255 / most)).convert("L")
    return opened


def heic_picture(file: BinaryIO) -> bytes:
    """Decoded upright, and never whole in Pillow's own memory as well."""
    import pillow_heif  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    pillow_heif.options.DECODE_THREADS = 1
    decoded = pillow_heif.open_heif(file)
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


def unlock(file: BinaryIO, handle: str) -> bytes:
    """A copy without a password, written to the open file of that number; whether the password on
    the standard input opened it. It is in no list of programs: those everybody can read."""
    import pypdfium2  # noqa: PLC0415

    password = sys.stdin.buffer.read(LONGEST_PASSWORD).decode()
    try:
        document = pypdfium2.PdfDocument(file, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            return b"false"
        raise
    with open(int(handle), "r+b") as copy:  # noqa: PTH123 - a handle of its own
        document.save(copy, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    return b"true"


def written(read, file: BinaryIO) -> bytes:
    return json.dumps(read(file)).encode()


ANSWERS: dict[str, Callable[..., bytes]] = {
    "pdf": lambda file: json.dumps(pdf(file)).encode(),
    "pixels": lambda file: json.dumps(pixels(file)).encode(),
    UNLOCK: unlock,
    "thumbnail": thumbnail,
    "picture-pdf": page_picture,
    "picture-heic": heic_picture,
    **{
        f"picture-{kind}": raster_picture
        for kind in ("jpg", "png", "webp", "avif", "tif", "gif", "bmp")
    },
    **{f"words-{kind}": partial(written, read) for kind, read in readers.READERS.items()},
}


def parts(question: str) -> list[str]:
    """The modules that answer it: what is loaded later may find its files out of reach."""
    if question.startswith("words-"):
        return readers.PARTS.get(question.removeprefix("words-"), [])
    return {
        "pdf": ["pypdfium2"],
        UNLOCK: ["pypdfium2"],
        "picture-pdf": ["pypdfium2", *PILLOW],
        "picture-heic": ["pillow_heif", *PILLOW],
        "pixels": ["pillow_heif", *PILLOW],
    }.get(question, PILLOW)


def main() -> None:
    question, path, *about = sys.argv[1:]
    confine(question)
    for part in parts(question):
        importlib.import_module(part)
    with open(path, "rb") as file:  # noqa: PTH123 - a handle of its own, only for reading
        keep = [file.fileno(), *(map(int, about) if question == UNLOCK else [])]
        cage.enter(keep=keep)
        sys.stdout.buffer.write(ANSWERS[question](file, *about))


if __name__ == "__main__":
    main()
