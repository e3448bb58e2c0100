// Files in pieces: each says how far it is, goes on after a lost connection, and sends nothing twice.

const PIECE = 1024 * 1024;
const SMALLEST = 64 * 1024; // Over a slow network a piece must still arrive before it is given up.
const LARGEST = 8 * PIECE;
const QUICKLY = 1000;
const LONGEST_WAIT = 15000;
const form = document.getElementById("upload");
const list = document.getElementById("sending");
const words = form.dataset;
const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
let waiting = [];
let busy = false;

// The same file chosen again is the same upload: it goes on where it stopped, even after a reload.
// Some phones give every photo the same name and no date, so its bytes are asked too.
// What was taken back or returned begins a new round.

async function nameOf(file) {
  const text = new TextEncoder().encode(`${file.name}|${file.size}|${file.lastModified}|`);
  const looks = [0, file.size / 2, file.size - SMALLEST].map((at) => Math.max(0, Math.floor(at)));
  const bytes = await readable(new Blob(looks.map((at) => file.slice(at, at + SMALLEST))));
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (const part of [text, new Uint8Array(bytes)]) {
    for (const code of part) {
      one = Math.imul(one ^ code, 2654435761);
      other = Math.imul(other ^ code, 1597334677);
      other ^= one >>> 15;
    }
  }
  return `${words.round}-${(one >>> 0).toString(36)}${(other >>> 0).toString(36)}`;
}

function pause(time) {
  return new Promise((done) => {
    const timer = setTimeout(done, time);
    window.addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });
}

// Trying the same again would not help: refused, or no longer asked.
class Gone extends Error {}
class Refused extends Gone {}
// Ours to mend: the sentence for the client while it is tried again.
class NotYet extends Error {}

async function readable(blob) {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw new Gone(words.changed);
  }
}

function ask(method, url, { headers = {}, body = null, watch = () => {} } = {}) {
  return new Promise((answer, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.timeout = 120000;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => watch(event.loaded);
    request.onload = () => answer(request);
    request.onerror = request.ontimeout = request.onabort = () => fail(new Error("network"));
    row.request = request;
    request.send(body);
  });
}

let row = {};

function line(file) {
  const item = document.createElement("li");
  item.className = "files__item files__item--sending";
  const name = document.createElement("span");
  name.className = "files__name portal__file-name";
  name.textContent = file.name;
  const state = document.createElement("span");
  state.className = "small soft files__state";
  const bar = document.createElement("progress");
  bar.className = "progress__bar files__bar";
  bar.max = file.size || 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const ends = document.createElement("span");
  ends.className = "row files__ends";
  item.append(name, state, bar, ends);
  list.append(item);
  return { file, item, state, bar, ends, dropped: false };
}

function tell(one, sentence, isWrong = false) {
  one.state.textContent = sentence;
  one.state.classList.toggle("soft", !isWrong);
  one.item.classList.toggle("files__item--wrong", isWrong);
}

// Said aloud at every quarter, and when it is there: each percent would drown all else.

function announce(sentence, one, percent = 0) {
  const told = sentence.replace("{name}", one.file.name).replace("{percent}", percent);
  document.getElementById("upload-said").textContent = told;
}

function far(one, bytes) {
  one.bar.value = bytes;
  const percent = Math.floor((bytes * 100) / (one.file.size || 1));
  const quarter = Math.floor(percent / 25) * 25;
  if (quarter > (one.quarter ?? 0) && quarter < 100) announce(words.far, one, quarter);
  one.quarter = Math.max(one.quarter ?? 0, quarter);
  tell(one, percent >= 100 ? words.checking : words.sending.replace("{percent}", percent));
}

function button(one, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--small";
  made.textContent = label;
  made.addEventListener("click", act);
  one.ends.append(made);
}

function add(files) {
  for (const file of files) {
    const one = line(file);
    tell(one, words.waiting);
    button(one, words.remove, () => leaveOut(one));
    waiting.push(one);
  }
  work();
}

function leaveOut(one) {
  if (one.item.contains(document.activeElement)) form.querySelector(".portal__choose input").focus();
  one.dropped = true;
  waiting = waiting.filter((other) => other !== one);
  if (row === one) one.request?.abort();
  one.item.remove();
}

async function work() {
  if (busy) return;
  busy = true;
  while ((row = waiting.shift())) {
    const one = row;
    try {
      await send(one);
      const hadFocus = one.item.contains(document.activeElement);
      if (!one.dropped) one.item.remove();
      await refresh();
      if (!one.dropped) announce(words.arrived, one);
      if (hadFocus) document.getElementById("files").focus();
    } catch (error) {
      if (!one.dropped) failed(one, error);
    }
  }
  row = {};
  busy = false;
}

