/** How far a call is, in words. */

import type { Stage } from "freeswitch-functions-client";
import { callWords } from "../words/call_words";

export function stageInWords(stage: Stage, number: string): string {
  const say = callWords().page;
  switch (stage.name) {
    case "idle":
      return "";
    case "connecting":
      return say.connecting;
    case "signing-in":
      return say.signingIn;
    case "calling":
      return stage.ringing ? say.ringing(number) : say.calling(number);
    case "talking":
      return stage.waiting ? say.waiting(number) : say.inCall(number);
  }
}
