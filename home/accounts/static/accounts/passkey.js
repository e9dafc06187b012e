// A form with data-passkey="get" or "create" asks the browser for a passkey and sends the result.
const supported = window.isSecureContext && window.PublicKeyCredential?.parseRequestOptionsFromJSON;

async function options(form) {
  if (!form.dataset.options) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  return answer.json();
}

async function credential(kind, { publicKey }) {
  if (kind === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

for (const form of supported ? document.querySelectorAll("form[data-passkey]") : []) {
  const failed = form.querySelector("[data-passkey-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await credential(form.dataset.passkey, await options(form)));
      form.submit();
    } catch {
      failed.hidden = false; // cancelled, timed out, or no passkey for this portal
    }
  });
}

if (supported) document.querySelectorAll("[data-passkey-missing]").forEach((notice) => (notice.hidden = true));
