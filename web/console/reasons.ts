/** Why something failed or ended, for people; the API's words are for programs. */

const WORDS: Record<string, string> = {
  already_recording: "it is being recorded already",
  bad_address: "the address cannot be streamed to",
  call_failed: "the call did not come about",
  call_gone: "the call has ended",
  conference_ended: "the conference has ended",
  conference_gone: "the conference has ended",
  disk_full: "the node's disk is nearly full",
  failed: "nobody knows why",
  expired: "its time was over before it could be done",
  finishing_failed: "the file could not be finished; its parts stay on the node",
  floor_held: "somebody else keeps the floor",
  host_unknown: "the host's name leads nowhere",
  interrupted: "the relay was stopped in the middle of it",
  key_unreadable: "the stream key cannot be opened any more; start it anew",
  late: "it came too late",
  member_gone: "the person has left",
  node_lost: "its node was lost",
  no_file: "FreeSWITCH wrote no file",
  no_reply: "FreeSWITCH gave no answer; perhaps there is no video",
  no_video: "there is no video",
  not_joinable: "its parts do not fit together; they stay on the node",
  not_mixing: "the conference mixes no picture",
  not_opened: "FreeSWITCH could not open the file or the address",
  not_playable: "nothing of it can be played",
  not_recording: "it does not run any more",
  not_shown: "the person is not in the picture",
  on_hold: "the person is on hold",
  private_target: "the address is in a private network",
  refused: "FreeSWITCH refused it",
  relay_lost: "the relay was lost in the middle of it",
  storage_unavailable: "the storage cannot be reached; it is tried again",
  switch_down: "FreeSWITCH cannot be reached",
  switch_lost: "FreeSWITCH was lost",
  unavailable: "a service did not answer",
  unexpected_reply: "FreeSWITCH said something that nobody expected",
};

export function reasonInWords(reason: string): string {
  return WORDS[reason] ?? reason.replaceAll("_", " ");
}
