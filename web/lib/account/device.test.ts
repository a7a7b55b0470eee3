import { expect, it } from "vitest";
import { deviceWords, isHandheld } from "./device.ts";

const desktop = (system: string, browser: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) ${browser} Safari/537.36`;
const apple = (system: string, browser: string, safari: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/605.1.15 (KHTML, like Gecko) ${browser} ${safari}`;

const windows = "Windows NT 10.0; Win64; x64";
const iPhone = "iPhone; CPU iPhone OS 19_1 like Mac OS X";
const android = "Linux; Android 16; SM-S931N";

const kakaoTalk = desktop(`${android}; wv`, "Version/4.0 Chrome/140.0.0.0 Mobile");

const agents = {
  "Chrome · Windows": desktop(windows, "Chrome/150.0.0.0"),
  "Edge · Windows": `${desktop(windows, "Chrome/150.0.0.0")} Edg/150.0.0.0`,
  "Whale · Windows": desktop(windows, "Chrome/138.0.0.0 Whale/4.33.325.17"),
  "Safari · Mac": apple("Macintosh; Intel Mac OS X 10_15_7", "Version/19.1", "Safari/605.1.15"),
  "Safari · iPhone": apple(iPhone, "Version/19.1 Mobile/15E148", "Safari/604.1"),
  "Chrome · iPhone": apple(iPhone, "CriOS/150.0.0.0 Mobile/15E148", "Safari/604.1"),
  "Samsung Internet · Android": desktop(android, "SamsungBrowser/29.0 Chrome/140.0.0.0 Mobile"),
  "KakaoTalk · Android": `${kakaoTalk} KAKAOTALK/25.9.0 (INAPP)`,
  "Firefox · Linux": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  "Chrome · ChromeOS": desktop("X11; CrOS x86_64 16181.0.0", "Chrome/150.0.0.0"),
};

it.each(Object.entries(agents))("calls a device %s by its browser and system", (words, agent) => {
  expect(deviceWords(agent)).toBe(words);
});

it("names the system alone when the browser is unknown", () => {
  expect(deviceWords("ShopApp/2.1 (Android 16)")).toBe("Android");
});

it.each([null, "", "curl/8.9.1", "🙂", `${"(".repeat(10_000)}`])("knows no name for %j", (agent) => {
  expect(deviceWords(agent)).toBeNull();
});

it("distinguishes phones and tablets from desktops", () => {
  expect(isHandheld(agents["Safari · iPhone"])).toBe(true);
  expect(isHandheld(agents["Samsung Internet · Android"])).toBe(true);
  expect(isHandheld(agents["Safari · Mac"])).toBe(false);
  expect(isHandheld(null)).toBe(false);
});
