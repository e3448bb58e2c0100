"""The page behind the last line of every reminder: one press, and there are no more of them."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casehug.doors import public
from casehug.models import Firm
from casehug.tenancy import firm_scope
from intake.domain.unsubscribing import stop_reminders, stopping
from intake.models import Intake

WORDS = {
    "en": {
        "title": "Reminders",
        "ask": "Stop the reminders?",
        "what": "{firm} then sends no more reminders about what is missing. Your private page keeps"
        " working, and you are still told when something has to be sent again.",
        "button": "Stop the reminders",
        "done": "No more reminders.",
        "done_what": "Your private page keeps working.",
    },
    "es": {
        "title": "Recordatorios",
        "ask": "¿Dejar de recibir recordatorios?",
        "what": "{firm} ya no le enviará recordatorios sobre lo que falta. Su página privada sigue"
        " funcionando y se le avisará si hay que enviar algo otra vez.",
        "button": "No recibir más recordatorios",
        "done": "No habrá más recordatorios.",
        "done_what": "Su página privada sigue funcionando.",
    },
}


@public
# A mail program's own button posts here without having seen the page; the signed address is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    try:
        firm_id, intake_id = stopping(signed)
    except signing.BadSignature:
        raise Http404 from None
    if request.method == "POST":
        stop_reminders(firm_id=firm_id, intake_id=intake_id)
    with firm_scope(firm_id):
        intake = Intake.objects.filter(pk=intake_id).first()
        firm = Firm.objects.filter(pk=firm_id).first()
        if intake is None or firm is None:
            raise Http404
        said = {key: text.format(firm=firm.name) for key, text in WORDS[intake.language].items()}
        context = {
            "firm": firm,
            "language": intake.language,
            "words": said,
            "is_done": intake.unsubscribed_at is not None,
        }
        return render(request, "letters/stop.html", context)
