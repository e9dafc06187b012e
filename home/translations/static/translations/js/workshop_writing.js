// Writing into a sentence by key or button; the browser's own undo takes it back.
import { box, hidden } from "./workshop_rows.js";
import { placeFor } from "./workshop_tags.js";

export function insert(row, text, { all = false } = {}) {
  const field = box(row);
  field.focus();
  if (all) field.select();
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text);
}

export function insertTag(row, tag) {
  const field = box(row);
  const end = `</${tag.match(/\w+/)[0]}>`;
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
  const source = hidden(row, "source").value;
  const start = chosen ? field.selectionStart : placeFor(tag, field.value, field.selectionStart, source);
  if (!chosen) field.setSelectionRange(start, start);
  insert(row, `${tag}${chosen}${end}`);
  if (!chosen) field.setSelectionRange(start + tag.length, start + tag.length);
}

const wanted = (button) => button.dataset.translation ?? button.dataset.tag ?? button.dataset.text;

function firstMissing(row, buttons) {
  return buttons.find((button) => !box(row).value.includes(wanted(button)));
}

export function nextTerm(row) {
  const term = firstMissing(row, [...row.querySelectorAll(".term[data-translation]")]);
  if (term) insert(row, term.dataset.translation);
}

/* The next link, bold or placeholder of the original. */
export function nextTag(row) {
  const place = (tool) => hidden(row, "source").value.indexOf(wanted(tool));
  const tools = [...row.querySelectorAll('.string-tools [data-do="tag"], .string-tools [data-do="insert"]')];
  const tool = firstMissing(row, tools.sort((one, other) => place(one) - place(other)));
  if (tool?.dataset.tag) insertTag(row, tool.dataset.tag);
  else if (tool) insert(row, tool.dataset.text);
}
