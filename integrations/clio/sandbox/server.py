"""A threaded HTTP/1.1 server with keep-alive, small enough to misbehave on purpose."""

import io
import select
import socket
import socketserver
import struct
import threading
from urllib.parse import unquote_to_bytes

from werkzeug.wrappers import Request, Response

IDLE = 300
PATIENCE = 600
BLOCK = 256 * 1024
LINE = 64 * 1024


class Reset(Exception):
    """Raised by an application: break the connection with a TCP reset."""


class Silence(Exception):
    """Raised by an application: never answer, wait until the client gives up."""


class Body(io.RawIOBase):
    """The request body: at most Content-Length bytes, asked for only when somebody reads."""

    def __init__(self, connection, length, expects_continue):
        self.connection = connection
        self.left = length
        self.expects_continue = expects_continue

    def readable(self):
        return True

    def read(self, size=-1):
        if self.expects_continue and self.left:
            self.connection.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.connection.wfile.flush()
            self.expects_continue = False
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        data = self.connection.rfile.read(wanted) if wanted else b""
        self.left -= len(data)
        return data

    def readinto(self, buffer):
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def drain(self):
        while self.left and self.read(BLOCK):
            pass


class Connection(socketserver.StreamRequestHandler):
    server: "Server"
    disable_nagle_algorithm = True
    timeout = IDLE
    rbufsize = LINE
    wbufsize = LINE

    def handle(self):
        try:
            while self.exchange():
                pass
        except (OSError, ValueError):
            self.server.forget(self.connection)

    def exchange(self):
        """Answer one request; say whether the connection may carry another."""
        line = self.rfile.readline(LINE)
        if line in (b"\r\n", b"\n"):
            line = self.rfile.readline(LINE)
        if not line:
            return False
        try:
            method, target, version = line.decode("latin-1").split()
            environ = self.environ(method, target, version, self.headers())
        except ValueError:
            return self.send(Response("Bad Request", 400), keep=False)
        return self.respond(environ, version)

    def headers(self):
        headers: dict[str, str] = {}
        while (line := self.rfile.readline(LINE)) not in (b"\r\n", b"\n", b""):
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon:
                raise ValueError(line)
            key = name.strip().upper().replace("-", "_")
            value = value.strip()
            headers[key] = f"{headers[key]},{value}" if key in headers else value
        return headers

    def environ(self, method, target, version, headers):
        path, _, query = target.partition("?")
        length = int(headers.get("CONTENT_LENGTH") or 0)
        expects = headers.get("EXPECT", "").lower() == "100-continue"
        environ = {f"HTTP_{key}": value for key, value in headers.items()}
        environ.update(
            {
                "REQUEST_METHOD": method,
                "SCRIPT_NAME": "",
                "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
                "QUERY_STRING": query,
                "SERVER_NAME": self.server.host,
                "SERVER_PORT": str(self.server.port),
                "SERVER_PROTOCOL": version,
                "REMOTE_ADDR": self.client_address[0],
                "CONTENT_LENGTH": str(length),
                "CONTENT_TYPE": headers.get("CONTENT_TYPE", ""),
                "wsgi.url_scheme": "http",
                "wsgi.input": Body(self, length, expects),
                "wsgi.input_terminated": True,
                "sandbox.raw_path": path,
            }
        )
        return environ

    def respond(self, environ, version):
        request = Request(environ)
        body = environ["wsgi.input"]
        keep = version == "HTTP/1.1" and environ.get("HTTP_CONNECTION", "").lower() != "close"
        try:
            if "HTTP_TRANSFER_ENCODING" in environ:
                response, keep = Response("Length Required", 411), False
            else:
                response = self.server.answer(request)
            if body.expects_continue and body.left:
                keep = False
            else:
                body.drain()
            keep = self.send(response, keep=keep, head=request.method == "HEAD")
            return keep and not body.left
        except Reset:
            self.reset()
        except Silence:
            self.wait_for_hangup(body)
        return False

    def send(self, response, *, keep, head=False):
        if response.direct_passthrough:
            chunks = response.response
        else:
            chunks = [response.get_data()]
            if response.status_code not in (204, 304):
                response.headers["Content-Length"] = str(len(chunks[0]))
        lines = [f"HTTP/1.1 {response.status}"]
        lines += [f"{name}: {value}" for name, value in response.headers]
        lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
        self.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace"))
        if not head:
            self.write(chunks, flush_each=response.direct_passthrough)
        self.wfile.flush()
        return keep

    def write(self, chunks, *, flush_each):
        for chunk in chunks:
            self.wfile.write(chunk)
            if flush_each:
                self.wfile.flush()

    def reset(self):
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.server.forget(self.connection)
        self.rfile.close()
        self.connection.close()

    def wait_for_hangup(self, body):
        body.drain()
        ready, _, _ = select.select([self.connection], [], [], PATIENCE)
        if ready:
            self.connection.recv(1)

    def finish(self):
        try:
            super().finish()
        except (OSError, ValueError):
            self.rfile.close()


class Server(socketserver.ThreadingTCPServer):
    """Serves `answer(Request) -> Response` in a thread per connection."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 512

    def __init__(self, host, port, answer):
        self.host = host
        self.answer = answer
        super().__init__((host, port), Connection)
        self.port = self.server_address[1]

    def forget(self, connection):
        try:
            self.shutdown_request(connection)
        except OSError:
            connection.close()

    def shutdown_request(self, request):
        """A socket that was reset on purpose must not be shut down politely."""
        if request.fileno() != -1:
            super().shutdown_request(request)

    def handle_error(self, request, client_address):
        self.forget(request)

    def start(self):
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()
        return self


def bind(host, port, answer, tries=50):
    """A server on `port`, or on the next free one; 0 means any."""
    for candidate in range(port, port + tries) if port else [0]:
        try:
            return Server(host, candidate, answer).start()
        except OSError:
            continue
    raise SystemExit(f"No free port from {port} to {port + tries - 1} on {host}.")
