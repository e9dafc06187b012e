// A slot that is held: where it would be, what is wrong there, and what happens when it is put down.
import { STEP } from "./time.js";
import { el, place, say } from "./text.js";
import { fresh, moved, resized } from "./edits.js";

export class Hold {
  constructor(root, { board, grid, checks, speak }) {
    Object.assign(this, { root, board, grid, checks, speak, slot: null });
    this.ghost = el("div", { className: "slot slot--ghost", dir: "auto", hidden: true });
    this.hint = el("div", { className: "board__hint", hidden: true });
    grid.layer.append(this.ghost, this.hint);
  }

  get isHolding() {
    return this.slot !== null;
  }

  take(key) {
    const slot = this.board.slots.get(key);
    if (slot && !this.board.locked) this.#start(slot, slot);
    return this.isHolding;
  }

  /* A session that waits, at the first free place that is in sight. */
  takeWaiting(session) {
    if (this.board.locked) return false;
    const from = this.board.dayOf({ start: this.board.event.start }) === this.grid.day ? this.board.event.start : this.grid.day.start;
    const first = fresh(this.board, session, from, this.grid.rooms[0]?.id ?? null);
    this.#start(this.#free(first), null);
    return this.isHolding;
  }

  #free(slot) {
    const length = slot.end - slot.start;
    const until = Math.min(this.grid.day.end, Math.max(this.board.event.end, this.grid.day.start + length));
    for (let start = slot.start; start + length <= until; start += STEP) {
      for (const room of slot.room === null ? [null] : this.grid.rooms.map(({ id }) => id)) {
        const here = { ...slot, start, end: start + length, room };
        if (!this.checks.about(here).bad.length) return here;
      }
    }
    return slot;
  }

  #start(slot, before) {
    Object.assign(this, { slot, before, wasRoom: slot.room });
    this.root.classList.add("is-holding");
    this.grid.elements.get(slot.key)?.classList.add("slot--held");
    this.grid.layer.append(...this.checks.closed(slot, this.grid.day).map((gap) => {
      const closed = el("div", { className: "board__closed" },
        el("span", {}, say("notTheirHours", { name: this.board.facts.speakers[gap.number] })));
      place(closed, { start: (gap.start - this.grid.day.start) / 60_000, length: (gap.end - gap.start) / 60_000 });
      return closed;
    }));
    this.#show();
  }

  moveTo(start, room) {
    const length = this.slot.end - this.slot.start;
    const begins = this.grid.clamp(start, length);
    const where = this.wasRoom === null ? null : room ?? this.slot.room;
    if (begins === this.slot.start && where === this.slot.room) return;
    this.slot = { ...this.slot, start: begins, end: begins + length, room: where };
    this.#show();
  }

  /* By steps of the grid and by rooms, as the arrow keys do. */
  moveBy(steps, rooms) {
    const column = this.grid.rooms.findIndex((room) => room.id === this.slot.room) + rooms;
    const room = this.grid.rooms[Math.min(Math.max(column, 0), this.grid.rooms.length - 1)];
    this.moveTo(this.slot.start + steps * STEP, room?.id);
    this.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.speak(this.words());
  }

  resizeTo(end) {
    const ends = Math.min(Math.max(end, this.slot.start + STEP), this.board.days.at(-1).end);
    if (ends === this.slot.end) return;
    this.slot = { ...this.slot, end: ends };
    this.#show();
  }

  resizeBy(steps) {
    this.resizeTo(this.slot.end + steps * STEP);
    this.speak(this.words());
  }

  /* At the same hour, also where the clocks change in between. What began the day before the one shown does so again. */
  toDay(day) {
    const { grid: { clock, day: shown }, board: { days } } = this;
    const by = days.indexOf(day) - days.indexOf(shown);
    const start = clock.at(days[days.indexOf(this.board.dayOf(this.slot)) + by] ?? day, clock.hour(this.slot.start));
    const end = start + this.slot.end - this.slot.start;
    const [slot, before, wasRoom] = [{ ...this.slot, start, end }, this.before, this.wasRoom];
    this.letGo(true);
    this.board.tell("day", day);
    this.#start(slot, before);
    this.wasRoom = wasRoom;
    this.ghost.scrollIntoView({ block: "nearest" });
    this.grid.scroll.focus({ preventScroll: true }); // the slot that had the keyboard is not on this day
    this.speak(`${day.label}, ${this.words()}`);
  }

  words() {
    const room = this.board.room(this.slot.room)?.name ?? say("allRooms");
    const found = this.checks.about(this.slot);
    return [`${this.grid.clock.range(this.slot)}, ${room}`, ...found.bad, ...found.unwise, ...found.good].join(". ");
  }

  #show() {
    const { bad, unwise, good } = this.checks.about(this.slot);
    const room = this.board.room(this.slot.room)?.name ?? say("allRooms");
    this.ghost.hidden = this.hint.hidden = false;
    this.ghost.textContent = this.board.session(this.slot.session).title;
    this.ghost.classList.toggle("slot--error", bad.length > 0);
    this.ghost.classList.toggle("slot--warning", !bad.length && unwise.length > 0);
    this.grid.position(this.ghost, this.slot);
    this.grid.position(this.hint, this.slot);
    const column = this.grid.rooms.findIndex((one) => one.id === this.slot.room);
    this.hint.classList.toggle("board__hint--before", this.grid.isAtTheEnd(column));
    this.hint.replaceChildren(
      el("strong", {}, `${this.grid.clock.range(this.slot)}, ${room}`),
      ...[["✓", good, "good"], ["⚠", unwise, "unwise"], ["✕", bad, "bad"]].flatMap(([sign, texts, kind]) =>
        texts.map((text) => el("span", { className: `board__hint-${kind}` }, `${sign} ${text}`))),
    );
  }

  put() {
    const { slot, before } = this;
    this.letGo(true);
    const title = this.board.session(slot.session).title;
    const room = this.board.room(slot.room)?.name ?? say("allRooms");
    const where = { title, when: this.grid.clock.range(slot), room };
    const isSame = before && before.start === slot.start && before.end === slot.end && before.room === slot.room;
    if (isSame) {
      this.speak(say("unmoved", where));
      return slot.key;
    }
    const edits = !before ? { [slot.key]: slot } : { ...moved(before, slot.start, slot.room) };
    if (before && before.end - before.start !== slot.end - slot.start) Object.assign(edits, resized(edits[slot.key], slot.end));
    this.board.edit(edits, say(before ? "didMove" : "didPlace", where));
    this.speak(say(before ? "didMove" : "didPlace", where));
    return slot.key;
  }

  letGo(silent = false) {
    if (!this.slot) return;
    const { title } = this.board.session(this.slot.session);
    this.grid.elements.get(this.slot.key)?.classList.remove("slot--held");
    this.root.classList.remove("is-holding");
    this.grid.layer.querySelectorAll(".board__closed").forEach((one) => one.remove());
    this.ghost.hidden = this.hint.hidden = true;
    this.slot = this.before = null;
    if (!silent) this.speak(say("letGo", { title }));
  }
}
