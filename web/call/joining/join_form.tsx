/** The four things a caller gives: server, user, password, number. */

import { useState } from "preact/hooks";
import type { Field, FieldProblems, Wish } from "../phone/wish";
import { callWords } from "../words/call_words";

interface InputProps {
  field: Field;
  label: string;
  hint?: string;
  wish: Wish;
  problems: FieldProblems;
  onChange: (wish: Wish) => void;
  attributes: Record<string, string | boolean>;
}

function Input({ field, label, hint, wish, problems, onChange, attributes }: InputProps) {
  const problem = problems[field];
  return (
    <div class="field">
      <label for={field}>{label}</label>
      <input
        id={field}
        name={field}
        value={wish[field]}
        onInput={({ currentTarget }) => onChange({ ...wish, [field]: currentTarget.value })}
        aria-invalid={problem !== undefined}
        aria-describedby={`${field}-note`}
        autocapitalize="none"
        spellcheck={false}
        {...attributes}
      />
      <span id={`${field}-note`} class={problem ? "problem" : "quiet"}>
        {problem ?? hint}
      </span>
    </div>
  );
}

type ServerChoiceProps = Pick<InputProps, "wish" | "problems" | "onChange"> & { servers: readonly string[] };

/** Not a field to write into: where the password's proof goes is not the link's to say. */
function ServerChoice({ wish, servers, problems, onChange }: ServerChoiceProps) {
  const say = callWords().form;
  const problem = problems.address;
  return (
    <div class="field">
      <label for="address">{say.server}</label>
      <select
        id="address"
        name="address"
        value={wish.address}
        onChange={({ currentTarget }) => onChange({ ...wish, address: currentTarget.value })}
        aria-invalid={problem !== undefined}
        aria-describedby="address-note"
      >
        {servers.map((server) => (
          <option key={server} value={server}>
            {server}
          </option>
        ))}
      </select>
      <span id="address-note" class={problem ? "problem" : "quiet"}>
        {problem ?? say.serverHint}
      </span>
    </div>
  );
}

interface JoinFormProps {
  wish: Wish;
  servers: readonly string[];
  problems: FieldProblems;
  onChange: (wish: Wish) => void;
  onJoin: () => void;
}

export function JoinForm({ wish, servers, problems, onChange, onJoin }: JoinFormProps) {
  const say = callWords().form;
  const [shown, setShown] = useState(false);
  const common = { wish, problems, onChange };
  return (
    <form
      class="join"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onJoin();
      }}
    >
      <Input
        {...common}
        field="number"
        label={say.number}
        hint={say.numberHint}
        attributes={{ autocomplete: "off", required: true }}
      />
      <Input
        {...common}
        field="user"
        label={say.user}
        hint={say.userHint}
        attributes={{ autocomplete: "username", required: true }}
      />
      <div class="password">
        <Input
          {...common}
          field="password"
          label={say.password}
          hint={say.passwordHint}
          attributes={{
            type: shown ? "text" : "password",
            autocomplete: "current-password",
            required: true,
          }}
        />
        <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {say.show}
          <span class="unseen">{say.showWhat}</span>
        </button>
      </div>
      <ServerChoice {...common} servers={servers} />
      <button class="primary" type="submit">
        {callWords().page.join}
      </button>
    </form>
  );
}
