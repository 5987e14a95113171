/** The operator's page: a token, then the conferences. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Words } from "../shared/notice";
import { Client } from "./api/client";
import { Desk } from "./desk";
import { readClaims, takeToken } from "./api/token";
import { TokenForm } from "./token_form";

export function ConsolePage({ firstToken }: { firstToken: string | null }) {
  const [token, setToken] = useState(firstToken ?? "");
  const [refused, setRefused] = useState<Words | null>(null);
  const client = useMemo(() => new Client(token), [token]);
  const claims = useMemo(() => readClaims(token), [token]);

  const use = (next: string, why: Words | null = null) => {
    setToken(next);
    setRefused(why);
  };

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
  return <Desk key={token} client={client} claims={claims} onSignOut={(why) => use("", why)} />;
}
