"""A firm at work: the demo's story, one matter in Clio, one that needs a person."""

from casehug.models import Member, User
from casehug.tenancy.scope import firm_scope, person_scope
from intake.demo import stages
from intake.models import Intake
from integrations import queue
from integrations.models import Sync
from matters.demo.seed import seed
from matters.models import Matter
from tests.conftest import PASSWORD


def open_the_desk():
    """Hart & Vale's Mara, with the firm of the demo around her."""
    seed(password=PASSWORD)
    user = User.objects.get(email="mara@hartvale.example")
    with person_scope(user.pk):
        return Member.unscoped.select_related("firm", "user").get(user=user)


def matter_of(firm, title):
    with firm_scope(firm.id):
        return Matter.objects.get(title=title)


def ask_for_sync(firm, title):
    with firm_scope(firm.id):
        return queue.enqueue(matter=Matter.objects.get(title=title), trigger=Sync.Trigger.MANUAL)


def state_of(firm, sync):
    with firm_scope(firm.id):
        return Sync.objects.get(pk=sync.pk).state


def intake_of(firm, title):
    with firm_scope(firm.id):
        return Intake.objects.get(matter__title=title)


def tell_the_story(member):
    """Every intake of the firm, as far as the story has it."""
    stages.tell(stages.STAGES[-1], emails=[member.user.email])
