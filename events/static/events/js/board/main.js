// The board of a timetable. Everything it shows was written into the page as JSON.
import { Clock } from "./time.js";
import { el, learn, say } from "./text.js";
import { Board } from "./model.js";
import { Checks } from "./checks.js";
import { changed, duplicate, removed, swapped } from "./edits.js";
import { Grid } from "./grid.js";
import { Hold } from "./hold.js";
import { Panel } from "./panel.js";
import { NewSession } from "./new_session.js";
import { Problems } from "./problems.js";
import { Saving } from "./saving.js";
import { Strips } from "./strips.js";
import { token } from "./request.js";
import { Suggestion } from "./suggestion.js";
import { Tray } from "./tray.js";
import { listenToKeys } from "./keyboard.js";
import { listenToPointer } from "./pointer.js";

const data = JSON.parse(document.getElementById("board-data").textContent);
const root = document.querySelector("[data-board]");
const find = (name) => root.querySelector(`[data-${name}]`);
learn(data.texts);
root.hidden = false;

const board = new Board(data);
const clock = new Clock(data.zone);
const grid = new Grid(root, board, clock);
const strips = new Strips(root, board, grid);
const problems = new Problems(root, board, grid);
const tray = new Tray(root, board);
const hold = new Hold(root, { board, grid, checks: new Checks(board, clock), speak });
let swapping = null;

function speak(text) {
  find("said").textContent = text;
}

function tell(text, isBad = false) {
  speak(text);
  const close = () => {
    note.remove();
    grid.scroll.focus();
  };
  const note = el("p", { className: `board__note ${isBad ? "board__note--bad" : ""}` }, el("span", {}, text),
    el("button", { type: "button", className: "board__close", "aria-label": say("close"), onclick: close }, "×"));
  find("notes").append(note);
}

const saving = new Saving(board, {
  tell,
  show: (state, text = say(state), login = "") => {
    if (state === "failed" && find("saved").dataset.text !== text) speak(text);
    find("saved").dataset.text = text;
    find("saved").replaceChildren(text, ...(login ? [" ", el("a", { href: login, target: "_blank" }, say("logIn"))] : []));
    root.dataset.saved = state;
  },
});

function choose(key) {
  grid.select(key)?.focus({ preventScroll: true });
  if (panel.key !== key) panel.show(key);
}

function chooseWaiting(item) {
  tray.list.querySelectorAll(".is-chosen").forEach((one) => one.classList.remove("is-chosen"));
  item.classList.add("is-chosen");
}

function edit(edits, label) {
  if (board.edit(edits, label)) speak(label);
}

function titleOf(key) {
  return board.session(board.slots.get(key).session).title;
}

const does = {
  edit,
  take: (key) => {
    if (!hold.take(key)) return false;
    grid.select(key)?.focus({ preventScroll: true });
    speak(say("taken", { title: titleOf(key), place: hold.words() }));
    return true;
  },
  takeWaiting: (session) => {
    if (!hold.takeWaiting(session)) return false;
    hold.ghost.scrollIntoView({ block: "center", inline: "nearest" });
    grid.scroll.focus({ preventScroll: true });
    speak(say("taken", { title: board.session(session).title, place: hold.words() }));
    return true;
  },
  put: () => choose(hold.put()),
  letGo: () => {
    const { key } = hold.slot;
    hold.letGo();
    if (board.slots.has(key)) choose(key);
    else root.querySelector(`[data-waiting="${CSS.escape(key.replace(/:$/, ""))}"]`)?.focus();
  },
  remove: (key) => {
    const neighbour = grid.elements.get(key)?.nextElementSibling ?? grid.elements.get(key)?.previousElementSibling;
    edit(removed(board.slots.get(key)), say("didRemove", { title: titleOf(key) }));
    if (neighbour?.dataset.key) choose(neighbour.dataset.key);
    else {
      panel.show(null);
      grid.scroll.focus();
    }
  },
  cancel: (key) => {
    const slot = board.slots.get(key);
    if (key.startsWith("p")) return;
    const status = slot.status === "cancelled" ? "confirmed" : "cancelled";
    edit(changed(slot, { status }), say(status === "cancelled" ? "didCancel" : "didRestore", { title: titleOf(key) }));
  },
  pin: (key) => {
    const slot = board.slots.get(key);
    if (key.startsWith("p")) return;
    edit(changed(slot, { pinned: !slot.pinned }), say(slot.pinned ? "didUnpin" : "didPin", { title: titleOf(key) }));
  },
  duplicate: (key) => {
    if (key.startsWith("p")) return;
    const copy = duplicate(board.slots.get(key));
    edit({ [copy.key]: copy }, say("didDuplicate", { title: titleOf(key) }));
    if (board.slots.has(copy.key)) choose(copy.key);
  },
  swap: (key) => {
    swapping = board.locked ? null : key;
    root.classList.toggle("is-swapping", swapping !== null);
    if (swapping) {
      grid.elements.get(key)?.focus();
      speak(say("swapWith", { title: titleOf(key) }));
      find("saved").textContent = say("swapWith", { title: titleOf(key) });
    }
  },
  cancelSwap: () => {
    if (!swapping) return false;
    endSwap();
    speak(say("notSwapped"));
    return true;
  },
  panel: (key) => {
    panel.show(key);
    document.getElementById("board-panel-title")?.focus();
  },
  undo: () => step(board.undo(), "undone"),
  redo: () => step(board.redo(), "redone"),
};

