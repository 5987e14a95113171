/** What a caller sends: the same in the call that stands and in every one that is made again. */

export class Sending {
  /** The phone's own: a SIP library reads what is in it a moment after it was given. */
  readonly stream: MediaStream;
  private peer: RTCPeerConnection | null = null;
  /** Whoever waits for the connection that stood. */
  private left: () => void = () => undefined;

  constructor(own: MediaStream) {
    this.stream = new MediaStream(own.getTracks());
  }

  /** Another connection stands, which was given the stream, or none. */
  follow(peer: RTCPeerConnection | null): void {
    this.peer = peer;
    this.left();
  }

  /** @throws Error as the browser does; then all is sent as before. */
  async replace(track: MediaStreamTrack): Promise<void> {
    const { peer } = this;
    const isClosed = () => peer?.signalingState === "closed";
    const before = this.stream.getTracks().filter(({ kind }) => kind === track.kind);
    // First of all: a call that is made again from now on begins with it.
    this.put(before, track);
    const sender = peer?.getSenders().find((one) => one.track?.kind === track.kind);
    if (!sender || isClosed()) return;
    // What a connection is asked when it is closed it may never answer.
    const isLeft = new Promise<void>((left) => (this.left = left));
    try {
      await Promise.race([sender.replaceTrack(track), isLeft]);
    } catch (error) {
      if (this.peer !== peer || isClosed()) return;
      const [old] = before;
      if (old && this.stream.getTracks().includes(track)) this.put([track], old);
      throw error;
    }
  }

  private put(before: readonly MediaStreamTrack[], track: MediaStreamTrack): void {
    for (const old of before) this.stream.removeTrack(old);
    this.stream.addTrack(track);
  }
}
