// Requests to the workshop. Only an answer with its header counts: a login page or a proxy answers with status 200 too.

/* The form's own token is void once somebody has logged in anew in another tab; the cookie is not. */
export function token(form) {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) || form.elements.csrfmiddlewaretoken.value;
}

/* Resolves with `answer`, or with `problem`: "failed" (no answer), "loggedOut", or "denied". */
export async function ask(address, options) {
  const answer = await fetch(address, options).catch(() => null);
  if (!answer || answer.status >= 500 || answer.status === 429) return { problem: "failed" };
  if (answer.headers.has("X-Workshop")) return { answer };
  const isLogin = answer.status === 403 || (answer.redirected && /\/(login|second-step)\//.test(answer.url));
  return { problem: isLogin ? "loggedOut" : "denied" };
}
