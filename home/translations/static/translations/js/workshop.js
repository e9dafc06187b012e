// The translators' workshop: one key saves a sentence and opens the next. Without this script the page is a form.
import { discardDraft, forgetDraft, keepDraft, restoreDraft, showLostDrafts } from "./workshop_drafts.js";
import { ask, token } from "./workshop_request.js";
import { announce, box, form, hidden, isDirty, isOpen, rows } from "./workshop_rows.js";
import { insert, insertTag, nextTag, nextTerm } from "./workshop_writing.js";

const status = form.querySelector(".workshop-status");
const done = form.querySelector(".workshop-done");
const keys = document.querySelector(".workshop-keys");

function tell(text) {
  status.textContent = text;
}

function complain(problem) {
  tell(form.dataset[problem]);
  if (problem !== "loggedOut") return;
  const login = Object.assign(document.createElement("a"), { href: form.dataset.login, target: "_blank" });
  login.textContent = form.dataset.logIn;
  status.append(" ", login);
}

// --- one sentence at a time

function open(row) {
  box(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "center", behavior: "instant" });
}

function opened(row) {
  for (const other of form.querySelectorAll(".is-active")) if (other !== row) other.classList.remove("is-active");
  if (row.classList.contains("is-active")) return;
  row.classList.add("is-active");
  announce("open", row);
  offerMemory(row);
}

async function offerMemory(row) {
  const place = row.querySelector(".string-help");
  if (!place || place.dataset.asked) return;
  place.dataset.asked = "yes";
  const { answer } = await ask(form.dataset.help.replace(/0\/$/, `${row.dataset.row}/`));
  if (answer?.ok) place.innerHTML = await answer.text(); // made by the portal, escaped there
  else delete place.dataset.asked;
}

function following(row, wanted) {
  const all = rows();
  const at = all.indexOf(row);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find(wanted);
}

function step(row, direction) {
  const all = direction > 0 ? rows() : rows().reverse();
  const at = all.indexOf(row);
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find(isOpen) ?? all[at + 1];
  if (next) open(next);
}

// What is typed to ask or answer, and not sent.
function unsent(place) {
  return [...place.querySelectorAll(".ask textarea, .question textarea")].filter((field) => field.value.trim());
}

// It stays where a row is replaced; `sent` is the name and the text of what is not typed any more.
function carryOver(row, fresh, [name, text] = []) {
  for (const field of unsent(row)) {
    const place = fresh.querySelector(`[name="${field.name}"]`);
    if (!place || (field.name === name && field.value === text)) continue;
    place.value = field.value;
    const ask = place.closest(".ask");
    if (!ask) continue;
    ask.open = true;
    ask.querySelector("select").value = field.closest(".ask").querySelector("select").value;
  }
}

// --- saving

// Gives the row where it could not be saved, which is another one if the original changed.
async function save(row) {
  const pk = row.dataset.row;
  const tick = form.elements[`ok-${pk}`];
  const isUnsure = form.elements[`unsure-${pk}`]?.checked;
  const text = box(row).value.trim();
  const confirms = row.dataset.state === "to_check" && !isDirty(row) && !isUnsure;
  if (!text && !tick?.checked) return null;
  if (!isDirty(row) && !confirms && !tick?.checked && !isUnsure) return null;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token(form));
  body.set("only", pk);
  for (const name of ["text", "was", "source", "path"]) body.set(`${name}-${pk}`, hidden(row, name).value);
  if (confirms || tick?.checked) body.set(`ok-${pk}`, "on");
  if (isUnsure) body.set(`unsure-${pk}`, "on");
  const sent = box(row).value;
  row.dataset.later = "yes"; // on its way: the next key goes past it
  const { answer, problem } = await ask(form.action, { method: "POST", body });
  if (problem) {
    complain(problem);
    delete row.dataset.later;
    return row;
  }
  const later = box(row).value === sent ? null : box(row).value; // typed on while it was saved
  const fresh = replace(row, await answer.text(), later);
  if (answer.status === 200) {
    if (isUnsure && fresh) fresh.dataset.later = "yes"; // what needs work comes first
    if (later === null) forgetDraft(pk);
    form.dataset.waits = answer.headers.get("X-Workshop");
    tell(form.dataset.saved);
    count();
    return null;
  }
  if (fresh && isDirty(fresh)) {
    if (fresh.dataset.row !== pk) forgetDraft(pk);
    keepDraft(fresh); // both texts have been shown now
  }
  tell(form.dataset.refused);
  return fresh ?? following(row, isOpen);
}

const apart = '[name="talk"], [name="machine"]';

