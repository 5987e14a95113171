/** Who was there, asked for when somebody wants to know, and saved as a table. */

import { useState } from "preact/hooks";
import type { Client } from "../api/client";
import type { Conference } from "../api/shapes";
import { eventsOf } from "../live/read_events";
import { saveText } from "../outputs/downloads";
import { momentInWords } from "../../shared/moments";
import { Notice } from "../../shared/notice";
import type { Words } from "../../shared/notice";
import { wordsOf } from "../../shared/problem";
import { minutesOf, staysOf, tableOf } from "./attendance";
import type { Stay } from "./attendance";
import { bringWords } from "./bring_words";

interface AttendanceListProps {
  client: Client;
  name: string;
  /** Null: it has ended. */
  conference: Conference | null;
}

export function AttendanceList({ client, name, conference }: AttendanceListProps) {
  const say = bringWords();
  const [stays, setStays] = useState<Stay[] | null>(null);
  const [failure, setFailure] = useState<Words | null>(null);
  const now = Date.now();
  const show = () => {
    setFailure(null);
    eventsOf(client, name).then(
      (events) => setStays(staysOf(events, conference)),
      (error: unknown) => setFailure(wordsOf(error)),
    );
  };
  const { columns } = say;
  const head = [columns.name, columns.from, columns.to, columns.minutes];
  const save = () =>
    stays && saveText(`${name}-${new Date(now).toISOString().slice(0, 10)}.csv`, tableOf(stays, head, now), "text/csv");
  return (
    <details>
      <summary>{say.attendance}</summary>
      <div class="buttons">
        <button class="small" type="button" onClick={show}>
          {say.showAttendance}
        </button>
        <button class="small" type="button" disabled={!stays?.length} onClick={save}>
          {say.asTable}
        </button>
      </div>
      {failure && <Notice words={{ ...failure, title: say.notKnown(failure.title) }} tone="warn" />}
      {stays?.length === 0 && <p class="quiet">{say.nobody}</p>}
      {stays && stays.length > 0 && (
        <table class="attendance">
          <thead>
            <tr>
              {head.map((words) => (
                <th key={words} scope="col">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stays.map((stay) => (
              <tr key={stay.uuid}>
                <th scope="row">
                  <bdi class="cut" title={stay.name}>
                    {stay.name}
                  </bdi>
                </th>
                <td>{stay.from && momentInWords(stay.from)}</td>
                <td>{stay.to ? momentInWords(stay.to) : say.stillThere}</td>
                <td>{minutesOf(stay, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
