/* Improves the timetable's form: folded rows show a summary, a new row starts when the one before ends, and the
   time in the event's cities appears beside each time in UTC. The form works without it. */
"use strict";
(() => {
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const rowsOf = (place) => [...place.querySelectorAll("[data-inline-panel-child]")].filter((row) => !row.hidden && row.offsetParent !== null);
  const instant = (text) => {
    const found = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})/.exec(text || "");
    return found && new Date(Date.UTC(found[1], found[2] - 1, found[3], found[4], found[5]));
  };
  const language = document.documentElement.lang;
  const day = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", day: "numeric", month: "short" });
  const written = (date) => date.toISOString().slice(0, 16).replace("T", " ");

  const inZone = (date, [zone, city]) => {
    const local = new Intl.DateTimeFormat(language, { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return `${city} ${local.format(date)}`;
  };

  /* `own` is the event's zone with its city; undefined for UTC. */
  function summarise(row, own) {
    const summary = row.querySelector("[data-row-summary]");
    const [starts, ends] = ["starts_at", "ends_at"].map((name) => instant(field(row, name)?.value));
    const room = field(row, "room");
    const codes = [...row.querySelectorAll('.slot-roles input:checked')].map((box) => box.value);
    const status = field(row, "status");
    const parts = [
      starts && `${day.format(starts)} ${written(starts).slice(11)}${ends ? `–${written(ends).slice(11)}` : ""}${own ? ` (${inZone(starts, own)})` : ""}`,
      room?.value && room.selectedOptions[0].textContent,
      row.querySelector("[data-chooser-title]")?.textContent.trim(),
      [...new Set(codes)].join(", "),
      status?.selectedIndex > 0 && status.selectedOptions[0].textContent,
    ].filter(Boolean);
    if (summary && parts.length) summary.textContent = parts.join(" · ");
  }

  function elsewhere(input, zones) {
    const wrapper = input.closest("[data-field-wrapper], .w-field__wrapper") ?? input.parentElement;
    let note = wrapper.querySelector(".slot-elsewhere");
    const date = instant(input.value);
    if (!note) {
      note = document.createElement("p");
      note.className = "slot-elsewhere";
      wrapper.append(note);
    }
    note.textContent = date ? zones.map((zone) => inZone(date, zone)).join(" · ") : "";
  }

  function startFrom(row, before) {
    const end = instant(field(before, "ends_at")?.value);
    const start = instant(field(before, "starts_at")?.value);
    if (!end || field(row, "starts_at").value) return;
    field(row, "starts_at").value = written(end);
    field(row, "ends_at").value = start ? written(new Date(end.getTime() + (end - start))) : "";
    field(row, "room").value = field(before, "room").value;
  }

  function unfold(row) {
    const toggle = row?.querySelector('[data-panel-toggle][aria-expanded="false"]');
    if (row?.matches("[data-inline-panel-child]")) toggle?.click();
  }

  addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll(".timetable-problems a")) {
      link.addEventListener("click", () => unfold(document.querySelector(link.hash)));
    }
    for (const place of document.querySelectorAll("[data-timetable-rows]")) {
      const zones = JSON.parse(place.dataset.zones || "[]");
      const refresh = (row) => {
        summarise(row, zones.find(([zone]) => zone === place.dataset.zone));
        row.querySelectorAll('[name$="-starts_at"], [name$="-ends_at"]').forEach((input) => elsewhere(input, zones));
      };
      place.addEventListener("change", (event) => {
        const row = event.target.closest("[data-inline-panel-child]");
        if (row) refresh(row);
      });
      place.addEventListener("focusin", (event) => {
        if (event.target.matches('[name$="_at"]')) elsewhere(event.target, zones);
      });
      new MutationObserver((changes) => {
        for (const added of changes.flatMap((change) => [...change.addedNodes])) {
          if (!(added instanceof HTMLElement) || !added.matches("[data-inline-panel-child]")) continue;
          const rows = rowsOf(place);
          const before = rows[rows.indexOf(added) - 1];
          if (before) startFrom(added, before);
          refresh(added);
        }
      }).observe(place.querySelector("[id$='-FORMS']"), { childList: true });
    }
  });
})();
