/** Camera and microphone for a call: asked for once, and closed when it is over, or at once if they come too late. */

const close = (stream: MediaStream | null): void => stream?.getTracks().forEach((track) => track.stop());

export class Devices {
  private asking: object | null = null;
  private given: MediaStream | null = null;

  /** Null where they are asked for already, or were given up meanwhile. @throws Error as `ask` does. */
  async open(ask: () => Promise<MediaStream>): Promise<MediaStream | null> {
    if (this.asking) return null;
    const mine = (this.asking = {});
    try {
      const stream = await ask();
      if (this.asking === mine) return (this.given = stream);
      close(stream);
      return null;
    } finally {
      if (this.asking === mine) this.asking = null;
    }
  }

  close(): void {
    this.asking = null;
    close(this.given);
    this.given = null;
  }
}
