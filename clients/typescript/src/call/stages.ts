/** How far a call is: told whenever it changes. */

import type { Stage } from "./shapes.ts";

export class Stages {
  private now: Stage = { name: "idle", failure: null };

  constructor(private readonly tell: (stage: Stage) => void) {}

  get name(): Stage["name"] {
    return this.now.name;
  }

  move(stage: Stage): void {
    this.now = stage;
    this.tell(stage);
  }

  /** The call stands, or does again. */
  talk(waiting: boolean): void {
    const since = this.now.name === "talking" ? this.now.since : Date.now();
    this.move({ name: "talking", since, trouble: null, waiting });
  }

  setTrouble(trouble: "server" | "media" | null): void {
    if (this.now.name === "talking" && this.now.trouble !== trouble) this.move({ ...this.now, trouble });
  }

  /** As the switch says it in an INFO. */
  setWaiting(said: string | undefined): void {
    if (this.now.name === "talking" && (said === "waiting" || said === "admitted"))
      this.move({ ...this.now, waiting: said === "waiting" });
  }
}
