"""Family law."""

from intake.shipped.about_you import BASICS, WORK_NOW
from intake.shipped.library import documents
from intake.shipped.words import Ask, when

FAMILY: dict[str, list[Ask]] = {
    "Divorce — Standard": [
        *BASICS,
        WORK_NOW,
        *documents("tax_return bank_statements credit_card_statements?"),
        *when("work", "employed", *documents("pay_stubs w2")),
    ],
}
