"""Spanish pages say which of their words are English (WCAG 3.1.2), and name the case in Spanish."""

import pytest
from django.core import mail
from django.utils import timezone

from intake.checklists import checklists
from intake.emails import client_emails, render, returns
from intake.models import Checklist, Email, Intake, Item, Preferences, Upload
from intake.review import decisions
from intake.uploads.return_reasons import INFECTED
from matters.case_type_defaults import CASE_TYPES
from matters.models import CaseType, Matter
from tests.intake.send import sent

OPTIONS = [
    {"value": "rent", "labels": {"en": "We rent"}},
    {"value": "own", "labels": {"en": "We own", "es": "Propia"}},
]


@pytest.fixture
def spanish(small):
    Intake.objects.update(language="es")


def in_spanish(**texts):
    return {"es": texts}


def english(text):
    return f'<span lang="en">{text}</span>'


def test_titles_and_help_without_spanish_are_marked_everywhere(phone, ask, spanish):
    paper = ask("Boat title", "document", help="The blue one.")
    other = ask(
        "Pink slip",
        "document",
        translations=in_spanish(title="Tarjeta rosa", help="La rosa."),
        help="x",
    )
    asked = ask("Where do you live?", answer_type="choice", options=OPTIONS, help="At night.")
    assert english("Boat title") in phone.reads()
    page = phone.reads(f"items/{paper.pk}/")
    assert f"<h1>{english('Boat title')}</h1>" in page
    assert english("The blue one.") in page
    page = phone.reads("questions/financial/")
    for text in ("Where do you live?", "At night.", "We rent"):
        assert english(text) in page
    assert "<span>Propia</span>" in page
    page = phone.reads("review/")
    assert page.count(english("Boat title")) == 3  # Missing, in the list, and heard with "Add".
    assert english(paper.title) in phone.reads(f"items/{paper.pk}/excuse/")
    assert english(asked.title) in phone.reads(f"items/{asked.pk}/excuse/")
    for path in ("", f"items/{other.pk}/", "review/"):
        assert "Pink slip" not in phone.reads(path)


def test_what_comes_next_is_marked_inside_the_sentence(phone, ask, spanish):
    first = ask("Boat title", "document")
    ask("Trailer title", "document")
    assert f"Siguiente: {english('Trailer title')}" in phone.reads(f"items/{first.pk}/")


def test_an_answer_is_marked_where_it_is_read_again(phone, ask, spanish):
    ask("Where do you live?", answer_type="choice", options=OPTIONS, answer="rent", state="given")
    assert english("We rent") in phone.reads("review/")


def test_an_english_page_marks_no_english(phone, ask):
    paper = ask(
        "Boat title",
        "document",
        translations=in_spanish(title="Título del bote"),
        help="The blue one.",
    )
    for path in ("", "review/", f"items/{paper.pk}/"):
        assert '<span lang="en">' not in phone.reads(path)


@pytest.mark.parametrize(
    ("language", "reason", "own", "marked"),
    [
        ("es", "Send the page with your name on it.", "en", "en"),
        ("es", "Falta la página 3. Envíe todas las páginas.", "es", None),
        ("en", "Falta la página 3. Envíe todas las páginas.", "es", "es"),
        ("en", "Send the page with your name on it.", "en", None),
        # Nobody said; it is not guessed.
        ("es", "Send the page with your name on it.", "", None),
    ],
)
def test_a_reason_says_its_language(phone, ask, language, reason, own, marked):
    Intake.objects.update(language=language)
    paper = ask(
        "Tax return",
        "document",
        translations=in_spanish(title="Declaración"),
        state=Item.State.RETURNED,
    )
    Upload.objects.create(
        item=paper, nonce="n", name="a.pdf", file="f", size=1, sha256="0", content_type="application/pdf",
        state=Upload.State.RETURNED, reason=reason, own_language=own,
    )  # fmt: skip
    for path in ("", f"items/{paper.pk}/"):
        page = phone.reads(path)
        assert reason in page
        assert (f'<span lang="{marked}">{reason}</span>' in page) == (marked is not None)


FORM = "Add Schedule C."
BLURRY = (
    "It is too blurry or dark to read. Take the photo again in good light.",
    "Está borroso u oscuro y no se puede leer. Tome la foto otra vez con buena luz.",
)
HARMFUL = (
    (
        "Our virus scanner found something harmful in this file, so nobody has opened it. Send the"
        " document from another device, or a photo of it."
    ),
    (
        "Nuestro antivirus encontró algo dañino en este archivo, por eso nadie lo abrió. Envíe el"
        " documento desde otro dispositivo o una foto de él."
    ),
)


