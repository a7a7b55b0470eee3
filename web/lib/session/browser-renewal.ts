/**
 * Renewal of the session by the browser. One tab does it, the others wait for its lock and find it done; where there
 * are no locks, each tab asks, and the API gives all of them the same successor.
 */
const doneName = "jangteo.renewed";
const lockName = "jangteo.renewal";

/** `member`: go on as before. `guest`: the session is over, and its cookies are gone. `unchanged`: nobody could say. */
export type RenewalResult = "member" | "guest" | "unchanged";

let underWay: Promise<RenewalResult> | null = null;

export function renew(): Promise<RenewalResult> {
  underWay ??= inTurn(Date.now()).finally(() => {
    underWay = null;
  });
  return underWay;
}

async function inTurn(asked: number): Promise<RenewalResult> {
  if (!("locks" in navigator)) return ask();
  return navigator.locks.request(lockName, async () => {
    const done = Number(localStorage.getItem(doneName));
    if (done >= asked) return "member";
    const renewed = await ask();
    if (renewed === "member") localStorage.setItem(doneName, String(Date.now()));
    return renewed;
  });
}

async function ask(): Promise<RenewalResult> {
  const answer = await post("/api/v1/auth/refresh");
  if (answer?.ok) return "member";
  if (answer?.status !== 401) return "unchanged";
  // Takes an access token along that has nothing behind it any more.
  return (await post("/api/v1/auth/logout"))?.ok ? "guest" : "unchanged";
}

async function post(path: string): Promise<Response | null> {
  try {
    return await fetch(path, { method: "POST", cache: "no-store" });
  } catch (cause) {
    console.warn(`${path}: ${String(cause)}`);
    return null;
  }
}
