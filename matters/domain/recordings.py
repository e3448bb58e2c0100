"""Recordings: sound and films, kept where an item welcomes them, told by their bytes. Pure."""

from django.utils.translation import gettext_lazy as _

TYPES = {
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
}
NAMES = {
    "m4a": _("a sound recording (M4A)"),
    "mp3": _("a sound recording (MP3)"),
    "wav": _("a sound recording (WAV)"),
    "mp4": _("a video (MP4)"),
    "mov": _("a video (MOV)"),
}
SOUND = frozenset({"m4a", "mp3", "wav"})
# One box for both: phones write either of sound alone, and only the name tells.
EITHER = {"mp4", "m4a"}
STRANGERS = {
    "video": {"mp4", "mov", "avi", "mkv", "webm", "mpg", "mpeg", "wmv", "3gp", "3g2"},
    "recording": {"mp3", "wav", "m4a", "ogg", "oga", "opus", "amr", "aac", "flac", "wma", "caf"},
}
STRANGER_NAMES = {"video": _("a video"), "recording": _("a sound recording")}
# Why neither is kept where a document is asked for, with what can be done on a phone.
UNASKED = {
    "video": _(
        "This file is a video, and a document is asked for here. Stop it at what matters, take a"
        " screenshot, and send that."
    ),
    "recording": _(
        "This file is a sound recording, and a document is asked for here. Write down what is said"
        " in it, take a photo of that, and send the photo."
    ),
}
UNPLAYED = _(
    "We cannot play this kind of recording ({ending}). Play it on your phone, make a screen"
    " recording of it, and send that: MP4, MOV, M4A, MP3 and WAV can be played."
)
LARGE = _(
    "This recording is larger than {most} GB. Cut it where recordings are edited on your phone, and"
    " send the parts."
)

FILM_BRANDS = {b"isom", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash", b"f4v ", b"XAVC"}
FILM_BRANDS |= {b"iso%d" % number for number in range(2, 10)}
SOUND_BRANDS = {b"M4A ", b"M4B "}
QUICKTIME = b"qt  "
# What films began with before they said their brand.
FIRST_BOXES = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
LOWEST_LETTER = 9  # Text has no character below it; the length of a box has.
RIFF_KINDS = {b"WAVE": "wav", b"AVI ": "avi"}
# MPEG audio, layer 3: thousands of bits a second by index, dots a second by version.
BITS = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
LAYER_3 = 1
FRAME_HEAD = 4


def kinds(head: bytes, brands: set[bytes]) -> set[str]:
    """What the first bytes may be; `brands`: what the box around a film says of itself."""
    if head[4:8] == b"ftyp":
        return _branded(head[8:12], brands)
    if head[4:8] in FIRST_BOXES and min(head[:4]) < LOWEST_LETTER:
        return {"mov"}
    if head.startswith(b"RIFF") and (kind := RIFF_KINDS.get(head[8:12])):
        return {kind}
    return {"mp3"} if head.startswith(b"ID3") or _is_mpeg_audio(head) else set()


def _branded(first: bytes, brands: set[bytes]) -> set[str]:
    if first in SOUND_BRANDS:
        return {"m4a"}
    if first == QUICKTIME:
        return {"mov"}
    if first.startswith((b"3gp", b"3g2", b"3ge", b"3gs")):
        return {"3gp"}
    return set(EITHER) if brands & FILM_BRANDS else set()


def _is_mpeg_audio(head: bytes) -> bool:
    """One frame where the one before it says: two bytes alone are found in anything."""
    first = _frame(head)
    return bool(first and _frame(head[first:]))


def _frame(head: bytes) -> int:
    """How long the frame of layer 3 is that begins here; 0 where none does."""
    if len(head) < FRAME_HEAD or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    if layer != LAYER_3 or version not in RATES or bits in (0, 15) or rate == 3:
        return 0
    is_first = version == 3
    thousands = BITS[3 if is_first else 2][bits - 1]
    padding = head[2] >> 1 & 1
    return (144 if is_first else 72) * thousands * 1000 // RATES[version][rate] + padding
