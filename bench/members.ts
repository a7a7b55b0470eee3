/**
 * Measures sign-ins, `GET /me`, the effect of a flood on other requests, and the response times of known
 * e-mails.
 */
import { spawn } from "node:child_process";
import pg from "pg";
import { hashPassword, readPassword } from "../server/modules/members/passwords/hashing.ts";
import { sendHttp } from "../server/platform/http/send.ts";
import { requestsPerSecond } from "./load.ts";
import { root } from "./programs.ts";
import type { BenchShop } from "./shop.ts";
import { compareSamples, percentile, type Verdict } from "./statistics.ts";

const PASSWORD = "a long enough passphrase";

export interface MemberFigures {
  /** Bare argon2id verifications per second, in two threads. */
  readonly hashes: number;
  /** Whole sign-ins per second. */
  readonly signIns: number;
  /** `GET /me` per second. */
  readonly me: number;
  /** Milliseconds, of the cached product list at 200 requests a second: alone, and during the flood. */
  readonly quietP99: number;
  readonly floodP99: number;
  /** The same for a bare server that sends the same bytes and refuses the same flood. */
  readonly bareQuietP99: number;
  readonly bareFloodP99: number;
  /** Number of responses to the flood, by status. */
  readonly flood: Readonly<Record<string, number>>;
  readonly enumeration: readonly { readonly what: string; readonly verdict: Verdict }[];
}

