"""Byte ranges (RFC 9110, 14): a stored file given piece by piece, so that a player can begin at any
place of it. Nothing is held in memory but the piece on its way.
"""

import re
from collections.abc import Iterator
from typing import IO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

PIECE = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.IGNORECASE)


def ranged(
    request: HttpRequest, file: IO[bytes], *, size: int, content_type: str, etag: str
) -> HttpResponse | StreamingHttpResponse:
    """All of it, or 206 with the one range asked for; 416 where there is no such range.

    Several ranges at once are answered whole, as the RFC allows. `etag`: names these very bytes."""
    wanted = _wanted(request, size, f'"{etag}"')
    if wanted == (0, 0) and size:
        file.close()
        response: HttpResponse | StreamingHttpResponse = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        start, end = wanted or (0, size)
        response = _streamed(request, file, start, end)
        response["Content-Length"] = end - start
        if wanted:
            response.status_code = 206
            response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["Content-Type"] = content_type
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{etag}"'
    return response


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """From where to before where; (0, 0): none of it is here; None: no range is asked for, or of
    other bytes than these."""
    said = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or said is None or said.group(0) == "bytes=-":
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = said.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, size) if length else (0, 0)
    start, end = int(first), min(int(last) + 1 if last else size, size)
    if last and int(last) < int(first):
        return None  # No range at all, says the RFC: it is not heard.
    return (start, end) if start < size else (0, 0)


def _streamed(request: HttpRequest, file: IO[bytes], start: int, end: int) -> StreamingHttpResponse:
    if request.method == "HEAD":
        file.close()
        return StreamingHttpResponse([])
    return StreamingHttpResponse(Pieces(file, start, end))


class Pieces:
    """Closed with the answer, wherever its reader stopped."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self.file, self.at, self.end = file, start, end

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.at)
        while self.at < self.end and (piece := self.file.read(min(PIECE, self.end - self.at))):
            self.at += len(piece)
            yield piece

    def close(self) -> None:
        self.file.close()
