import { headers } from "next/headers";
import { RENDER_HEADER } from "./render-header.ts";

/**
 * The page cache of the server asks for a page that all guests share, and the proxy did not run. The value is
 * the word by which a page without content says so.
 * @returns null for the page of one visitor
 */
export const sharedRender = async (): Promise<string | null> => (await headers()).get(RENDER_HEADER);
