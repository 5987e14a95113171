/** All layouts as drawings: found by name or by who fits in, and looked at with the people before one is taken. */

import { useState } from "preact/hooks";
import { Dialog } from "../../../shared/parts/dialog";
import type { Client } from "../../api/client";
import type { Conference } from "../../api/shapes";
import { cardsOf, wantedOf } from "./gallery_choice";
import type { Card } from "./gallery_choice";
import { inWords, nameIn } from "./layout_names";
import type { LayoutChoice } from "./layout_names";
import { emptyPlaces, LayoutDrawing } from "./layout_drawing";
import { useLayout } from "./layout_views";
import { pictureWords } from "../picture_words";
import { ahead, inOneLine } from "./preview";
import { isPictured } from "../seating";
import type { LayoutList } from "./use_layout_names";
import { useInSight } from "./use_in_sight";

interface GalleryProps {
  client: Client;
  conference: Conference;
  names: LayoutList;
  shown: LayoutChoice | null;
  onTake: (choice: LayoutChoice) => void;
  onClose: () => void;
}

interface CardButtonProps {
  client: Client;
  card: Card;
  isShown: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

function CardButton({ client, card, isShown, isChosen, onChoose }: CardButtonProps) {
  const say = pictureWords().gallery;
  const { ref, isSeen } = useInSight<HTMLButtonElement>();
  const layout = useLayout(client, isSeen ? card.layout : null);
  return (
    <button ref={ref} type="button" class="layout-card" aria-pressed={isChosen} onClick={onChoose}>
      <LayoutDrawing places={layout ? emptyPlaces(layout) : []} />
      <strong class="cut" title={inWords(card.choice)}>
        {nameIn(card.choice)}
      </strong>
      <span class="quiet cut">
        {[say.places(card.places), ...(card.isSeated ? [say.seats] : []), ...(isShown ? [say.now] : [])].join(", ")}
      </span>
    </button>
  );
}

export function Gallery({ client, conference, names, shown, onTake, onClose }: GalleryProps) {
  const say = pictureWords().gallery;
  const people = conference.members.filter((one) => isPictured(one) && one.video !== false).length;
  const [words, setWords] = useState("");
  const [fits, setFits] = useState(true);
  const [chosen, setChosen] = useState<Card | null>(null);
  const cards = wantedOf(cardsOf(names, people), words, fits ? people : null);
  const layout = useLayout(client, chosen?.layout ?? null);
  const found = layout && ahead(layout, {}, conference.members);
  return (
    <Dialog title={say.all} isLarge onClose={onClose}>
      <div class="gallery">
        <div class="gallery-search">
          <input
            type="search"
            aria-label={say.find}
            placeholder={say.find}
            value={words}
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
          <label class="check">
            <input type="checkbox" checked={fits} onChange={({ currentTarget }) => setFits(currentTarget.checked)} />
            {say.fits(people)}
          </label>
        </div>
        <div class="cards">
          {cards.length === 0 && <p class="quiet">{say.none}</p>}
          {cards.map((card) => (
            <CardButton
              key={card.choice}
              client={client}
              card={card}
              isShown={card.choice === shown}
              isChosen={card.choice === chosen?.choice}
              onChoose={() => setChosen(card)}
            />
          ))}
        </div>
        <div class="gallery-chosen">
          <LayoutDrawing places={found?.places ?? []} named />
          <p class={found && found.out.length > 0 ? "warned" : "quiet"} role="status">
            {!found ? say.choose : found.out.length > 0 ? say.out(inOneLine(found.out)) : say.everybody}
          </p>
          <div class="buttons">
            <button
              class="primary"
              type="button"
              disabled={!chosen || chosen.choice === shown}
              onClick={() => chosen && onTake(chosen.choice)}
            >
              {say.take}
              <span class="unseen"> {chosen ? inWords(chosen.choice) : ""}</span>
            </button>
            <button type="button" onClick={onClose}>
              {say.close}
            </button>
          </div>
        </div>
      </div>
    </Dialog>
  );
}
