import { startDemoShop } from "./demo-shop.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Public address of the running shop. */
    shopUrl: string;
  }
}

interface Project {
  provide(key: "shopUrl", value: string): void;
}

/** PortOne and Stripe open by stubs of their scripts, which no other shop has. */
const testShop = { DEMO: "draft", PAYMENT_PROVIDERS: "toss,portone,stripe", SANDBOX_SDKS: "on" };

/**
 * Opens a shop for the run. `SHOP_URL` names one that is already open, to repeat a test quickly; `DEMO_DIR` a
 * folder in which one was prepared.
 */
export default async function setup({ provide }: Project): Promise<() => Promise<void>> {
  const { SHOP_URL, DEMO_DIR: dataDir } = process.env;
  const shop = SHOP_URL
    ? { url: SHOP_URL, stop: async () => {} }
    : await startDemoShop(testShop, { dataDir });
  provide("shopUrl", shop.url);
  return shop.stop;
}
