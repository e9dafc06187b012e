// Keeps the numbers of a mailing under way fresh: the same page is fetched and its progress put in place.
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
      // no network for a moment: the next turn tries again
    }
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