@pytest.fixture
def returned(ask, small, lena, lenas):
    """returned("es", canned="blurry", own="…") → the item a client who reads that got back."""

    def give_back(language, **typed):
        Intake.objects.update(language=language)
        paper = ask("Tax return", "document", translations=in_spanish(title="Declaración"))
        upload = sent(paper)
        assert lenas.post(f"/uploads/{upload.pk}/return/", typed).status_code == 302
        return paper

    return give_back


@pytest.mark.parametrize(
    ("language", "said", "marked"),
    [("es", "en", "en"), ("es", "es", None), ("es", "", None), ("es", "fr", None), ("en", "es", None)],
)  # fmt: skip
def test_staffs_own_words_are_of_the_language_they_say(phone, returned, language, said, marked):
    paper = returned(language, own=FORM, own_language=said)
    for path in ("", f"items/{paper.pk}/"):
        page = phone.reads(path)
        assert FORM in page
        assert (f'<span lang="en">{FORM}</span>' in page) == (marked == "en")


def test_words_for_who_reads_english_are_english(phone, returned):
    paper = returned("en", own=FORM)
    Intake.objects.update(language="es")
    assert f'<span lang="en">{FORM}</span>' in phone.reads(f"items/{paper.pk}/")


def test_our_own_reasons_are_read_in_the_language_of_the_page(phone, returned, lenas):
    english, spanish = BLURRY
    paper = returned("es", canned="blurry", own=FORM, own_language="en")
    page = phone.reads(f"items/{paper.pk}/")
    assert f'<p>{spanish} <span lang="en">{FORM}</span></p>' in page
    desk = lenas.get(f"/review/?at={paper.uploads.get().pk}").content.decode()
    assert f'<span lang="es">{spanish}</span> {FORM}</blockquote>' in desk
    Intake.objects.update(language="en")
    assert f"<p>{english} {FORM}</p>" in phone.reads(f"items/{paper.pk}/")


def test_a_virus_is_told_in_the_language_of_the_page(phone, ask, spanish, lena):
    paper = ask("Tax return", "document", translations=in_spanish(title="Declaración"))
    decisions.return_(upload=sent(paper), code=INFECTED, by=None)
    assert f"<p>{HARMFUL[1]}</p>" in phone.reads(f"items/{paper.pk}/")
    Intake.objects.update(language="en")
    assert f"<p>{HARMFUL[0]}</p>" in phone.reads(f"items/{paper.pk}/")


def test_the_language_is_asked_only_where_it_can_be_another(lenas, ask, small):
    upload = sent(ask("Tax return", "document"))
    page = f"/review/?at={upload.pk}"
    assert "Your own words are in" not in lenas.get(page).content.decode()
    Intake.objects.update(language="es")
    assert "Your own words are in" in lenas.get(page).content.decode()
    refused = lenas.post(f"/uploads/{upload.pk}/return/", {"own_language": "en"})
    assert '<option value="en" selected>' in refused.content.decode()


def test_a_name_is_never_markup(phone, ask, spanish):
    ask("<b>Boat</b> & trailer", "document")
    assert english("&lt;b&gt;Boat&lt;/b&gt; &amp; trailer") in phone.reads()


# --- Emails -------------------------------------------------------------------------------------


def html_of(letter):
    client_emails.send_due()
    return mail.outbox[-1].alternatives[0][0]


def test_english_titles_are_marked_in_a_spanish_letter(small, token, ask, spanish):
    titles = [
        ask("Boat title", "document"),
        ask("Tax return", "document", translations=in_spanish(title="Declaración")),
    ]
    intake = Intake.objects.get(pk=small.pk)
    said = render.missing(intake, titles)
    letter = client_emails.write(intake, Email.Kind.REMINDER, said, link=render.live_link(intake))
    page = html_of(letter)
    assert f"<li>{english('Boat title')}</li>" in page
    assert "<li>Declaración</li>" in page


def test_the_line_for_the_other_language_is_marked(small, token, lena):
    for language, other, code in (
        ("en", "¿Prefiere español?", "es"),
        ("es", "Prefer English?", "en"),
    ):
        Intake.objects.update(language=language)
        page = html_of(client_emails.invite(intake=Intake.objects.get(), token=token, by=lena))
        assert f'<html lang="{language}">' in page
        assert f'<p><span lang="{code}">{other}' in page
        assert page.count("<span") == 1


