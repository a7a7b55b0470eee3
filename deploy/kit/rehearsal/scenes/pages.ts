/** Pages that were open before the web was replaced, and pages that are read while two builds serve. */
import { fileURLToPath } from "node:url";
import { findTestChromium } from "../../../../scripts/chromium.ts";
import { converse } from "../conversation.ts";
import { gatewayAuthority, SHOP_URL } from "../gateway.ts";
import type { TabsReport } from "../old-tabs.ts";
import type { FilesReport, OpenPagesOptions } from "../open-pages.ts";
import { versionOf } from "../shop-images.ts";
import type { RehearsalStage } from "../stage.ts";
import { firstVersion, makeVersion, rollOut } from "./delivery.ts";

const PROGRAM = fileURLToPath(new URL("../open-pages.ts", import.meta.url));

interface Visitor {
  /** The files of the pages that were open from the start. */
  again(): Promise<FilesReport>;
  /** Clicks in a browser's tabs that were open from the start. */
  click(): Promise<TabsReport>;
  /** What was read since. */
  leave(): Promise<FilesReport>;
}

async function visit(options: OpenPagesOptions): Promise<Visitor> {
  const talk = converse(PROGRAM, JSON.stringify(options), { NODE_EXTRA_CA_CERTS: gatewayAuthority() });
  await talk.ask();
  return {
    again: () => talk.ask("again"),
    click: () => talk.ask("click"),
    leave: () => {
      talk.end();
      return talk.ask();
    },
  };
}

/**
 * Processes of api keep the files of the pages that they have served, so that open pages outlive a roll-out
 * of the web. After a roll-out of api itself a file that no page has asked for yet may be gone with the old
 * build: then a browser loads the next page anew.
 */
export async function keepPagesWorking(stage: RehearsalStage): Promise<void> {
  const { "second web": web } = stage.images;
  const product = stage.pages.find((page) => page.startsWith("/p/"));
  if (web === undefined || product === undefined) throw new Error("there is no second web, or no product");
  const second = { ...firstVersion(stage), web: versionOf(web, "4444444", 4) };
  const pages = [...stage.pages.filter((page) => !page.startsWith("/api/")), "/cart", "/sign-in"];
  const executablePath = await findTestChromium();
  const visitor = await visit({ shopUrl: SHOP_URL, pages, product, executablePath });
  const kept = "pages open from before load all their files";
  await stage.expect("another build of the web", kept, async (detail) => {
    detail("rolling out");
    await rollOut(stage, second, "another build of the web");
    const open = await visitor.again();
    return { seen: filesInWords(open), holds: open.missing.length === 0 };
  });
  const expected = "clicks in a browser's old tabs lead on, maybe by a new load";
  await stage.expect("then another api as well", expected, async (detail) => {
    detail("rolling out");
    const { server } = await makeVersion(stage, "third");
    if (server === undefined) throw new Error("there is no third version");
    await rollOut(stage, { ...second, server }, "another api");
    const open = await visitor.again();
    detail("clicking");
    const { clicks, failed } = await visitor.click();
    return { seen: `${clicks.join(", ")}; ${filesInWords(open)}`, holds: failed === 0 };
  });
  await stage.expect("pages read during both", "each page loads all its files", async () => {
    const all = await visitor.leave();
    return {
      seen: `${all.pages} pages, ${all.files} files, ${all.missing.length} missing${first(all)}`,
      holds: all.pages > 0 && all.missing.length === 0,
    };
  });
}

const filesInWords = (open: FilesReport): string =>
  `${open.files - open.missing.length} of ${open.files} files of open pages are served${first(open)}`;

const first = ({ missing: [one] }: FilesReport): string =>
  one === undefined ? "" : `; ${one.slice(0, 120)}`;
