/** One line of text about somebody, and the button that sends it. */

import { useState } from "preact/hooks";

interface TextFormProps {
  label: string;
  /** What the line holds at first; spaces around it are no part of what is sent. */
  text: string;
  longest: number;
  may: boolean;
  button: (text: string) => string;
  ready: (text: string) => boolean;
  onSubmit: (text: string) => void;
}

export function TextForm({ label, text, longest, may, button, ready, onSubmit }: TextFormProps) {
  const [written, setWritten] = useState(text);
  const trimmed = written.trim();

  return (
    <form
      class="with-button"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(trimmed);
      }}
    >
      <label class="field">
        <span>{label}</span>
        <input
          value={written}
          maxLength={longest}
          autocomplete="off"
          disabled={!may}
          onInput={({ currentTarget }) => setWritten(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={!may || !ready(trimmed)}>
        {button(trimmed)}
      </button>
    </form>
  );
}
