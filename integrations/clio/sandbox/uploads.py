"""The upload origin: what S3 does with a signed address, streamed to disk."""

import contextlib
import hashlib
import hmac
import uuid
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response
from werkzeug.wsgi import wrap_file

from . import multipart
from .server import BLOCK
from .signing import PREFIX, expired, signature_of

DAMAGED = "The Content-MD5 you specified did not match what we received."


class S3Error(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status = status
        self.code = code

    def response(self):
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<Error><Code>{self.code}</Code><Message>{escape(str(self))}</Message>"
            f"<RequestId>{uuid.uuid4().hex[:16].upper()}</RequestId></Error>"
        )
        return Response(text, self.status, content_type="application/xml")


class Uploads:
    def __init__(self, world):
        self.world = world

    def __call__(self, request):
        try:
            return self.answer(request, self.key(request))
        except S3Error as error:
            return error.response()

    def answer(self, request, key):
        if request.method == "PUT":
            return self.put(request, key)
        if request.method in ("GET", "HEAD"):
            return self.get(key)
        raise S3Error(405, "MethodNotAllowed", "The specified method is not allowed")

    def key(self, request):
        """The object's name, once the address and its headers are proven."""
        query = request.args.to_dict()
        if "Authorization" in request.headers:
            raise S3Error(
                400,
                "InvalidArgument",
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, "
                "Signature query string parameter or the Authorization header should be specified",
            )
        if not request.path.startswith(PREFIX + "/") or "X-Amz-Signature" not in query:
            raise S3Error(403, "AccessDenied", "Access Denied")
        if not self.is_ours(request, query):
            raise S3Error(
                403,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. "
                "Check your key and signing method.",
            )
        if expired(self.world, query):
            raise S3Error(403, "AccessDenied", "Request has expired")
        return request.path.removeprefix(PREFIX + "/").split("/")[0]

    def is_ours(self, request, query):
        """Signed headers must be there as signed; an x-amz header nobody signed must not."""
        signed = query.get("X-Amz-SignedHeaders", "").split(";")
        extra = {name.lower() for name, _ in request.headers if name.lower()[:6] == "x-amz-"}
        if extra - set(signed):
            return False
        headers = {name: request.headers.get(name, "").strip() for name in signed}
        try:
            wanted = signature_of(
                self.world,
                request.method,
                request.environ["sandbox.raw_path"],
                query,
                headers,
            )
        except KeyError:
            return False
        return hmac.compare_digest(wanted, query["X-Amz-Signature"])

    def put(self, request, key):
        if not request.environ.get("HTTP_CONTENT_LENGTH"):
            raise S3Error(
                411,
                "MissingContentLength",
                "You must provide the Content-Length HTTP header.",
            )
        store = self.world.store
        part = request.args.get("partNumber")
        partial = store.blobs / f"{uuid.uuid4().hex}.part"
        try:
            size, digest = stream(request.environ["wsgi.input"], partial)
            if size != request.content_length:
                raise S3Error(400, "IncompleteBody", "The request body ended too early")
            if multipart.is_damaged(partial, request.headers.get("Content-MD5")):
                raise S3Error(400, "BadDigest", DAMAGED)
            if part:
                partial.replace(multipart.blob(store, key, part))
            else:
                self.keep(key, partial, {"size": size, "sha256": digest})
        finally:
            with contextlib.suppress(FileNotFoundError):
                partial.unlink()
        return Response(status=200, headers={"ETag": f'"{digest[:32]}"'})

    def keep(self, key, partial, about):
        store = self.world.store
        with store.batch():
            partial.replace(store.blobs / key)
            store.put("object", key, about)

    def get(self, key):
        store = self.world.store
        stored = store.get("object", key)
        if stored is None:
            raise S3Error(404, "NoSuchKey", "The specified key does not exist.")
        version: dict = next((one for one in store.all("version") if one["uuid"] == key), {})
        return file_response(store.blobs / key, stored, version)


def stream(body, path):
    """Write the body to `path` in blocks; its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as out:
        while block := body.read(BLOCK):
            out.write(block)
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def file_response(path, stored, version):
    response = Response(
        wrap_file({}, path.open("rb"), BLOCK),
        direct_passthrough=True,
        content_type=version.get("content_type", "application/octet-stream"),
    )
    response.headers["Content-Length"] = str(stored["size"])
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.set("Content-Disposition", disposition(version), filename=name_of(version))
    response.headers["ETag"] = f'"{stored["sha256"][:32]}"'
    return response


def disposition(version):
    """Shown in the browser where that is harmless, else saved."""
    kind = version.get("content_type", "")
    harmless = kind in ("application/pdf", "text/plain", "image/png", "image/jpeg")
    return "inline" if harmless else "attachment"


def name_of(version):
    return version.get("filename", "file").encode("ascii", "replace").decode()
