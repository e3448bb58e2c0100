"""Browsers that speak plain HTTP, quickly or not."""

import socket
from dataclasses import dataclass
from http.client import HTTPConnection
from secrets import token_hex
from urllib.parse import quote, urlencode

CSRF = "C" * 32
PATIENCE = 30
MOST = 8 * 2**20  # of a piece, as the pages send them


@dataclass(frozen=True)
class Answer:
    status: int
    headers: object
    body: bytes


def named(headers):
    return {name.replace("_", "-"): str(value) for name, value in headers.items()}


def form_of(nonce, content):
    """Its type and body, as a page without scripts sends a file."""
    edge = token_hex(16)
    name = f'Content-Disposition: form-data; name="nonce"\r\n\r\n{nonce}'
    file = f'Content-Disposition: form-data; name="files"; filename="{nonce}.pdf"'
    head = f"--{edge}\r\n{name}\r\n--{edge}\r\n{file}\r\n\r\n"
    body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    return f"multipart/form-data; boundary={edge}", body


class Browser:
    """With these cookies, below this path."""

    def __init__(self, web, cookies, below):
        self.web, self.below = web, below
        cookies = {**cookies, f"casehug-{web.port}-csrf": CSRF}
        self.headers = {
            "Host": f"localhost:{web.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": CSRF,
        }

    def ask(self, method, path="", body=b"", **headers):
        """The answer. Raises OSError or HTTPException when there is none."""
        connection = HTTPConnection("127.0.0.1", self.web.port, timeout=PATIENCE)
        try:
            told = {**self.headers, **named(headers)}
            connection.request(method, self.below + path, body, told)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def opens(self, method, path, length, **headers):
        """A connection on which a body was announced, and nothing of it sent."""
        line = socket.create_connection(("127.0.0.1", self.web.port), timeout=PATIENCE)
        more = {"Connection": "close", "Content-Length": length}
        told = {**self.headers, **more, **named(headers)}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        line.sendall(f"{method} {self.below}{path} HTTP/1.1\r\n{head}\r\n".encode())
        return line


def answer_on(line):
    """The status and the body of what comes until the end."""
    head, _, body = line.makefile("rb").read().partition(b"\r\n\r\n")
    return int(head.split()[1]), body


class Device(Browser):
    """A remembered device in the portal."""

    def __init__(self, web, intake, secret):
        super().__init__(web, {"casehug-device": secret}, f"/portal/{intake.key}/")
        self.intake = intake

    def answers(self, item, value):
        body = urlencode({item.pk: value}).encode()
        kind = "application/x-www-form-urlencoded"
        return self.ask("POST", f"items/{item.pk}/answer/", body, Content_Type=kind)

    def offset(self, item, nonce):
        return self.ask("HEAD", f"items/{item.pk}/uploads/{nonce}/")

    def puts(self, item, nonce, content, offset, most):
        about = piece_of(nonce, len(content), offset)
        piece = content[offset : offset + most]
        return self.ask("PUT", f"items/{item.pk}/uploads/{nonce}/", piece, **about)

    def gives(self, item, nonce, name, content):
        """All of it, piece after piece, under any name; the last status."""
        here, status = 0, 200
        while status == 200:
            about = piece_of(nonce, len(content), here) | {"Upload_Name": escaped(name)}
            piece = content[here : here + MOST]
            status = self.ask("PUT", f"items/{item.pk}/uploads/{nonce}/", piece, **about).status
            here += len(piece)
        return status

    def opens_piece(self, item, nonce, size, offset, most):
        about = piece_of(nonce, size, offset)
        return self.opens("PUT", f"items/{item.pk}/uploads/{nonce}/", most, **about)

    def sends_form(self, item, nonce, content):
        """As a page without scripts does."""
        kind, body = form_of(nonce, content)
        return self.ask("POST", f"items/{item.pk}/uploads/", body, Content_Type=kind)


def escaped(name):
    """As a browser's encodeURIComponent does, letters that are none replaced."""
    return quote(name.encode("utf-8", "replace"), safe="")


def piece_of(nonce, size, offset):
    return {
        "Content_Type": "application/octet-stream",
        "Upload_Offset": offset,
        "Upload_Length": size,
        "Upload_Name": f"{nonce}.pdf",
    }
