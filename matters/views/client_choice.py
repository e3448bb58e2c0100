"""Client choice: the part of a form that says whom a matter is for, shared by the pages that ask
it.
"""

from django.db import transaction
from django.http import HttpRequest

from casehug.models import Member
from matters.domain.clients import create_client
from matters.forms import ClientChoice
from matters.models import Client

MOST_FOUND = 8


def is_looking(request: HttpRequest) -> bool:
    """A button of the picker was pressed: nothing is to be saved yet, and all typed is kept."""
    return "look" in request.POST or "use" in request.POST


def looked(request: HttpRequest) -> dict[str, str]:
    """What to show after such a press: the client offered by "use" is chosen."""
    typed = request.POST.dict()
    if "use" in typed:
        typed |= {"who": ClientChoice.FOUND, "client": typed["use"]}
    return typed


def found_clients(query: str, chosen: str = "") -> list[Client]:
    """Those the query finds, and the one already chosen first."""
    matching, _ = Client.objects.matching(query)
    found = list(matching.by_name()[:MOST_FOUND]) if query.strip() else []
    if chosen.isdecimal() and len(chosen) < 19:
        first = list(Client.objects.filter(pk=chosen))
        found = first + [client for client in found if client not in first]
    return found


def choosing(request: HttpRequest, choice: ClientChoice) -> dict[str, object]:
    return {
        "choice": choice,
        "found": found_clients(choice.typed, choice.chosen),
        "chosen": choice.chosen,
        "query": choice.typed,
        "same_person": choice.new.same_person,
    }


@transaction.atomic
def chosen_client(choice: ClientChoice, *, by: Member) -> Client | None:
    """For a valid choice."""
    if choice.way == choice.NEW:
        return create_client(**choice.new.values(), by=by)
    return choice.cleaned_data["client"] if choice.way == choice.FOUND else None
