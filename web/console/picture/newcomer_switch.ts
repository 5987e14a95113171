/** Whether newcomers are seated: as somebody at this browser has said last. */

const KEY = "seat-newcomers";

export function seatsNewcomers(): boolean {
  try {
    return localStorage.getItem(KEY) !== "no";
  } catch {
    // Storage may be closed to this page.
    return true;
  }
}

export function keepSeatsNewcomers(isOn: boolean): void {
  try {
    localStorage.setItem(KEY, isOn ? "yes" : "no");
  } catch {
    // Then it holds as long as the page.
    return;
  }
}
