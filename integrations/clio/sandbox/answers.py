"""What Clio says, and how it says no."""

import json

from werkzeug.wrappers import Response

JSON = "application/json; charset=utf-8"
NOT_MODIFIED_HEADERS = ("ETag", "Last-Modified")


class Refusal(Exception):
    """An answer in Clio's error shape: {"error": {"type", "message"}}."""

    def __init__(self, status, kind, message):
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message

    def response(self):
        return as_json({"error": {"type": self.kind, "message": self.message}}, self.status)


def argument_error(message, status=400):
    return Refusal(status, "ArgumentError", message)


def record_invalid(message):
    return Refusal(422, "RecordInvalid", message)


def forbidden():
    return Refusal(403, "ForbiddenError", "User is forbidden from taking that action")


def as_json(data, status=200, headers=None):
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, headers=headers, content_type=JSON)


def oauth_error(status, error, description):
    answer = as_json({"error": error, "error_description": description}, status)
    if status == 401:
        answer.headers["WWW-Authenticate"] = f'Bearer realm="Clio", error="{error}"'
    return answer


def invalid_token():
    return oauth_error(
        401,
        "invalid_token",
        "The access token provided is expired, revoked, malformed or invalid for other reasons.",
    )
