/** A message as the banner below somebody's picture: what it says may be made shorter before. */

import { takingPartWords } from "./taking_part_words";
import { useEffect, useRef, useState } from "preact/hooks";
import { callsOf } from "freeswitch-functions-client";
import type { Message } from "freeswitch-functions-client";
import { nameOf } from "../../shared/names";
import { memberPath } from "../api/client";
import type { Conference } from "../api/shapes";
import type { Send } from "../outcomes/use_outcomes";

const LONGEST = 256;

interface BannerFormProps {
  conference: Conference;
  message: Message;
  send: Send;
  onDone: () => void;
}

/** A banner is one line. */
export function bannerOf(text: string): string {
  return Array.from(text.replace(/\s+/gu, " ").trim()).slice(0, LONGEST).join("");
}

export function BannerForm({ conference, message, send, onDone }: BannerFormProps) {
  const [sender] = callsOf(conference, message.sender);
  const [chosen, setChosen] = useState(sender?.uuid ?? "");
  const [text, setText] = useState(bannerOf(message.text ?? ""));
  const say = takingPartWords();
  const member = conference.members.find(({ uuid }) => uuid === chosen);
  const banner = text.trim();
  const form = useRef<HTMLFormElement>(null);
  // It opens inside of a list that scrolls: all of it is to be seen, also on a small screen.
  useEffect(() => form.current?.scrollIntoView({ block: "nearest" }), []);

  return (
    <form
      ref={form}
      class="banner-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!member) return;
        const words = say.bannerFor(banner, nameOf(member));
        void send({
          words,
          method: "PATCH",
          path: memberPath(conference.name, member.uuid),
          body: { banner: { text: banner } },
        });
        onDone();
      }}
    >
      <label class="field">
        <span>{say.below}</span>
        <select value={member ? chosen : ""} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
          <option value="" disabled>
            {say.choose}
          </option>
          {conference.members.map((one) => (
            <option key={one.uuid} value={one.uuid}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say.says}</span>
        <input
          value={text}
          maxLength={LONGEST}
          autocomplete="off"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={!member || !banner}>
        {say.show}
      </button>
    </form>
  );
}
