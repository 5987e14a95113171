/** The signs on the call's buttons; the words beside them say the same. */

const PATHS = {
  microphone: "M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11v1a6 6 0 0 0 12 0v-1M12 18v3",
  camera: "M3 7h11v10H3zM14 11l6-4v10l-6-4",
  keypad: "M6 5h.01M12 5h.01M18 5h.01M6 12h.01M12 12h.01M18 12h.01M6 19h.01M12 19h.01M18 19h.01",
  screen: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  hand: "M8 13V6.5a1.5 1.5 0 0 1 3 0V11V4.5a1.5 1.5 0 0 1 3 0V11V6.5a1.5 1.5 0 0 1 3 0V14a6 6 0 0 1-6 6c-2.8 0-4.2-1.2-5.6-4l-2-4a1.4 1.4 0 0 1 2.5-1.3L8 13",
  share: "M3 5h18v12H3zM8 21h8M12 14V8M9 11l3-3 3 3",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6L6 18",
  chat: "M4 5h16v11h-9l-4 4v-4H4z",
  leave: "M3 14c5-5 13-5 18 0l-2 3-4-2v-3a12 12 0 0 0-6 0v3l-4 2z",
};

export function Icon({ name, crossed = false }: { name: keyof typeof PATHS; crossed?: boolean }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
      {crossed && <path class="cross" d="M4 4l16 16" />}
    </svg>
  );
}
