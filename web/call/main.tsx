/** Puts the caller's page on the screen; a token leaves the address before anything is asked. */

import { render } from "preact";
import "../shared/base.css";
import "../shared/taking_part/taking_part.css";
import "./joining/lobby.css";
import "./picture.css";
import "./controls/controls.css";
import "./meeting/panel.css";
import "./sizes.css";
import { CallPage } from "./page";
import { beginLanguage } from "../shared/language/language";
import { holdsBackSecondClicks } from "../shared/second_click";
import { takeToken } from "../shared/token";

beginLanguage();
const named = document.querySelector<HTMLMetaElement>('meta[name="sip-servers"]')?.content ?? "";
const token = takeToken(location, history);
const place = document.getElementById("page");
place?.addEventListener("click", holdsBackSecondClicks(), { capture: true });
if (place) render(<CallPage servers={named.split(" ").filter(Boolean)} token={token} />, place);
