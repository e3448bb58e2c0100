import gzip

import pytest


@pytest.mark.parametrize("path", ["", "review/", "items/0/"])
def test_page_comes_compressed_to_whoever_understands_it(phone, ask, path):
    for number in range(9):
        ask(f"Question {number}")
    plain = phone.get(phone.at(path))
    packed = phone.get(phone.at(path), headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content)
    assert "</html>" in gzip.decompress(packed.content).decode()


def test_link_page_comes_compressed(client, token):
    packed = client.get(f"/p/{token}/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
