import { expect, it } from "vitest";
import { deviceWords, isHandheld } from "./device.ts";

const agents = {
  "Chrome · Windows":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
  "Edge · Windows":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0",
  "Whale · Windows":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Whale/4.33.325.17 Safari/537.36",
  "Safari · Mac":
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15",
  "Safari · iPhone":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
  "Chrome · iPhone":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/150.0.0.0 Mobile/15E148 Safari/604.1",
  "Samsung Internet · Android":
    "Mozilla/5.0 (Linux; Android 16; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/140.0.0.0 Mobile Safari/537.36",
  "KakaoTalk · Android":
    "Mozilla/5.0 (Linux; Android 16; SM-S931N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 KAKAOTALK/25.9.0 (INAPP)",
  "Firefox · Linux": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  "Chrome · ChromeOS":
    "Mozilla/5.0 (X11; CrOS x86_64 16181.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
};

it.each(Object.entries(agents))("calls a device %s by its browser and system", (words, agent) => {
  expect(deviceWords(agent)).toBe(words);
});

it("names the system alone when the browser is unknown", () => {
  expect(deviceWords("ShopApp/2.1 (Android 16)")).toBe("Android");
});

it.each([null, "", "curl/8.9.1", "🙂", `${"(".repeat(10_000)}`])(
  "claims to know nothing about %j",
  (agent) => {
    expect(deviceWords(agent)).toBeNull();
  },
);

it("tells phones and tablets from desks", () => {
  expect(isHandheld(agents["Safari · iPhone"])).toBe(true);
  expect(isHandheld(agents["Samsung Internet · Android"])).toBe(true);
  expect(isHandheld(agents["Safari · Mac"])).toBe(false);
  expect(isHandheld(null)).toBe(false);
});
