// A suggestion for the timetable, drawn over the board. Taking it, whole or in part, is an edit like any other.
import { el, say } from "./text.js";
import { instant } from "./time.js";

export class Suggestion {
  constructor(root, { board, grid, edit }) {
    Object.assign(this, { board, grid, edit, changes: [], notKept: [] });
    this.box = root.querySelector("[data-suggestion]");
    if (board.facts.suggestion_url) this.#load(board.facts.suggestion_url);
  }

  async #load(url) {
    const found = await (await fetch(url)).json();
    this.changes = found.changes;
    this.notKept = found.not_kept;
    this.count = this.changes.length;
    this.render();
  }

  // Time and room are suggested; all else is as it is on the board by now.
  #slot({ key, after }) {
    const session = key.startsWith("p") ? key : Number(key.split(":")[0]);
    const slot = this.board.slots.get(key) ?? { id: null, session, ...after, key };
    return { ...slot, start: instant(after.starts_at), end: instant(after.ends_at), room: after.room };
  }

  #isTaken({ slot }) {
    const now = this.board.slots.get(slot.key);
    return now && now.start === slot.start && now.room === slot.room;
  }

  take(changes) {
    const edits = Object.fromEntries(changes.map(({ slot }) => [slot.key, slot]));
    this.edit(edits, say(changes.length === 1 ? "tookOne" : "tookAll", { title: changes[0].title, count: changes.length }));
  }

  dismiss() {
    this.changes = [];
    this.notKept = [];
    this.box.hidden = true;
    this.render();
    this.grid.scroll.focus();
  }

  render() {
    const open = this.changes.map((change) => ({ ...change, slot: this.#slot(change) })).filter((change) => !this.#isTaken(change));
    this.grid.layer.querySelectorAll(".slot--suggested").forEach((ghost) => ghost.remove());
    for (const { slot, title } of open) {
      if (this.board.dayOf(slot) !== this.grid.day) continue;
      const ghost = el("div", { className: "slot slot--ghost slot--suggested", "aria-hidden": "true", dir: "auto" }, title);
      this.grid.position(ghost, slot);
      this.grid.layer.append(ghost);
    }
    if (!this.changes.length && !this.notKept.length) return;
    const focused = [...this.box.querySelectorAll("button")].indexOf(document.activeElement);
    this.box.hidden = false;
    this.box.replaceChildren(
      el("p", {}, say("suggested", { count: open.length }), " ",
        open.length > 0 && el("button", { type: "button", className: "button button-small", onclick: () => this.take(open) }, say("takeAll")), " ",
        el("button", { type: "button", className: "button button-small button-secondary", onclick: () => this.dismiss() }, say("dismiss"))),
      el("ul", {}, ...this.notKept.map((sentence) => el("li", {}, sentence))),
      el("ul", {}, ...open.map((change) => this.#item(change))),
    );
    if (focused >= 0) [...this.box.querySelectorAll("button")].slice(0, focused + 1).at(-1).focus();
  }

  #item(change) {
    const { slot, title, why } = change;
    const room = this.board.room(slot.room)?.name ?? say("allRooms");
    const day = this.board.dayOf(slot)?.label ?? "";
    return el("li", {},
      el("button", { type: "button", className: "button button-small button-secondary", "aria-label": say("takeOne", { title }), onclick: () => this.take([change]) }, say("take")),
      " ", el("strong", { dir: "auto" }, title), ` ${day} ${this.grid.clock.range(slot)} · ${room}. ${why}`);
  }
}
