// The small form for a new session. Its draft page is made; then it waits in the tray, or is held to be put down.
import { newKey } from "./edits.js";
import { post } from "./request.js";
import { say } from "./text.js";

export class NewSession {
  constructor(root, { board, tray, does, speak }) {
    Object.assign(this, { board, tray, does, speak, box: root.querySelector("[data-new]"), form: root.querySelector("[data-new-session]") });
    if (!this.form) return; // the timetable is locked, or one may not add sessions
    this.#startAnew();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(event.submitter?.matches("[data-and-place]"));
    });
  }

  /* Kind and language stay, for the next session of the same sort. The chooser has no reset of its own. */
  #startAnew() {
    const { key, title, speaker } = this.form.elements;
    Object.assign(key, { value: newKey() });
    title.value = speaker.value = "";
    this.form.querySelector(".chooser").classList.add("blank");
  }

  async #send(isPlaced) {
    if (this.isSending) return;
    this.isSending = true;
    this.#show({});
    try {
      const found = await post(this.board.facts.new_session_url, new FormData(this.form));
      if (found.errors) this.#show(found.errors);
      else this.#made(found, isPlaced);
    } catch (failure) {
      this.#show({ "": failure.message });
    } finally {
      this.isSending = false;
    }
  }

  #show(errors) {
    for (const place of this.form.querySelectorAll("[data-error]")) {
      const { error: name } = place.dataset;
      place.textContent = errors[name] ?? "";
      place.hidden = !errors[name];
      const control = name && this.form.elements[name];
      if (!control) continue;
      control.toggleAttribute("aria-invalid", Boolean(errors[name]));
      if (errors[name]) control.setAttribute("aria-describedby", place.id);
      else control.removeAttribute("aria-describedby");
    }
    const [name] = Object.keys(errors);
    if (name) this.form.elements[name].focus();
    if (Object.keys(errors).length) this.speak(Object.values(errors).join(" "));
  }

  #made({ session, facts }, isPlaced) {
    const id = String(session);
    this.tray.newest = id;
    this.board.learn(facts);
    const text = say("didCreate", { title: this.board.session(id).title });
    this.#startAnew();
    if (isPlaced) {
      this.does.takeWaiting(id);
      return;
    }
    this.speak(text);
    this.tray.list.querySelector(`[data-waiting="${id}"]`)?.focus();
  }
}
