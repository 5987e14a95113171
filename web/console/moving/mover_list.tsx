/** Over the picture, where one looks before one moves somebody: which other operator has whom in hand. */

import type { Mover } from "freeswitch-functions-client";
import { nameOf } from "../../shared/names";
import type { Member } from "../api/shapes";
import { movingWords } from "./moving_words";

interface MoverListProps {
  movers: readonly Mover[];
  members: readonly Member[];
}

export function MoverList({ movers, members }: MoverListProps) {
  const say = movingWords();
  const told = movers.flatMap(({ by, name, member }) => {
    // Whoever has left meanwhile is moved by nobody.
    const whom = members.find(({ uuid }) => uuid === member);
    return whom ? [{ by, words: say.moves(name ?? by, nameOf(whom)) }] : [];
  });
  return (
    <div class="movers" role="status">
      {told.map(({ by, words }) => (
        <p key={by}>{words}</p>
      ))}
    </div>
  );
}
