// Review by keyboard: A approve, R return, J next, K back, U undo. Each presses what is on the page.

const OFF = "casehug-review-keys-off";

function areOn() {
  return localStorage.getItem(OFF) === null;
}

function isTyping(place) {
  return place.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

function openReturn(summary) {
  const details = summary.parentElement;
  details.open = true;
  details.querySelector("input[type=radio]")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !areOn()) return;
  if (isTyping(event.target)) return;
  if (document.querySelector(".review.htmx-request")) return;
  const key = event.key.toLowerCase();
  if (!/^[arjku]$/.test(key)) return;
  const pressed = document.querySelector(`[data-key="${key}"]`);
  if (!pressed) return;
  event.preventDefault();
  if (pressed.nodeName === "SUMMARY") return openReturn(pressed);
  pressed.click();
});

function showSwitch(root) {
  for (const box of root.querySelectorAll("[data-keys]")) box.checked = areOn();
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys]")) return;
  if (event.target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
});

document.addEventListener("htmx:afterSettle", () => showSwitch(document));
showSwitch(document);
