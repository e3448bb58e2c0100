"""Return in a field presses the button one means, on every page of the firm."""

from tests.forms import Forms, pressed_wrongly
from tests.pseudo_pages import PAGES, by_password
from tests.rules.test_isolation import address
from tests.two_firms import World


def html(answer):
    is_page = answer.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_page else ""


def test_return_presses_the_button_one_means(in_firm, mara, lena):
    world = World(in_firm, "qhartvaleq", mara, lena)
    client = by_password(mara)
    pages = {one: html(client.get(address(one, world.ids))) for one in PAGES}
    assert sum(len(Forms(page).found) for page in pages.values()) > 100
    wrong = {one: found for one, page in pages.items() if (found := pressed_wrongly(page))}
    assert wrong == {}


def test_the_sweep_sees_a_wrong_button():
    page = '<form><input name="a"><button name="then">No</button><button>Save</button></form>'
    assert pressed_wrongly(page) == [(["a"], {"name": "then"})]
    page = (
        '<form id="f"><button></button></form><input form="f"><button form="f" name="x"></button>'
    )
    assert pressed_wrongly(page) == []
