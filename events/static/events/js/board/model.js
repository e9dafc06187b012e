// What the board holds: slots by key, what of them is saved, and the steps to undo. Slots are never changed, but replaced.
import { instant, written } from "./time.js";

const read = (key, sent) => ({ ...sent, key, start: instant(sent.starts_at), end: instant(sent.ends_at) });

const values = ({ start, end, room, status, languages, ways_in, pinned }) => ({
  starts_at: written(start), ends_at: written(end), room, status, languages, ways_in, pinned,
});

const same = (one, other) => one === other || (one && other && JSON.stringify(values(one)) === JSON.stringify(values(other)));

export class Board extends EventTarget {
  constructor(data) {
    super();
    this.facts = data;
    this.days = data.days.map((day) => ({ ...day, start: instant(day.starts_at), end: instant(day.ends_at) }));
    this.event = { start: instant(data.starts_at), end: instant(data.ends_at) };
    this.slots = new Map(Object.entries(data.slots).map(([key, sent]) => [key, read(key, sent)]));
    this.saved = new Map(this.slots);
    this.state = { problems: data.problems, stretches: data.stretches };
    this.locked = data.locked;
    this.past = [];
    this.future = [];
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /* Sessions, speakers and themes as the server knows them now. */
  learn(facts) {
    Object.assign(this.facts, facts);
    this.tell("sessions");
  }

  session(id) {
    return this.facts.sessions[id] ?? { title: "?", speakers: [], themes: [], kind: "talk", language: "" };
  }

  isBreak(slot) {
    return this.facts.breaks.includes(this.session(slot.session).kind);
  }

  room(id) {
    return this.facts.rooms.find((room) => room.id === id);
  }

  dayOf(slot) {
    return this.days.find((day) => slot.start >= day.start && slot.start < day.end);
  }

  ofDay(day) {
    return [...this.slots.values()].filter((slot) => slot.start >= day.start && slot.start < day.end)
      .sort((one, other) => one.start - other.start || (one.room ?? 0) - (other.room ?? 0));
  }

  /* Also what began on the day before and ends on this one. */
  onDay(day) {
    const late = [...this.slots.values()].filter((slot) => slot.start < day.start && slot.end > day.start);
    return [...late, ...this.ofDay(day)];
  }

  /* Sessions and proposals that have no slot. */
  waiting() {
    const placed = new Set([...this.slots.values()].map((slot) => String(slot.session)));
    return Object.keys(this.facts.sessions).filter((id) => !placed.has(id));
  }

  /* `edits` are slots by key, null for one that goes. One step to undo; `label` says what was done. */
  edit(edits, label) {
    const steps = Object.entries(edits)
      .map(([key, after]) => ({ key, before: this.slots.get(key) ?? null, after }))
      .filter(({ before, after }) => !same(before, after));
    if (this.locked || !steps.length) return false;
    this.past.push({ steps, label });
    this.future = [];
    this.#take(steps.map(({ key, after }) => [key, after]), label);
    return true;
  }

  undo() {
    const done = this.past.pop();
    if (!done) return null;
    this.future.push(done);
    this.#take(done.steps.map(({ key, before }) => [key, before]), done.label);
    return done.label;
  }

  redo() {
    const undone = this.future.pop();
    if (!undone) return null;
    this.past.push(undone);
    this.#take(undone.steps.map(({ key, after }) => [key, after]), undone.label);
    return undone.label;
  }

  #take(pairs) {
    for (const [key, slot] of pairs) {
      if (slot) this.slots.set(key, slot);
      else this.slots.delete(key);
    }
    this.tell("change", { keys: pairs.map(([key]) => key) });
  }

  /* What the server has to be told: each change with what it was based on. */
  changes() {
    const keys = new Set([...this.slots.keys(), ...this.saved.keys()]);
    return [...keys].map((key) => ({ key, now: this.slots.get(key), before: this.saved.get(key) }))
      .filter(({ now, before }) => !same(now, before))
      .map(({ key, now, before }) => ({ key, before: before ? values(before) : null, after: now ? values(now) : null }));
  }

  /* `sent` is a copy of the slots as they were sent. What changed meanwhile stays to be saved. */
  saveDone(sent, answer) {
    this.saved = sent;
    this.state = { problems: answer.problems, stretches: answer.stretches };
    if (answer.slots) this.#merge(answer);
    this.tell("state");
  }

  #merge(answer) {
    const theirs = new Map(Object.entries(answer.slots).map(([key, own]) => [key, read(key, own)]));
    const refused = new Set(answer.refused.map(({ key }) => key));
    const news = [];
    for (const key of new Set([...theirs.keys(), ...this.saved.keys()])) {
      const [own, other] = [this.saved.get(key), theirs.get(key)];
      if (same(own, other) && !refused.has(key)) continue;
      if (same(this.slots.get(key), own) || refused.has(key)) news.push([key, other]);
      if (other) this.saved.set(key, other);
      else this.saved.delete(key);
    }
    this.#forget(new Set(news.map(([key]) => key)));
    if (news.length) this.#take(news);
  }

  /* Undoing a step would overwrite what a colleague made of these slots since. */
  #forget(keys) {
    const without = (done) => done.map((one) => ({ ...one, steps: one.steps.filter(({ key }) => !keys.has(key)) })).filter(({ steps }) => steps.length);
    [this.past, this.future] = [without(this.past), without(this.future)];
  }
}
