/** Another layout for the conference. */

import { useState } from "preact/hooks";
import { path } from "./client";
import type { Conference } from "./shapes";
import type { Send } from "./use_outcomes";

interface LayoutFormProps {
  conference: Conference;
  layouts: string[];
  may: boolean;
  send: Send;
}

const GROUP = "group:";

export function layoutChange(text: string): { layout: string } | { layout_group: string } {
  return text.startsWith(GROUP) ? { layout_group: text.slice(GROUP.length) } : { layout: text };
}

export function LayoutForm({ conference, layouts, may, send }: LayoutFormProps) {
  const [text, setText] = useState("");
  const wanted = text.trim();
  return (
    <form
      class="with-button"
      onSubmit={(event) => {
        event.preventDefault();
        void send({
          words: `Layout ${wanted}`,
          method: "PATCH",
          path: path(conference.name),
          body: layoutChange(wanted),
        });
        setText("");
      }}
    >
      <div class="field">
        <label for="layout">Layout</label>
        <input
          id="layout"
          list="layouts"
          autocomplete="off"
          spellcheck={false}
          disabled={!may}
          placeholder={conference.layout ?? "not known yet"}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <datalist id="layouts">
          {layouts.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      <button type="submit" disabled={!may || !wanted}>
        Apply
      </button>
    </form>
  );
}
