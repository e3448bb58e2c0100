"""One more language needs a line in the settings and catalogues: nothing else names languages."""

import pytest
from django.core import mail
from django.utils import translation

from intake.checklists import checklists, items
from intake.emails import client_emails
from intake.lifecycle import intakes
from intake.links.private_links import send_link
from intake.models import Checklist, ChecklistItem, Intake, Item, Preferences
from intake.review import decisions
from intake.uploads import return_reasons
from matters.models import CaseType, Matter
from tests.intake.send import sent
from tests.pseudo_language import CLOSE, CODE, OPEN, pseudo_catalogues, pseudo_language  # noqa: F401

pytestmark = pytest.mark.usefixtures("pseudo_language")


@pytest.fixture
def checklist(divorce):
    checklists.ship(firm=divorce.firm)
    return Checklist.objects.get(case_type=divorce, state="")


@pytest.fixture
def address(checklist):
    return f"/settings/templates/{checklist.pk}/"


def pseudo(text):
    with translation.override(CODE):
        found = translation.gettext(text)
    assert (found[0], found[-1]) == (OPEN, CLOSE)
    return found


def page(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_ships_is_in_each_language(checklist):
    item = checklist.items.get(title="Your spouse")
    assert item.titled(CODE) == pseudo("Your spouse")
    assert item.titled(CODE).language == CODE
    assert item.titled("es") == "Su cónyuge"
    home = checklist.items.get(key="home")
    assert {code for one in home.options for code in one["labels"]} == {"en", "es", CODE}
    wills = CaseType.objects.get(name="Wills")
    wills.delete()
    checklists.case_types.ship(firm=checklist.firm)
    assert CaseType.objects.get(name="Wills").named(CODE) == pseudo("Wills")


def test_forms_ask_for_it_and_the_client_reads_it(maras, address, checklist, new_intake, lena):
    asked = page(maras.get(f"{address}items/new/"))
    for label in ("Title in Esperanto", "The same in Esperanto", "Title in Spanish"):
        assert label in asked
    assert "one a line, English | Spanish | Esperanto. With | alone" in asked
    typed = {"kind": "question", "category": "financial", "answer_type": "choices", "required": "on",
             "title": "Your boats", "title_es": "Sus barcos", f"title_{CODE}": "Viaj boatoj",
             "help": "", "help_es": "", f"help_{CODE}": "Listo.",
             "options": "Sail | Vela | Velo\nNone | Ninguno | Neniu | alone"}  # fmt: skip
    assert maras.post(f"{address}items/new/", typed).status_code == 302
    item = checklist.items.get(title="Your boats")
    assert item.translations == {
        "es": {"title": "Sus barcos"},
        CODE: {"title": "Viaj boatoj", "help": "Listo."},
    }
    assert item.options == [
        {"value": "sail", "labels": {"en": "Sail", "es": "Vela", CODE: "Velo"}},
        {"value": "none", "labels": {"en": "None", "es": "Ninguno", CODE: "Neniu"}, "alone": True},
    ]
    again = page(maras.get(f"{address}items/{item.pk}/"))
    assert 'value="Viaj boatoj"' in again
    assert "None | Ninguno | Neniu | alone" in again
    intake = new_intake()
    intake.items.exclude(title="Your boats").delete()
    Intake.objects.update(language=CODE)
    assert_read(intake, lena)


def assert_read(intake, lena):
    from tests.intake.conftest import Phone  # noqa: PLC0415

    token = letters_token(intake, lena)
    phone = Phone(Intake.objects.get(pk=intake.pk)).starts(token)
    told = phone.reads("questions/financial/")
    assert f'<html lang="{CODE}"' in told
    for text in ("Viaj boatoj", "Listo.", "Velo", "Neniu"):
        assert text in told
        assert f'lang="en">{text}' not in told


def letters_token(intake, lena):
    send_link(intake=Intake.objects.get(pk=intake.pk), by=lena)
    client_emails.send_due()
    return mail.outbox[-1].body.split("/p/")[1].split("/")[0]


def test_what_has_no_text_in_it_says_so(maras, address, checklist, mara):
    items.add_item(checklist=checklist, by=mara, kind="document", title="Boat papers")
    shown = page(maras.get(address))
    assert "<span>no Spanish yet</span><span>no Esperanto yet</span>" in shown


def test_case_types_are_named_in_it(maras, address, divorce):
    CaseType.objects.filter(pk=divorce.pk).update(translations={})
    assert "Name it in Esperanto" in page(maras.get(address))
    assert "<h1>Name in Esperanto</h1>" in page(maras.get(f"{address}names/{CODE}/"))
    maras.post(f"{address}names/{CODE}/", {"name": "Eksedziĝo"})
    assert f'<span lang="{CODE}">Eksedziĝo</span>' in page(maras.get(address))
    typed = {"name": "Adoption", f"name_{CODE}": "Adopto", "practice_area": "Family"}
    assert maras.post("/settings/templates/new/", typed).status_code == 302
    assert CaseType.objects.get(name="Adoption").named(CODE) == "Adopto"


def test_matters_are_named_in_it(lenas, intake):
    address = f"/matters/{intake.matter_id}/edit/"
    assert page(lenas.get(address)).count("The same in ") == 2
    about = {"title": "Ruiz", "case_type": intake.matter.case_type_id, "state": "OR",
             "status": "open", "client_facing_name": "Your family",
             f"client_facing_name_{CODE}": "Via familio"}  # fmt: skip
    assert lenas.post(address, about).status_code == 302
    matter = Matter.objects.get(pk=intake.matter_id)
    assert matter.name_for_client(CODE) == "Via familio"
    assert matter.name_for_client("es") == "Your family"


def test_a_firm_invites_in_it(maras, intake, lena):
    asked = page(maras.get("/settings/intake/"))
    for words in ("Invitation in English", "Invitation in Spanish", "Invitation in Esperanto"):
        assert words in asked
    typed = {"language": CODE, "link_days": 90, "reminder_hour": 10, "file_names": "{item}",
             "time_zone": "America/New_York", f"invitation_{CODE}": "Venu: {link}",
             "invitation_es": "{nobody}"}  # fmt: skip
    refused = maras.post("/settings/intake/", typed)
    assert refused.status_code == 422
    assert "We cannot fill in {nobody}." in refused.content.decode()
    assert maras.post("/settings/intake/", {**typed, "invitation_es": ""}).status_code == 302
    assert Preferences.objects.get().translations == {CODE: {"invitation": "Venu: {link}"}}
    Intake.objects.update(language=CODE)
    letters_token(intake, lena)
    assert "Venu: http://localhost:8000/p/" in mail.outbox[-1].body


def test_the_invitation_has_a_line_for_readers_of_every_other_language(intake, lena):
    letters_token(intake, lena)
    body, html = mail.outbox[-1].body, mail.outbox[-1].alternatives[0][0]
    line = pseudo("Prefer {language}? Open the link and choose {name} at the top.")
    lines = (
        "¿Prefiere español? Abra el enlace y elija Español en la parte de arriba.",
        line.format(language="Esperanto", name="Pseudo"),
    )
    assert "\n\n{}\n{}\n\n".format(*lines) in body
    for code, line in zip(("es", CODE), lines, strict=True):
        assert f'<span lang="{code}">{line}</span>' in html


def test_staff_say_that_their_words_are_in_it(lenas, modest, passport, quick_summary):
    Intake.objects.update(language=CODE)
    upload = sent(passport)
    desk = page(lenas.get(f"/review/?at={upload.pk}"))
    assert "The client reads this, in Esperanto." in desk
    found = [desk.index(f'<option value="{code}">') for code in (CODE, "en", "es")]
    assert found == sorted(found)
    lenas.post(f"/uploads/{upload.pk}/return/", {"own": "Ne.", "own_language": CODE})
    upload.refresh_from_db()
    assert (upload.own_language, return_reasons.told(upload, CODE)) == (CODE, "Ne.")


def test_a_return_is_told_in_the_language_of_whoever_reads(modest, passport, lena, quick_summary):
    decisions.return_(
        upload=sent(passport), code="old", reason="Of 2019.", own_language="en", by=lena
    )
    upload = passport.uploads.get()
    ours = pseudo("It is too old. Send the most recent one.")
    assert return_reasons.told(upload, CODE) == f"{ours} Of 2019."
    assert return_reasons.told(upload, "es").startswith("Es demasiado antiguo.")
    assert return_reasons.told(upload, "en") == "It is too old. Send the most recent one. Of 2019."


def test_a_language_no_longer_spoken_loses_no_text(maras, address, checklist, settings):
    item = checklist.items.get(title="Your spouse")
    ChecklistItem.objects.filter(pk=item.pk).update(translations={CODE: {"title": "Via edzo"}})
    settings.LANGUAGES = [one for one in settings.LANGUAGES if one[0] != CODE]
    typed = {"kind": "question", "category": "family", "answer_type": "person", "title": "Spouse",
             "title_es": "Cónyuge", "help": "", "required": "on"}  # fmt: skip
    assert maras.post(f"{address}items/{item.pk}/", typed).status_code == 302
    item.refresh_from_db()
    assert item.translations == {CODE: {"title": "Via edzo"}, "es": {"title": "Cónyuge"}}


def test_an_item_added_to_an_intake_carries_its_translations(modest, lena):
    intakes.add_item(
        intake=modest, by=lena, kind="document", title="Boat", category="property",
        translations={CODE: {"title": "Boato"}},
    )  # fmt: skip
    item = Item.objects.get(title="Boat")
    assert item.titled(CODE) == "Boato"
