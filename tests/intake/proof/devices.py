"""A remembered device that speaks plain HTTP, and knows what it was promised."""

from dataclasses import dataclass
from http.client import HTTPConnection
from secrets import token_hex
from urllib.parse import urlencode

CSRF = "C" * 32
PATIENCE = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: object
    body: bytes


class Device:
    def __init__(self, web, intake, secret):
        self.web, self.intake = web, intake
        cookies = {"casehug-device": secret, f"casehug-{web.port}-csrf": CSRF}
        self.headers = {
            "Host": f"localhost:{web.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": CSRF,
        }

    def ask(self, method, path, body=b"", **headers):
        """The answer. Raises OSError or HTTPException when there is none."""
        connection = HTTPConnection("127.0.0.1", self.web.port, timeout=PATIENCE)
        try:
            told = {name.replace("_", "-"): str(value) for name, value in headers.items()}
            where = f"/portal/{self.intake.key}/{path}"
            connection.request(method, where, body, {**self.headers, **told})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def answers(self, item, value):
        body = urlencode({item.pk: value}).encode()
        kind = "application/x-www-form-urlencoded"
        return self.ask("POST", f"items/{item.pk}/answer/", body, Content_Type=kind)

    def offset(self, item, nonce):
        return self.ask("HEAD", f"items/{item.pk}/uploads/{nonce}/")

    def puts(self, item, nonce, content, offset, most):
        return self.ask(
            "PUT",
            f"items/{item.pk}/uploads/{nonce}/",
            content[offset : offset + most],
            Content_Type="application/octet-stream",
            Upload_Offset=offset,
            Upload_Length=len(content),
            Upload_Name=f"{nonce}.pdf",
        )

    def sends_form(self, item, nonce, content):
        """As a page without scripts does."""
        edge = token_hex(16)
        name = f'Content-Disposition: form-data; name="nonce"\r\n\r\n{nonce}'
        file = f'Content-Disposition: form-data; name="files"; filename="{nonce}.pdf"'
        head = f"--{edge}\r\n{name}\r\n--{edge}\r\n{file}\r\n\r\n"
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        return self.ask("POST", f"items/{item.pk}/uploads/", body, Content_Type=kind)
