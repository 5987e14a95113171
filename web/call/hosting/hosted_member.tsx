/** What a host does with one person: not heard, asked to be heard, removed after a second click. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Member } from "freeswitch-functions-client";
import { language } from "../../shared/language/language";
import { nameOf } from "../../shared/names";
import { Notice } from "../../shared/notice";
import { Icon } from "../icons";
import type { Meeting } from "../meeting/use_meeting";
import { callWords } from "../words/call_words";

export function HostedMember({ meeting, member }: { meeting: Meeting; member: Member }) {
  const say = callWords().hosting;
  const { api, access, orders } = meeting;
  const { isBusy, failure, give } = orders.of(member.uuid);
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const opens = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  const name = nameOf(member);
  const path = { conference: access.conference, member: member.uuid };
  const one = "/v1/conferences/{conference}/members/{member}";
  const mute = () => give(() => api.change("patch", one, { path, body: { muted: true } }));
  const ask = () => give(() => api.change("post", `${one}/ask-to-unmute`, { path, body: { language: language() } }));
  const remove = async () => {
    setAsking(false);
    await give(() => api.change("delete", one, { path, query: { hangup: "true" } }));
  };

  useEffect(() => {
    // The keyboard stays here: first on the answer that changes nothing, then where the question came from.
    if (asking) keep.current?.focus();
    else if (wasAsked.current) {
      // What is busy takes no focus: then once it is free, if nobody has gone elsewhere meanwhile.
      if (isBusy) return;
      if (document.activeElement === document.body) opens.current?.focus();
    }
    wasAsked.current = asking;
  }, [asking, isBusy]);

  return (
    <span class="hosted">
      {asking ? (
        <>
          <span role="alert">{say.removeSure(name)}</span>
          <button class="small danger" type="button" onClick={() => void remove()}>
            {say.yesRemove}
          </button>
          <button ref={keep} class="small" type="button" onClick={() => setAsking(false)}>
            {say.keep}
          </button>
        </>
      ) : (
        <>
          <button
            class="small"
            type="button"
            disabled={isBusy}
            aria-label={member.muted ? say.askToUnmute(name) : say.mute(name)}
            title={member.muted ? say.askToUnmute(name) : say.mute(name)}
            onClick={() => void (member.muted ? ask() : mute())}
          >
            <Icon name="microphone" crossed={!member.muted} />
          </button>
          <button
            ref={opens}
            class="small"
            type="button"
            disabled={isBusy}
            aria-label={say.remove(name)}
            title={say.remove(name)}
            onClick={() => setAsking(true)}
          >
            <Icon name="close" />
          </button>
        </>
      )}
      {failure && <Notice words={failure} tone="warn" />}
    </span>
  );
}
