// Instants are milliseconds; what is shown is in the event's zone.
export const MINUTE = 60_000;
export const STEP = 5 * MINUTE;
const DAY = 24 * 60; // in minutes, as the ones of a clock

export const instant = (text) => Date.parse(text);
export const written = (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
export const onGrid = (ms) => Math.round(ms / STEP) * STEP;

export class Clock {
  constructor(zone) {
    this.hours = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  hour(ms) {
    return this.hours.format(ms);
  }

  range(slot) {
    return `${this.hour(slot.start)}–${this.hour(slot.end)}`;
  }

  /* When it is "HH:MM" on a day of the board; the clock may be changed on that day. */
  at(day, text) {
    const minutes = (one) => Number(one.slice(0, 2)) * 60 + Number(one.slice(3, 5));
    let guess = day.start + minutes(text) * MINUTE;
    const behind = minutes(text) - minutes(this.hour(guess));
    guess += (((behind + 36 * 60) % DAY) - 12 * 60) * MINUTE; // at most half a day, also where the guess is past midnight
    return Math.min(Math.max(guess, day.start), day.end - STEP);
  }
}
