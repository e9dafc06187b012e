// Saves what changed, a moment after the last change: one request at a time, until nothing is left.
import { say } from "./text.js";

const SOON = 600;
const AGAIN = 5000;

export class Saving {
  constructor(board, { show, tell }) {
    Object.assign(this, { board, show, tell, sitting: null, running: null, version: board.facts.version });
    board.addEventListener("change", () => this.soon());
    addEventListener("beforeunload", (event) => {
      if (board.changes().length) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.soon();
    });
  }

  soon(wait = SOON) {
    clearTimeout(this.timer);
    if (this.board.changes().length) this.show("saving");
    this.timer = setTimeout(() => this.flush(), wait);
  }

  /* Resolves once everything is saved: true, or false if it could not be. */
  async flush() {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    const changes = this.board.changes();
    if (!changes.length && !document.hasFocus()) return true;
    this.running = this.#send(changes);
    const done = await this.running;
    this.running = null;
    return done && this.board.changes().length ? this.flush() : done;
  }

  async #send(changes) {
    const sent = new Map(this.board.slots);
    try {
      const answer = await fetch(this.board.facts.save_url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ changes, version: this.version, sitting: this.sitting }),
      });
      const found = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (!answer.ok || found.error || !found.version) {
        this.show("failed", found.error ?? say("notSaved"));
        return false;
      }
      this.#done(sent, found);
      return true;
    } catch {
      this.show("failed", say("offline"));
      this.soon(AGAIN);
      return false;
    }
  }

  get token() {
    return document.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  #done(sent, answer) {
    const theirs = answer.slots && answer.version !== this.version;
    Object.assign(this, { version: answer.version, sitting: answer.sitting ?? this.sitting });
    if (answer.slots && Object.values(answer.slots).some((slot) => !this.board.facts.sessions[slot.session])) {
      location.reload(); // a colleague has placed a session that this page does not know
      return;
    }
    this.board.saveDone(sent, answer);
    this.show("saved");
    for (const { key, text } of answer.refused) {
      const title = this.board.session(key.split(":")[0]).title;
      this.tell(text || say("refused", { title, who: answer.who || say("somebody") }), true);
    }
    if (theirs && !answer.refused.length) this.tell(say("merged", { who: answer.who || say("somebody") }));
  }
}
