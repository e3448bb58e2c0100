// What pages gain when scripts run. Every page does its work without this file.

const trouble = document.getElementById("trouble");

function say(words) {
  trouble.querySelector("[data-words]").textContent = words;
  trouble.hidden = false;
}

function hush() {
  trouble.hidden = true;
}

// Menus

function openMenus() {
  return document.querySelectorAll("details.menu[open]");
}

function closeMenusOutside(place) {
  for (const menu of openMenus()) {
    if (!menu.contains(place)) menu.open = false;
  }
}

function closeMenuAndReturn(event) {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const wasInside = menu.contains(document.activeElement);
    menu.open = false;
    if (wasInside) menu.querySelector("summary").focus();
  }
}

document.addEventListener("click", (event) => closeMenusOutside(event.target));
document.addEventListener("focusin", (event) => closeMenusOutside(event.target));
document.addEventListener("keydown", closeMenuAndReturn);

// Dialogs: <a href="/the/page/" data-dialog="its-id">, and [data-close] inside it

function openDialog(event, opener) {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog) return;
  event.preventDefault();
  dialog.showModal();
}

function closeDialog(event, closer) {
  const dialog = closer.closest("dialog");
  if (!dialog?.open) return;
  event.preventDefault();
  dialog.close();
}

function isBackdrop(event) {
  if (event.target.nodeName !== "DIALOG") return false;
  const box = event.target.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) return openDialog(event, opener);
  const closer = event.target.closest("[data-close]");
  if (closer) return closeDialog(event, closer);
  if (isBackdrop(event)) event.target.close();
});

// Small things on a press or a change

document.addEventListener("click", (event) => {
  const cross = event.target.closest("[data-dismiss]");
  if (cross) cross.closest(".notice").remove();
  const leave = event.target.closest("[data-leave]");
  if (leave) {
    event.preventDefault();
    window.location.replace(leave.href);
  }
});

async function copyField(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.querySelector("span").textContent = button.dataset.copied;
  } catch {
    // Not allowed here: the words are selected, so that a keyboard can copy them.
  }
}

document.addEventListener("click", (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier) copyField(copier);
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches("[data-autosubmit]")) field.form.requestSubmit();
  if (field.matches("[data-go]")) window.location.assign(field.value);
});

// One press is one request: a form on its way ignores the second press.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((b) => b.removeAttribute("aria-disabled"));
  }
});

// htmx: a failure is never silent, and a select never shows a choice that was not kept.

const { broken, offline, ...words } = document.getElementById("house").dataset;

function putBack(element) {
  if (element?.nodeName !== "SELECT") return;
  for (const option of element.options) option.selected = option.defaultSelected;
}

function report(event, words) {
  putBack(event.detail.elt);
  say(words);
}

document.addEventListener("htmx:responseError", (event) => {
  report(event, words[`on-${event.detail.xhr.status}`] ?? broken);
});
document.addEventListener("htmx:sendError", (event) => report(event, offline));
document.addEventListener("htmx:timeout", (event) => report(event, offline));
document.addEventListener("htmx:swapError", (event) => report(event, broken));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) hush();
});

// Focus goes where the news is: [data-focus] in a page, or in the fragment that just came.

function focusNews(root) {
  const news = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
  news?.focus();
}

document.addEventListener("htmx:afterSettle", (event) => focusNews(event.detail.elt));
focusNews(document);

// Focus is never lost with what a swap takes away, nor with a button that rests meanwhile: the same
// control has it again, else what came in its place.

const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
let held = null;

function signOf(one) {
  return [one.nodeName, one.type, one.name, one.getAttribute("href"), one.textContent.trim()].join();
}

function hold(place) {
  const active = document.activeElement;
  if (active === document.body || !place?.contains(active)) return;
  const home = (place.contains(active) && place.parentElement) || document.body;
  held = { active, home, sign: signOf(active) };
}

function giveBack(place) {
  const { active, home, sign } = held;
  const there = [...home.querySelectorAll(CONTROLS)].filter((one) => one.checkVisibility());
  const same = active.isConnected ? active : there.find((one) => signOf(one) === sign);
  const next = same ?? place.querySelector?.(CONTROLS) ?? place;
  if (!next.matches(CONTROLS)) next.tabIndex = -1;
  next.focus();
}

document.addEventListener("htmx:beforeRequest", (event) => hold(event.detail.elt));
document.addEventListener("htmx:beforeSwap", (event) => hold(event.detail.target));
document.addEventListener("htmx:afterSettle", (event) => {
  if (held && document.activeElement === document.body) giveBack(event.detail.elt);
});
