// The side panel of the chosen slot: what it is, and every change that the board knows, as a form.
import { MINUTE } from "./time.js";
import { changed, shifted } from "./edits.js";
import { el, say } from "./text.js";
import { WaysIn } from "./ways_in.js";

export class Panel {
  constructor(root, { board, grid, does }) {
    Object.assign(this, { board, grid, does, place: root.querySelector("[data-panel]"), key: null, ways: new WaysIn(board) });
  }

  show(key) {
    this.key = key;
    this.render();
  }

  render() {
    const slot = this.board.slots.get(this.key);
    const active = this.place.contains(document.activeElement) ? document.activeElement.id : "";
    const unfolded = this.place.querySelector("details")?.open;
    this.place.replaceChildren(...(slot ? this.#slot(slot, unfolded) : [el("p", { className: "board__nothing" }, say("chooseOne"))]));
    if (active) document.getElementById(active)?.focus();
  }

  #slot(slot, unfolded) {
    const session = this.board.session(slot.session);
    const names = session.speakers.map((number) => this.board.facts.speakers[number]).join(", ");
    const url = session.url ?? this.board.facts.session_url.replace("/0/", `/${slot.session}/`);
    const facts = [this.board.facts.kinds[session.kind], names].filter(Boolean).join(" · ");
    return [
      el("h2", { id: "board-panel-title", tabIndex: -1, dir: "auto", lang: session.language }, session.title),
      el("p", {}, facts),
      ...(url ? [el("p", {}, el("a", { href: url }, say(slot.key.startsWith("p") ? "openProposal" : "editSession")))] : []),
      ...(this.board.locked ? [] : [this.#form(slot), this.#languages(slot, unfolded), this.ways.show(slot), this.#buttons(slot), this.#shift(slot)]),
    ];
  }

  #field(name, label, control, onchange) {
    control.id = `board-${name}`;
    control.addEventListener("change", () => onchange(control.value));
    return el("p", { className: "board__field" }, el("label", { for: control.id }, label), control);
  }

  #form(slot) {
    const { board, grid } = this;
    const day = board.dayOf(slot);
    const title = board.session(slot.session).title;
    const edit = (values) => board.edit(changed(slot, values), say("didChange", { title }));
    const to = (start) => edit({ start, end: start + slot.end - slot.start });
    const days = el("select", {}, ...board.days.map((one) => el("option", { value: one.date, selected: one === day }, one.label)));
    const rooms = el("select", {}, el("option", { value: "", selected: slot.room === null }, say("allRooms")),
      ...board.facts.rooms.map((room) => el("option", { value: room.id, selected: room.id === slot.room }, room.name)));
    const time = el("input", { type: "text", inputMode: "numeric", pattern: "([01]?[0-9]|2[0-3]):[0-5][0-9]", value: grid.clock.hour(slot.start), required: true });
    const length = el("input", { type: "number", min: 5, max: 1440, step: 1, value: (slot.end - slot.start) / MINUTE, required: true });
    return el("div", { className: "board__fields" },
      this.#field("day", say("day"), days, (date) => {
        const chosen = board.days.find((one) => one.date === date);
        if (chosen) to(grid.clock.at(chosen, grid.clock.hour(slot.start)));
      }),
      this.#field("start", say("start", { city: board.facts.city || "UTC" }), time, (text) => day && time.validity.valid && to(grid.clock.at(day, text.padStart(5, "0")))),
      this.#field("length", say("minutes"), length, (text) => length.validity.valid && edit({ end: slot.start + Number(text) * MINUTE })),
      this.#field("room", say("room"), rooms, (id) => edit({ room: id ? Number(id) : null })),
    );
  }

  #languages(slot, unfolded) {
    if (slot.key.startsWith("p")) return "";
    const { facts } = this.board;
    const title = this.board.session(slot.session).title;
    const boxes = Object.entries(facts.roles).map(([role, label]) => el("fieldset", {}, el("legend", {}, label),
      ...Object.entries(facts.languages).map(([code, name]) => {
        const own = slot.languages[role] ?? [];
        const box = el("input", { type: "checkbox", id: `board-${role}-${code}`, checked: own.includes(code) });
        box.addEventListener("change", () => {
          const codes = Object.keys(facts.languages).filter((one) => (one === code ? box.checked : own.includes(one)));
          const languages = { ...slot.languages, [role]: codes };
          if (!codes.length) delete languages[role];
          this.board.edit(changed(slot, { languages }), say("didChange", { title }));
        });
        return el("label", {}, box, name);
      })));
    const said = this.grid.languages(slot) || say("noLanguage");
    return el("details", { open: unfolded }, el("summary", {}, `${say("languages")}: ${said}`), ...boxes);
  }

  #buttons(slot) {
    const isProposal = slot.key.startsWith("p");
    const button = (name, action) => el("button", { type: "button", id: `board-do-${name}`, className: "button button-small button-secondary", onclick: () => action(slot.key) }, say(name));
    return el("div", { className: "board__buttons" },
      button("move", this.does.take),
      button("swap", this.does.swap),
      ...(isProposal ? [] : [button("duplicate", this.does.duplicate), button(slot.status === "cancelled" ? "restore" : "cancel", this.does.cancel),
        button(slot.pinned ? "unpin" : "pin", this.does.pin)]),
      button("remove", this.does.remove),
    );
  }

  #shift(slot) {
    const minutes = el("input", { type: "number", id: "board-shift", min: -720, max: 720, step: 5, value: 15, required: true });
    const rooms = el("select", { id: "board-shift-rooms", "aria-label": say("shiftWhat") },
      el("option", { value: "all" }, say("everyRoom")), el("option", { value: "one" }, say("thisRoom")));
    const shift = () => {
      const by = Number(minutes.value);
      if (!by) return;
      const edits = shifted(this.board, slot, by, rooms.value === "one" ? slot.room : undefined);
      this.does.edit(edits, say("didShift", { count: Object.keys(edits).length, minutes: by }));
    };
    return el("div", { className: "board__shift" },
      el("label", { for: "board-shift" }, say("shiftFrom", { time: this.grid.clock.hour(slot.start) })),
      minutes, rooms,
      el("button", { type: "button", id: "board-do-shift", className: "button button-small button-secondary", onclick: shift }, say("shift")));
  }
}