def test_a_line_the_firm_kept_in_its_own_words_is_marked(small, token, lena):
    kept = "¿Prefiere español? Abra el enlace y elija Español en la parte de arriba."
    Preferences.objects.create(invitation=f"Your papers.\r\n{kept}\r\n{{link}}")
    page = html_of(client_emails.invite(intake=small, token=token, by=lena))
    assert f'Your papers.<br><span lang="es">{kept}</span><br>' in page


def test_a_letter_about_returns_marks_what_is_not_spanish(small, token, returned, lena):
    paper = returned("es", canned="blurry", own=FORM, own_language="en")
    Item.objects.update(translations={})
    Intake.objects.update(returns_due_at=timezone.now())
    page = html_of(returns.write_returned(intake_id=small.pk))
    said = f"{english(paper.title)}: {BLURRY[1]} {english(FORM)}"
    assert f"<li>{said}</li>" in page


@pytest.mark.parametrize(("said", "marked"), [("en", "en"), ("es", None), ("", None)])
def test_an_answer_to_who_asked_for_help_is_marked(lenas, ask, token, spanish, said, marked):
    paper = ask(
        "Tax return",
        "document",
        translations=in_spanish(title="Declaración"),
        excuse=Item.Excuse.NEED_HELP,
    )
    assert (
        "Your own words are in"
        in lenas.get(f"/matters/{paper.intake.matter_id}/review/").content.decode()
    )
    lenas.post(
        f"/items/{paper.pk}/answer/", {"said": "Form 1040.\n\nBoth sides.", "own_language": said}
    )
    page = html_of(Email.objects.get(kind="answer"))
    assert (f"<p>{english('Form 1040.')}</p>" in page) == (marked == "en")
    assert (f"<p>{english('Both sides.')}</p>" in page) == (marked == "en")


# --- What the case is called ---------------------------------------------------------------------


def test_every_case_type_that_ships_has_its_spanish(in_firm):
    shipped = {name for names in CASE_TYPES.values() for name in names}
    assert len(shipped) == 13
    kept = {one.name: one.translation("es", "name") for one in CaseType.objects.all()}
    assert set(kept) == shipped
    assert all(kept.values())
    assert kept["Wills"] == "Testamento"


def test_a_client_reads_the_case_types_name_in_their_language(phone, spanish):
    assert "Para: Divorcio" in phone.reads()
    Intake.objects.update(language="en")
    assert "For: Divorce — Standard" in phone.reads()


@pytest.mark.parametrize(
    ("own", "own_es", "read"),
    [
        ("Your family", "", f"Para: {english('Your family')}"),
        ("Your family", "Su familia", "Para: Su familia"),
        ("", "", "Para: Divorcio"),
    ],
)
def test_the_matters_own_name_comes_first(phone, spanish, own, own_es, read):
    translations = in_spanish(client_facing_name=own_es)
    Matter.objects.update(client_facing_name=own, translations=translations)
    assert read in phone.reads()
    assert "Ruiz — Divorce" not in phone.reads()


def test_a_case_type_without_spanish_is_marked(phone, spanish, divorce):
    CaseType.objects.filter(pk=divorce.pk).update(translations={})
    assert f"Para: {english('Divorce — Standard')}" in phone.reads()


@pytest.fixture
def address(divorce):
    checklists.ship(firm=divorce.firm)
    return f"/settings/templates/{Checklist.objects.get(case_type=divorce).pk}/"


def test_a_case_type_is_named_in_spanish_by_the_firm(maras, address, divorce):
    assert "In Spanish:" in maras.get(address).content.decode()
    assert maras.post(f"{address}names/es/", {"name": "Separación"}).url == address
    assert CaseType.objects.get(pk=divorce.pk).named("es") == "Separación"
    assert CaseType.objects.get(pk=divorce.pk).name == "Divorce — Standard"
    assert "Separación" in maras.get(f"{address}names/es/").content.decode()
    maras.post(f"{address}names/es/", {"name": ""})
    assert CaseType.objects.get(pk=divorce.pk).named("es").language == "en"
    assert "Name it in Spanish" in maras.get(address).content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_named_only_in_further_languages(maras, address, language):
    assert maras.get(f"{address}names/{language}/").status_code == 404


@pytest.mark.parametrize("who", ["lenas", "ottos"])
def test_nobody_else_names_it(address, who, request, divorce):
    stranger = request.getfixturevalue(who)
    assert stranger.post(f"{address}names/es/", {"name": "x"}).status_code == 404


def test_a_new_case_type_may_have_its_spanish(maras):
    typed = {"name": "Adoption", "name_es": "Adopción", "practice_area": "Family"}
    assert maras.post("/settings/templates/new/", typed).status_code == 302
    assert CaseType.objects.get(name="Adoption").named("es") == "Adopción"