/** `bare` is the base address of `reference.ts`. */
export async function measureMembers(
  shop: BenchShop,
  bare: string,
  seconds: number,
  samples: number,
): Promise<MemberFigures> {
  const database = new pg.Client({ connectionString: shop.databaseUrl });
  await database.connect();
  try {
    await addMembers(database, 200);
    const hashes = (await program(["bench/hashing.ts", String(seconds)])).perSecond ?? 0;
    const signIns = await signInsPerSecond(shop.url, seconds);
    const { accessToken } = await signIn(shop.url, memberEmail(0));
    const me = await requestsPerSecond({
      url: `${shop.url}/api/v1/me`,
      connections: 32,
      seconds,
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const ofBare = await duringFlood(`${bare}/bytes`, `${bare}/limited`, seconds);
    const ofShop = await duringFlood(
      `${shop.url}/api/v1/products?limit=20`,
      `${shop.url}/api/v1/auth/login`,
      seconds,
    );
    const enumeration = await compareResponses(shop.url, database, samples);
    return {
      hashes,
      signIns,
      me,
      quietP99: ofShop.quiet,
      floodP99: ofShop.flooded,
      bareQuietP99: ofBare.quiet,
      bareFloodP99: ofBare.flooded,
      flood: ofShop.responses,
      enumeration,
    };
  } finally {
    await database.end();
  }
}

/** Returns the 99th percentile of one address: alone, and while the target is flooded. */
async function duringFlood(url: string, target: string, seconds: number) {
  const quiet = percentile(await latencies(url, seconds), 0.99);
  const attack = program(["bench/flood.ts", target, String(seconds)]);
  const flooded = percentile(await latencies(url, seconds), 0.99);
  const { responses = {} } = await attack;
  return { quiet, flooded, responses };
}

const memberEmail = (number: number): string => `member${number}@bench.test`;

async function addMembers(database: pg.Client, count: number): Promise<void> {
  const hash = await hashPassword(readPassword(PASSWORD));
  await database.query(
    `INSERT INTO members.accounts (id, email, email_key, name, password_hash, created_at, updated_at)
     SELECT uuidv7(), 'member' || n || '@bench.test', 'member' || n || '@bench.test', '회원', $1, now(), now()
     FROM generate_series(0, $2::int - 1) AS n`,
    [hash, count],
  );
}

async function signIn(url: string, email: string): Promise<{ accessToken: string }> {
  const response = await post(`${url}/api/v1/auth/login`, { email, password: PASSWORD });
  if (response.status !== 200) throw new Error(`a sign-in returned ${response.status}`);
  return (await response.json()) as { accessToken: string };
}

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const CONCURRENT_MEMBERS = 16;

/** Signs in different members at the same time. It uses node:http, because `fetch` costs more. */
async function signInsPerSecond(url: string, seconds: number): Promise<number> {
  const began = performance.now();
  const target = new URL("/api/v1/auth/login", url);
  const headers = { "content-type": "application/json" };
  let done = 0;
  const signInRepeatedly = async (first: number): Promise<void> => {
    for (let at = first; performance.now() - began < seconds * 1000; at += CONCURRENT_MEMBERS) {
      const body = JSON.stringify({ email: memberEmail(at % 200), password: PASSWORD });
      const { status } = await sendHttp({ method: "POST", url: target, headers, body, timeoutMs: 10_000 });
      if (status !== 200) throw new Error(`a sign-in returned ${status}`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_MEMBERS }, (_, at) => signInRepeatedly(at)));
  return done / ((performance.now() - began) / 1000);
}

/**
 * Returns the milliseconds of each request. A request begins every 5 ms, also when earlier ones have no
 * response yet.
 */
async function latencies(url: string, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const send = async (due: number): Promise<void> => {
    await (await fetch(url)).arrayBuffer();
    times.push(performance.now() - due);
  };
  const began = performance.now();
  const sent: Promise<void>[] = [];
  for (let at = 0; at < seconds * 200; at += 1) {
    const due = began + at * 5;
    const ahead = due - performance.now();
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
    sent.push(send(due));
  }
  await Promise.all(sent);
  return times;
}

/**
 * Sends requests with known and unknown e-mails in turns, so that other work on the machine affects both
 * alike. The server pads the time of a sign-up, which therefore mostly waits, so eight sign-ups run at a
 * time.
 */
async function compareResponses(url: string, database: pg.Client, samples: number) {
  const cases = [
    {
      what: "sign-in",
      path: "login",
      concurrency: 1,
      body: (email: string) => ({ email, password: "not the password" }),
    },
    { what: "password reset", path: "password-reset", concurrency: 1, body: (email: string) => ({ email }) },
    { what: "sign-up", path: "signup", concurrency: 8, body: signUpBody },
  ];
  const clearThrottles = oneAtATime(() => database.query("DELETE FROM members.throttles"));
  const compared = [];
  for (const { what, path, concurrency, body } of cases) {
    const known: number[] = [];
    const unknown: number[] = [];
    const responses = new Set<string>();
    const measure = async (email: string, times: number[]): Promise<void> => {
      await clearThrottles();
      const began = performance.now();
      const response = await post(`${url}/api/v1/auth/${path}`, body(email));
      const text = (await response.text()).replace(/"requestId":"[^"]*"/, "");
      times.push(performance.now() - began);
      responses.add(`${response.status} ${text}`);
    };
    const measureEvery = async (first: number): Promise<void> => {
      for (let at = first; at < samples; at += concurrency) {
        const both = [
          () => measure(memberEmail(at % 200), known),
          () => measure(`${path[0]}nobod${at}@bench.test`, unknown),
        ];
        for (const each of Math.floor(at / concurrency) % 2 === 0 ? both : both.reverse()) await each();
      }
    };
    await Promise.all(Array.from({ length: concurrency }, (_, first) => measureEvery(first)));
    if (responses.size !== 1) throw new Error(`${what} has several responses: ${[...responses].join(" | ")}`);
    compared.push({ what, verdict: compareSamples(known, unknown) });
  }
  return compared;
}

/** Makes concurrent calls run one after the other: a `pg` client runs one query at a time. */
function oneAtATime(work: () => Promise<unknown>): () => Promise<unknown> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    last = last.then(work);
    return last;
  };
}

const signUpBody = (email: string) => ({
  email,
  password: PASSWORD,
  name: "회원",
  agreements: { terms: true, privacy: true, over14: true },
});

/** Runs a program of this folder to its end and returns its output, which is JSON. */
async function program(
  args: readonly string[],
): Promise<{ perSecond?: number; responses?: Record<string, number> }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${args.join(" ")} failed`);
  return JSON.parse(text);
}
