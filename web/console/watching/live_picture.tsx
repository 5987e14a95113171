/** The picture of a call that only watches; its sound is off until somebody wants it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { watchingWords } from "./watching_words";

export function LivePicture({ conference, picture }: { conference: string; picture: MediaStream }) {
  const video = useRef<HTMLVideoElement>(null);
  const [hears, setHears] = useState(false);
  const say = watchingWords();

  useEffect(() => {
    if (video.current) video.current.srcObject = picture;
  }, [picture]);
  useEffect(() => {
    // The attribute says how it begins, and changes nothing later.
    if (video.current) video.current.muted = !hears;
  }, [hears]);

  return (
    <>
      <video ref={video} autoPlay playsInline muted aria-label={say.picture(conference)} />
      <button class="hear small" type="button" aria-pressed={hears} onClick={() => setHears(!hears)}>
        {say.sound}
      </button>
    </>
  );
}
