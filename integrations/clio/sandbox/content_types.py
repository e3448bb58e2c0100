"""A document's content type, from what was said or from its name."""

from mimetypes import MimeTypes

from .answers import argument_error, record_invalid

TOP_LEVEL = [
    "text",
    "image",
    "audio",
    "video",
    "application",
    "font",
    "model",
    "message",
    "multipart",
]
OFFICE = "application/vnd.openxmlformats-officedocument."
MORE_TYPES = {
    ".docx": OFFICE + "wordprocessingml.document",
    ".xlsx": OFFICE + "spreadsheetml.sheet",
    ".pptx": OFFICE + "presentationml.presentation",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".webp": "image/webp",
    ".rtf": "application/rtf",
    ".md": "text/markdown",
}

TYPES = MimeTypes()
for extension, content_type in MORE_TYPES.items():
    TYPES.add_type(content_type, extension)


def content_type_of(data, filename):
    said = data.get("content_type")
    known, _ = TYPES.guess_type(filename, strict=True)
    if said and "/" in said:
        return said
    if said and said not in TOP_LEVEL:
        raise argument_error(f"content_type must be one of {', '.join(TOP_LEVEL)}")
    if not (known or said):
        raise record_invalid("Content type can't be blank")
    return known or f"{said}/octet-stream"
