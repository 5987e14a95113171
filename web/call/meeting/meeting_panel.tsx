/** Beside the picture: who is there, what they write, and what a host can do. */

import { Notice } from "../../shared/notice";
import { wordsOf } from "../../shared/problem";
import { MessageForm } from "../../shared/taking_part/message_form";
import { MessageList } from "../../shared/taking_part/message_list";
import type { Writing } from "../../shared/taking_part/use_writing";
import { allows } from "../../shared/token";
import { HostBar } from "../hosting/host_bar";
import { HostedMember } from "../hosting/hosted_member";
import type { Door } from "../hosting/use_door";
import { WaitingPeople } from "../hosting/waiting_people";
import { callWords } from "../words/call_words";
import { People } from "./people";
import type { Meeting } from "./use_meeting";

interface MeetingPanelProps {
  meeting: Meeting;
  /** Null for whoever is no host. */
  door: Door | null;
  /** What is being written to everybody. */
  writing: Writing;
  onClose: () => void;
}

export function MeetingPanel({ meeting, door, writing, onClose }: MeetingPanelProps) {
  const say = callWords().meeting;
  const { access, watched, chat, connection, orders } = meeting;
  const { isBusy, failure, run } = orders.of("messages");
  const { refused } = connection;
  const conference = watched?.conference;
  const isHost = door !== null;
  return (
    <aside class="meeting" aria-label={say.panel(access.conference)}>
      <div class="meeting-heading">
        <h2>{conference ? say.peopleCount(conference.member_count) : say.people}</h2>
        <button type="button" class="small" onClick={onClose}>
          {say.close}
          <span class="unseen">{say.closeWhat}</span>
        </button>
      </div>
      {connection.words && <Notice words={connection.words} tone={connection.isLost ? "warn" : "good"} />}
      {refused && <Notice words={refused.status === 401 ? say.refused : wordsOf(refused)} tone="warn" />}
      {watched?.problem && <Notice words={wordsOf(watched.problem)} tone="warn" />}
      {conference === null && <p class="quiet">{say.notBegun}</p>}
      {!watched && !refused && !connection.words && <p class="quiet">{say.asking}</p>}
      {isHost && conference && <HostBar meeting={meeting} conference={conference} />}
      {door && <WaitingPeople door={door} />}
      <div class="people" tabIndex={0} role="group" aria-label={say.people}>
        {conference && (
          <People
            conference={conference}
            watching={watched.watching}
            subject={access.claims?.sub ?? ""}
            actions={
              isHost
                ? (member, isOwn) => !isOwn && <HostedMember meeting={meeting} member={member} key={member.uuid} />
                : undefined
            }
          />
        )}
      </div>
      <h2>{say.messages}</h2>
      {failure && <Notice words={failure} tone="warn" />}
      <MessageList
        said={chat.said}
        chat={chat.chat}
        actions={({ id }) =>
          allows(access.claims, "host") && (
            <button
              class="small"
              type="button"
              disabled={isBusy}
              onClick={() => void run(() => chat.chat?.delete(id) ?? Promise.resolve())}
            >
              {say.delete}
            </button>
          )
        }
      />
      <MessageForm writing={writing} may={allows(access.claims, "chat")} />
    </aside>
  );
}
