/** What is sent while there is no microphone: a silence that goes on, or the switch takes the caller for gone. */

export interface Silence {
  track: MediaStreamTrack;
  stop: () => void;
}

/** Null where the browser makes no sound of its own. */
export function silence(): Silence | null {
  const context = new AudioContext();
  const place = context.createMediaStreamDestination();
  const source = context.createConstantSource();
  source.offset.value = 0;
  source.connect(place);
  source.start();
  const [track] = place.stream.getAudioTracks();
  const stop = () => {
    track?.stop();
    void context.close();
  };
  if (track) return { track, stop };
  stop();
  return null;
}
