/** Where to stream to; the key leaves this form once and is shown by nobody again. */

import { outputWords } from "../words/output_words";
import { useState } from "preact/hooks";
import { path } from "../api/client";
import { hostOf } from "../words/output_states";
import type { Send } from "../outcomes/use_outcomes";

const SERVICES = { youtube: "YouTube", twitch: "Twitch", facebook: "Facebook", custom: "" };

type Service = keyof typeof SERVICES;

export function StreamForm({ conference, may, send }: { conference: string; may: boolean; send: Send }) {
  const say = outputWords();
  const [service, setService] = useState<Service>("youtube");
  const [url, setUrl] = useState("");
  const [key, setKey] = useState("");
  const custom = service === "custom";

  async function start(): Promise<void> {
    const body = custom ? { url: url.trim(), ...(key && { key }) } : { preset: service, key };
    const words = say.streamTo(custom ? hostOf(url.trim()) : SERVICES[service]);
    setKey("");
    const command = await send({ words, method: "POST", path: `${path(conference)}/streams`, body });
    // An address may hold a key, too; one that was refused is to be mended.
    if (command && command.state !== "failed") setUrl("");
  }

  return (
    <form
      class="stream-form"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <div class="field">
        <label for="service">{say.to}</label>
        <select
          id="service"
          value={service}
          disabled={!may}
          onChange={({ currentTarget }) => setService(currentTarget.value as Service)}
        >
          {Object.entries(SERVICES).map(([value, words]) => (
            <option key={value} value={value}>
              {words || say.anotherAddress}
            </option>
          ))}
        </select>
      </div>
      {custom && (
        <div class="field">
          <label for="stream-address">{say.address}</label>
          <input
            id="stream-address"
            required
            inputmode="url"
            autocomplete="off"
            spellcheck={false}
            placeholder="rtmps://host/app"
            disabled={!may}
            value={url}
            onInput={({ currentTarget }) => setUrl(currentTarget.value)}
          />
        </div>
      )}
      <div class="field">
        <label for="stream-key">
          {say.key}
          {custom && say.ifNeeded}
        </label>
        <input
          id="stream-key"
          type="password"
          required={!custom}
          autocomplete="off"
          spellcheck={false}
          disabled={!may}
          value={key}
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
        />
      </div>
      <button type="submit" disabled={!may}>
        {say.start}
      </button>
    </form>
  );
}
