/** The request header in which the proxy tells the page its own public address; a visitor's is overwritten. */
export const pageHeader = "x-jangteo-page";
