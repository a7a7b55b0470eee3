/** Masks keep enough for the owner to recognise, and too little for a stranger who looks at the screen. */

/** 홍길동 → 홍*동, 이산 → 이*, Kim Minsu → K*******u */
export function maskedName(name: string): string {
  const letters = [...name];
  if (letters.length < 2) return name;
  const last = letters.length > 2 ? letters.at(-1) : "";
  return `${letters[0]}${"*".repeat(letters.length - (last ? 2 : 1))}${last}`;
}

/** 010-1234-5678 → 010-****-5678; any other number keeps its last four digits. */
export function maskedPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, "");
  const korean = /^(?:82|0)(\d{1,2})\d{3,4}(\d{4})$/.exec(digits);
  return korean ? `0${korean[1]}-****-${korean[2]}` : `****${digits.slice(-4)}`;
}

/** Keeps the first three words of an address (city, district, street). */
export function maskedStreet(address: string): string {
  const words = address.split(/\s+/);
  return words.length > 3 ? `${words.slice(0, 3).join(" ")} ***` : address;
}
