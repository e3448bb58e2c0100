// What the portal gains when scripts run. Every page does its work without this file.

const words = document.getElementById("words").dataset;
const trouble = document.getElementById("trouble");

function say(sentence) {
  trouble.querySelector("[data-words]").textContent = sentence;
  trouble.hidden = false;
}

function hush() {
  trouble.hidden = true;
}

// Coming back to a page out of the browser's memory shows what is true now.

window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// One press is one request.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(() => {
    delete form.dataset.sent;
    event.submitter?.removeAttribute("aria-disabled");
  }, 15000);
});

// Answers kept as they are given. What could not be kept is tried again when the network is back.

const unsaved = new Set();

function mark(element, isWrong) {
  for (const field of element.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

function notKept(event, sentence) {
  const question = event.detail.elt.closest(".question");
  if (question) unsaved.add(question.id);
  say(sentence);
}

document.addEventListener("htmx:sendError", (event) => notKept(event, words.offline));
document.addEventListener("htmx:timeout", (event) => notKept(event, words.offline));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  notKept(event, status === 403 || status === 404 ? words.old : words.broken);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const status = event.detail.xhr.status;
  if (status !== 200 && status !== 422) return;
  const question = event.detail.elt.closest(".question");
  if (!question) return;
  unsaved.delete(question.id);
  mark(question, status === 422);
  if (unsaved.size === 0) hush();
});

function keepTheRest() {
  for (const id of unsaved) window.htmx?.trigger(`#${id}`, "change");
}
window.addEventListener("online", keepTheRest);
setInterval(keepTheRest, 10000);

document.querySelector("[data-focus]")?.focus();
