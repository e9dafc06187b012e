// wagtail-localize's editor leaves its fields without a name: they get that of the field they belong to.
const editor = document.querySelector("[data-field-names]");

function name() {
  for (const field of editor.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (field.labels?.length || field.hasAttribute("aria-label")) continue;
    const heading = field.closest("li")?.querySelector("h3, h4");
    field.setAttribute("aria-label", field.type === "file" ? editor.dataset.file : (heading?.textContent ?? field.name));
  }
}

new MutationObserver(name).observe(editor, { childList: true, subtree: true });
name();