function failed(one, error) {
  tell(one, error.message, true);
  announce(`{name}: ${error.message}`, one);
  one.ends.replaceChildren();
  if (!(error instanceof Refused)) button(one, words.retry, () => again(one));
  button(one, words.remove, () => leaveOut(one));
}

function again(one) {
  one.ends.replaceChildren();
  button(one, words.remove, () => leaveOut(one));
  tell(one, words.waiting);
  waiting.push(one);
  work();
}

// Goes on by itself while there is hope; what is refused or out of date is told at once. Where a
// piece goes quickly the next is larger: each costs the server a request.

async function send(one) {
  const url = `${words.uploads}${await nameOf(one.file)}/`;
  let wait = 1000;
  let size = PIECE;
  let here = -1;
  while (!one.dropped) {
    try {
      if (here < 0) here = await arrived(url);
      far(one, here);
      const begun = performance.now();
      const answer = await piece(one, url, here, size);
      if (answer.status === 201) return;
      const next = Number(answer.getResponseHeader("Upload-Offset"));
      if (next === here && answer.status === 409) throw new NotYet(words.busy);
      here = next;
      wait = 1000;
      size = Math.min(size * 2, performance.now() - begun < QUICKLY ? LARGEST : PIECE);
    } catch (error) {
      if (error instanceof Gone || one.dropped) throw error;
      await readable(one.file.slice(Math.max(0, here), Math.max(0, here) + 1));
      tell(one, error instanceof NotYet ? error.message : words.paused);
      await pause(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      size = Math.max(Math.min(size, PIECE) / 2, SMALLEST);
      here = -1;
    }
  }
}

async function arrived(url) {
  const answer = await ask("HEAD", url);
  if (answer.status === 200) return Number(answer.getResponseHeader("Upload-Offset"));
  if (answer.status < 500) throw new Gone(words.failed);
  throw new NotYet(words.busy);
}

async function piece(one, url, here, size) {
  const answer = await ask("PUT", url, {
    headers: {
      "Content-Type": "application/octet-stream",
      "Upload-Offset": here,
      "Upload-Length": one.file.size,
      "Upload-Name": encodeURIComponent(one.file.name.toWellFormed?.() ?? one.file.name),
      "X-CSRFToken": token(),
    },
    body: one.file.slice(here, here + size),
    watch: (bytes) => far(one, here + bytes),
  });
  if ([200, 201, 409].includes(answer.status)) return answer;
  if (answer.status === 422) throw new Refused(JSON.parse(answer.responseText).words);
  if (answer.status === 403) await refresh(); // Somebody signed in or out in this browser.
  else if (answer.status < 500) throw new Gone(words.failed);
  const full = answer.status === 507;
  throw new NotYet(full ? JSON.parse(answer.responseText).words : words.busy);
}

// Focus stays where it was, on the same link or button, or goes to what was replaced around it.

function replace(id, fresh) {
  const old = document.getElementById(id);
  const place = [...old.querySelectorAll("a, button, input")].indexOf(document.activeElement);
  const name = document.activeElement.textContent;
  old.replaceWith(fresh);
  if (place < 0) return;
  const same = [...fresh.querySelectorAll("a, button, input")].find(
    (one) => one.textContent === name,
  );
  if (!same) fresh.tabIndex = -1;
  (same ?? fresh).focus();
}

// What the page says of this document, as the server has it now.

async function refresh() {
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["item-news", "files", "item-next"]) replace(id, fresh.getElementById(id));
    const picks = fresh.querySelectorAll(".portal__pick");
    document.querySelectorAll(".portal__pick").forEach((pick, at) => {
      pick.className = picks[at].className;
      pick.querySelector("span").textContent = picks[at].querySelector("span").textContent;
    });
    words.round = fresh.getElementById("upload").dataset.round;
    form.querySelector("[name=csrfmiddlewaretoken]").value = fresh.querySelector(
      "#upload [name=csrfmiddlewaretoken]",
    ).value;
  } catch {
    // It is there; the list shows it on the next visit.
  }
}

form.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  add([...event.target.files]);
  event.target.value = "";
});
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("[data-plain]").hidden = true;
// Chosen before this file had arrived.
for (const input of form.querySelectorAll("[type=file]")) {
  add([...input.files]);
  input.value = "";
}

// Drop, anywhere on the page: a file must never open in place of it.

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("dropzone--over", kind === "dragover");
    if (kind === "drop") add([...event.dataTransfer.files]);
  });
}

window.addEventListener("beforeunload", (event) => {
  if (busy) event.preventDefault();
});
