import { Type } from "typebox";
import { call, contract } from "../../platform/contract/contract.ts";
import { Closed, Nothing, Nullable } from "../../platform/schema.ts";
import { SettingsChange } from "./contract/shop-settings.ts";

/** Who sends advertising. */
const Sender = Closed({
  name: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  email: Nullable(Type.String()),
});

/** What other modules may call. */
export const settings = contract(
  "settings",
  {
    /** Returns the shop's name in both languages. A shop without one has a neutral name. */
    shopName: call({
      input: Closed({}),
      output: Closed({ ko: Type.String(), en: Type.String() }),
      retry: "safe",
    }),
    /** Returns the sender of advertising in both languages; null without an address or a phone. */
    advertiser: call({
      input: Closed({}),
      output: Closed({ sender: Nullable(Closed({ ko: Sender, en: Sender })) }),
      retry: "safe",
    }),
    /** The account for bank transfers, null without one; and above which sum a refund needs two people. */
    payment: call({
      input: Closed({}),
      output: Closed({
        account: Nullable(
          Closed({ bank: Type.String(), accountNumber: Type.String(), holder: Type.String() }),
        ),
        approvalAbove: Nullable(Type.Integer()),
      }),
      retry: "safe",
    }),
    /** Stores the settings of a shop that never had any. Any other shop keeps its own. */
    fill: call({ input: SettingsChange, output: Nothing, retry: "safe" }),
  },
  { routes: ["/api/v1/shop", "/api/v1/admin/settings"] },
);

/** The topic (platform/db/changes.ts) on which every process learns that the settings were changed. */
export const SETTINGS_CHANGED = "settings.shop";

export type SettingsError = "STALE_EDIT";
