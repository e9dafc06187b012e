// What can be done to slots. Each gives the slots that change, by key.
import { MINUTE, STEP } from "./time.js";

export const LENGTH = 30 * MINUTE;

export const moved = (slot, start, room) => ({ [slot.key]: { ...slot, start, end: start + slot.end - slot.start, room } });

export const resized = (slot, end) => ({ [slot.key]: { ...slot, end: Math.max(end, slot.start + STEP) } });

export const changed = (slot, values) => ({ [slot.key]: { ...slot, ...values } });

export const removed = (slot) => ({ [slot.key]: null });

export function swapped(one, other) {
  const exchange = (slot, { start, room }) => ({ ...slot, start, end: start + slot.end - slot.start, room });
  return { [one.key]: exchange(one, other), [other.key]: exchange(other, one) };
}

/* The same session once more, right after this slot; calendars know it by a key of its own. */
export function duplicate(slot) {
  const key = `${slot.session}:${newKey()}`;
  return { ...slot, key, id: null, pinned: false, start: slot.end, end: slot.end + slot.end - slot.start };
}

export const newKey = () => crypto.randomUUID?.() ?? randomKey(); // randomUUID is there on https only

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => hex.slice(from, to)).join("-");
}

/* A slot for a session that has none, held in the language that its card says. */
export function fresh(board, session, start, room) {
  const key = session.startsWith("p") ? session : `${session}:`;
  const slot = { key, id: null, session, start, end: start + LENGTH, room, status: "confirmed", languages: {}, ways_in: [], pinned: false };
  if (board.isBreak(slot)) return { ...slot, room: null };
  const { spoken, language } = board.session(session);
  return { ...slot, languages: { spoken: [spoken ?? language] } };
}

/* Everything on the slot's day that starts when it does or later; `room` limits it to one room. */
export function shifted(board, slot, minutes, room) {
  const day = board.dayOf(slot);
  const later = board.ofDay(day).filter((one) => one.start >= slot.start && (room === undefined || one.room === room));
  const by = minutes * MINUTE;
  return Object.fromEntries(later.map((one) => [one.key, { ...one, start: one.start + by, end: one.end + by }]));
}
