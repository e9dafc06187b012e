// Saves what changed, a moment after the last change: one request at a time, until nothing is left.
import { Failure, post } from "./request.js";
import { say } from "./text.js";

const SOON = 600;
const AGAIN = 5000;

export class Saving {
  constructor(board, { show, tell }) {
    Object.assign(this, { board, show, tell, sitting: null, running: null, version: board.facts.version });
    board.addEventListener("change", () => this.soon());
    addEventListener("online", () => this.flush());
    addEventListener("beforeunload", (event) => {
      if (board.changes().length) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.soon();
    });
  }

  soon() {
    if (!this.hasFailed && this.board.changes().length) this.show("saving");
    this.#after(SOON);
  }

  #after(wait) {
    clearTimeout(this.timer);
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
      const answer = await post(this.board.facts.save_url, JSON.stringify({ changes, version: this.version, sitting: this.sitting }));
      if (answer.error) throw new Failure(answer.error);
      this.hasFailed = false;
      this.#done(sent, answer);
      return true;
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      this.hasFailed = true;
      this.show("failed", failure.message, failure.isLoggedOut && this.board.facts.login_url);
      if (failure.again) this.#after(AGAIN);
      return false;
    }
  }

  #done(sent, answer) {
    const theirs = answer.slots && answer.version !== this.version;
    Object.assign(this, { version: answer.version, sitting: answer.sitting ?? this.sitting });
    if (answer.facts) this.board.learn(answer.facts); // a colleague may have placed a session that is new here
    this.board.saveDone(sent, answer);
    this.show(this.board.changes().length ? "saving" : "saved"); // more may have changed since it was sent
    for (const { key, text } of answer.refused) {
      const title = this.board.session(key.split(":")[0]).title;
      this.tell(text || say("refused", { title, who: answer.who || say("somebody") }), true);
    }
    if (theirs && !answer.refused.length) this.tell(say("merged", { who: answer.who || say("somebody") }));
  }
}
