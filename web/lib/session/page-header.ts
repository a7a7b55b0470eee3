/** The request header with the page's public address. The proxy sets it and overwrites a visitor's. */
export const PAGE_HEADER = "x-jangteo-page";
