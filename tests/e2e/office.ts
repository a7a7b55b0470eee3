import type { Browser } from "playwright-core";
import { type Screen, visitor } from "./browser.ts";
import { signInByApi, type TestAccount } from "./members.ts";
import { takenOver } from "./taken-over.ts";

export interface Room {
  readonly path: string;
  /** The heading that shows that the room is open. */
  readonly title: string;
}

/** A room of the back office, for staff whom the API has signed in: a page less than by the form. */
export async function openRoomOf(
  browser: Browser,
  shopUrl: string,
  account: TestAccount,
  { path, title }: Room,
  screen: Screen = "desktop",
) {
  const visit = await visitor(browser, screen, "ko-KR", shopUrl);
  await signInByApi(visit.page, shopUrl, account);
  await visit.page.goto(`${shopUrl}${path}`);
  await visit.page.getByRole("heading", { level: 1, name: title }).waitFor();
  await takenOver(visit.page);
  return visit;
}
