"""A person lets the app out in Clio's settings: its tokens end, and its callback is told."""

import http.server
import json
import threading

import pytest

from .conftest import ask
from .test_pages import page


@pytest.fixture
def heard():
    """What the app's callback was told, and where it listens."""
    told = []

    class Callback(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_about):
            """Quietly."""

    with http.server.HTTPServer(("127.0.0.1", 0), Callback) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield told, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_letting_an_app_out_ends_its_tokens_and_tells_it(clio, heard):
    told, url = heard
    clio.settings(deauthorize_url=url)
    bearer = {"Authorization": f"Bearer {clio.token()['access_token']}"}
    assert "Disconnect CaseHug" in page(clio, "/settings/apps")[1]
    assert ask("POST", f"{clio.url}/settings/apps").status == 303
    assert "No app is connected." in page(clio, "/settings/apps")[1]
    assert ask("GET", f"{clio.url}/api/v4/users/who_am_i", headers=bearer).status == 401
    (one,) = told
    assert (one["client_id"], one["access_token"]) == ("sandbox-client", "all")
    assert isinstance(one["user_id"], int)


def test_a_callback_that_nobody_answers_changes_nothing(clio):
    clio.settings(deauthorize_url="http://127.0.0.1:9/")
    clio.token()
    assert ask("POST", f"{clio.url}/settings/apps").status == 303
    assert "No app is connected." in page(clio, "/settings/apps")[1]
