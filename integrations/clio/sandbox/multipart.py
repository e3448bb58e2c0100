"""Multipart uploads: a large file in parts, each at an address of its own, put together at the end.

Clio's guide ("Uploading a document using multipart upload") names the limits; how it refuses what
breaks them is a guess.
"""

import base64
import hashlib
from urllib.parse import quote

from .answers import Refusal, argument_error
from .server import BLOCK
from .signing import PREFIX, signed

SMALLEST = 5 * 1024 * 1024  # bytes of a part, the last one's apart
MOST_AT_ONCE = 50
LAST_NUMBER = 10_000
LIFETIME = 8 * 3600
DIGITS = "content_length", "content_md5"


def announce(version, wanted):
    """Note the parts somebody is about to send; what the answer shows addresses for."""
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise argument_error("multiparts must be an array of objects")
    if len(wanted) > MOST_AT_ONCE:
        raise argument_error(f"The API can handle maximum {MOST_AT_ONCE} multiparts in one request")
    if version["fully_uploaded"]:
        raise argument_error("Document is already marked as fully uploaded", 422)
    parts = version.setdefault("parts", {})
    for one in wanted:
        parts[str(number_of(one))] = {name: one.get(name) for name in DIGITS}
    version["announced"] = [one["part_number"] for one in wanted]


def number_of(part):
    number, length = part.get("part_number"), str(part.get("content_length") or "")
    if not isinstance(number, int) or not 1 <= number <= LAST_NUMBER:
        raise argument_error(f"part_number must be an integer between 1 to {LAST_NUMBER:,}")
    if not length.isdecimal():
        raise argument_error("content_length is missing")
    return number


def shown(store, version):
    """The parts of the last request, each with its address."""
    if version["fully_uploaded"]:
        return []
    return [
        {
            "part_number": number,
            "put_url": address(store.world, version, number),
            "put_headers": headers(version, number),
        }
        for number in version.get("announced", [])
    ]


def headers(version, number):
    part = version["parts"][str(number)]
    told = [{"name": "Content-Length", "value": str(part["content_length"])}]
    if part["content_md5"]:
        told.append({"name": "Content-MD5", "value": part["content_md5"]})
    return told


def address(world, version, number):
    path = f"{PREFIX}/{version['uuid']}/{quote(version['filename'], safe='')}"
    wanted = {one["name"].lower(): one["value"] for one in headers(version, number)}
    which = {"uploadId": version["uuid"].replace("-", ""), "partNumber": str(number)}
    return signed(world, "PUT", path, wanted, world.now(), LIFETIME, which)


def blob(store, key, number):
    return store.blobs / f"{key}.{number}"


def is_damaged(path, wanted):
    """Other bytes than the announced digest is of."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).digest()
    return bool(wanted) and base64.b64encode(digest).decode() != wanted


def put_together(store, version):
    """The object of all its parts in order; where one is missing or too small there is none."""
    key, numbers = version["uuid"], sorted(map(int, version["parts"]))
    there = [blob(store, key, number) for number in numbers]
    if not all(path.exists() for path in there):
        return
    if any(path.stat().st_size < SMALLEST for path in there[:-1]):
        raise Refusal(422, "EntityTooSmall", "A part is smaller than the minimum allowed size")
    digest, size, whole = hashlib.sha256(), 0, store.blobs / key
    with whole.open("wb") as out:
        for path in there:
            with path.open("rb") as file:
                while block := file.read(BLOCK):
                    out.write(block)
                    digest.update(block)
                    size += len(block)
    store.put("object", key, {"size": size, "sha256": digest.hexdigest()})
    for path in there:
        path.unlink()
