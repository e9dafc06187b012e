// Sessions without a slot, and accepted proposals whose emails are held.
import { contains, el, say } from "./text.js";

const MOST = 100;

export class Tray {
  constructor(root, board) {
    Object.assign(this, { board, list: root.querySelector("[data-tray]"), count: root.querySelector("[data-tray-count]") });
    this.words = root.querySelector("[data-filter-words]");
    this.newest = null; // the session made last, which no filter hides
    this.filters = [
      this.#filter(root, "language", (session) => [session.language], ({ languages }, code) => languages[code] ?? code),
      this.#filter(root, "theme", (session) => session.themes.map(String), ({ themes }, number) => themes[number]),
      this.#filter(root, "kind", (session) => [session.kind], ({ kinds }, kind) => kinds[kind]),
    ];
    this.words.addEventListener("input", () => this.render());
    this.#fillFilters();
    board.addEventListener("sessions", () => this.#fillFilters());
  }

  #filter(root, name, valuesOf, labelOf) {
    const select = root.querySelector(`[data-filter="${name}"]`);
    select.addEventListener("change", () => this.render());
    return { select, all: select.options[0], valuesOf, labelOf };
  }

  #fillFilters() {
    const { facts } = this.board;
    const sessions = Object.values(facts.sessions);
    for (const { select, all, valuesOf, labelOf } of this.filters) {
      const chosen = select.value;
      const options = [...new Set(sessions.flatMap(valuesOf))].map((value) => [value, labelOf(facts, value)]);
      select.replaceChildren(all, ...options.sort(([, one], [, other]) => one.localeCompare(other))
        .map(([value, label]) => el("option", { value, selected: value === chosen }, label)));
    }
  }

  render() {
    const waiting = this.board.waiting();
    const shown = waiting.filter((id) => id === this.newest || this.#matches(id))
      .sort((one, other) => (other === this.newest) - (one === this.newest));
    this.list.closest("section").classList.toggle("is-empty", !waiting.length);
    this.count.textContent = say("shownOf", { shown: shown.length, count: waiting.length });
    this.list.replaceChildren(...shown.slice(0, MOST).map((id) => el("li", {}, this.#item(id))));
    if (!shown.length) this.list.append(el("li", { className: "board__nothing" }, say(waiting.length ? "noMatch" : "allPlaced")));
  }

  #matches(id) {
    const session = this.board.session(id);
    return this.filters.every(({ select, valuesOf }) => !select.value || valuesOf(session).includes(select.value))
      && contains([session.title, ...this.#names(session)].join(" "), this.words.value);
  }

  #names(session) {
    return session.speakers.map((number) => this.board.facts.speakers[number]);
  }

  #item(id) {
    const session = this.board.session(id);
    const facts = [this.board.facts.kinds[session.kind], session.language.toUpperCase()];
    const item = el("button", { type: "button", className: "waiting", "data-waiting": id },
      el("strong", { dir: "auto", lang: session.language }, session.title),
      el("span", {}, [...this.#names(session), ...facts].filter(Boolean).join(" · ")),
      id.startsWith("p") && el("em", {}, say("isProposal")));
    item.dataset.theme = this.board.facts.breaks.includes(session.kind) ? "break" : (session.themes[0] ?? -1) % 6;
    return item;
  }
}
