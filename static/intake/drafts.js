// What is typed into a form is kept while it is typed, and is on the page again after a reload: by
// the server, and until it has acknowledged by this tab alone (see answers.js for why no longer).

const words = document.getElementById("words").dataset;
const SOON = 800;
const AGAIN = 5000;

function fieldsOf(form) {
  const found = new URLSearchParams(new FormData(form));
  found.delete("csrfmiddlewaretoken");
  found.delete("nonce");
  return found;
}

function stored(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null; // Full or switched off: the server is told anyway.
  }
}

class Draft {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-draft-state]");
    this.place = `casehug-typed ${form.dataset.draft}`;
    this.isSent = false;
    this.changes = this.kept = 0;
    form.addEventListener("input", () => this.note());
    form.addEventListener("submit", () => this.sent());
    window.addEventListener("pagehide", () => this.save({ keepalive: true }));
    window.addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => this.save({ keepalive: true }));
    this.recall();
    this.lead();
  }

  say(sentence) {
    this.state.textContent = sentence;
  }

  note() {
    this.changes += 1;
    this.say("");
    this.lead();
    if (document.documentElement.hidden) return; // Left quickly.
    stored((tab) => tab.setItem(this.place, fieldsOf(this.form).toString()));
    this.later(SOON);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save({ keepalive = false } = {}) {
    if (this.isSent || this.isBusy || this.kept === this.changes) return;
    const change = this.changes;
    this.isBusy = true;
    const body = fieldsOf(this.form);
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    this.stop = new AbortController();
    try {
      const about = { method: "POST", body, keepalive, signal: this.stop.signal };
      const headers = { "X-CSRFToken": token };
      const answer = await fetch(this.form.dataset.draft, { ...about, headers });
      this.answered(answer, change);
    } catch {
      this.notYet(words.offline);
    }
    this.isBusy = false;
    if (this.kept === change && this.changes !== change) this.later(SOON);
  }

  answered(answer, change) {
    if (answer.status === 204) return this.acknowledged(change);
    if (answer.headers.get("Portal-Closed")) {
      this.isSent = true;
      return this.say(words.closed);
    }
    if (answer.status === 404) return this.say(words.old);
    return this.notYet(words.waiting);
  }

  acknowledged(change) {
    this.kept = change;
    if (change !== this.changes) return;
    stored((tab) => tab.removeItem(this.place));
    this.say(this.state.dataset.kept);
  }

  notYet(sentence) {
    if (this.isSent) return;
    this.say(sentence);
    this.later(AGAIN);
  }

  // The form itself takes it from here; a save still under way must not bring the draft back.
  sent() {
    this.isSent = true;
    clearTimeout(this.timer);
    this.stop?.abort();
    setTimeout(() => {
      this.isSent = false; // It did not leave the page: go on keeping it.
      if (this.kept !== this.changes) this.save();
    }, AGAIN);
  }

  recall() {
    const found = stored((tab) => tab.getItem(this.place));
    if (!found || found === fieldsOf(this.form).toString()) return;
    const typed = new URLSearchParams(found);
    for (const field of this.form.elements) {
      if (!field.name || field.type === "hidden") continue;
      if (field.type === "radio") field.checked = typed.get(field.name) === field.value;
      else field.value = typed.get(field.name) ?? "";
    }
    this.note();
  }

  // Where there is something typed, its own button is the one to press, and the only blue one.
  lead() {
    if (!("leads" in this.form.dataset)) return;
    const isTyped = this.form.querySelector("textarea").value.trim() !== "";
    const send = this.form.querySelector("button");
    send.classList.toggle("button--primary", isTyped);
    if (isTyped) this.form.closest("details").open = true;
    if (isTyped) this.others ??= [...document.querySelectorAll("main .button--primary")];
    for (const other of this.others ?? []) {
      if (other !== send) other.classList.toggle("button--primary", !isTyped);
    }
    if (!isTyped) this.others = null;
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) new Draft(form);
