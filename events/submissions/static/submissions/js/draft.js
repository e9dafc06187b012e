// What somebody writes into the form stays in this browser until it is sent: a form with data-draft is kept under that name.
const KEEP = 30 * 24 * 60 * 60 * 1000;
const NOT_KEPT = new Set(["rendered", "leave_empty", "consent", "go"]);

function read(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(name));
    return kept && Date.now() - kept.at < KEEP ? kept.fields : {};
  } catch {
    return {};
  }
}

function write(name, fields) {
  try {
    localStorage.setItem(name, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    // full or forbidden: the form works without
  }
}

function typed(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_KEPT.has(name)) (fields[name] ??= []).push(value);
  }
  return fields;
}

// Only a form nobody has touched and the server has not filled in is filled from what was kept.
function restore(form, kept) {
  for (const [name, values] of Object.entries(kept)) {
    const inputs = [...form.elements].filter((one) => one.name === name && one.type !== "file");
    for (const [number, input] of inputs.entries()) {
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (!input.value || input.type === "select-one") input.value = values[number] ?? input.value;
    }
    if (!inputs.length && /^(speaker-|people$|hours$)/.test(name)) {
      for (const value of values) {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
    }
  }
}

// The zone and what is chosen at first are kept too, but nobody typed them.
function saysSomething({ title, abstract }) {
  return Boolean(title?.[0] || abstract?.[0]);
}

// Browsers may call a zone by an older name than the list does: Asia/Calcutta.
const canonical = (timeZone) => Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;

for (const form of document.querySelectorAll("form[data-draft]")) {
  const name = form.dataset.draft;
  const zone = form.elements.zone;
  const isFirstVisit = form.elements.title?.type !== "hidden" && !form.elements.title?.value;
  const kept = isFirstVisit ? read(name) : {};
  restore(form, kept);
  const notice = form.querySelector("[data-draft-kept]");
  if (notice) notice.hidden = !saysSomething(kept);
  notice?.querySelector("[data-draft-over]").addEventListener("click", () => {
    localStorage.removeItem(name);
    form.reset();
    location.reload();
  });
  if (zone?.options && !zone.value) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const isHere = ({ value }) => value && (value === here || canonical(value) === here);
    zone.value = [...zone.options].find(isHere)?.value ?? "";
  }
  const keep = () => write(name, { ...read(name), ...emptied(form), ...typed(form) });
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  // The other language begins with the first step: at the form, where it says that what was typed is there again.
  document.querySelector(".languages")?.addEventListener("click", ({ target }) => {
    const link = target.closest("a");
    if (link && saysSomething(read(name))) link.hash = form.id;
  });
}

// Boxes that were unticked send nothing: they have to be forgotten by name.
function emptied(form) {
  return Object.fromEntries([...form.elements].filter((one) => one.type === "checkbox").map((one) => [one.name, []]));
}

for (const done of document.querySelectorAll("[data-draft-done]")) {
  try {
    localStorage.removeItem(done.dataset.draftDone);
  } catch {
    // nothing was kept either
  }
}