function step(label, name) {
  speak(label ? say(name, { what: label }) : say("nothing"));
}

function endSwap() {
  swapping = null;
  root.classList.remove("is-swapping");
  find("saved").textContent = find("saved").dataset.text || say("saved");
}

/* Whether a click or Enter on a slot was the answer to "swap with". */
function swapWith(key) {
  if (!swapping || swapping === key || !board.slots.has(swapping)) return false;
  const [one, other] = [board.slots.get(swapping), board.slots.get(key)];
  edit(swapped(one, other), say("didSwap", { one: titleOf(one.key), other: titleOf(other.key) }));
  choose(swapping);
  endSwap();
  return true;
}

const suggestion = new Suggestion(root, { board, grid, edit });
new NewSession(root, { board, tray, does, speak });
const panel = new Panel(root, { board, grid, does });
const take = does.take;
listenToKeys({ root, board, grid, hold, does: { ...does, take: (key) => swapWith(key) || take(key) } });
listenToPointer({ root, grid, hold, choose, chooseWaiting, choosePlace: does.put });

grid.cards.addEventListener("click", (event) => {
  const card = event.target.closest(".slot[data-key]");
  if (card && !hold.isHolding && !swapWith(card.dataset.key)) choose(card.dataset.key);
});
grid.cards.addEventListener("focusin", ({ target }) => {
  if (!target.matches(".slot[data-key]")) return;
  grid.select(target.dataset.key);
  if (panel.key !== target.dataset.key) panel.show(target.dataset.key);
});
/* After a change of slots. What the server knows of them, strips and problems, comes with its answer. */
function drawSlots() {
  grid.render();
  tray.render();
  problems.renderCounts();
  panel.render();
  suggestion.render();
  find("undo").disabled = !board.past.length;
  find("redo").disabled = !board.future.length;
}

function showDay(day) {
  hold.letGo(true);
  for (const button of find("days").children) button.setAttribute("aria-pressed", String(button.value === day.date));
  grid.show(day);
  suggestion.render();
  drawState();
}

find("days").replaceChildren(...board.days.map((day) =>
  el("button", { type: "button", value: day.date, className: "board__day", onclick: () => showDay(day) }, day.label)));
find("undo").addEventListener("click", does.undo);
find("redo").addEventListener("click", does.redo);
find("zoom-in").addEventListener("click", () => grid.zoomBy(1));
find("zoom-out").addEventListener("click", () => grid.zoomBy(-1));
find("publish")?.closest("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  if (!await saving.flush()) return;
  form.elements.version.value = saving.version;
  form.elements.csrfmiddlewaretoken.value = token();
  form.submit();
});
/* The preview shows what is saved. */
root.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-preview]");
  if (!link || !board.changes().length) return;
  event.preventDefault();
  const tab = open("", "_blank");
  await saving.flush();
  tab.location = link.href;
});
function drawState() {
  strips.render();
  problems.render();
}

board.addEventListener("change", drawSlots);
board.addEventListener("sessions", drawSlots);
board.addEventListener("state", drawState);
board.addEventListener("day", ({ detail }) => showDay(detail));
showDay(board.days.find((day) => board.ofDay(day).length) ?? board.days[0]);
drawSlots();