// A question, an answer, a machine draft: the row comes back with it, and what is being written stays.
async function talk(row, button) {
  const field = button.name === "talk" ? form.elements[button.value.replace("resolve-", "answer-")] : undefined;
  if (field && !field.value.trim() && !button.value.startsWith("resolve-")) return field.focus();
  const sent = field && [field.name, field.value];
  const was = row && hidden(row, "was").value;
  const body = new FormData(form);
  for (const name of [...body.keys()].filter((one) => /^(text|was|ok|source|path)-/.test(one))) body.delete(name);
  body.set("csrfmiddlewaretoken", token(form));
  body.set("only", row ? row.dataset.row : "0");
  body.set(button.name, button.value);
  const { answer, problem } = await ask(form.action, { method: "POST", body });
  if (problem) return complain(problem);
  if (!row) {
    if (field) field.value = "";
    leaving = true;
    return window.location.reload(); // the page has the message
  }
  if (!answer.ok) return tell(button.name === "machine" ? form.dataset.noDraft : form.dataset.refused);
  const later = isDirty(row) ? box(row).value : null;
  const fresh = replace(row, await answer.text(), later, sent);
  if (fresh && later !== null) hidden(fresh, "was").value = was; // it was not written for what somebody saved since
  return tell(sent ? form.dataset.said : "");
}

function replace(row, html, later, sent) {
  const holder = document.createElement("template");
  holder.innerHTML = html; // made by the portal, escaped there
  const [fresh, ...filled] = holder.content.querySelectorAll("[data-row]");
  for (const same of filled) takeFilled(same);
  if (!fresh) {
    row.replaceWith(holder.content); // the sentence is gone: what was written for it, if anything
    return null;
  }
  const wasActive = row.contains(document.activeElement);
  const { name } = document.activeElement;
  const help = row.querySelector(".string-help");
  carryOver(row, fresh, sent);
  row.replaceWith(fresh);
  if (help) fresh.querySelector(".string-help")?.replaceWith(help);
  prepare(fresh);
  if (later !== null) {
    const note = row.querySelector(".unsaved");
    if (note && !fresh.querySelector(".unsaved")) box(fresh).after(note);
    box(fresh).value = later;
    fresh.dataset.typed = "yes";
  }
  if (wasActive) {
    fresh.classList.add("is-active");
    const typing = unsent(fresh).find((field) => field.name === name) ?? box(fresh);
    typing.focus({ preventScroll: true });
  }
  announce("saved", fresh);
  return fresh;
}

// The same sentence further down, and the address made from a title: they have a text now, unless somebody writes one.
function takeFilled(fresh) {
  const there = form.querySelector(`[data-row="${fresh.dataset.row}"]`);
  const isHere = there?.contains(document.activeElement);
  const isTyped = there?.dataset.typed || there?.querySelector(".unsaved");
  if (!there || isTyped || (isHere && document.activeElement !== box(there))) return;
  carryOver(there, fresh);
  there.replaceWith(fresh);
  prepare(fresh);
  if (isHere) box(fresh).focus({ preventScroll: true });
}

function count() {
  const line = document.querySelector(".workshop-progress");
  const total = Number(line.dataset.total);
  const done = total - rows().filter((row) => row.dataset.state !== "done").length;
  line.textContent = form.dataset.count.replace("{done}", done).replace("{total}", total);
}

const pending = new Set(); // what is on its way

async function saveAndNext(row) {
  const next = following(row, isOpen);
  if (next) open(next); // at once; the answer follows
  const saved = save(row);
  pending.add(saved);
  const refused = await saved;
  pending.delete(saved);
  if (next) {
    const writing = document.activeElement.closest?.("[data-row]"); // whoever writes on already is not interrupted
    if (refused?.isConnected && !(writing && isDirty(writing))) open(refused);
    return;
  }
  await Promise.all(pending);
  const left = rows().find((other) => isDirty(other) || isOpen(other));
  if (left) open(left);
  else if (!refused) finish();
}

// After the last one the translator decides: publish this text, or go on with the next.
function finish() {
  if (!done) return; // locked by somebody else
  const isUnsure = rows().some((row) => row.dataset.state !== "done");
  done.querySelector("p").textContent = done.dataset[isUnsure ? "unsure" : form.dataset.waits];
  done.hidden = false;
  done.focus();
}

// --- keys and buttons

