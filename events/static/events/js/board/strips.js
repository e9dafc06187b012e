// Two strips beside the rooms: in which languages something can be followed, and which cities are awake.
import { MINUTE, instant } from "./time.js";
import { el, place, say } from "./text.js";

const HALF = ["live_captioned", "captioned"];

export class Strips {
  constructor(root, board, grid) {
    Object.assign(this, { board, grid });
    this.head = root.querySelector("[data-lanes-head]");
    this.body = root.querySelector("[data-lanes]");
    this.key = root.querySelector("[data-cities-key]");
    this.codes = Object.keys(board.state.stretches[0]?.ways ?? {});
    this.cities = board.facts.cities.map((one) => ({ ...one, awake: one.awake.map((pair) => pair.map(instant)) }));
  }

  render() {
    const { day } = this.grid;
    this.codes = Object.keys(this.board.state.stretches[0]?.ways ?? {});
    const short = (city) => city.slice(0, 2).toUpperCase();
    this.head.replaceChildren(
      ...this.codes.map((code) => el("abbr", { title: this.board.facts.languages[code] ?? code }, code.toUpperCase())),
      ...this.cities.map(({ city }) => el("abbr", { title: city, className: "board__city" }, short(city))),
    );
    this.key.textContent = this.cities.map(({ city }) => `${short(city)} ${city}`).join(" · ");
    this.body.replaceChildren(
      ...this.codes.map((code) => this.#language(code, day)),
      ...this.cities.map((city) => this.#city(city, day)),
    );
  }

  #part(className, start, end, title) {
    const { day } = this.grid;
    const [from, to] = [Math.max(start, day.start), Math.min(end, day.end)];
    if (to <= from) return null;
    const part = el("span", { className, title });
    place(part, { start: (from - day.start) / MINUTE, length: (to - from) / MINUTE });
    return part;
  }

  #language(code, day) {
    const name = this.board.facts.languages[code] ?? code;
    const words = [];
    const parts = this.board.state.stretches.map((stretch) => {
      const [start, end] = [instant(stretch.starts_at), instant(stretch.ends_at)];
      const way = stretch.ways[code];
      const [role, label, doubtful] = way ?? [];
      const state = !way ? "hole" : doubtful ? "doubt" : HALF.includes(role) ? "half" : "full";
      const said = !way ? say("hole") : doubtful ? say("doubt") : label;
      const text = `${this.grid.clock.range({ start, end })} ${name}: ${said}`;
      const part = this.#part(`lane__part lane__part--${state}`, start, end, text);
      if (part) words.push(text);
      return part;
    });
    return el("div", { className: "lane", role: "img", "aria-label": words.join("; ") || name }, ...parts);
  }

  #city({ city, awake }, day) {
    const here = awake.filter(([start, end]) => start < day.end && end > day.start);
    const words = here.map(([start, end]) => this.grid.clock.range({ start: Math.max(start, day.start), end: Math.min(end, day.end) }));
    const label = say("awake", { city, hours: words.join(", ") });
    const parts = here.map(([start, end]) => this.#part("lane__part lane__part--awake", start, end, label));
    return el("div", { className: "lane lane--city", role: "img", "aria-label": label }, ...parts);
  }
}
