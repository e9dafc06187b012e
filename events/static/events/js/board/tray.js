// Sessions without a slot, and accepted proposals whose emails are held.
import { contains, el, say } from "./text.js";

const MOST = 100;

export class Tray {
  constructor(root, board) {
    Object.assign(this, { board, list: root.querySelector("[data-tray]"), count: root.querySelector("[data-tray-count]") });
    this.words = root.querySelector("[data-filter-words]");
    const { facts } = board;
    const ids = Object.keys(facts.sessions);
    const languages = [...new Set(ids.map((id) => facts.sessions[id].language))];
    const kinds = [...new Set(ids.map((id) => facts.sessions[id].kind))];
    this.filters = [
      this.#filter(root, "language", languages.map((code) => [code, facts.languages[code] ?? code]), (session) => [session.language]),
      this.#filter(root, "theme", facts.themes.map((label, number) => [String(number), label]), (session) => session.themes.map(String)),
      this.#filter(root, "kind", kinds.map((kind) => [kind, facts.kinds[kind]]), (session) => [session.kind]),
    ];
    this.words.addEventListener("input", () => this.render());
  }

  #filter(root, name, options, valuesOf) {
    const select = root.querySelector(`[data-filter="${name}"]`);
    select.append(...options.sort(([, one], [, other]) => one.localeCompare(other)).map(([value, label]) => el("option", { value }, label)));
    select.addEventListener("change", () => this.render());
    return { select, valuesOf };
  }

  render() {
    const waiting = this.board.waiting();
    const shown = waiting.filter((id) => this.#matches(id));
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
      el("strong", {}, session.title),
      el("span", {}, [...this.#names(session), ...facts].filter(Boolean).join(" · ")),
      id.startsWith("p") && el("em", {}, say("isProposal")));
    item.dataset.theme = this.board.facts.breaks.includes(session.kind) ? "break" : (session.themes[0] ?? -1) % 6;
    return item;
  }
}
