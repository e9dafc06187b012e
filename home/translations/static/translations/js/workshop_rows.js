// The sentences of the workshop, as they are in the page.
export const form = document.querySelector("form[data-workshop]");

export const rows = () => [...form.querySelectorAll("[data-row]")];
export const box = (row) => row.querySelector("textarea");
export const hidden = (row, name) => form.elements[`${name}-${row.dataset.row}`];
export const isOpen = (row) => row.dataset.state !== "done" && !row.dataset.later;
export const isDirty = (row) => box(row).value.trim() !== row.dataset.shown.trim();

export function announce(name, row) {
  document.dispatchEvent(new CustomEvent(`workshop:${name}`, { detail: { row } }));
}
