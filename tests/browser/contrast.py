"""Contrast (WCAG 1.4.3): every text on a page against what lies behind it, at rest, under the mouse
and the keyboard, and, of what can be pressed, while it is switched off.

A small measurement of our own: axe skips what is switched off, closed, or only shows on hover.
"""

from contextlib import contextmanager, nullcontext

CAN_BE_PRESSED = "a, button, summary, input, select, textarea, label, li, tr"
UNDER_THE_HAND = ["hover", "focus", "focus-visible", "focus-within"]

# Colours are laid over each other from the text outwards, so that opacity counts where it stands.
MEASURE = """(state) => {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (color) => {
    if (!known.has(color)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = color;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(color, [r, g, b, a / 255]);
    }
    return known.get(color);
  };
  const over = ([r, g, b, a], [R, G, B, A]) => {
    const all = a + A * (1 - a);
    const mix = (x, X) => (all ? (x * a + X * A * (1 - a)) / all : 0);
    return [mix(r, R), mix(g, G), mix(b, B), all];
  };
  const faded = ([r, g, b, a], opacity) => [r, g, b, a * opacity];
  const light = ([r, g, b]) => {
    const [R, G, B] = [r, g, b].map((x) => x / 255)
      .map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const drawnBehind = (text) => {
    const { left, top, width, height } = text.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const isBehind = (shape) => {
      const box = shape.getBoundingClientRect();
      const holds = box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
      return holds && shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
    };
    const shapes = [...text.ownerSVGElement.querySelectorAll("rect")].filter(isBehind);
    return shapes.map((shape) => rgba(getComputedStyle(shape).fill))
      .reduceRight((upper, lower) => over(upper, lower), [0, 0, 0, 0]);
  };
  const onThePage = (element, color) => {
    let [text, behind] = [rgba(color), [0, 0, 0, 0]];
    if (element instanceof SVGTextElement) {
      behind = drawnBehind(element);
      text = over(text, behind);
    }
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      const paper = rgba(style.backgroundColor);
      [text, behind] = [text, behind].map((c) => faded(over(c, paper), Number(style.opacity)));
    }
    return [text, behind].map((c) => over(c, rgba("Canvas")));
  };
  const isShown = (e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && getComputedStyle(e).clipPath !== "inset(50%)"
      && e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const isHidden = (e) => e.closest("[aria-hidden='true']:not(.icon), .visually-hidden");
  const ownText = (e) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE)
    .map((n) => n.data.trim()).join(" ").trim();
  const isField = (e) => e.matches(
    "textarea, select, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])");
  const texts = function* (e) {
    const of = (part) => getComputedStyle(e, part);
    const hasFill = e instanceof SVGElement;
    if (isField(e)) {
      if (e.value || e.matches("select")) yield [e.value || e.name, of(null), of(null).color];
      if (e.placeholder) yield [e.placeholder, of("::placeholder"), of("::placeholder").color];
    } else if (ownText(e)) {
      yield [ownText(e), of(null), hasFill ? of(null).fill : of(null).color];
    }
    for (const part of ["::before", "::after"]) {
      const said = of(part).content;
      if (/["(]/.test(said) && said !== '""') yield [said, of(part), of(part).color];
    }
  };
  const found = [];
  for (const e of document.body.querySelectorAll("*")) {
    if (!isShown(e) || isHidden(e) || e.matches("title, desc, option, script, style")) continue;
    for (const [said, style, color] of texts(e)) {
      const [text, behind] = onThePage(e, color);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const measured = ratio(text, behind);
      if (measured < (isLarge ? 3 : 4.5)) {
        const told = [text, behind].map((c) => `rgb(${c.slice(0, 3).map(Math.round).join(" ")})`);
        found.push([state, said.slice(0, 60), `${told[0]} on ${told[1]}`, measured.toFixed(2)]);
      }
    }
  }
  return found;
}"""
OPEN = """() => {
  window.closedBefore = [...document.querySelectorAll("details:not([open])")];
  for (const e of window.closedBefore) e.setAttribute("open", "");
}"""
CLOSE = "() => { for (const e of window.closedBefore) e.removeAttribute('open'); }"
SWITCH_OFF = """() => {
  window.onBefore = [...document.querySelectorAll("button, input, select, textarea")]
    .filter((e) => !e.disabled);
  for (const e of window.onBefore) e.disabled = true;
}"""
SWITCH_ON = "() => { for (const e of window.onBefore) e.disabled = false; }"


def too_faint(page, views=lambda page: [()]):
    """(*view, state, text, colours, ratio) of each text below what WCAG asks for.

    views: sets the page to one width and scheme after the other; each state is entered once and
    measured in all of them.
    """
    with between(page, OPEN, CLOSE):
        for state, standing in STATES.items():
            with standing(page):
                for view in views(page):
                    yield from ((*view, *found) for found in page.evaluate(MEASURE, state))


@contextmanager
def between(page, before, after):
    page.evaluate(before)
    yield
    page.evaluate(after)


@contextmanager
def under_the_hand(page):
    """Everything that answers to a mouse or a keyboard as if it were there just now."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    asked = {"nodeId": root, "selector": CAN_BE_PRESSED}
    for node in devtools.send("DOM.querySelectorAll", asked)["nodeIds"]:
        forced = {"nodeId": node, "forcedPseudoClasses": UNDER_THE_HAND}
        devtools.send("CSS.forcePseudoState", forced)
    yield
    devtools.detach()


STATES = {
    "at rest": nullcontext,
    "under the hand": under_the_hand,
    "switched off": lambda page: between(page, SWITCH_OFF, SWITCH_ON),
}
