"""Signed, expiring addresses of the upload origin: AWS Signature Version 4, in the query."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

REGION = "us-west-2"
KEY_ID = "SANDBOXKEY"
PREFIX = "/iris-sandbox/uploads/document_version/file"
ENCRYPTION = {"name": "x-amz-server-side-encryption", "value": "AES256"}


def put_headers(version):
    return [ENCRYPTION, {"name": "Content-Type", "value": version["content_type"]}]


def put_url(world, version):
    headers = {one["name"].lower(): one["value"] for one in put_headers(version)}
    settings = world.settings
    start = world.now() if settings.put_url_renewed else version["created_at"]
    return signed(world, "PUT", path_of(version), headers, start, settings.put_url_lifetime)


def get_url(world, version):
    return signed(world, "GET", path_of(version), {}, world.now(), 600)


def path_of(version):
    return f"{PREFIX}/{version['uuid']}/{quote(version['filename'], safe='')}"


def signed(world, method, path, headers, start, lifetime, more=None):
    headers = {"host": world.addresses["uploads"]} | headers
    stamp = datetime.fromtimestamp(start, UTC).strftime("%Y%m%dT%H%M%SZ")
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{KEY_ID}/{stamp[:8]}/{REGION}/s3/aws4_request",
        "X-Amz-Date": stamp,
        "X-Amz-Expires": str(int(lifetime)),
        "X-Amz-SignedHeaders": ";".join(sorted(headers)),
    } | (more or {})
    signature = signature_of(world, method, path, query, headers)
    text = encoded(query | {"X-Amz-Signature": signature})
    return f"http://{headers['host']}{path}?{text}"


def encoded(query):
    return "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in sorted(query.items()))


def signature_of(world, method, path, query, headers):
    stamp = query["X-Amz-Date"]
    names = sorted(headers)
    canonical = "\n".join(
        [
            method,
            path,
            encoded({k: v for k, v in query.items() if k != "X-Amz-Signature"}),
            *(f"{name}:{headers[name]}" for name in names),
            "",
            ";".join(names),
            "UNSIGNED-PAYLOAD",
        ]
    )
    scope = f"{stamp[:8]}/{REGION}/s3/aws4_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"
    key = b"AWS4" + world.store.secret("uploads").encode()
    for part in (stamp[:8], REGION, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.new(key, text.encode(), "sha256").hexdigest()


def expired(world, query):
    begun = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    ends = begun + timedelta(seconds=int(query["X-Amz-Expires"]))
    return world.now() > ends.timestamp()