const actions = {
  save: (row) => saveAndNext(row),
  discard: (row) => discardDraft(row),
  original: (row) => insert(row, hidden(row, "source").value, { all: true }),
  match: (row, button) => insert(row, button.dataset.text, { all: true }),
  insert: (row, button) => insert(row, button.dataset.text),
  tag: (row, button) => insertTag(row, button.dataset.tag),
};

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  const row = event.target.closest("[data-row]");
  if (button?.dataset.do === "keys") keys.showModal();
  else if (event.target.closest(apart)) {
    event.preventDefault(); // sent by itself, not with what is being written
    talk(row, event.target.closest(apart));
  }
  else if (button && row) actions[button.dataset.do]?.(row, button);
  else if (!window.getSelection().isCollapsed) return; // chosen to be copied or looked for
  else if (row && !event.target.closest("label, input, textarea, a, button, summary, select")) open(row);
});

document.querySelector('[data-do="page"]')?.addEventListener("click", (event) => {
  const shown = document.querySelector(".workshop").classList.toggle("shows-page");
  event.currentTarget.setAttribute("aria-pressed", String(shown));
});

document.addEventListener("keydown", (event) => {
  if (event.altKey && event.code === "KeyK") {
    event.preventDefault();
    keys.showModal();
    return;
  }
  const isSave = (event.ctrlKey || event.metaKey) && event.key === "Enter";
  if (isSave && event.target === done) {
    event.preventDefault();
    if (!event.repeat) done.querySelector("a").click(); // on into the next text
    return;
  }
  const row = event.target.closest?.("[data-row]");
  const question = event.target.closest?.(".ask, .question");
  if (keys.open || !(row || question)) return;
  if (question) {
    const send = question.querySelector(`[name="talk"][value="${event.target.name}"]`);
    if (!send || !isSave) return;
    event.preventDefault();
    if (!event.repeat) talk(row, send);
    return;
  }
  if (isSave) {
    event.preventDefault();
    if (!event.repeat) saveAndNext(row);
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const number = event.code.match(/^Digit([123])$/)?.[1];
  const handled = {
    ArrowDown: () => step(row, 1),
    ArrowUp: () => step(row, -1),
    KeyO: () => actions.original(row),
    KeyU: () => {
      form.elements[`unsure-${row.dataset.row}`].checked = true;
      saveAndNext(row);
    },
    KeyG: () => nextTerm(row),
    KeyT: () => nextTag(row),
  };
  const run = number ? () => row.querySelectorAll('[data-do="match"]')[number - 1]?.click() : handled[event.code];
  if (!run) return;
  event.preventDefault();
  run();
});

form.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && event.target.type !== "checkbox") opened(row); // a row that grows moves its tick away from the finger
});

form.addEventListener("input", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row || event.target !== box(row)) return;
  row.dataset.typed = "yes";
  done.hidden = true;
  keepDraft(row);
  announce("typed", row);
});

let leaving = false;
let isAsked = false; // whether the portal would take the form now
// Sent only if the portal would take it: the browser's own page of errors or a login would come instead of the text.
form.addEventListener("submit", async (event) => {
  if (isAsked) {
    isAsked = false;
    leaving = true; // what is typed stays in the browser until a page shows that it is saved
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  const { problem } = await ask(form.action, { method: "HEAD" });
  if (problem) return complain(problem);
  form.elements.csrfmiddlewaretoken.value = token(form);
  isAsked = true;
  form.requestSubmit(submitter);
});

window.addEventListener("beforeunload", (event) => {
  const isTyped = !leaving && rows().some((row) => row.dataset.typed && isDirty(row));
  leaving = false; // who stays may leave again
  if (isTyped || unsent(form).length) event.preventDefault();
});

function prepare(row) {
  row.dataset.shown = row.querySelector(".unsaved") ? "" : box(row).defaultValue;
  const suggestion = !hidden(row, "was").value && box(row).value;
  if (suggestion) row.dataset.shown = "";
  row.dataset.saved = box(row).defaultValue;
  row.dataset.was = hidden(row, "was").value;
  for (const tools of row.querySelectorAll(".string-tools")) tools.hidden = false;
  announce("shown", row);
}

for (const row of rows()) {
  prepare(row);
  restoreDraft(row);
}
showLostDrafts().catch(() => {}); // a browser that stores nothing
document.querySelector(".workshop").classList.add("is-ready");
for (const part of document.querySelectorAll('[data-do="keys"], [data-do="page"], .workshop-page')) part.hidden = false;
const first = rows().find((row) => row.querySelector(".unsaved")) ?? rows().find(isOpen);
const told = [...document.querySelectorAll(".messages li")].map((one) => one.textContent.trim().replace(/\s+/g, " "));
if (first) {
  open(first);
  if (told.length) tell(told.join(" ")); // the messages above are out of sight
}
