// Updates the progress of a running mailing: fetches the same page and replaces this part.
const EVERY = 3000;

async function refresh() {
  const shown = document.getElementById("newsletter-progress");
  if (!shown || shown.dataset.underWay !== "yes") return;
  if (!shown.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("newsletter-progress");
      if (fresh) shown.replaceWith(document.adoptNode(fresh));
    } catch {
      // no network: tried again after EVERY
    }
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
