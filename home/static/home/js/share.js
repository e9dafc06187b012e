/* Shares the address of a page, or copies it; and offers the page in the first of the browser's languages that it has,
   which nobody is redirected to. */
"use strict";
addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("[data-share]");
  const address = location.origin + location.pathname;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const title = document.querySelector("h1").textContent.trim();
    if (navigator.share) return navigator.share({ title, url: address }).catch(() => {}); // the reader changed their mind
    try {
      await navigator.clipboard.writeText(address);
      button.querySelector("span").textContent = button.dataset.copied;
    } catch {
      prompt(title, address);
    }
  });

  if (window !== window.top) return; // a preview in the admin
  const base = (code) => code.toLowerCase().split("-")[0];
  const here = document.documentElement.lang;
  const links = [...document.querySelectorAll(".languages a[data-offer]")];
  const wanted = navigator.languages.find((code) => base(code) === base(here) || links.some((link) => base(link.hreflang) === base(code)));
  const found = links.find((link) => link.hreflang === wanted?.toLowerCase()) ?? links.find((link) => base(link.hreflang) === base(wanted ?? here));
  if (!found || base(found.hreflang) === base(here) || (reader.chosen && reader.follow.includes(here))) return;
  try {
    if (localStorage.getItem("offer") === "no") return;
  } catch {
    // no storage: it is offered again
  }
  const offer = document.createElement("p");
  offer.className = "said notice notice--language cluster";
  const link = Object.assign(document.createElement("a"), { href: found.href, lang: found.lang, hreflang: found.hreflang });
  link.textContent = found.dataset.offer;
  const close = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet button--small" });
  close.textContent = button.dataset.close;
  close.addEventListener("click", () => {
    offer.remove();
    try {
      localStorage.setItem("offer", "no");
    } catch {
      // see above
    }
  });
  offer.append(link, close);
  document.querySelector("main").append(offer);
});
