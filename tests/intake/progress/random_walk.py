"""Somebody who does anything at all with one intake, by the verbs alone."""

import random
from contextlib import suppress
from datetime import UTC, date, datetime

from intake import errors
from intake.answers import answers
from intake.emails import reminders, returns, unsubscribe
from intake.lifecycle import checklist_update, intakes, submission
from intake.links import private_links
from intake.models import Intake, Item, Upload
from intake.progress import completeness
from intake.review import decisions, help, virus_scan
from intake.uploads import receiving, taking_back
from matters.domain.documents import HasLeft
from matters.domain.matters import set_status
from tests.intake.send import sent

FEW_ITEMS = 4
EXCUSED = {"excuse__gt": ""}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
REFUSALS = (
    errors.NotNow, answers.InvalidAnswer, answers.Overtaken, receiving.Refused, private_links.NoAddress, HasLeft,
)  # fmt: skip


class Walk:
    """One matter, and somebody who does anything at all with it."""

    def __init__(self, intake, lena, seed):
        self.pk, self.lena, self.any = intake.pk, lena, random.Random(seed)

    @property
    def intake(self):
        return Intake.objects.select_related("matter__client").get(pk=self.pk)

    def item(self, **about):
        return self.one_of(Item.objects.filter(intake=self.pk, **about))

    def upload(self, **about):
        rows = Upload.objects.filter(item__intake=self.pk, **about)
        return self.one_of(rows.select_related("item"))

    def one_of(self, rows):
        """Raises NotNow where there is none."""
        if not (found := list(rows.order_by("pk"))):
            raise errors.NotNow
        return self.any.choice(found)

    def step(self):
        if self.intake.status == Intake.Status.APPROVED and self.any.random() < 0.4:
            reopen(self)  # Where all is approved there is little left to go wrong.
            return "reopen"
        if self.any.random() < 0.1:
            hand_in(self)
            return "hand_in"
        verb = self.any.choice(sorted(STEPS))
        with suppress(*REFUSALS):
            STEPS[verb](self)
        return verb


def answer(walk):
    item = walk.item(kind="question", removed_at=None)
    if item.answer_type == "choices":
        return answers.give_answer(item=item, answer=walk.any.choice([["call"], ["email"], []]))
    return answers.give_answer(item=item, answer=walk.any.choice(["yes", "no", ""]))


def excuse(walk):
    why = walk.any.choice(Item.Excuse.values)
    answers.excuse(item=walk.item(removed_at=None), excuse=why, until=date(2099, 1, 1))


def ask_more(walk):
    """Few enough that all of it is settled now and then."""
    asked = Item.objects.filter(intake=walk.pk, removed_at=None)
    if asked.count() > FEW_ITEMS:
        return intakes.remove_item(item=walk.one_of(asked), by=walk.lena)
    required = walk.any.random() < 0.5
    return intakes.add_item(
        intake=walk.intake, by=walk.lena, kind="document", title="More", required=required
    )


def find_infected(walk):
    upload = walk.upload()
    Upload.objects.filter(pk=upload.pk, state="uploaded").update(scan="pending")
    upload.refresh_from_db()
    virus_scan._write(upload, clean=walk.any.random() < 0.5)


def revoke(walk):
    private_links.revoke_link(
        link=walk.one_of(walk.intake.links.filter(revoked_at=None)), by=walk.lena
    )


def open_or_close(walk):
    status = walk.any.choice(["open", "open", "closed"])
    set_status(matter=walk.intake.matter, status=status, by=walk.lena)


def reopen(walk):
    about = {"kind": "document", "title": "One more", "required": True}
    intakes.add_item(intake=walk.intake, by=walk.lena, **about)


def hand_in(walk):
    """All that is open, and then it is sent, or not yet."""
    for item in completeness.progress(walk.intake).still_open:
        if item.kind == "question":
            answers.give_answer(item=item, answer=walk.any.choice(["yes", "no"]))
        elif walk.any.random() < 0.3:
            answers.excuse(item=item, excuse="not_applicable")
        else:
            sent(item)
    if walk.any.random() < 0.5:
        submission.submit(intake=walk.intake)


def stop_reminders(walk):
    intake = walk.intake
    unsubscribe.stop_reminders(firm_id=intake.firm_id, intake_id=intake.pk)


STEPS = {
    "answers.give_answer": answer,
    "answers.excuse": excuse,
    "answers.withdraw_excuse": lambda w: answers.withdraw_excuse(item=w.item(**EXCUSED)),
    "receiving.receive": lambda w: sent(w.item(kind="document", removed_at=None)),
    "taking_back.take_back": lambda w: taking_back.take_back(upload=w.upload(state="uploaded")),
    "taking_back.put_back": lambda w: taking_back.put_back(upload=w.upload(state="removed")),
    "decisions.approve": lambda w: decisions.approve(upload=w.upload(), by=w.lena),
    "decisions.return_": lambda w: decisions.return_(upload=w.upload(), reason="Dark", by=w.lena),
    "decisions.undo": lambda w: decisions.undo(upload=w.upload(), by=w.lena),
    "decisions.accept_excuse": lambda w: decisions.accept_excuse(item=w.item(**EXCUSED), by=w.lena),
    "decisions.undo_excuse": lambda w: decisions.undo_excuse(item=w.item(**EXCUSED), by=w.lena),
    "decisions.approve_all": lambda w: decisions.approve_all(intake=w.intake, by=w.lena),
    "submission.submit": lambda w: submission.submit(intake=w.intake),
    "intakes.create_intake": lambda w: intakes.create_intake(matter=w.intake.matter, by=w.lena),
    "intakes.add_item": ask_more,
    "intakes.remove_item": lambda w: intakes.remove_item(item=w.item(removed_at=None), by=w.lena),
    "intakes.restore_item": lambda w: intakes.restore_item(
        item=w.item(removed_at__gt=LONG_AGO), by=w.lena
    ),
    "checklist_update.apply_checklist": lambda w: checklist_update.apply_checklist(
        intake=w.intake, by=w.lena
    ),
    "private_links.make_link": lambda w: private_links.make_link(intake=w.intake, by=w.lena),
    "private_links.copy_link": lambda w: private_links.copy_link(intake=w.intake, by=w.lena),
    "private_links.renew_link": lambda w: private_links.renew_link(intake=w.intake, by=w.lena),
    "private_links.revoke_link": revoke,
    "private_links.send_link": lambda w: private_links.send_link(intake=w.intake, by=w.lena),
    "virus_scan._write": find_infected,
    "help.answer": lambda w: help.answer(
        item=w.item(excuse="need_help"), said="Bring it.", by=w.lena
    ),
    "returns.write_returned": lambda w: returns.write_returned(intake_id=w.pk),
    "reminders.write_due": lambda w: reminders.write_due(),
    "unsubscribe.stop_reminders": stop_reminders,
    "matters.set_status": open_or_close,
}
