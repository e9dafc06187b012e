// The translators' workshop: one key saves a sentence and opens the next. Without this script the page is a form.
const form = document.querySelector("form[data-workshop]");
const status = form.querySelector(".workshop-status");
const keys = document.querySelector(".workshop-keys");
const drafts = `workshop-${form.dataset.workshop}-`; // in this browser, what is typed and not saved

const rows = () => [...form.querySelectorAll("[data-row]")];
const box = (row) => row.querySelector("textarea");
const hidden = (row, name) => form.elements[`${name}-${row.dataset.row}`];
const isOpen = (row) => row.dataset.state !== "done" && !row.dataset.later;
const isDirty = (row) => box(row).value.trim() !== row.dataset.shown.trim();

function tell(text) {
  if (status) status.textContent = text;
}

function announce(name, row) {
  document.dispatchEvent(new CustomEvent(`workshop:${name}`, { detail: { row } }));
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
  const answer = await fetch(form.dataset.help.replace(/0\/$/, `${row.dataset.row}/`)).catch(() => null);
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

// --- nothing typed is lost: it is in this browser until it is saved

function keepDraft(row) {
  const key = drafts + row.dataset.row;
  try {
    const draft = { text: box(row).value, source: hidden(row, "source").value, was: hidden(row, "was").value };
    if (isDirty(row)) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // a browser that stores nothing: leaving the page asks instead
  }
}

function restoreDraft(row) {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(drafts + row.dataset.row));
  } catch {
    return;
  }
  if (!kept || kept.source !== hidden(row, "source").value) return;
  if (kept.text.trim() === box(row).value.trim()) {
    if (!row.querySelector(".unsaved")) localStorage.removeItem(drafts + row.dataset.row);
    return;
  }
  box(row).value = kept.text;
  hidden(row, "was").value = kept.was ?? hidden(row, "was").value; // what somebody else saved since is a conflict
  const note = document.createElement("p");
  note.className = "unsaved";
  note.textContent = form.dataset.restored;
  box(row).after(note);
}

// What was typed for a sentence that is not here any more is shown above, unless it has been saved since.
async function showLostDrafts() {
  const here = new Set(rows().map((row) => row.dataset.row));
  const left = Object.keys(localStorage).filter((key) => key.startsWith(drafts) && !here.has(key.slice(drafts.length)));
  if (!left.length) return;
  const answer = await fetch(`${form.getAttribute("action")}?all`).catch(() => null);
  const whole = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  for (const key of left) {
    const { text, source } = JSON.parse(localStorage.getItem(key));
    if (whole?.getElementById(`text-${key.slice(drafts.length)}`)?.value.trim() === text.trim()) {
      localStorage.removeItem(key);
      continue;
    }
    const block = document.querySelector("#lost-draft").content.cloneNode(true).firstElementChild;
    block.querySelector("[data-source]").textContent = source;
    block.querySelector("[data-text]").textContent = text;
    block.querySelector("button").addEventListener("click", () => {
      localStorage.removeItem(key);
      block.remove();
    });
    form.before(block);
  }
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
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("only", pk);
  for (const name of ["text", "was", "source", "path"]) body.set(`${name}-${pk}`, hidden(row, name).value);
  if (confirms || tick?.checked) body.set(`ok-${pk}`, "on");
  if (isUnsure) body.set(`unsure-${pk}`, "on");
  const sent = box(row).value;
  row.dataset.later = "yes"; // on its way: the next key goes past it
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!answer || ![200, 409].includes(answer.status)) {
    tell(form.dataset.failed);
    delete row.dataset.later;
    return row;
  }
  const later = box(row).value === sent ? null : box(row).value; // typed on while it was saved
  const fresh = replace(row, await answer.text(), later);
  if (answer.status === 200) {
    if (isUnsure && fresh) fresh.dataset.later = "yes"; // what needs work comes first
    if (later === null) localStorage.removeItem(drafts + pk);
    tell(form.dataset.saved);
    count();
    return null;
  }
  if (fresh && isDirty(fresh)) {
    if (fresh.dataset.row !== pk) localStorage.removeItem(drafts + pk);
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
  if (row) body.set("only", row.dataset.row);
  body.set(button.name, button.value);
  // What is about the whole text is answered by a redirect; the page has the message.
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!row && answer?.type === "opaqueredirect") {
    if (field) field.value = "";
    leaving = true;
    return window.location.reload();
  }
  if (!answer?.ok) return tell(button.name === "machine" && answer?.status === 409 ? form.dataset.noDraft : form.dataset.failed);
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
  const line = document.querySelector(".progress");
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
  if (!refused && !left) window.location.assign(form.dataset.next);
  else if (left) open(left);
}

// --- writing by key; the browser's own undo takes it back

function insert(row, text, { all = false } = {}) {
  const field = box(row);
  field.focus();
  if (all) field.select();
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text);
}

function insertTag(row, tag) {
  const field = box(row);
  const end = `</${tag.match(/\w+/)[0]}>`;
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
  const start = field.selectionStart;
  insert(row, `${tag}${chosen}${end}`);
  if (!chosen) field.setSelectionRange(start + tag.length, start + tag.length);
}

function nextMissing(row, buttons, wanted) {
  return [...buttons].find((button) => !box(row).value.includes(wanted(button)));
}

const actions = {
  save: (row) => saveAndNext(row),
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
  const row = event.target.closest?.("[data-row]");
  const question = event.target.closest?.(".ask, .question");
  if (keys.open || !(row || question)) return;
  if (question) {
    const send = question.querySelector(`[name="talk"][value="${event.target.name}"]`);
    if (!send || !(event.ctrlKey || event.metaKey) || event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) talk(row, send);
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    if (!event.repeat) saveAndNext(row);
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const number = event.code.match(/^Digit([123])$/)?.[1];
  const tools = row.querySelectorAll('.string-tools [data-do="tag"], .string-tools [data-do="insert"]');
  const handled = {
    ArrowDown: () => step(row, 1),
    ArrowUp: () => step(row, -1),
    KeyO: () => actions.original(row),
    KeyU: () => {
      form.elements[`unsure-${row.dataset.row}`].checked = true;
      saveAndNext(row);
    },
    KeyG: () => {
      const term = nextMissing(row, row.querySelectorAll(".term[data-translation]"), (one) => one.dataset.translation);
      if (term) insert(row, term.dataset.translation);
    },
    KeyT: () => {
      const tool = nextMissing(row, tools, (one) => one.dataset.tag ?? one.dataset.text);
      if (tool) actions[tool.dataset.do](row, tool);
    },
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
  keepDraft(row);
  announce("typed", row);
});

let leaving = false;
form.addEventListener("submit", () => {
  leaving = true; // what is typed stays in the browser until a page shows that it is saved
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
  for (const tools of row.querySelectorAll(".string-tools")) tools.hidden = false;
}

for (const row of rows()) {
  prepare(row);
  restoreDraft(row);
}
showLostDrafts().catch(() => {}); // a browser that stores nothing
document.querySelector(".workshop").classList.add("is-ready");
for (const part of document.querySelectorAll('[data-do="keys"], [data-do="page"], .workshop-page')) part.hidden = false;
const first = rows().find((row) => row.querySelector(".unsaved")) ?? rows().find(isOpen);
if (first) open(first);
