import pytest

from integrations.clio import mapping

AREAS = [
    mapping.Area(number, name)
    for number, name in enumerate(
        ["Business Law", "Criminal Defense", "Estate Planning", "Family Law", "Immigration",
         "Personal Injury", "Probate and Trusts", "Real Estate", "Tax"]
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("case_type", "practice", "area"),
    [
        ("Divorce — Standard", "Family", "Family Law"),
        ("Child Support Calculation", "Family", "Family Law"),
        ("Family-Based Green Card", "Immigration", "Immigration"),
        ("Wills", "Estate Planning", "Estate Planning"),
        ("Probate", "Estate Planning", "Probate and Trusts"),
        ("Motor Vehicle Accident", "Personal Injury", "Personal Injury"),
        ("Tax", "Anything", "Tax"),
        ("Maritime Salvage", "Admiralty", None),
    ],
)
def test_closest_area_by_name(case_type, practice, area):
    found = mapping.closest(case_type, practice, AREAS)
    assert (found and found.name) == area


def test_kin_of_a_practice_is_near_when_no_name_is():
    areas = [mapping.Area(1, "Tax"), mapping.Area(2, "Divorce"), mapping.Area(3, "Patents")]
    assert mapping.closest("Custody Only", "Family", areas).name == "Divorce"


def test_without_areas_nothing_is_near():
    assert mapping.closest("Divorce — Standard", "Family", []) is None


def test_address_is_compared_whole_trimmed_and_folded():
    row = {"email_addresses": [{"address": " Maya@Example.com "}, {"address": None}]}
    assert mapping.has_email(row, "maya@example.COM")
    assert not mapping.has_email(row, "aya@example.com")
    assert not mapping.has_email({"email_addresses": None}, "maya@example.com")


def test_complete_is_what_clio_shows():
    shown = {"latest_document_version": {"fully_uploaded": True, "size": 10}}
    assert mapping.is_complete(shown, 10)
    assert not mapping.is_complete(shown, 11)
    assert not mapping.is_complete({"latest_document_version": {"fully_uploaded": "true"}}, 10)
