// Moving with the mouse or a finger. A finger moves only what was touched before, so that it can still scroll.
const FAR = 4;
const EDGE = 40;

export function listenToPointer({ root, grid, hold, choose, chooseWaiting, choosePlace }) {
  let drag = null;

  root.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".slot[data-key]");
    const waiting = event.target.closest("[data-waiting]");
    if (event.button !== 0 || !(card || waiting) || hold.isHolding) return;
    const wasChosen = (card ?? waiting).matches(".slot--selected, .is-chosen");
    if (waiting) chooseWaiting(waiting);
    if (event.pointerType === "touch" && !wasChosen) return;
    drag = { id: event.pointerId, x: event.clientX, y: event.clientY, card, waiting, source: card ?? waiting, isResize: Boolean(event.target.closest("[data-handle]")) };
  });

  root.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    if (!drag.isMoving) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
      if (!start(event)) return;
    }
    follow(event);
  });

  function start(event) {
    const taken = drag.card ? hold.take(drag.card.dataset.key) : hold.takeWaiting(drag.waiting.dataset.waiting);
    if (!taken) {
      drag = null;
      return false;
    }
    drag.isMoving = true;
    drag.grip = drag.card && !drag.isResize ? drag.y - drag.card.getBoundingClientRect().top + grid.hidden(hold.slot) : 0;
    drag.source.setPointerCapture(event.pointerId);
    return true;
  }

  function follow(event) {
    const box = grid.scroll.getBoundingClientRect();
    if (event.clientY < box.top + EDGE * 2) grid.scroll.scrollTop -= 12;
    if (event.clientY > box.bottom - EDGE) grid.scroll.scrollTop += 12;
    if (event.clientX > box.right - EDGE) grid.scroll.scrollLeft += 12;
    if (event.clientX < box.left + EDGE * 5) grid.scroll.scrollLeft -= 12;
    const { start: at, room } = grid.at(event.clientX, event.clientY - drag.grip);
    if (drag.isResize) hold.resizeTo(at);
    else hold.moveTo(at, room);
  }

  root.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const { isMoving, card } = drag;
    const box = grid.scroll.getBoundingClientRect();
    const inside = event.clientX > box.left && event.clientX < box.right && event.clientY > box.top && event.clientY < box.bottom;
    drag = null;
    if (!isMoving) return;
    if (inside || card) choose(hold.put());
    else hold.letGo();
    root.addEventListener("click", (click) => click.stopPropagation(), { capture: true, once: true });
    setTimeout(() => root.dispatchEvent(new MouseEvent("click")));
  });

  root.addEventListener("contextmenu", (event) => {
    if (drag) event.preventDefault(); // a finger that rests before it moves
  });

  root.addEventListener("pointercancel", () => {
    if (drag?.isMoving) hold.letGo();
    drag = null;
  });

  // With something taken by a click or a key, a click on the board puts it there.
  grid.layer.parentElement.addEventListener("click", (event) => {
    if (hold.isHolding && !drag) {
      const { start: at, room } = grid.at(event.clientX, event.clientY);
      hold.moveTo(at, room);
      choosePlace();
    }
  });
}
