// The board by keyboard alone: see the list of keys on the page.
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const isTyping = (event) => event.target.closest("input, select, textarea, dialog, .modal");
const nameOf = (event) => (event.key.length === 1 ? event.key.toLowerCase() : event.key);

export function listenToKeys({ root, board, grid, hold, does }) {
  // Undo works wherever the focus is, also where a click has left it nowhere.
  document.addEventListener("keydown", (event) => {
    const key = nameOf(event);
    if (isTyping(event) || !(event.ctrlKey || event.metaKey) || !(key === "z" || key === "y")) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) does.redo();
    else does.undo();
  });

  root.addEventListener("keydown", (event) => {
    if (isTyping(event)) return;
    const key = nameOf(event);
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (hold.isHolding ? whileHolding(key, event) : free(key, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });

  function whileHolding(key, event) {
    const [steps, rooms] = ARROWS[key] ?? [0, 0];
    if (event.shiftKey && steps) hold.resizeBy(steps);
    else if (ARROWS[key]) hold.moveBy(steps, rooms);
    else if (key === "Enter" || key === " ") does.put();
    else if (key === "Escape") does.letGo();
    else if (key === "PageDown" || key === "PageUp") {
      const day = board.days[board.days.indexOf(grid.day) + (key === "PageDown" ? 1 : -1)];
      if (day) hold.toDay(day);
    } else return key === "Tab"; // what is held has the keyboard until it is put down
    return true;
  }

  function free(key, event) {
    const waiting = event.target.closest("[data-waiting]");
    if (waiting && (key === "Enter" || key === " ")) return does.takeWaiting(waiting.dataset.waiting);
    if (key === "Escape") return does.cancelSwap();
    const card = event.target.closest(".slot[data-key]");
    if (!card) return false;
    if (ARROWS[key]) return go(card, ARROWS[key]);
    const does_it = { Enter: does.take, " ": does.take, Delete: does.remove, Backspace: does.remove, c: does.cancel, d: does.duplicate, s: does.swap, p: does.pin, e: does.panel }[key];
    if (!does_it) return false;
    does_it(card.dataset.key);
    return true;
  }

  /* To the nearest slot in a direction. */
  function go(card, [down, across]) {
    const from = card.getBoundingClientRect();
    const distance = (box) => {
      const [x, y] = [(box.left + box.right - from.left - from.right) / 2, box.top - from.top];
      const [along, aside] = down ? [y * down, Math.abs(x)] : [x * across, Math.abs(y)];
      return along > 1 ? along + aside * 3 : Infinity;
    };
    const near = [...grid.elements.values()].map((one) => [distance(one.getBoundingClientRect()), one])
      .sort(([one], [other]) => one - other)[0];
    if (near && near[0] < Infinity) near[1].focus();
    return true;
  }
}
