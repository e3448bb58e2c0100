// What the portal gains when scripts run. Every page does its work without this file.

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

document.querySelector("[data-focus]")?.focus();
