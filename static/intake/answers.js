// Answers are kept as they are given: when a field is left, while typing, and when the page is put
// away. What cannot be kept is said, tried again by itself, and holds the page back from being left.

const words = document.getElementById("words").dataset;
const trouble = document.getElementById("trouble");

function say(sentence) {
  trouble.querySelector("[data-words]").textContent = sentence;
  trouble.hidden = false;
  uncover();
}

// It stands at the foot of the window. Where a keyboard leaves too little room for it and the field,
// it stands below the question instead, and goes with the page.

const foot = trouble.parentElement;

function covers(field) {
  return field.getBoundingClientRect().bottom > trouble.getBoundingClientRect().top;
}

function uncover() {
  const field = document.activeElement;
  const question = questionOf(field);
  if (trouble.hidden || !question) return;
  if (trouble.parentElement !== foot) foot.append(trouble);
  if (!covers(field)) return;
  const room = window.innerHeight - trouble.getBoundingClientRect().top + 8;
  document.documentElement.style.scrollPaddingBlockEnd = `${room}px`;
  field.scrollIntoView({ block: "center", behavior: "instant" });
  const isSeen = field.getBoundingClientRect().top >= 0;
  if (isSeen && !covers(field)) return;
  document.documentElement.style.scrollPaddingBlockEnd = "0";
  question.after(trouble);
  field.scrollIntoView({ block: "nearest", behavior: "instant" });
}
document.addEventListener("focusin", uncover);
document.addEventListener("input", uncover);
window.addEventListener("resize", uncover);

const EVERY = 5000;
const LONGEST_LAST_WORDS = 60000; // A browser lets no more than 64 KB outlive their page.
// By question, the number of its last change that nobody acknowledged yet.
const typed = new Map();
const underWay = new Map();
const failing = new Set();
const unsure = new Set(); // A save without an answer: it may have arrived.
let changes = 0;

function questionOf(element) {
  return element?.closest?.(".question[hx-post]");
}

function note(question) {
  typed.set(question.id, ++changes);
  unsay(question);
  remember(question, { unsure: unsure.has(question.id) });
}

// "Saved" is said of what the server acknowledged, never of what was typed since.

function unsay(question) {
  question.querySelectorAll(".saved").forEach((said) => said.remove());
  document.querySelector(".saved-now")?.remove();
}

document.addEventListener("input", (event) => {
  const question = questionOf(event.target);
  if (question) note(question);
});

function kept(question, change) {
  failing.delete(question.id);
  if (typed.get(question.id) === change) {
    typed.delete(question.id);
    forget(path(question));
  }
  for (const id of typed.keys()) unsay(document.getElementById(id) ?? question);
  if (failing.size === 0) goOn();
}

function notKept(question, sentence) {
  unsure.add(question.id);
  failing.add(question.id);
  if (!typed.has(question.id)) note(question);
  remember(question, { unsure: true });
  say(sentence);
}

function mark(element, isWrong) {
  for (const field of element.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

// A date typed with the keyboard passes through the years 1, 19 and 198 on its way to 1985.

// A day in three fields is half typed while it is being typed and one of them is empty.

function isHalfTyped(question) {
  const field = document.activeElement;
  const day = question.querySelector("[data-day]");
  if (day) {
    const [month, date, year] = [...day.querySelectorAll("input")].map((one) => one.value);
    return day.contains(field) && !(month && date && year.length === 4);
  }
  return field?.type === "date" && question.contains(field) && field.value < "1000";
}

document.addEventListener("focusout", (event) => {
  const question = questionOf(event.target);
  const isOfDay = event.target.type === "date" || event.target.closest?.("[data-day]");
  if (isOfDay && typed.has(question?.id)) setTimeout(() => save(question.id));
});

// A field that is left with nothing new in it must not undo what another page said meanwhile.

document.addEventListener("htmx:beforeRequest", (event) => {
  const question = questionOf(event.detail.elt);
  if (!question) return;
  if (!typed.has(question.id) || isHalfTyped(question)) return event.preventDefault();
  underWay.set(question.id, typed.get(question.id));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const question = questionOf(event.detail.elt);
  if (!question) return;
  const { xhr } = event.detail;
  const change = underWay.get(question.id);
  underWay.delete(question.id);
  if (xhr.status === 200 || xhr.status === 422) {
    unsure.delete(question.id);
    mark(question, xhr.status === 422);
    kept(question, change);
  } else if (xhr.status === 409) {
    replace(question);
  } else if (xhr.status === 403) {
    notKept(question, words.waiting);
    renew();
  } else if (xhr.status === 404) {
    givenUp(question.id);
    say(xhr.getResponseHeader("Portal-Closed") ? words.closed : words.old);
  } else if (xhr.status === 0) {
    if (!isLeaving()) notKept(question, words.offline);
  } else {
    notKept(question, xhr.status >= 500 ? words.waiting : words.broken);
  }
});

// A question that another answer brings in or takes away is put on the page anew: focus stays in it,
// or goes back to the question that was answered; it never falls to the top of the page.

let focused = "";
let answered = "";

document.addEventListener("focusin", (event) => {
  if (!questionOf(event.target)) return;
  focused = event.target.id;
  answered = questionOf(event.target).id;
});

function keepFocus() {
  if (document.activeElement && document.activeElement !== document.body) return;
  if (!answered || !document.hasFocus()) return;
  const question = document.getElementById(answered);
  const field = document.getElementById(focused);
  const first = question?.querySelector("input:not([type=hidden]), textarea, select");
  (field ?? first ?? document.querySelector("h1"))?.focus();
}
for (const name of ["htmx:oobAfterSwap", "htmx:afterSwap", "htmx:afterSettle"]) {
  document.addEventListener(name, keepFocus);
}

// A newer answer is there than this page knew of. Its own earlier save, or another page's: what is
// typed here now is the newest, so it is sent again, and the page says what it replaced.

function replace(question) {
  if (unsure.delete(question.id)) question.querySelector("[name$=-over]")?.remove();
  setTimeout(() => save(question.id));
}

// No longer asked, or not of this browser any more: trying again would not help.

function givenUp(id) {
  failing.delete(id);
  typed.delete(id);
  afterwards = null;
}

function save(id) {
  if (document.getElementById(id) && !underWay.has(id)) window.htmx?.trigger(`#${id}`, "change");
}

// What is half typed and would be unclear waits until its field is left.

function isAsTyped(id) {
  return document.getElementById(id).getAttribute("hx-trigger").includes("input");
}

function keepTheRest() {
  for (const id of [...typed.keys()]) {
    if (!questionOf(document.getElementById(id))) givenUp(id);
    else if (failing.has(id) || isAsTyped(id)) save(id);
  }
}
window.addEventListener("online", () => {
  keepTheRest();
  if (failing.size === 0) goOn();
});
setInterval(keepTheRest, EVERY);

// A phone may end a page that is out of sight without another word.

const lastWords = new Map();

function keepNow() {
  for (const [id, change] of typed) {
    const question = document.getElementById(id);
    if (!questionOf(question) || lastWords.get(id) === change) continue;
    lastWords.set(id, change);
    sendLastWords(question, change);
  }
}

async function sendLastWords(question, change) {
  const body = new URLSearchParams(fieldsOf(question)).toString();
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded",
    ...JSON.parse(document.body.getAttribute("hx-headers")),
  };
  unsure.add(question.id);
  remember(question, { unsure: true });
  try {
    const keepalive = body.length < LONGEST_LAST_WORDS;
    const answer = await fetch(path(question), { method: "POST", body, headers, keepalive });
    if (answer.ok || answer.status === 422) return kept(question, change);
  } catch {
    // Still typed, still tried.
  }
  lastWords.delete(question.id);
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keepNow();
  else keepTheRest();
});
window.addEventListener("pagehide", keepNow);

