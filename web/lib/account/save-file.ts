/** Lets the browser save a file that was made here. */
export function saveFile(name: string, type: "application/json" | "text/plain", text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}

/** "my-data-2026-11-22.json": the day in the shop's time zone. */
export function dataFileName(now: Date): string {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Seoul", dateStyle: "short" }).format(now);
  return `my-data-${day}.json`;
}
