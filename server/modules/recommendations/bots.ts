/** Programs that read pages without being shoppers. Pure. */

/** Words of their names: crawlers, previews of links, monitors, libraries, browsers without a screen. */
const BOT = new RegExp(
  [
    "bot\\b|bot/|crawl|spider|slurp|yeti|daum(oa)?/|facebookexternalhit|kakaotalk-scrap|preview",
    "lighthouse|pagespeed|pingdom|uptime|monitor|headless|phantom|puppeteer|playwright|selenium",
    "curl/|wget/|python-|aiohttp|okhttp|java/|go-http|libwww|httpclient|axios/|undici|node-fetch|scrapy",
  ].join("|"),
  "i",
);

/** A browser always says what it is. */
export const isBot = (userAgent: string | undefined): boolean => !userAgent || BOT.test(userAgent);
