"""What a client typed and has not sent is on the page again: lists, reasons, asking for help."""

import pytest

from intake.models import Item


@pytest.fixture
def accounts(ask):
    return ask("Your bank accounts", "document", may_be_typed=True)


def draft(item):
    return Item.objects.get(pk=item.pk).draft


def test_a_list_is_there_again_until_it_is_sent(phone, accounts):
    path = f"items/{accounts.pk}/"
    assert phone.sends(f"{path}draft/", {"typed": "First Bank, 12"}).status_code == 204
    page = phone.reads(path)
    assert ">First Bank, 12</textarea>" in page
    assert '<details class="portal__typing" open>' in page
    assert "You began to type it. It is not sent yet." in phone.reads()
    phone.sends(f"{path}typed/", {"typed": "First Bank, 1234"})
    assert draft(accounts) == {}
    assert "First Bank" not in phone.reads(path)


@pytest.mark.parametrize("kind", ["question", "document"])
def test_a_reason_is_there_again_until_it_is_given(phone, ask, kind):
    item = ask("Car title", kind)
    path = f"items/{item.pk}/"
    phone.sends(f"{path}draft/", {"excuse": "need_help", "note": "Which car?"})
    page = phone.reads(f"{path}excuse/")
    assert ">Which car?</textarea>" in page
    assert 'value="need_help" required checked' in page
    assert Item.objects.get(pk=item.pk).excuse == ""
    phone.sends(f"{path}excuse/", {"excuse": "need_help", "note": "Which of the two?"})
    assert draft(item) == {}
    assert ">Which of the two?</textarea>" in phone.reads(f"{path}excuse/")


def test_one_form_does_not_take_what_another_holds(phone, accounts):
    path = f"items/{accounts.pk}/draft/"
    phone.sends(path, {"typed": "First Bank"})
    phone.sends(path, {"note": "Soon\0", "until": "2099-01-01", "key": "x"})
    assert draft(accounts) == {"typed": "First Bank", "note": "Soon", "until": "2099-01-01"}
    phone.sends(path, {"typed": ""})
    assert draft(accounts) == {"note": "Soon", "until": "2099-01-01"}


def test_no_more_is_kept_than_may_be_sent(phone, accounts):
    phone.sends(f"items/{accounts.pk}/draft/", {"typed": "x" * 30_000, "note": "y" * 999})
    assert {name: len(said) for name, said in draft(accounts).items()} == {
        "typed": 20_000,
        "note": 300,
    }


def test_nobody_elses_item_takes_a_draft(phone, accounts, new_intake):
    other = new_intake().items.first()
    assert phone.sends(f"items/{other.pk}/draft/", {"note": "x"}).status_code == 404
    assert draft(other) == {}
