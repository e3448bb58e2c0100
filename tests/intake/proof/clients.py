"""Clients who give without a pause, and remember what they were told is kept.

What a `step` raises is a cut: the server may have done it, or not.
"""

import hashlib
import random
from functools import cache

from casehug.files.storage import private_files
from intake.models import Item, Upload
from matters.demo import papers

PIECE = 256 * 1024


@cache
def a_paper():
    return papers.pdf("Tax return", ["2025"])


class Typist:
    """One question after the other, round and round."""

    def __init__(self, device, items, dice):
        self.device, self.items, self.dice = device, items, dice
        self.said = {item.pk: [None] for item in items}
        self.kept = dict.fromkeys(self.said, 0)
        self.wrong = []
        self.is_done, self.acknowledged = True, 0

    def step(self):
        item = self.dice.choice(self.items)
        value = f"{len(self.said[item.pk])} {'word ' * self.dice.randrange(60)}end"
        self.said[item.pk].append(value)
        answer = self.device.answers(item, value)
        if answer.status == 200:
            self.kept[item.pk] = len(self.said[item.pk]) - 1
            self.acknowledged += 1
        else:
            self.wrong.append(f"an answer was answered {answer.status}")

    def cut(self):
        pass

    def faults(self):
        yield from self.wrong
        ids = list(self.said)
        for pk, found in Item.objects.filter(pk__in=ids).values_list("pk", "answer"):
            possible = self.said[pk][self.kept[pk] :]
            if found not in possible:
                yield f"question {pk} holds {found!r}, was told {possible[0]!r} is kept"


class Sender:
    """File after file, each its own bytes, until it is said to be there."""

    def __init__(self, device, item, dice, name):
        self.device, self.item, self.dice, self.name = device, item, dice, name
        self.files = {}
        self.whole = set()
        self.checked = set()
        self.wrong = []
        self.is_done = True

    def next_file(self):
        rest = self.dice.randbytes(self.dice.randrange(200, 3_000_000))
        self.content = a_paper() + b"\n%" + rest
        self.nonce = f"{self.name}-{len(self.files)}"
        self.files[self.nonce] = hashlib.sha256(self.content).hexdigest()
        self.is_done = False

    def came(self, answer, wanted):
        if answer.status != wanted:
            self.wrong.append(f"{self.nonce} was answered {answer.status}")
        self.whole.add(self.nonce)
        self.is_done = True

    def faults(self):
        """Of those acknowledged since the last look."""
        yield from self.wrong
        new = self.whole - self.checked
        for upload in Upload.objects.filter(item=self.item, nonce__in=self.names(new)):
            nonce = self.nonce_of(upload)
            if (upload.sha256, upload.state) != (self.files[nonce], "uploaded"):
                yield f"{nonce} is another file"
            if (found := sum_of(upload)) != self.files[nonce]:
                yield f"{nonce} lies there with other bytes" if found else f"{nonce} lies nowhere"
            new.discard(nonce)
            self.checked.add(nonce)
        yield from (f"{nonce} was told to be there and is lost" for nonce in new)

    def names(self, nonces):
        return nonces

    def nonce_of(self, upload):
        return upload.nonce

    @property
    def acknowledged(self):
        return len(self.whole)


def sum_of(upload):
    try:
        with private_files().open(upload.file, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


class Piecemeal(Sender):
    """In pieces, going on from where the server says it is."""

    def __init__(self, *about):
        super().__init__(*about)
        self.here, self.promised = None, 0

    def step(self):
        if self.is_done:
            self.next_file()
            self.here, self.promised = 0, 0
        if self.here is None:
            self.goes_on_from(self.offset_there())
        most = self.dice.randrange(1000, PIECE)
        answer = self.device.puts(self.item, self.nonce, self.content, self.here, most)
        if answer.status in {200, 409}:
            self.goes_on_from(int(answer.headers["Upload-Offset"]))
        else:
            self.came(answer, 201)

    def offset_there(self):
        answer = self.device.offset(self.item, self.nonce)
        return int(answer.headers["Upload-Offset"])

    def goes_on_from(self, offset):
        if not self.promised <= offset <= len(self.content):
            self.wrong.append(f"{self.nonce} goes on from {offset}, {self.promised} were kept")
        self.here = self.promised = offset

    def cut(self):
        self.here = None


class Formful(Sender):
    """As a whole, and the same form again until there is an answer."""

    def step(self):
        if self.is_done:
            self.next_file()
        self.came(self.device.sends_form(self.item, self.nonce, self.content), 302)

    def cut(self):
        pass

    def names(self, nonces):
        return [f"{nonce}-0" for nonce in nonces]

    def nonce_of(self, upload):
        return upload.nonce.removesuffix("-0")


def chance(seed, name):
    return random.Random(f"{seed} {name}")
