// The tags and placeholders of a text: where they are, and where one of the original goes into its translation.

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/* Every tag and every one of these placeholders, in order: `text` from `start` to `end`; `name` of a tag, `closes`. */
export function partsOf(text, placeholders) {
  const pattern = new RegExp(["<(/?)(\\w+)[^<>]*>", ...placeholders.map(escaped)].join("|"), "g");
  return [...text.matchAll(pattern)].map((found) => ({
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
    name: found[2] ?? "",
    closes: found[1] === "/",
  }));
}

/* The other one of an opening and its closing tag, if there is one. */
export function partnerOf(part, parts) {
  if (!part.name || part.name === "br") return undefined;
  const all = part.closes ? parts.slice(0, parts.indexOf(part)).reverse() : parts.slice(parts.indexOf(part) + 1);
  let depth = 0;
  return all.find((other) => {
    if (other.name !== part.name) return false;
    if (other.closes === part.closes) depth += 1;
    else if (depth > 0) depth -= 1;
    else return true;
    return false;
  });
}

/* The opening tags around a place. */
function around(text, at) {
  const open = [];
  for (const [tag, slash, name] of text.slice(0, at).matchAll(/<(\/?)(\w+)[^>]*>/g)) {
    if (slash) open.pop();
    else if (name !== "br") open.push(tag);
  }
  return open;
}

/* The place itself, or the one behind the tags around it that are not around `tag` in the original. */
export function placeFor(tag, text, at, source) {
  const wanted = around(source, Math.max(source.indexOf(tag), 0));
  const open = around(text, at);
  const wrong = open.findIndex((one) => !wanted.includes(one));
  if (wrong < 0) return at;
  let depth = open.length;
  for (const found of text.slice(at).matchAll(/<(\/?)(\w+)[^>]*>/g)) {
    if (found[1]) depth -= 1;
    else if (found[2] !== "br") depth += 1;
    if (depth === wrong) return at + found.index + found[0].length;
  }
  return at;
}
