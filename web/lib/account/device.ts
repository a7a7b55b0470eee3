/**
 * Names a device by its user agent. The order matters: nearly all browsers also claim to be Chrome or Safari,
 * and every Android device also claims to be Linux.
 */
const browsers: [RegExp, string][] = [
  [/KAKAOTALK/i, "KakaoTalk"],
  [/NAVER\(inapp/i, "NAVER"],
  [/\bLine\//, "LINE"],
  [/Instagram/, "Instagram"],
  [/FBAN|FBAV/, "Facebook"],
  [/Whale\//, "Whale"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|OPT\/|\bOpera\b/, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\/|HeadlessChrome\//, "Chrome"],
  [/Version\/[\d.]+ (?:Mobile\/\S+ )?Safari\//, "Safari"],
];

const systems: [RegExp, string][] = [
  [/iPad/, "iPad"],
  [/iPhone|iPod/, "iPhone"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Macintosh|Mac OS X/, "Mac"],
  [/Linux|X11/, "Linux"],
];

const firstMatch = (names: [RegExp, string][], userAgent: string): string | null =>
  names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;

/** "Chrome · Windows", "Samsung Internet · Android"; null when the user agent has no name that we know. */
export function deviceWords(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const words = [firstMatch(browsers, userAgent), firstMatch(systems, userAgent)].filter(
    (word) => word !== null,
  );
  return words.length > 0 ? words.join(" · ") : null;
}

/** Whether it is a phone or a tablet, for the icon beside it. */
export const isHandheld = (userAgent: string | null): boolean =>
  /Mobile|Android|iPhone|iPad/.test(userAgent ?? "");
