// The bar with counts of errors, warnings and hints; each opens its list, and each line of it leads to the slot.
import { el, say } from "./text.js";

const LEVELS = ["error", "warning", "hint"];

export class Problems {
  constructor(root, board, grid) {
    Object.assign(this, { board, grid, bar: root.querySelector("[data-problems]"), open: null });
    this.list = root.querySelector("[data-problem-list]");
    this.list.addEventListener("click", (event) => {
      const { key } = event.target.closest("[data-goes-to]")?.dataset ?? {};
      if (key) grid.reveal(key);
    });
  }

  render() {
    const { problems } = this.board.state;
    const marks = new Map();
    for (const problem of problems.filter((one) => one.level !== "hint")) {
      for (const key of problem.keys) {
        const mark = marks.get(key) ?? { level: problem.level, texts: [] };
        marks.set(key, { level: mark.level, texts: [...mark.texts, problem.text] });
      }
    }
    this.grid.markAll(marks);
    const waiting = this.board.waiting().length;
    const count = (level) => problems.filter((one) => one.level === level)
      .reduce((sum, one) => sum + (level === "hint" ? one.keys.length : 1), 0);
    const groups = LEVELS.map((level) => [level, count(level)]);
    this.bar.replaceChildren(
      ...groups.map(([level, count]) => el("button", {
        type: "button", className: `board__count board__count--${count ? level : "none"}`, disabled: !count,
        "aria-expanded": String(this.open === level), "aria-controls": "board-problem-list", onclick: () => this.toggle(level),
      }, say(count === 1 ? `${level}1` : `${level}s`, { count }))),
      el("span", { className: "board__count board__count--none" }, say(waiting === 1 ? "waiting1" : "waitings", { count: waiting })),
    );
    this.#list();
  }

  toggle(level) {
    this.open = this.open === level ? null : level;
    this.render();
    this.bar.children[LEVELS.indexOf(level)].focus();
  }

  /* By kind, each kind with its count. What is about many sessions is said once, with their titles. */
  #list() {
    const found = this.board.state.problems.filter((one) => one.level === this.open);
    this.list.hidden = !found.length;
    const kinds = Map.groupBy ? Map.groupBy(found, (one) => one.label) : groupBy(found);
    this.list.replaceChildren(...[...kinds].map(([label, ones]) => el("section", {},
      el("h3", {}, `${label}: ${this.open === "hint" ? ones[0].keys.length : ones.length}`),
      el("ul", {}, ...ones.flatMap((one) => this.#lines(one))))));
  }

  /* A hint is said once, with the titles of its sessions. */
  #lines(problem) {
    if (!problem.keys.length) return [el("li", {}, problem.text)];
    if (problem.text) return [el("li", {}, this.#link(problem.keys[0], problem.text))];
    const keys = [...new Set(problem.keys)].filter((key) => this.board.slots.has(key));
    return keys.map((key) => el("li", {}, this.#link(key, this.board.session(this.board.slots.get(key).session).title)));
  }

  #link(key, text) {
    return el("button", { type: "button", className: "board__link", "data-goes-to": true, "data-key": key }, text);
  }
}

function groupBy(found) {
  const kinds = new Map();
  for (const one of found) kinds.set(one.label, [...(kinds.get(one.label) ?? []), one]);
  return kinds;
}
