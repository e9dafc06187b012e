// A form that is flooded is sent with a proof of work (home/forms/proof.py), in the protocol of ALTCHA.
const text = new TextEncoder();

async function solve({ algorithm, challenge, maxnumber, salt, signature }) {
  for (let number = 0; number <= maxnumber; number += 1) {
    const hash = new Uint8Array(await crypto.subtle.digest(algorithm, text.encode(salt + number)));
    const found = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (found === challenge) return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  }
  return "";
}

async function prove(field, note) {
  const answer = await fetch(field.dataset.challenge, { credentials: "omit", signal: AbortSignal.timeout(5000) });
  const asked = await answer.json();
  if (!asked.challenge) return "";
  note.hidden = false;
  return solve(asked);
}

for (const field of document.querySelectorAll("input[data-challenge]")) {
  const form = field.form;
  const note = form.querySelector("[data-working]");
  let state = "open";
  form.addEventListener("submit", async (event) => {
    if (state === "sending" || !globalThis.crypto?.subtle) return; // without it the form is held until the address is confirmed
    event.preventDefault();
    if (state === "working") return;
    state = "working";
    try {
      field.value = await prove(field, note);
    } catch {
      field.value = "";
    }
    note.hidden = true;
    state = "sending";
    form.requestSubmit(event.submitter);
    state = "open";
  });
}
