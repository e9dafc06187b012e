// The page as readers will see it, beside the workshop: the open sentence is marked, and follows what is typed.
const form = document.querySelector("form[data-workshop]");
const frame = document.querySelector(".workshop-page iframe");
const STYLE = `
  ::highlight(sentence) { background-color: #f6c945; color: #1f1f1f; }
  [data-here] { outline: 4px solid #f6c945; }
  wagtail-userbar { display: none; }
`;

let live = null; // { row, node }: the text of the open sentence in the page
let current = null;

const field = (row, name) => form.elements[`${name}-${row.dataset.row}`].value;
const plain = (text) => {
  const holder = document.createElement("template");
  holder.innerHTML = text.replace(/<br\s*\/?>/g, "\n"); // never inserted: only its text is read
  return holder.content.textContent;
};
const shown = (row, text) => (row.hasAttribute("data-plain") ? text : plain(text));

// The text of the page without white space, which depends on its markup, and where each of its letters is.
function textOf(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("script, style, noscript, template") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let text = "";
  const places = [];
  while (walker.nextNode()) {
    const { data } = walker.currentNode;
    for (let at = 0; at < data.length; at += 1) {
      if (/\s/.test(data[at])) continue;
      text += data[at];
      places.push([walker.currentNode, at]);
    }
  }
  return { text, places };
}

function find(page, wanted) {
  const needle = wanted.replace(/\s+/g, "");
  if (!needle) return null;
  const { text, places } = textOf(page);
  const found = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) found.push(at);
  const isIn = (place, wanted, unwanted) => {
    const element = places[place][0].parentElement;
    return element.closest(wanted) && !element.closest(unwanted);
  };
  const at = found.find((one) => isIn(one, "main", "nav")) ?? found.find((one) => isIn(one, "body", "nav")) ?? found[0];
  if (at === undefined) return null;
  const range = page.createRange();
  range.setStart(...places[at]);
  const [node, offset] = places[at + needle.length - 1];
  range.setEnd(node, offset + 1);
  return range;
}

function mark(range) {
  const view = frame.contentWindow;
  if (!view?.CSS?.highlights) return;
  if (range) view.CSS.highlights.set("sentence", new view.Highlight(range));
  else view.CSS.highlights.delete("sentence");
}

function show(row) {
  const page = frame.contentDocument;
  current = row;
  if (!page?.body) return;
  for (const here of page.querySelectorAll("[data-here]")) here.removeAttribute("data-here");
  live = null;
  const texts = [row.querySelector("textarea").value, field(row, "was"), field(row, "source")];
  for (const text of texts) {
    const range = find(page, shown(row, text));
    if (range) {
      mark(range);
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
      live = { row: row.dataset.row, range };
      if (text !== texts[0]) follow(row);
      return;
    }
  }
  mark(null);
  const picture = [...page.images].find((image) => texts.some((text) => text && image.alt === shown(row, text)));
  picture?.setAttribute("data-here", "");
  picture?.scrollIntoView({ block: "center" });
}

// Only sentences without tags: the others are shown when they are saved.
function follow(row) {
  if (!row.hasAttribute("data-plain") || live?.row !== row.dataset.row) return;
  const text = row.querySelector("textarea").value.trim() || field(row, "source");
  if (!live.node) {
    live.range.deleteContents();
    live.node = frame.contentDocument.createTextNode(text);
    live.range.insertNode(live.node);
  } else live.node.data = text;
  const range = frame.contentDocument.createRange();
  range.selectNodeContents(live.node);
  live.range = range;
  mark(range);
}

document.addEventListener("workshop:open", (event) => show(event.detail.row));
document.addEventListener("workshop:typed", (event) => follow(event.detail.row));
document.addEventListener("workshop:saved", (event) => {
  const { row } = event.detail;
  const isSimple = row.hasAttribute("data-plain") && !row.querySelector("textarea").value.includes("\n");
  if (!isSimple) frame.contentWindow.location.reload();
});

frame.addEventListener("load", () => {
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  page.addEventListener(
    "click",
    (event) => {
      event.preventDefault(); // a link would leave the preview
      const text = event.target.textContent.replace(/\s+/g, "");
      const rows = [...form.querySelectorAll("[data-row]")];
      const row = rows.find((one) =>
        [one.querySelector("textarea").value, field(one, "source")].some((words) => {
          const needle = shown(one, words).replace(/\s+/g, "");
          return needle && text.includes(needle);
        }),
      );
      row?.querySelector("textarea").focus();
    },
    true,
  );
  if (current?.isConnected) show(current);
});
frame.src = frame.dataset.src;
