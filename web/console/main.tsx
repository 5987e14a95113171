/** Puts the operator's page on the screen; the token leaves the address before anything is asked. */

import { render } from "preact";
import "../shared/base.css";
import "../shared/parts/parts.css";
import "./console.css";
import "./outcomes/outcomes.css";
import "./outputs/outputs.css";
import "./people/people.css";
import "./picture/stage.css";
import "./picture/layouts/gallery.css";
import "./watching/watching.css";
import "./moving/moving.css";
import "./show/show.css";
import "../shared/taking_part/taking_part.css";
import "./taking_part/taking_part.css";
import { ConsolePage } from "./page";
import { keptToken } from "./session/session";
import { beginLanguage } from "../shared/language/language";
import { takeToken } from "../shared/token";

beginLanguage();
const token = takeToken(location, history) ?? keptToken();
const place = document.getElementById("page");
if (place) render(<ConsolePage firstToken={token} />, place);
