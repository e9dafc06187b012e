// The bar with counts of errors, warnings and hints; each opens its list, and each line of it leads to the slot.
import { el, say } from "./text.js";

const LEVELS = ["error", "warning", "hint"];

export class Problems {
  constructor(root, board, grid) {
    Object.assign(this, { board, grid, bar: root.querySelector("[data-problems]"), open: null });
    this.list = root.querySelector("[data-problem-list]");
    this.steps = new Map(); // text of a problem with several slots → which of them comes next
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
    this.renderCounts();
    this.#list();
  }

  renderCounts() {
    const { problems } = this.board.state;
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
  }

  toggle(level) {
    this.open = this.open === level ? null : level;
    this.renderCounts();
    this.#list();
    this.bar.children[LEVELS.indexOf(level)].focus();
  }

  /* By kind, each kind with its count. What is about many sessions is said once, with their titles. */
  #list() {
    const found = this.board.state.problems.filter((one) => one.level === this.open);
    this.list.hidden = !found.length;
    const kinds = Map.groupBy ? Map.groupBy(found, (one) => one.label) : groupBy(found);
    this.list.replaceChildren(...[...kinds].map(([label, ones]) => el("section", {},
      el("h2", {}, `${label}: ${this.open === "hint" ? ones[0].keys.length : ones.length}`),
      this.#remedy(ones[0].kind),
      el("ul", {}, ...ones.flatMap((one) => this.#lines(one))))));
  }

  /* Where such problems are solved, if that is another page. */
  #remedy(kind) {
    const remedy = this.board.facts.remedies[kind];
    return remedy && el("p", {}, el("a", { href: remedy.url }, remedy.label));
  }

  /* A hint is said once, with the titles of its sessions. */
  #lines(problem) {
    if (!problem.keys.length) return [el("li", {}, problem.text)];
    if (problem.text) return [el("li", {}, this.#link(problem.text, () => this.#next(problem)))];
    const keys = [...new Set(problem.keys)].filter((key) => this.board.slots.has(key));
    return keys.map((key) => el("li", {}, this.#link(this.board.session(this.board.slots.get(key).session).title, () => key)));
  }

  /* Each click goes to the next slot that it is about. */
  #next({ text, keys }) {
    const step = this.steps.get(text) ?? 0;
    this.steps.set(text, step + 1);
    return keys[step % keys.length];
  }

  #link(text, keyOf) {
    return el("button", { type: "button", className: "board__link", onclick: () => this.grid.reveal(keyOf()) }, text);
  }
}

function groupBy(found) {
  const kinds = new Map();
  for (const one of found) kinds.set(one.label, [...(kinds.get(one.label) ?? []), one]);
  return kinds;
}
