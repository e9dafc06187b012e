// A word in what was translated before: chosen or typed, found in the memory, inserted where one writes.
import { ask } from "./workshop_request.js";
import { box, form } from "./workshop_rows.js";
import { insert } from "./workshop_writing.js";

const dialog = document.querySelector(".workshop-concordance");
const search = dialog.querySelector("form");
const found = dialog.querySelector("[data-found]");
let row = null; // where it is inserted
let place = [0, 0]; // the cursor there: the browser puts it elsewhere when the dialog closes

/* What is chosen in a field or in the page; nothing if it is more than a few words. */
function chosen() {
  const field = document.activeElement;
  const inField = field?.matches("textarea") ? field.value.slice(field.selectionStart, field.selectionEnd) : "";
  const text = (inField || window.getSelection().toString()).trim();
  return text.length <= search.elements.words.maxLength ? text : "";
}

async function look() {
  const address = new URL(search.action);
  address.search = new URLSearchParams({ words: search.elements.words.value, part: "yes" });
  const { answer, problem } = await ask(address);
  if (problem) {
    found.textContent = form.dataset[problem === "loggedOut" ? "searchLoggedOut" : "searchFailed"];
    return;
  }
  found.innerHTML = await answer.text(); // made by the portal, escaped there
  for (const button of found.querySelectorAll("[data-do]")) button.hidden = !row || box(row).readOnly;
}

function open() {
  const words = chosen();
  const selected = window.getSelection().anchorNode?.parentElement;
  if (!dialog.open) {
    const near = document.activeElement?.closest("[data-row]") ?? selected?.closest("[data-row]");
    row = near ?? form.querySelector(".is-active");
    if (row) place = [box(row).selectionStart, box(row).selectionEnd];
  }
  if (!dialog.open) dialog.showModal();
  search.elements.words.select();
  if (!words) return;
  search.elements.words.value = words;
  look();
}

// Text without tags: where a sentence may have them, its own letters are not taken for some.
function written(text) {
  if (row.hasAttribute("data-plain")) return text;
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

search.addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});

dialog.addEventListener("click", (event) => {
  const button = event.target.closest('[data-do="concordance-insert"]');
  if (event.target.closest('[data-do="close"]')) dialog.close();
  if (!button) return;
  dialog.close();
  box(row).setSelectionRange(...place);
  insert(row, written(button.dataset.text));
});

for (const link of document.querySelectorAll('[data-do="concordance"]')) {
  link.addEventListener("mousedown", (event) => event.preventDefault()); // what is chosen stays chosen
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyS") return;
  event.preventDefault();
  open();
});
