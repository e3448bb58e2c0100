// Review by keyboard: A approve, R return, J next, K back, U undo, [ and ] pages, O rotate, ? lists
// them. Each presses what is on the page. In the return form 1 to 7 choose a reason, Escape closes it.

const OFF = "casehug-review-keys-off";
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable]";
// A form of one button with a key of its own is no place to type in.
const ELSEWHERE = `${FIELDS}, dialog, details[open], form:not(:has([data-key]))`;

function areOn() {
  return localStorage.getItem(OFF) === null;
}

function large() {
  const dialog = document.getElementById("large");
  return dialog?.open ? dialog : null;
}

function say(words) {
  const said = document.querySelector("[data-said]");
  if (said) said.textContent = words;
}

// The return form

function openReturn(summary) {
  const details = summary.parentElement;
  details.open = true;
  details.querySelector("input[type=radio]")?.focus();
}

function inReturn(event, details) {
  const { key, target } = event;
  const isText = target.matches("textarea");
  if (key === "Escape") {
    details.open = false;
    details.querySelector("summary").focus();
  } else if (key === "Enter" && isText && (event.ctrlKey || event.metaKey)) {
    target.form.requestSubmit();
  } else if (/^[1-9]$/.test(key) && !isText && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const reason = details.querySelectorAll("input[type=radio]")[Number(key) - 1];
    if (!reason) return;
    reason.checked = true;
    reason.focus();
  } else return;
  event.preventDefault();
}

// The keys of the page

function keyOf(event) {
  if (event.repeat || event.metaKey) return "";
  const isBracket = /^[[\]]$/.test(event.key) && event.getModifierState("AltGraph");
  if ((event.ctrlKey || event.altKey) && !isBracket) return "";
  const key = event.key.toLowerCase();
  return /^[arjkuo[\]]$/.test(key) ? key : "";
}

function press(key) {
  const pressed = document.querySelector(`[data-key="${key}"]`);
  if (pressed?.getClientRects().length === 0) return;
  if (!pressed) return say(document.querySelector(`[data-edge="${key}"]`)?.dataset.words ?? "");
  if (pressed.nodeName === "SUMMARY") return openReturn(pressed);
  pressed.click();
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest(".review__return[open]");
  if (form) return inReturn(event, form);
  if (event.key === "?" && !event.target.closest(ELSEWHERE)) {
    return document.querySelector('[data-dialog="keys"]')?.click();
  }
  const key = keyOf(event);
  if (!key || !areOn() || document.querySelector(".review .htmx-request")) return;
  if (large() ? !/[o[\]]/.test(key) : event.target.closest(ELSEWHERE)) return;
  event.preventDefault();
  press(key);
});

// A picture that lies on its side is turned on the screen, and stays so while its upload is open.

const turns = new Map();

function showTurn() {
  const picture = document.getElementById("picture");
  if (picture) picture.dataset.turn = turns.get(picture.dataset.upload) ?? 0;
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-rotate]")) return;
  const { upload } = document.getElementById("picture").dataset;
  turns.set(upload, ((turns.get(upload) ?? 0) + 1) % 4);
  showTurn();
});

// Another page of what is open large is open large as well.

let wasLarge = false;

document.addEventListener("htmx:beforeSwap", () => {
  wasLarge = large() !== null;
});

function showSwitch(root) {
  for (const box of root.querySelectorAll("[data-keys]")) box.checked = areOn();
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys]")) return;
  if (event.target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
});

document.addEventListener("htmx:afterSettle", () => {
  showSwitch(document);
  showTurn();
  if (wasLarge) document.getElementById("large")?.showModal();
  wasLarge = false;
});
showSwitch(document);
