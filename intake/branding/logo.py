"""How a firm looks to its clients: its colour, and its logo drawn anew so that only a picture is kept."""

import math
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from casehug import audit
from casehug.files.storage import private_files, store
from casehug.models import Firm, Member
from intake.branding import contrast

LOGO_MAX_BYTES = 1024 * 1024
LOGO_MAX_PIXELS = 25_000_000
# Three times as high as the portal shows it, for fine screens.
LOGO_BOX = (480, 120)
# A phone on a weak signal fetches it before anything is typed: a fifth of what a page may weigh.
LOGO_MOST_SERVED = 12 * 1024
TOO_MANY_PIXELS = gettext_lazy("This picture has too many pixels. Send a smaller one.")
FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}
# The first that is light enough: as it came, without loss, then ever coarser.
WAYS: list[tuple[str, dict[str, Any]]] = [
    ("", {"optimize": True, "quality": 88}),
    ("WEBP", {"lossless": True}),
    *(("WEBP", {"quality": much, "alpha_quality": much}) for much in (90, 75, 50, 25, 0)),
]


class NotALogo(ValueError):
    """str() says why, to the person who chose it."""


# --- The colour ----------------------------------------------------------------------------------


def consequences(colour: str) -> list[str]:
    """What will be done so that everybody can read it; empty when nothing needs doing."""
    rgb = contrast.parsed(colour)
    if rgb is None:
        return []
    light, dark = contrast.light(rgb), contrast.dark(rgb)
    white = contrast.contrast(contrast.luminance(rgb), 1.0)
    told = []
    if white < contrast.ENOUGH:
        form = _(
            "White words on this color would be {contrast} to 1, and people need {enough}."
            " Buttons get black words."
        )
        told.append(form.format(contrast=_down(white), enough=_down(contrast.ENOUGH)))
    if light.text != light.fill:
        told.append(_("Links on white paper use a darker shade of it."))
    if dark.fill != light.fill:
        told.append(_("On dark screens the buttons use a lighter shade of it."))
    return told


def _down(ratio: float) -> str:
    """4.48 is not yet 4.5."""
    return number_format(math.floor(ratio * 10) / 10, 1)


@transaction.atomic
def set_colour(*, firm: Firm, colour: str, by: Member) -> Firm:
    firm.colour = colour.lower()
    firm.save(update_fields=["colour"])
    audit.record("firm.colour_set", firm, by=by.user, colour=firm.colour)
    return firm


# --- The logo ------------------------------------------------------------------------------------


def redrawn(file: File) -> tuple[bytes, str]:
    """The picture alone, small enough for a page, and its type. Raises NotALogo."""
    if file.size > LOGO_MAX_BYTES:
        raise NotALogo(_("This file is larger than 1 MB. Send a smaller one."))
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            return _redrawn(file)
    except NotALogo:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NotALogo(TOO_MANY_PIXELS) from None
    except Exception as error:  # Whatever a stranger's file makes Pillow raise, it is no logo.
        raise NotALogo(_("We cannot read this as a picture. Send a PNG or a JPEG.")) from error


def _redrawn(file: File) -> tuple[bytes, str]:
    with Image.open(file, formats=list(FORMATS)) as picture:
        if picture.width * picture.height > LOGO_MAX_PIXELS:
            raise NotALogo(TOO_MANY_PIXELS)
        kind = picture.format
        assert kind is not None  # It was opened, not made.
        upright = ImageOps.exif_transpose(picture).convert("RGBA" if kind == "PNG" else "RGB")
        upright.thumbnail(LOGO_BOX)
        # Pasted onto an empty one, so that no comment, profile or place comes along.
        bare = Image.new(upright.mode, upright.size)
        bare.paste(upright)
        return _light_enough(bare, kind)


def _light_enough(picture: Image.Image, kind: str) -> tuple[bytes, str]:
    for form, options in WAYS:
        out = BytesIO()
        picture.save(out, format=form or kind, **options)
        if out.tell() <= LOGO_MOST_SERVED:
            break
    return out.getvalue(), FORMATS.get(form or kind, "image/webp")


@transaction.atomic
def set_logo(*, firm: Firm, file: File, by: Member) -> Firm:
    """Raises NotALogo."""
    picture, kind = redrawn(file)
    stored = store(ContentFile(picture), firm_id=firm.pk)
    return _change_logo(firm, stored.name, kind, by)


@transaction.atomic
def remove_logo(*, firm: Firm, by: Member) -> Firm:
    return _change_logo(firm, "", "", by)


def _change_logo(firm: Firm, name: str, kind: str, by: Member) -> Firm:
    former = firm.logo
    firm.logo, firm.logo_type = name, kind
    firm.save(update_fields=["logo", "logo_type"])
    audit.record("firm.logo_set" if name else "firm.logo_removed", firm, by=by.user)
    if former:
        transaction.on_commit(lambda: private_files().delete(former))
    return firm
