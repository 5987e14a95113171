/** Beside the picture: who is there, and what they write. */

import { Notice } from "../../shared/notice";
import type { Words } from "../../shared/notice";
import { wordsOf } from "../../shared/problem";
import { MessageForm } from "../../shared/taking_part/message_form";
import { MessageList } from "../../shared/taking_part/message_list";
import { useDoing } from "../../shared/taking_part/use_doing";
import { allows } from "../../shared/token";
import { People } from "./people";
import type { Meeting } from "./use_meeting";

const REFUSED: Words = {
  title: "The server does not accept the token of your link",
  hint: "The call goes on. Open a new link to see people and messages.",
};

export function MeetingPanel({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { access, watched, chat, connection } = meeting;
  const { isBusy, failure, run } = useDoing();
  const { refused } = connection;
  const conference = watched?.conference;
  const mayDelete = allows(access.claims, "host");
  return (
    <aside
      class="meeting"
      aria-label={`People and messages of ${access.conference}`}
      onKeyDown={({ key }) => key === "Escape" && onClose()}
    >
      <div class="meeting-heading">
        <h2>{conference ? `People (${conference.member_count})` : "People"}</h2>
        <button type="button" class="small" onClick={onClose}>
          Close<span class="unseen"> people and messages</span>
        </button>
      </div>
      {connection.words && <Notice words={connection.words} tone={connection.isLost ? "warn" : "good"} />}
      {refused && <Notice words={refused.status === 401 ? REFUSED : wordsOf(refused)} tone="warn" />}
      {watched?.problem && <Notice words={wordsOf(watched.problem)} tone="warn" />}
      {conference === null && <p class="quiet">The conference has not begun, or is over.</p>}
      {!watched && !refused && !connection.words && <p class="quiet">Asking who is there …</p>}
      <div class="people" tabIndex={0} role="group" aria-label="People">
        {conference && (
          <People conference={conference} watching={watched.watching} subject={access.claims?.sub ?? ""} />
        )}
      </div>
      <h2>Messages</h2>
      {failure && <Notice words={failure} tone="warn" />}
      <MessageList
        said={chat.said}
        chat={chat.chat}
        actions={({ id }) =>
          mayDelete && (
            <button
              class="small"
              type="button"
              disabled={isBusy}
              onClick={() => void run(() => chat.chat?.delete(id) ?? Promise.resolve())}
            >
              Delete
            </button>
          )
        }
      />
      <MessageForm chat={conference ? chat.chat : null} may={allows(access.claims, "chat")} />
    </aside>
  );
}
