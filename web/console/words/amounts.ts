/** Durations and sizes as people read them. */

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** 0:07, 12:34, 1:02:03 */
export function lengthInWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const LENGTHS = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
] as const;

/** 119 s, 2 min, 119 min, 2 h, 2 d: in the largest unit of which there are two. */
export function roughlyInWords(seconds: number): string {
  const [unit, length] = LENGTHS.find(([, each]) => seconds >= 2 * each) ?? (["s", 1] as const);
  return `${Math.floor(seconds / length)} ${unit}`;
}

export function sizeInWords(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  while (amount >= 999.5 && unit < UNITS.length - 1) [amount, unit] = [amount / 1000, unit + 1];
  return `${unit && amount < 99.95 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[unit]}`;
}
