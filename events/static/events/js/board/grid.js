// One day of the board: rooms across, time down. Elements of slots are kept and moved.
import { MINUTE, STEP } from "./time.js";
import { el, place, say } from "./text.js";

const HOUR = 60 * MINUTE;
const ZOOMS = [0.9, 1.4, 1.9, 2.8, 4];
const NARROWEST = 168;
const NOTE = 290;
const LOWEST = 19; // pixels in which a title can be read

export class Grid {
  constructor(root, board, clock) {
    Object.assign(this, { root, board, clock, elements: new Map(), zoom: 2, day: board.days[0], marks: new Map() });
    this.scroll = root.querySelector("[data-scroll]");
    this.sheet = root.querySelector("[data-sheet]");
    this.cards = root.querySelector("[data-cards]");
    this.layer = root.querySelector("[data-layer]");
    new ResizeObserver(() => this.fit()).observe(this.scroll);
    const shortest = Math.min(...[...board.slots.values()].map((slot) => Math.max(5, (slot.end - slot.start) / MINUTE)));
    while (this.zoom < ZOOMS.length - 1 && shortest * this.perMinute < LOWEST) this.zoom += 1;
  }

  get perMinute() {
    return ZOOMS[this.zoom];
  }

  get rooms() {
    return this.board.facts.rooms;
  }

  zoomBy(steps) {
    const top = this.scroll.scrollTop / this.perMinute;
    this.zoom = Math.min(Math.max(this.zoom + steps, 0), ZOOMS.length - 1);
    place(this.sheet, { minute: `${this.perMinute}px` });
    this.scroll.scrollTop = top * this.perMinute;
    for (const [key, element] of this.elements) this.#size(element, this.board.slots.get(key));
  }

  fit() {
    const head = this.root.querySelector("[data-corner]").offsetWidth;
    this.width = Math.max(NARROWEST, Math.floor((this.scroll.clientWidth - head - 2) / Math.max(1, this.rooms.length)));
    place(this.sheet, { room: `${this.width}px`, head: `${head}px` });
  }

  show(day) {
    this.day = day;
    this.elements.forEach((element) => element.remove());
    this.elements.clear();
    place(this.sheet, { minutes: (day.end - day.start) / MINUTE, rooms: this.rooms.length, minute: `${this.perMinute}px` });
    this.root.querySelector("[data-rooms]").replaceChildren(...this.rooms.map((room) =>
      el("div", { className: "board__room" }, el("strong", { dir: "auto" }, room.name), room.note && el("span", {}, room.note))));
    this.root.querySelector("[data-hours]").replaceChildren(...this.#hours());
    this.render();
    this.fit();
    const first = this.board.ofDay(day)[0]?.start ?? Math.max(day.start, this.board.event.start);
    this.scroll.scrollTop = Math.max(0, this.top(first) - 12);
  }

  #hours() {
    const count = Math.ceil((this.day.end - this.day.start) / HOUR);
    return Array.from({ length: count }, (_none, number) => {
      const start = this.day.start + number * HOUR;
      const utc = `${new Date(start).toISOString().slice(11, 16)} UTC`;
      const here = this.clock.hour(start);
      const label = el("div", { className: "board__hour" }, el("strong", {}, here), el("span", {}, this.board.facts.city ? utc : "UTC"));
      place(label, { start: number * 60 });
      return label;
    });
  }

  top(ms) {
    return ((ms - this.day.start) / MINUTE) * this.perMinute;
  }

  /* How many pixels of a slot belong to the day before. */
  hidden(slot) {
    return Math.max(0, this.day.start - slot.start) / MINUTE * this.perMinute;
  }

  /* The place under a point of the window: a start on the grid and a room. */
  at(x, y) {
    const box = this.cards.getBoundingClientRect();
    const column = Math.min(Math.max(Math.floor((x - box.left) / this.width), 0), this.rooms.length - 1);
    const minutes = Math.round((y - box.top) / this.perMinute / 5) * 5;
    return { start: this.day.start + minutes * MINUTE, room: this.rooms[column]?.id ?? null };
  }

  render() {
    const slots = this.board.onDay(this.day);
    const shown = new Set(slots.map((slot) => slot.key));
    for (const [key, element] of this.elements) {
      if (!shown.has(key)) {
        element.remove();
        this.elements.delete(key);
      }
    }
    const lanes = this.#lanes(slots);
    for (const slot of slots) {
      let element = this.elements.get(slot.key);
      if (!element) {
        element = el("button", { type: "button", className: "slot", tabIndex: -1, "data-key": slot.key });
        this.elements.set(slot.key, element);
        this.cards.append(element);
      }
      if (element.shown !== slot || element.lane !== lanes.get(slot.key).join()) this.#draw(element, slot, lanes.get(slot.key));
      this.#mark(element, slot);
    }
    if (!this.cards.querySelector('.slot[tabindex="0"]')) this.cards.querySelector(".slot")?.setAttribute("tabindex", "0");
  }

