"""Your account → Language: a person’s own, the same at every firm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casehug.accounts.forms import LanguageForm
from casehug.models import User
from casehug.security.permissions import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    mine = {"language": request.user.language}
    form = LanguageForm(request.POST if request.method == "POST" else None, initial=mine)
    if form.is_valid():
        choose(request, form.cleaned_data["language"])
        return redirect("account-language")
    return render(
        request, "account/language.html", {"form": form}, status=422 if form.errors else 200
    )


def choose(request: HttpRequest, code: str) -> None:
    """Said in the language chosen: the reader sees at once that it holds."""
    User.objects.filter(pk=request.user.pk).update(language=code)
    with translation.override(code or translation.get_language_from_request(request)):
        messages.success(request, _("Saved."))
