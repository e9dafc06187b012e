// What the browser can tell at once about a place for a slot. The server's validation has the last word.
import { Clock, instant } from "./time.js";
import { say } from "./text.js";

const overlap = (one, other) => one.start < other.end && other.start < one.end;

export class Checks {
  constructor(board, clock) {
    this.board = board;
    this.clock = clock;
    this.blocked = board.facts.blocked.map((one) => ({ ...one, start: instant(one.starts_at), end: instant(one.ends_at) }));
    this.#readHours();
    board.addEventListener("sessions", () => this.#readHours());
  }

  #readHours() {
    this.hours = this.board.facts.availability.map((own) => own && {
      ...own, clock: own.zone ? new Clock(own.zone) : null,
      stretches: own.stretches.map(([start, end]) => ({ start: instant(start), end: instant(end) })),
    });
  }

  /* Sentences about `slot` at this place: `bad` cannot be, `unwise` can. */
  about(slot) {
    const bad = [], unwise = [], good = [];
    const { board } = this;
    const own = board.session(slot.session);
    if (slot.start < board.event.start || slot.end > board.event.end) bad.push(say("outside"));
    for (const other of board.slots.values()) {
      if (other.key === slot.key || other.status !== "confirmed" || !overlap(slot, other)) continue;
      const session = board.session(other.session);
      const both = own.speakers.filter((number) => session.speakers.includes(number));
      if (other.room && other.room === slot.room) bad.push(say("roomTaken", { title: session.title }));
      else if (other.session === slot.session) bad.push(say("twice"));
      else if (both.length) {
        bad.push(say("speakerBusy", { name: both.map((number) => board.facts.speakers[number]).join(", "), title: session.title }));
      }
    }
    if (this.blocked.some((one) => one.room && one.room === slot.room && overlap(slot, one))) bad.push(say("planned"));
    for (const number of own.speakers) this.#hours(number, slot, good, unwise);
    return { bad, unwise, good };
  }

  #hours(number, slot, good, unwise) {
    const person = this.hours[number];
    if (!person) return;
    const name = this.board.facts.speakers[number];
    const values = { name, hour: person.clock?.hour(slot.start) ?? "", city: person.city };
    if (person.stretches.some((free) => free.start <= slot.start && slot.end <= free.end)) good.push(say("withinHours", values));
    else unwise.push(say(person.clock ? "outsideHoursAt" : "outsideHours", values));
  }

  /* When one of the session's speakers cannot speak, within a stretch of time. */
  closed(slot, within) {
    return this.board.session(slot.session).speakers.flatMap((number) => {
      const person = this.hours[number];
      if (!person) return [];
      const gaps = [];
      let from = within.start;
      for (const free of person.stretches.filter((one) => overlap(one, within))) {
        if (free.start > from) gaps.push({ start: from, end: free.start, number });
        from = Math.max(from, free.end);
      }
      return from < within.end ? [...gaps, { start: from, end: within.end, number }] : gaps;
    });
  }
}
