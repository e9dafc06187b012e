// Nothing typed is lost: it is in this browser until it is saved.
import { ask } from "./workshop_request.js";
import { announce, box, form, hidden, isDirty, rows } from "./workshop_rows.js";

const drafts = `workshop-${form.dataset.workshop}-`; // in this browser, what is typed and not saved

export function forgetDraft(pk) {
  localStorage.removeItem(drafts + pk);
}

export function keepDraft(row) {
  const key = drafts + row.dataset.row;
  try {
    const draft = { text: box(row).value, source: hidden(row, "source").value, was: hidden(row, "was").value };
    if (isDirty(row)) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // a browser that stores nothing: leaving the page asks instead
  }
}

export function restoreDraft(row) {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(drafts + row.dataset.row));
  } catch {
    return;
  }
  if (!kept || kept.source !== hidden(row, "source").value) return;
  if (kept.text.trim() === box(row).value.trim()) {
    if (!row.querySelector(".unsaved")) forgetDraft(row.dataset.row);
    return;
  }
  box(row).value = kept.text;
  hidden(row, "was").value = kept.was ?? hidden(row, "was").value; // what somebody else saved since is a conflict
  const note = document.querySelector("#restored-draft").content.cloneNode(true).firstElementChild;
  const isChanged = row.dataset.saved && kept.was !== undefined && kept.was.trim() !== row.dataset.saved.trim();
  note.querySelector("[data-saved]").textContent = isChanged ? row.dataset.saved : "";
  note.querySelector("[data-changed]").hidden = !isChanged;
  box(row).after(note);
}

export function discardDraft(row) {
  forgetDraft(row.dataset.row);
  box(row).value = row.dataset.saved;
  hidden(row, "was").value = row.dataset.was;
  delete row.dataset.typed;
  row.querySelector(".unsaved").remove();
  box(row).focus();
  announce("typed", row);
}

// What was typed for a sentence that is not here any more is shown above, unless it has been saved since.
export async function showLostDrafts() {
  const here = new Set(rows().map((row) => row.dataset.row));
  const left = Object.keys(localStorage).filter((key) => key.startsWith(drafts) && !here.has(key.slice(drafts.length)));
  if (!left.length) return;
  const { answer } = await ask(`${form.getAttribute("action")}?all`);
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
