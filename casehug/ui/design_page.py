"""Every component on one page, for eyes; only where DEBUG is true."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from casehug.security.permissions import public


class EveryWidget(forms.Form):
    title = forms.CharField(help_text="Only your firm sees it.")
    county = forms.CharField(required=False)
    case_type = forms.ChoiceField(choices=[("", "Choose …"), ("1", "Divorce — Standard")])
    email = forms.EmailField(label="Client’s email")
    notes = forms.CharField(widget=forms.Textarea, required=False)
    status = forms.ChoiceField(
        choices=[("open", "Open"), ("pending", "Pending")], widget=forms.RadioSelect
    )
    documents = forms.FileField(help_text="PDF, photo, Word, Excel or text, up to 100 MB.")
    urgent = forms.BooleanField(label="Tell me when the client writes", required=False)
    fee = forms.DecimalField(required=False)


@public
def design(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    moment = datetime.now(UTC)
    return render(
        request,
        "design.html",
        {
            "fresh": EveryWidget(),
            "wrong": EveryWidget({"title": "Rivera", "email": "ana@", "status": "gone"}),
            "moments": [moment - timedelta(minutes=n) for n in (0, 2, 200, 1500, 30000)],
        },
    )
