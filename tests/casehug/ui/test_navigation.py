from casehug.ui import navigation

NAMES = {"a": "All", "m": "Matters", "c": "Clients"}
URLS = {"a": "/", "m": "/matters/", "c": "/matters/clients/"}


def current(path, monkeypatch):
    monkeypatch.setattr(navigation, "address", URLS.get)
    return [place.label for place in navigation.places(NAMES, path) if place.is_current]


def test_the_longest_address_is_where_we_are(monkeypatch):
    assert current("/matters/clients/7/", monkeypatch) == ["Clients"]
    assert current("/matters/7/", monkeypatch) == ["Matters"]


def test_the_front_page_is_only_itself(monkeypatch):
    assert current("/", monkeypatch) == ["All"]
    assert current("/settings/", monkeypatch) == []


def test_a_place_without_address_is_left_out(monkeypatch):
    monkeypatch.setattr(navigation, "address", {"m": "/matters/"}.get)
    assert [place.label for place in navigation.places(NAMES, "/")] == ["Matters"]
