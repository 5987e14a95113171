/** A phone that sends what cameras and microphones give. */

import type { Phone } from "freeswitch-functions-client";
import type { Track } from "./devices_in_memory";

/** Sends what it is given; `slow` waits for `send` with that, as the browser may; `refuses` sends nothing. */
export class PhoneInMemory {
  slow = false;
  refuses = false;
  readonly sent: Track[] = [];
  private readonly waiting: (() => void)[] = [];

  replace = async (track: Track): Promise<void> => {
    if (this.refuses) throw new DOMException("no", "InvalidModificationError");
    if (this.slow) await new Promise<void>((go) => this.waiting.push(go));
    this.sent.push(track);
  };

  send(): void {
    this.waiting.shift()!();
  }

  get asPhone(): Phone {
    return this as unknown as Phone;
  }
}
