/** The operator's page: a token, then the conferences. */

import { useLanguage } from "../shared/language/language";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Api } from "freeswitch-functions-client";
import type { Words } from "../shared/notice";
import { Desk } from "./desk";
import type { DeskProps } from "./desk";
import { readClaims, takeToken } from "../shared/token";
import { useLive } from "../shared/live/use_live";
import { holdBack, isSecondOfMouse } from "../shared/second_click";
import { keepToken } from "./session/session";
import { TokenForm } from "./session/token_form";

// A node that is gone tells nothing, so it is asked after: by a frame of some bytes, not by a request.
const PING_SECONDS = 5;

export function ConsolePage({ firstToken }: { firstToken: string | null }) {
  const [language, choose] = useLanguage();
  const [token, setToken] = useState(firstToken ?? "");
  const [refused, setRefused] = useState<Words | null>(null);
  const client = useMemo(() => new Api({ token }), [token]);
  const claims = useMemo(() => readClaims(token), [token]);

  const use = (next: string, why: Words | null = null) => {
    setToken(next);
    keepToken(next);
    setRefused(why);
  };

  useEffect(() => keepToken(token), []);

  useEffect(() => {
    // A second link opened in the same tab changes only the fragment and loads nothing.
    const look = () => {
      const next = takeToken(location, history);
      if (next !== null) use(next);
    };
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);

  if (!token) return <TokenForm refused={refused} onToken={use} />;
  return (
    <Connected
      key={token}
      client={client}
      claims={claims}
      onSignOut={(why) => use("", why)}
      language={language}
      onLanguage={choose}
    />
  );
}

type ConnectedProps = Omit<DeskProps, "live">;

/** The desk with a connection of its own, for as long as it is shown. */
function Connected(props: ConnectedProps) {
  const live = useLive(props.client, PING_SECONDS);
  const once = (event: MouseEvent) => isSecondOfMouse(event) && holdBack(event);
  return (
    live && (
      <div class="all" onClickCapture={once}>
        <Desk {...props} live={live} />
      </div>
    )
  );
}
