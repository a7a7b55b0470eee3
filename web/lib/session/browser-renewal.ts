/**
 * Renewal of the session by the browser. One tab renews; the others wait for its lock and then find it done.
 * Without locks each tab asks, and the API gives all of them the same successor.
 */
const DONE_NAME = "jangteo.renewed";
const LOCK_NAME = "jangteo.renewal";

/**
 * `member`: renewed. `guest`: the session has ended, its cookies are removed. `unchanged`: the API could not
 * say.
 */
export type RenewalResult = "member" | "guest" | "unchanged";

let running: Promise<RenewalResult> | null = null;

export function renew(): Promise<RenewalResult> {
  running ??= withLock(Date.now()).finally(() => {
    running = null;
  });
  return running;
}

async function withLock(startedAt: number): Promise<RenewalResult> {
  if (!("locks" in navigator)) return ask();
  return navigator.locks.request(LOCK_NAME, async () => {
    const doneAt = Number(localStorage.getItem(DONE_NAME));
    if (doneAt >= startedAt) return "member";
    const renewed = await ask();
    if (renewed === "member") localStorage.setItem(DONE_NAME, String(Date.now()));
    return renewed;
  });
}

async function ask(): Promise<RenewalResult> {
  const answer = await post("/api/v1/auth/refresh");
  if (answer?.ok) return "member";
  if (answer?.status !== 401) return "unchanged";
  // Also removes an access token without a session.
  if (!(await post("/api/v1/auth/logout"))?.ok) return "unchanged";
  const { forgetVisitor } = await import("../forget-visitor.ts");
  forgetVisitor();
  return "guest";
}

async function post(path: string): Promise<Response | null> {
  try {
    const answer = await fetch(path, { method: "POST", cache: "no-store" });
    // A body that is not read keeps its request open.
    await answer.arrayBuffer();
    return answer;
  } catch (cause) {
    console.warn(`${path}: ${String(cause)}`);
    return null;
  }
}
