// Tags and placeholders are shown as chips that say where a link leads, and written and deleted in one piece.
//
// The field stays a plain text field: what one writes is what is saved, the browser's undo, spell check and input methods
// work, and a screen reader reads it. The chips of the translation are below it, therefore, not in it.
import { box, form, hidden } from "./workshop_rows.js";
import { partnerOf, partsOf } from "./workshop_tags.js";

const SIGNS = { b: "B", i: "I", br: "↵" };

const placeholders = (row) => [...row.querySelectorAll('[data-do="insert"]')].map((button) => button.dataset.text);
const partsIn = (row, text) => partsOf(text, placeholders(row));

function chip(row, part, kind = "") {
  const made = document.createElement("span");
  made.className = `chip${part.closes ? " chip--end" : ""}${kind && ` chip--${kind}`}`;
  const button = row.querySelector(`[data-address][data-tag="${CSS.escape(part.text)}"]`);
  const name = SIGNS[part.name] ?? (part.name === "a" ? "↗" : part.name || part.text);
  made.textContent = part.closes ? `/${name}` : button ? `${name} ${button.dataset.address}` : name;
  if (kind === "wrong") made.textContent = part.text;
  made.title = part.text;
  made.dir = "ltr";
  return made;
}

function withChips(row, text, kindOf) {
  const made = document.createDocumentFragment();
  let place = 0;
  for (const part of partsIn(row, text)) {
    made.append(text.slice(place, part.start), chip(row, part, kindOf?.(part)));
    place = part.end;
  }
  made.append(text.slice(place));
  return made;
}

function showOriginal(row) {
  const walker = document.createTreeWalker(row.querySelector("[data-source]"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) if (partsIn(row, node.data).length) node.replaceWith(withChips(row, node.data));
}

// What is not of the original, or there too often, is wrong; what is not there yet stands at the end.
function showTranslation(row) {
  const mirror = row.querySelector(".string-mirror");
  if (!mirror) return;
  const text = box(row).value;
  const left = partsIn(row, hidden(row, "source").value).map((part) => part.text);
  const made = withChips(row, text, (part) => {
    const at = left.indexOf(part.text);
    if (at < 0) return "wrong";
    left.splice(at, 1);
    return "";
  });
  const missing = left.flatMap((one) => partsIn(row, one)).filter((part) => !part.closes);
  mirror.replaceChildren(made, ...missing.map((part) => chip(row, part, "missing")));
}

document.addEventListener("workshop:shown", ({ detail: { row } }) => {
  if (!partsIn(row, hidden(row, "source").value).length) return;
  showOriginal(row);
  const mirror = Object.assign(document.createElement("p"), { className: "string-mirror", dir: box(row).dir });
  mirror.lang = box(row).lang;
  mirror.setAttribute("aria-hidden", "true"); // the same as in the field
  box(row).after(mirror);
  showTranslation(row);
});
for (const name of ["open", "typed", "saved"]) {
  document.addEventListener(`workshop:${name}`, (event) => showTranslation(event.detail.row));
}

// --- in one piece

const rowOf = (field) => field?.matches?.("[data-row] [name^=text-]") && field.closest("[data-row]");
let before = 0; // where the cursor was

form.addEventListener("keydown", (event) => {
  if (rowOf(event.target)) before = event.target.selectionStart;
});

// The cursor passes a part, it does not go into it.
document.addEventListener("selectionchange", () => {
  const field = document.activeElement;
  const row = rowOf(field);
  if (!row) return;
  const at = field.selectionStart;
  const inside = partsIn(row, field.value).find((part) => part.start < at && at < part.end);
  if (inside && at === field.selectionEnd) {
    const to = at > before ? inside.end : inside.start;
    field.setSelectionRange(to, to);
  }
  before = field.selectionStart;
});

form.addEventListener("beforeinput", (event) => {
  const field = event.target;
  const row = rowOf(field);
  if (!row || event.isComposing) return;
  const parts = partsIn(row, field.value);
  const [start, end] = [field.selectionStart, field.selectionEnd];
  if (start < end) {
    const first = parts.find((part) => part.start < start && start < part.end);
    const last = parts.find((part) => part.start < end && end < part.end);
    if (first || last) field.setSelectionRange(first?.start ?? start, last?.end ?? end);
    return;
  }
  const edge = { deleteContentBackward: "end", deleteContentForward: "start" }[event.inputType];
  const part = edge && parts.find((one) => one[edge] === start);
  if (!part) return;
  event.preventDefault();
  const partner = partnerOf(part, parts);
  const [one, other] = [part, partner ?? part].sort((a, b) => a.start - b.start);
  field.setSelectionRange(one.start, other.end);
  const inner = partner ? field.value.slice(one.end, other.start) : "";
  document.execCommand(inner ? "insertText" : "delete", false, inner); // undone by one key
  const to = part === other && partner ? one.start + inner.length : one.start;
  field.setSelectionRange(to, to);
});
