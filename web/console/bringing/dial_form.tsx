/** Calls somebody into the conference: a user of the domain, or a number through a gateway. */

import { useState } from "preact/hooks";
import { path } from "../api/client";
import type { Client } from "../api/client";
import type { Send } from "../outcomes/use_outcomes";
import { useAsked } from "../../shared/live/use_asked";
import { bringWords } from "./bring_words";

interface DialFormProps {
  client: Client;
  conference: string;
  /** Whether a user may be called, and a number through a gateway. */
  may: { user: boolean; number: boolean };
  send: Send;
}

const USER = "";

export function DialForm({ client, conference, may, send }: DialFormProps) {
  const say = bringWords();
  const [whom, setWhom] = useState("");
  const [gateway, setGateway] = useState(USER);
  const { value } = useAsked(
    async () => (may.number ? (await client.get("/v1/gateways", {})).items : []),
    [client, may.number],
  );
  const gateways = value ?? [];
  const number = whom.replaceAll(/[\s()/.-]/g, "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const body = gateway === USER ? { user: whom.trim() } : { gateway, number };
        void send({ words: say.calls(whom.trim()), method: "POST", path: `${path(conference)}/calls`, body });
      }}
    >
      <label class="field">
        <span>{say.byGateway}</span>
        <select value={gateway} onChange={({ currentTarget }) => setGateway(currentTarget.value)}>
          <option value={USER}>{say.user}</option>
          {gateways.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say.whom}</span>
        <input
          value={whom}
          maxLength={64}
          inputMode={gateway === USER ? "text" : "tel"}
          autocomplete="off"
          onInput={({ currentTarget }) => setWhom(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={!(gateway === USER ? may.user : may.number) || !whom.trim()}>
        {say.callIt}
      </button>
    </form>
  );
}
