// Tells the portal that this text is open here, and shows who else has it open.
import { ask, token } from "./workshop_request.js";
import { form, isDirty, rows } from "./workshop_rows.js";

const EVERY = 20_000; // milliseconds
const place = document.querySelector(".workshop-here");
let session = "0";

function body(values) {
  const made = new FormData();
  made.set("csrfmiddlewaretoken", token(form));
  for (const [name, value] of Object.entries(values)) made.set(name, value);
  return made;
}

async function tell() {
  const isEditing = rows().some((row) => row.dataset.typed && isDirty(row));
  const values = { session, ...(isEditing && { editing: "yes" }) };
  const { answer } = await ask(form.dataset.here, { method: "POST", body: body(values) });
  if (!answer?.ok) return; // saving tells what is wrong
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text(); // made by the portal, escaped there
  session = holder.content.querySelector("[data-session]").dataset.session;
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  if (words(holder.content) !== words(place)) place.replaceChildren(holder.content);
}

window.addEventListener("pagehide", () => navigator.sendBeacon(form.dataset.release.replace("/0/", `/${session}/`), body({})));
document.addEventListener("visibilitychange", () => document.hidden || tell());
setInterval(tell, EVERY);
tell();
