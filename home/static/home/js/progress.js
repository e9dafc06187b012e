// Updates what a page of the admin says about work under way: fetches the same page and replaces that part.
const EVERY = 3000;

async function refresh() {
  const shown = document.querySelector("[data-under-way]");
  if (!shown || shown.dataset.underWay !== "yes") return;
  if (!shown.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-under-way]");
      if (fresh) shown.replaceWith(document.adoptNode(fresh));
    } catch {
      // no network: tried again after EVERY
    }
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
