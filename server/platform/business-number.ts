/** The number's last digit follows from the nine before it (National Tax Service). `number` has 10 digits. */
export function hasCheckDigit(number: string): boolean {
  const digits = [...number.replaceAll("-", "")].map(Number);
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
  const weighted = weights.map((weight, at) => weight * (digits[at] ?? 0));
  const sum = weighted.reduce((total, each) => total + each, 0) + Math.floor((weighted[8] ?? 0) / 10);
  return (10 - (sum % 10)) % 10 === digits[9];
}
