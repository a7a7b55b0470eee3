/** The sandbox's mailbox, as a person would look into theirs. */
import { expect } from "vitest";

interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly html: string;
  readonly links: readonly string[];
}

/** The newest mail to this address whose link leads to such a page. */
export async function linkTo(shopUrl: string, email: string, page: string): Promise<string> {
  const find = async (): Promise<string | undefined> => {
    const answer = await fetch(`${shopUrl}/sandbox/mailbox/messages?to=${encodeURIComponent(email)}`);
    const { items } = (await answer.json()) as { items: Mail[] };
    return items.flatMap(({ links }) => links).find((link) => new URL(link).pathname.endsWith(page));
  };
  await expect.poll(find, { timeout: 20_000 }).toBeDefined();
  return (await find()) ?? "";
}
