/** Sign-ins, `GET /me`, what a flood costs others, and whether answers tell known e-mails from unknown ones. */
import { spawn } from "node:child_process";
import pg from "pg";
import { hashPassword, readPassword } from "../server/modules/members/passwords/hashing.ts";
import { sendHttp } from "../server/platform/http/send.ts";
import { requestsPerSecond } from "./load.ts";
import { type BenchShop, root } from "./shop.ts";
import { compareSamples, percentile, type Verdict } from "./statistics.ts";

const PASSWORD = "a long enough passphrase";

export interface MemberFigures {
  /** A second: bare argon2id verification in two threads, and whole sign-ins. */
  readonly hashes: number;
  readonly signIns: number;
  readonly me: number;
  /** Milliseconds, of the cached product list at 200 a second: alone, and during the flood. */
  readonly quietP99: number;
  readonly floodP99: number;
  /** The same of a bare server that answers the same bytes, and refuses the same flood. */
  readonly bareQuietP99: number;
  readonly bareFloodP99: number;
  /** How the flood was answered: status → how often. */
  readonly flood: Readonly<Record<string, number>>;
  readonly enumeration: readonly { readonly what: string; readonly verdict: Verdict }[];
}

/** `bare`: base address of `reference.ts`. */
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
    const enumeration = await compareAnswers(shop.url, database, samples);
    return {
      hashes,
      signIns,
      me,
      quietP99: ofShop.quiet,
      floodP99: ofShop.flooded,
      bareQuietP99: ofBare.quiet,
      bareFloodP99: ofBare.flooded,
      flood: ofShop.answers,
      enumeration,
    };
  } finally {
    await database.end();
  }
}

/** The 99th percentile of one address: alone, and while another is flooded. */
async function duringFlood(url: string, target: string, seconds: number) {
  const quiet = percentile(await latencies(url, seconds), 0.99);
  const attack = program(["bench/flood.ts", target, String(seconds)]);
  const flooded = percentile(await latencies(url, seconds), 0.99);
  const { answers = {} } = await attack;
  return { quiet, flooded, answers };
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
  const answer = await post(`${url}/api/v1/auth/login`, { email, password: PASSWORD });
  if (answer.status !== 200) throw new Error(`a sign-in was answered ${answer.status}`);
  return (await answer.json()) as { accessToken: string };
}

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const PEOPLE = 16;

/** So many people at a time, each another member, for so long. Over node:http, whose client costs less than `fetch`. */
async function signInsPerSecond(url: string, seconds: number): Promise<number> {
  const began = performance.now();
  const target = new URL("/api/v1/auth/login", url);
  const headers = { "content-type": "application/json" };
  let done = 0;
  const person = async (first: number): Promise<void> => {
    for (let at = first; performance.now() - began < seconds * 1000; at += PEOPLE) {
      const body = JSON.stringify({ email: memberEmail(at % 200), password: PASSWORD });
      const { status } = await sendHttp({ method: "POST", url: target, headers, body, timeoutMs: 10_000 });
      if (status !== 200) throw new Error(`a sign-in was answered ${status}`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, at) => person(at)));
  return done / ((performance.now() - began) / 1000);
}

/** Milliseconds of each request, begun every 5 ms whether or not the earlier ones are answered. */
async function latencies(url: string, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const ask = async (due: number): Promise<void> => {
    await (await fetch(url)).arrayBuffer();
    times.push(performance.now() - due);
  };
  const began = performance.now();
  const asked: Promise<void>[] = [];
  for (let at = 0; at < seconds * 200; at += 1) {
    const due = began + at * 5;
    const ahead = due - performance.now();
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
    asked.push(ask(due));
  }
  await Promise.all(asked);
  return times;
}

/**
 * Known and unknown in turns, so that whatever else the machine does meets both alike. Sign-ups are answered at even moments and
 * mostly wait, so eight lanes ask at a time.
 */
async function compareAnswers(url: string, database: pg.Client, samples: number) {
  const cases = [
    {
      what: "sign-in",
      path: "login",
      lanes: 1,
      body: (email: string) => ({ email, password: "not the password" }),
    },
    { what: "password reset", path: "password-reset", lanes: 1, body: (email: string) => ({ email }) },
    { what: "sign-up", path: "signup", lanes: 8, body: signUpBody },
  ];
  const compared = [];
  for (const { what, path, lanes, body } of cases) {
    const known: number[] = [];
    const unknown: number[] = [];
    const answers = new Set<string>();
    const ask = async (email: string, times: number[]): Promise<void> => {
      await database.query("DELETE FROM members.throttles");
      const began = performance.now();
      const answer = await post(`${url}/api/v1/auth/${path}`, body(email));
      const text = (await answer.text()).replace(/"requestId":"[^"]*"/, "");
      times.push(performance.now() - began);
      answers.add(`${answer.status} ${text}`);
    };
    const lane = async (first: number): Promise<void> => {
      for (let at = first; at < samples; at += lanes) {
        const both = [
          () => ask(memberEmail(at % 200), known),
          () => ask(`${path[0]}nobod${at}@bench.test`, unknown),
        ];
        for (const each of Math.floor(at / lanes) % 2 === 0 ? both : both.reverse()) await each();
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, first) => lane(first)));
    if (answers.size !== 1) throw new Error(`${what} answers differently: ${[...answers].join(" | ")}`);
    compared.push({ what, verdict: compareSamples(known, unknown) });
  }
  return compared;
}

const signUpBody = (email: string) => ({
  email,
  password: PASSWORD,
  name: "회원",
  agreements: { terms: true, privacy: true, over14: true },
});

/** Runs a program of this folder to its end; its last line is JSON. */
async function program(
  args: readonly string[],
): Promise<{ perSecond?: number; answers?: Record<string, number> }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${args.join(" ")} failed`);
  return JSON.parse(text);
}
