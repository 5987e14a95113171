/** The screen stays on during a call, where the browser can do that. */

import { useEffect } from "preact/hooks";

export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const isOver = () => over;
    const take = async () => {
      // The browser lets go of it whenever the page is hidden.
      if (isOver() || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      lock = await navigator.wakeLock.request("screen");
      if (isOver()) await lock.release();
    };
    // A battery that is nearly empty refuses it: the call is worth more than the screen.
    const quietly = () => void take().catch(() => undefined);
    quietly();
    document.addEventListener("visibilitychange", quietly);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", quietly);
      void lock?.release();
    };
  }, []);
}
