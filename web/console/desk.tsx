/** All conferences on one side, the chosen one with everything that can be done on the other, what happened below. */

import { deskWords } from "./words/desk_words";
import { useEffect, useState } from "preact/hooks";
import type { Live } from "freeswitch-functions-client";
import { locale } from "../shared/language/language";
import { LanguageChoice } from "../shared/language/language_choice";
import type { Language } from "../shared/language/language";
import { Notice } from "../shared/notice";
import type { Words } from "../shared/notice";
import type { Client } from "./api/client";
import { FirstIn } from "./bringing/first_in";
import { ConferenceList } from "./list/conference_list";
import { ConferenceView } from "./conference/conference_view";
import { conferenceIn, withConference } from "./session/session";
import { allows } from "../shared/token";
import type { ConferenceHead } from "./api/shapes";
import type { Claims } from "../shared/token";
import { wordsOf } from "../shared/problem";
import { KeyHelp } from "./keys/key_help";
import { useKeys } from "./keys/use_keys";
import { useConferences } from "./live/use_conferences";
import { useWaiting } from "./list/use_waiting";
import { useConnection } from "../shared/live/use_connection";
import { useEnding } from "./session/use_ending";
import { useOutcomes } from "./outcomes/use_outcomes";

export interface DeskProps {
  client: Client;
  live: Live;
  claims: Claims | null;
  onSignOut: (why: Words | null) => void;
  language: Language;
  onLanguage: (language: Language) => void;
}

function whoIsHere(claims: Claims | null): string {
  if (!claims) return "";
  const say = deskWords();
  const until = claims.exp ? say.until(new Date(claims.exp * 1000).toLocaleString(locale())) : "";
  const looksOnly = allows(claims, "control") ? "" : say.looksOnly;
  return `${say.who(claims.sub, claims.domain)}${looksOnly}${until}`;
}

/** Where most people are: what somebody who has just come wants to see. */
export function fullest(conferences: ConferenceHead[]): string | null {
  const [first] = [...conferences].sort((one, other) => other.member_count - one.member_count);
  return first?.name ?? null;
}

export function Desk({ client, live, claims, onSignOut, language, onLanguage }: DeskProps) {
  const [shown, setShown] = useState(() => conferenceIn(location.hash));
  const { words, isLost, refused } = useConnection(live);
  const { conferences, failure, followed } = useConferences(live, client, shown);
  const mayLetIn = allows(claims, "host") || allows(claims, "control");
  const goingOn = followed.filter((name) => conferences?.some((one) => one.name === name));
  const waiting = useWaiting(live, client, goingOn, mayLetIn);
  const [helps, setHelps] = useState(false);
  useKeys({ help: () => setHelps(true) });
  const ending = useEnding(claims?.exp ?? null);
  // What was refused may be so because of the node.
  const outcomes = useOutcomes(client, () => live.check());
  const who = whoIsHere(claims);
  const say = deskWords();

  useEffect(() => {
    // The first one that is seen stays, whoever comes and goes meanwhile.
    if (shown === null && conferences) setShown(fullest(conferences));
  }, [conferences]);

  useEffect(() => {
    if (shown !== null) history.replaceState(null, "", withConference(location.hash, shown));
  }, [shown]);

  useEffect(() => {
    if (refused?.status === 401) onSignOut(wordsOf(refused));
  }, [refused]);

  return (
    <div class="desk">
      <a class="skip" href="#main" onClick={skip}>
        {say.toPicture}
      </a>
      <header>
        <h1>{say.title}</h1>
        <p class="quiet cut" title={who}>
          {who}
        </p>
        <nav aria-label={say.elsewhere}>
          <a href="./call/">{say.join}</a>
          <a href="/docs">{say.api}</a>
          <button class="small" type="button" aria-keyshortcuts="?" onClick={() => setHelps(true)}>
            {say.keys}
          </button>
          <LanguageChoice shown={language} onChoose={onLanguage} />
          <button class="small" type="button" onClick={() => onSignOut(null)}>
            {say.signOut}
          </button>
        </nav>
      </header>
      <div class="notices">
        {words && <Notice words={words} tone={isLost ? "warn" : "good"} />}
        {/* Without a connection it is no news that there is no answer. */}
        {failure && !words && <Notice words={failure} tone="warn" />}
        {refused && refused.status !== 401 && <Notice words={wordsOf(refused)} tone="warn" />}
        {ending && <Notice words={ending} tone="warn" />}
      </div>
      <div class="columns">
        <ConferenceList client={client} conferences={conferences} shown={shown} waiting={waiting} onChoose={setShown} />
        {shown !== null ? (
          <ConferenceView key={shown} name={shown} client={client} live={live} claims={claims} {...outcomes} />
        ) : (
          <main id="main" tabIndex={-1}>
            <section class="card empty">
              <h2>{conferences ? say.none : say.looking}</h2>
              {conferences && (
                <>
                  <p class="quiet">{say.noneYet}</p>
                  <FirstIn client={client} claims={claims} />
                </>
              )}
            </section>
          </main>
        )}
      </div>
      {helps && <KeyHelp onClose={() => setHelps(false)} />}
    </div>
  );
}

/** Not by the address: that says which conference is looked at. */
function skip(event: Event): void {
  event.preventDefault();
  (document.getElementById("picture") ?? document.getElementById("main"))?.focus();
}
