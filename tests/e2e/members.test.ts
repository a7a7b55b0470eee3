/** Somebody becomes a member in the browser, and stays in control of what they have. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { launchBrowser, visitor } from "./browser.ts";
import { accountMenu, becomeMember, linkInMail, signIn, somebody } from "./members.ts";
import { putSomethingIntoTheCart } from "./shopping.ts";
