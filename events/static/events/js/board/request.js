// Requests to the server; where one fails, what that means in words, and whether the same request can succeed later.
import { say } from "./text.js";

export class Failure extends Error {
  constructor(text, { again = false, isLoggedOut = false } = {}) {
    super(text);
    Object.assign(this, { again, isLoggedOut });
  }
}

/* The form's own token is void once somebody has logged in anew in another tab; the cookie is not. */
export function token() {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) || document.querySelector("[name=csrfmiddlewaretoken]").value;
}

/* Resolves with the JSON of an answer, also of one that refuses; throws a Failure. */
export async function post(url, body) {
  const headers = { "X-CSRFToken": token(), ...(typeof body === "string" && { "Content-Type": "application/json" }) };
  let answer;
  try {
    answer = await fetch(url, { method: "POST", headers, body });
  } catch {
    throw new Failure(say("offline"), { again: true });
  }
  if (answer.headers.get("Content-Type")?.includes("json")) {
    const found = await answer.json().catch(() => { throw new Failure(say("offline"), { again: true }); });
    if (answer.ok || answer.status === 400) return found;
  }
  if (answer.status === 403 || (answer.redirected && /\/(login|second-step)\//.test(answer.url))) throw new Failure(say("loggedOut"), { again: true, isLoggedOut: true });
  if (answer.status >= 500 || answer.status === 429) throw new Failure(say("noAnswer"), { again: true });
  throw new Failure(say("notSaved"));
}
