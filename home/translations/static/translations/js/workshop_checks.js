// What is to be looked at in a sentence while it is typed. The portal checks; its answer is shown below the field.
import { ask, token } from "./workshop_request.js";
import { box, form, hidden, isDirty } from "./workshop_rows.js";

const PAUSE = 400; // milliseconds without a key
let waiting = 0;
let latest = 0;

async function check(row) {
  latest += 1;
  const number = latest;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token(form));
  body.set("text", box(row).value);
  body.set("was", hidden(row, "was").value);
  const { answer } = await ask(form.dataset.check.replace(/0\/$/, `${row.dataset.row}/`), { method: "POST", body });
  if (!answer?.ok) return; // saving tells what is wrong
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text(); // made by the portal, escaped there
  const place = row.querySelector(".string-checks");
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  if (number !== latest || words(holder.content) === words(place)) return; // what was said is not said again
  place.replaceChildren(holder.content);
}

document.addEventListener("workshop:typed", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(check, PAUSE, event.detail.row);
});
document.addEventListener("workshop:open", (event) => {
  if (isDirty(event.detail.row)) check(event.detail.row);
});
