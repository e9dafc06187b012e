// The ways into the chosen slot, as rows that the page has a template for. They are saved once each row is complete.
import { changed } from "./edits.js";
import { el, say } from "./text.js";

const NAMES = ["kind", "address", "language", "note", "country", "code"];
const ADDRESS = /^(https?:\/\/\S+|\+?[0-9][0-9 ()\/.#,*-]{3,})$/i;

const control = (row, name) => row.querySelector(`[data-way="${name}"]`);

export class WaysIn {
  constructor(board) {
    Object.assign(this, { board, key: null, stored: "", element: null });
  }

  /* The same element as before as long as nothing but its own rows changes the slot, so that nobody loses what they type. */
  show(slot) {
    if (slot.key.startsWith("p")) return "";
    const stored = JSON.stringify(slot.ways_in);
    if (slot.key !== this.key || stored !== this.stored) {
      Object.assign(this, { key: slot.key, stored, element: this.#element(slot) });
    }
    this.element.querySelector("[data-inherited]").textContent = this.#inherited(slot);
    return this.element;
  }

  #inherited(slot) {
    const ways = this.board.room(slot.room)?.ways ?? [];
    return ways.length ? say("waysOfRoom", { ways: ways.join(", ") }) : "";
  }

  #element(slot) {
    const rows = document.getElementById("board-ways").content.cloneNode(true).firstElementChild;
    const free = rows.querySelector("[data-way-row]");
    for (const way of slot.ways_in) {
      const row = free.cloneNode(true);
      for (const name of NAMES) control(row, name).value = way[name] ?? "";
      free.before(row);
    }
    [...rows.querySelectorAll("[data-way-row]")].forEach((row, number) => {
      row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+$/, number + 1));
      for (const name of [...NAMES, "remove"]) {
        Object.assign(control(row, name), { id: `board-way-${number}-${name}`, name: `way-${number}-${name}` });
      }
    });
    const key = slot.key;
    rows.addEventListener("change", () => setTimeout(() => this.#save(key, rows))); // once the focus has moved on
    const count = say("waysIn", { count: slot.ways_in.length });
    return el("details", { className: "board__ways" }, el("summary", {}, count), el("p", { "data-inherited": true }), rows);
  }

  #save(key, rows) {
    const slot = this.board.slots.get(key);
    const typed = [...rows.querySelectorAll("[data-way-row]")].filter((row) => !control(row, "remove").checked)
      .map((row) => Object.fromEntries(NAMES.map((name) => [name, control(row, name).value.trim()])))
      .filter((way) => Object.values(way).some(Boolean));
    if (!slot || !typed.every((way) => way.kind && ADDRESS.test(way.address))) return;
    const ways = typed.map(({ country, code, ...way }) => ({ ...way, ...(country && { country }), ...(code && { code }) }));
    if (key === this.key) {
      this.stored = JSON.stringify(ways);
      this.element.querySelector("summary").textContent = say("waysIn", { count: ways.length });
    }
    const title = this.board.session(slot.session).title;
    this.board.edit(changed(slot, { ways_in: ways }), say("didChange", { title }));
  }
}
