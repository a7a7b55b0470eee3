/** The server's page cache sends it (server/pages/web-request.ts), and its gateway takes it from others. */
export const RENDER_HEADER = "x-jangteo-render";
