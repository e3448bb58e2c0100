"""Drafts of a page: what is typed on it is kept before it is sent."""

from django.http import HttpResponse

from intake.answers import drafts
from intake.portal.documents import item_here
from intake.portal.permissions import client_link_required, pressed


@client_link_required
@pressed
def draft(request, item_id):
    drafts.keep(item=item_here(request, item_id), fields=request.POST.dict())
    return HttpResponse(status=204)
