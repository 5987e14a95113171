/** Every part that the operator's page is made of, in every state: for who changes one, and wants to see what that does. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Notice } from "../shared/notice";
import { Dialog } from "../shared/parts/dialog";
import { Icon, ICONS } from "../shared/parts/icon";
import { IconButton } from "../shared/parts/icon_button";
import { Mark } from "../shared/parts/mark";
import { KeyHelp } from "../console/keys/key_help";
import { Marks } from "../console/list/marks_row";
import { MemberRow } from "../console/people/member_row";
import { LayoutDrawing } from "../console/picture/layouts/layout_drawing";
import type { Send } from "../console/outcomes/use_outcomes";
import { everybody } from "./people";

const nothing = () => undefined;
const send: Send = () => Promise.resolve(null);

function Part({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

export function ComponentsPage() {
  const [open, setOpen] = useState<"dialog" | "keys" | null>(null);
  const people = everybody();
  return (
    <main class="components conference-parts">
      <h1>Components</h1>
      <Part name="Buttons">
        <div class="row">
          <button type="button">Usual</button>
          <button class="primary" type="button">
            Primary
          </button>
          <button class="danger" type="button">
            Danger
          </button>
          <button class="small" type="button">
            Small
          </button>
          <button class="on" type="button">
            On
          </button>
          <button type="button" disabled>
            Disabled
          </button>
        </div>
      </Part>
      <Part name="Icon buttons">
        <div class="row">
          <IconButton icon="microphone" words="Mute" onClick={nothing} />
          <IconButton icon="microphoneOff" words="Unmute" isOn onClick={nothing} />
          <IconButton icon="camera" words="Hide" disabled onClick={nothing} />
          <IconButton icon="move" words="Move" pressed isOn onPress={nothing} onClick={nothing} />
          <IconButton icon="more" words="More" expanded={false} onClick={nothing} />
        </div>
      </Part>
      <Part name="Icons">
        <div class="row">
          {ICONS.map((name) => (
            <span key={name} title={name}>
              <Icon name={name} />
            </span>
          ))}
        </div>
      </Part>
      <Part name="Marks">
        <div class="row">
          <Mark icon="hand" tone="warn" words="hand up" />
          <Mark icon="star" words="host" />
          <Mark icon="pause" tone="bad" words="bad" />
          <Mark icon="text" tone="good" words="good" />
          <Mark icon="lock" words={null} />
        </div>
      </Part>
      <Part name="Badges">
        <div class="row">
          <Marks
            marks={[
              { words: "REC", tone: "live" },
              { words: "2 wait", tone: "warn" },
              { words: "locked", tone: "" },
            ]}
          />
          <span class="badge good">done, and seen</span>
          <span class="badge bad">failed</span>
        </div>
      </Part>
      <Part name="Notices">
        <Notice words={{ title: "Bad", hint: "What to do about it." }} />
        <Notice words={{ title: "Amber", hint: "What to know of it." }} tone="warn" />
        <Notice words={{ title: "Good" }} tone="good" />
        <div class="node-bar">The node fs1 is lost for 12 s.</div>
      </Part>
      <Part name="Rows">
        <div class="people">
          <table>
            <tbody>
              {people.map((member) => (
                <MemberRow
                  key={member.uuid}
                  conference="example"
                  member={member}
                  canvas={null}
                  picked={member.uuid === "picked"}
                  isKnown
                  isOpen={false}
                  may={() => member.uuid !== "nothing may be done"}
                  send={send}
                  onPick={nothing}
                  onPress={nothing}
                  onMore={nothing}
                />
              ))}
            </tbody>
          </table>
        </div>
      </Part>
      <Part name="Drawings">
        <div class="picture">
          <LayoutDrawing
            named
            places={[0, 1, 2, 3].map((index) => ({
              ...{ x: (index % 2) / 2, y: Math.floor(index / 2) / 2, width: 0.5, height: 0.5 },
              member: people[index] ?? null,
            }))}
          />
        </div>
      </Part>
      <Part name="Dialogs">
        <div class="row">
          <button type="button" onClick={() => setOpen("dialog")}>
            A dialog
          </button>
          <button type="button" onClick={() => setOpen("keys")}>
            The keys
          </button>
        </div>
      </Part>
      {open === "keys" && <KeyHelp onClose={() => setOpen(null)} />}
      {open === "dialog" && (
        <Dialog title="A dialog" onClose={() => setOpen(null)}>
          <p>It takes the keyboard, gives it back, and Escape closes it.</p>
          <button type="button" onClick={() => setOpen(null)}>
            Close
          </button>
        </Dialog>
      )}
    </main>
  );
}
