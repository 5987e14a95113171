/** What others see while the camera is off: a card with the name, so the camera itself (and its light) can be off. */

import { callWords } from "../words/call_words";

const WIDTH = 640;
const HEIGHT = 360;
// Frames must go on, or the switch takes the caller for gone.
const FRAMES_PER_SECOND = 2;

export interface Card {
  track: MediaStreamTrack;
  stop: () => void;
}

export function cameraOffCard(name: string): Card | null {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  const draw = () => {
    pen.fillStyle = "#20262f";
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = "#e9ecf2";
    pen.textAlign = "center";
    pen.font = "bold 56px sans-serif";
    pen.fillText(name, WIDTH / 2, HEIGHT / 2, WIDTH - 40);
    pen.font = "26px sans-serif";
    pen.fillText(callWords().media.cardLine, WIDTH / 2, HEIGHT / 2 + 52);
  };
  draw();
  const timer = setInterval(draw, 1000 / FRAMES_PER_SECOND);
  const [track] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();
  if (!track) return null;
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}
