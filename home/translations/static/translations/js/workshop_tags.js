// The tags of a text: where one of the original goes into its translation.

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
