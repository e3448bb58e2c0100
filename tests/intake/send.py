"""Files as clients send them."""

import io
import itertools

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from intake.uploads import receiving
from matters.demo import papers

PDF = papers.pdf("Passport", ["Maya Ruiz"])
numbers = itertools.count(1)


def picture(kind="JPEG", size=(80, 60), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def heic(size=(80, 60)):
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, "teal")).save(out, quality=50)
    return out.getvalue()


def sent(item, name="Passport.pdf", content=None, nonce=None):
    """Each a file of its own, unless its bytes are given, or the nonce of a file sent again."""
    number = next(numbers)
    if content is None:
        content = PDF if nonce else PDF + b"%% %d" % number
    file = SimpleUploadedFile("sent", content)
    return receiving.receive(item=item, name=name, file=file, nonce=nonce or f"nonce-{number}")
