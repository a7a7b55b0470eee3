/** The address of a list of the back office: what was searched for, and where its page begins. */

/** What a page gets of its address. A parameter that is given twice is an array. */
export type PageQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The one value of a parameter; "" for none. Of several the first counts. */
export const oneOf = (query: PageQuery, name: string): string => {
  const given = query[name];
  return (typeof given === "string" ? given : given?.[0])?.normalize("NFC").trim() ?? "";
};

/** @returns "/admin/stock?q=MUG"; parameters without a value are left out */
export function listAddress(path: string, parameters: Readonly<Record<string, string>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== "");
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/**
 * What a list without rows says: there is nothing yet, or nothing that fits the search, and where the whole
 * list is.
 */
export const noRowsOf = (
  t: (key: "empty" | "none") => string,
  path: string,
  search: Readonly<Record<string, string | undefined>>,
): { text: string; whole?: string } =>
  Object.values(search).some((value) => value) ? { text: t("none"), whole: path } : { text: t("empty") };