// Somebody signed in or out in this browser: the page's token is another one now.

async function renew() {
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.body.setAttribute("hx-headers", fresh.body.getAttribute("hx-headers"));
    const token = fresh.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
      field.value = token;
    }
    keepTheRest();
  } catch {
    // Tried again with the next save.
  }
}

// While an answer cannot be kept the form stays; it goes its way once it is.

let afterwards = null;

function mayLeave() {
  if (navigator.onLine) return failing.size === 0;
  say(words.offline);
  return false;
}

function goOn() {
  trouble.hidden = true;
  const { form, button } = afterwards ?? {};
  afterwards = null;
  if (form?.isConnected) form.requestSubmit(button?.isConnected ? button : null);
}

function isLeaving() {
  return document.querySelector("form[data-sent]") !== null;
}

document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.querySelector(".question") || mayLeave()) return;
    event.preventDefault();
    afterwards = { form: event.target, button: event.submitter };
    keepTheRest();
  },
  { capture: true },
);

// What was typed and is not acknowledged yet is kept by this tab alone for the time it is reloaded:
// phones drop pages they cannot see. It goes when it is saved, when the tab is closed and with
// "Leave quickly" and "Forget this device"; nothing stays in the storage that outlives a tab,
// because phones are shared.

const PREFIX = "casehug-typed ";

function path(question) {
  return question.getAttribute("hx-post");
}

/** What the question holds, as a form would send it, without what the page was told. */
function fieldsOf(question) {
  const found = [];
  for (const field of question.querySelectorAll("input, textarea, select")) {
    if (!field.name || field.type === "hidden") continue;
    if (["radio", "checkbox"].includes(field.type) && !field.checked) continue;
    found.push([field.name, field.value]);
  }
  return found;
}

function told(question) {
  return question.querySelector("[name$=-was]")?.value;
}

function remember(question, { unsure }) {
  if (document.documentElement.hidden) return; // Left quickly.
  try {
    const kept = JSON.stringify({ fields: fieldsOf(question), was: told(question), unsure });
    sessionStorage.setItem(PREFIX + path(question), kept);
  } catch {
    // Storage is full or switched off: the server is told anyway.
  }
}

function forget(address) {
  try {
    sessionStorage.removeItem(PREFIX + address);
  } catch {
    // As above.
  }
}

/** Put back what was typed before a reload, unless the answer has changed since: is there any? */
function recall(question) {
  try {
    const found = JSON.parse(sessionStorage.getItem(PREFIX + path(question)));
    forget(path(question));
    if (!found || (found.was !== told(question) && !found.unsure)) return false;
    if (JSON.stringify(found.fields) === JSON.stringify(fieldsOf(question))) return false;
    fill(question, found.fields);
    return true;
  } catch {
    return false;
  }
}

function fill(question, fields) {
  for (const field of question.querySelectorAll("input, textarea, select")) {
    if (!field.name || field.type === "hidden") continue;
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
}

for (const question of document.querySelectorAll(".question[hx-post]")) {
  if (recall(question)) note(question);
}
if (typed.size) setTimeout(() => [...typed.keys()].forEach(save));
