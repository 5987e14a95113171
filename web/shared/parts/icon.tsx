/** Small drawings in the colour of the text; whoever shows one says in words what it means. */

const PATHS = {
  microphone: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4M9 21h6",
  microphoneOff:
    "M9 9v2a3 3 0 0 0 4.5 2.6M15 10V6a3 3 0 0 0-5.6-1.5M6 11a6 6 0 0 0 9.5 4.9M18 11a6 6 0 0 1-.6 2.6M12 17v4M9 21h6M4 3l16 18",
  camera: "M3 7h12v10H3zM15 11l6-3v8l-6-3",
  cameraOff: "M3 7h1M9 7h6v6M15 11l6-3v8l-3-1.5M15 17H3V7M4 3l16 18",
  move: "M12 3v18M3 12h18M12 3l-3 3M12 3l3 3M12 21l-3-3M12 21l3-3M3 12l3-3M3 12l3 3M21 12l-3-3M21 12l-3 3",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  hand: "M8 12V5a1.5 1.5 0 0 1 3 0v5M11 10V4a1.5 1.5 0 0 1 3 0v6M14 10V6a1.5 1.5 0 0 1 3 0v8a6 6 0 0 1-6 6c-3 0-4.500-1.500-6-4l-2-3.500a1.500 1.500 0 0 1 2.500-1.500L8 13",
  star: "M12 3l2.700 5.800 6.300.800-4.600 4.300 1.200 6.300L12 17.100 6.400 20.200l1.200-6.300L3 9.600l6.300-.800z",
  spotlight: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2",
  pause: "M8 5v14M16 5v14",
  question: "M9 9a3 3 0 1 1 4.500 2.600c-1 .600-1.500 1.200-1.500 2.400M12 18h.01",
  text: "M4 6h16M4 12h16M4 18h10",
  lock: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
  signal: "M5 20v-4M10 20v-8M15 20v-12M20 20v-16",
  door: "M6 21V3h9v18M3 21h18M12 12h.01",
} as const;

export type IconName = keyof typeof PATHS;
export const ICONS = Object.keys(PATHS) as IconName[];

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
