"""Forms of a page, as a browser reads them: which button Return in a field presses."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

NOT_TYPED = {"hidden", "radio", "checkbox", "file", "submit", "button", "image", "reset"}


@dataclass
class Form:
    about: dict
    typed: list = field(default_factory=list)
    buttons: list = field(default_factory=list)

    @property
    def presses(self):
        """What the first submit button sends of its own; nothing where it is the plain one."""
        own = {"name", "formaction", "formmethod", "formnovalidate"}
        return {name: value for name, value in self.buttons[0].items() if name in own}

    @property
    def is_wrong(self):
        """Typed into, with several buttons, and Return presses one of the others."""
        return bool(self.typed and len(self.buttons) > 1 and self.presses)


class Forms(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found, self.by_id, self.open = [], {}, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if tag == "form":
            self.open = Form(about)
            self.found.append(self.open)
            self.by_id[about.get("id")] = self.open
        form = self.by_id.get(about["form"]) if "form" in about else self.open
        if form is None:
            return
        if tag == "button" and about.get("type", "submit") == "submit":
            form.buttons.append(about)
        if tag == "input" and about.get("type", "text") not in NOT_TYPED:
            form.typed.append(about.get("name"))

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None


def pressed_wrongly(page):
    return [(form.typed, form.presses) for form in Forms(page).found if form.is_wrong]