  /* Beside each other where they overlap in one room. */
  #lanes(slots) {
    const [found, rooms] = [new Map(), new Map()];
    for (const slot of slots) rooms.set(slot.room, [...(rooms.get(slot.room) ?? []), slot]);
    for (const slot of slots) {
      const beside = rooms.get(slot.room).filter((one) => one.start < slot.end && slot.start < one.end);
      found.set(slot.key, [beside.indexOf(slot), beside.length]);
    }
    return found;
  }

  #draw(element, slot, [lane, lanes]) {
    const session = this.board.session(slot.session);
    const names = session.speakers.map((number) => this.board.facts.speakers[number]).join(", ");
    const languages = this.languages(slot);
    element.replaceChildren(
      el("span", { className: "slot__title", dir: "auto", lang: session.language }, session.title),
      el("span", { className: "slot__people", dir: "auto" }, names),
      el("span", { className: "slot__languages" }, languages),
      el("span", { className: "slot__mark" }),
      el("span", { className: "slot__handle", "data-handle": true, "aria-hidden": "true" }),
    );
    element.setAttribute("aria-label", this.words(slot));
    element.classList.toggle("slot--cancelled", slot.status === "cancelled");
    element.classList.toggle("slot--pinned", slot.pinned);
    element.classList.toggle("slot--proposal", slot.key.startsWith("p"));
    element.dataset.theme = this.board.isBreak(slot) ? "break" : (session.themes[0] ?? -1) % 6;
    this.#size(element, slot);
    this.position(element, slot, lane, lanes);
    Object.assign(element, { shown: slot, lane: `${lane},${lanes}`, mark: null });
  }

  #size(element, slot) {
    const height = slot ? this.#within(slot).length * this.perMinute : 0;
    element.classList.toggle("slot--small", height < 52);
    element.classList.toggle("slot--tiny", height < 26);
  }

  /* In minutes of the day that is shown, of a slot that may begin or end on another one. */
  #within(slot) {
    const [from, to] = [Math.max(slot.start, this.day.start), Math.min(slot.end, this.day.end)];
    return { start: (from - this.day.start) / MINUTE, length: Math.max(5, (to - from) / MINUTE) };
  }

  position(element, slot, lane = 0, lanes = 1) {
    const column = Math.max(0, this.rooms.findIndex((room) => room.id === slot.room));
    const all = slot.room === null;
    element.classList.toggle("slot--wide", all);
    place(element, {
      ...this.#within(slot),
      column: all ? 0 : column, across: all ? this.rooms.length : 1, lane, lanes,
    });
  }

  languages(slot) {
    const codes = (role) => (slot.languages[role] ?? []).map((code) => code.toUpperCase()).join(" ");
    const into = codes("interpreted");
    const captions = [...(slot.languages.live_captioned ?? []), ...(slot.languages.captioned ?? [])];
    const spoken = [codes("spoken"), into && `→ ${into}`].filter(Boolean).join(" ");
    return [spoken, captions.length && say("captions", { codes: captions.join(" ").toUpperCase() })].filter(Boolean).join(", ");
  }

  words(slot) {
    const session = this.board.session(slot.session);
    const room = this.board.room(slot.room)?.name ?? say("allRooms");
    const status = slot.status === "cancelled" ? say("isCancelled") : "";
    const problems = this.marks.get(slot.key)?.texts ?? [];
    const pinned = slot.pinned ? say("isPinned") : "";
    return [this.clock.range(slot), session.title, room, status, pinned, ...problems].filter(Boolean).join(", ");
  }

  /* `marks`: key → level and texts of its worst problems. */
  markAll(marks) {
    this.marks = marks;
    for (const [key, element] of this.elements) this.#mark(element, this.board.slots.get(key));
  }

  #mark(element, slot) {
    const mark = this.marks.get(slot.key);
    const said = mark ? `${mark.level} ${mark.texts.join()}` : "";
    if (element.mark === said && element.marked === slot) return;
    element.classList.toggle("slot--error", mark?.level === "error");
    element.classList.toggle("slot--warning", mark?.level === "warning");
    element.querySelector(".slot__mark").textContent = mark ? `⚠ ${mark.texts[0]}` : "";
    element.title = [`${this.clock.range(slot)} ${this.board.session(slot.session).title}`, ...(mark?.texts ?? [])].join("\n");
    element.setAttribute("aria-label", this.words(slot));
    Object.assign(element, { mark: said, marked: slot });
  }

  select(key) {
    this.cards.querySelectorAll('.slot[tabindex="0"]').forEach((one) => { one.tabIndex = -1; });
    this.cards.querySelector(".slot--selected")?.classList.remove("slot--selected");
    const element = this.elements.get(key);
    element?.classList.add("slot--selected");
    (element ?? this.cards.querySelector(".slot"))?.setAttribute("tabindex", "0");
    return element;
  }

  reveal(key) {
    const slot = this.board.slots.get(key);
    const day = slot && this.board.dayOf(slot);
    if (!day) return;
    if (day !== this.day) this.board.tell("day", day);
    const element = this.elements.get(key);
    element?.scrollIntoView({ block: "center", inline: "center" });
    element?.focus();
  }

  /* Whether a note beside this column would be out of sight. */
  isAtTheEnd(column) {
    const head = this.root.querySelector("[data-corner]").offsetWidth;
    return (column + 1) * this.width + head + NOTE - Math.abs(this.scroll.scrollLeft) > this.scroll.clientWidth && column > 0;
  }

  /* What is on this day begins on it, or on the day before and ends on it. */
  clamp(start, length) {
    const first = this.day === this.board.days[0] ? this.day.start : this.day.start - length + STEP;
    return Math.min(Math.max(start, first), this.day.end - STEP);
  }
}
