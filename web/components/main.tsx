/** Puts the page of components on the screen. */

import { render } from "preact";
import "../shared/base.css";
import "../shared/parts/parts.css";
import "../console/console.css";
import "../console/outcomes/outcomes.css";
import "../console/people/people.css";
import "../console/picture/stage.css";
import "../console/picture/layouts/gallery.css";
import "../console/show/show.css";
import "./components.css";
import { ComponentsPage } from "./page";
import { beginLanguage } from "../shared/language/language";

beginLanguage();
const place = document.getElementById("page");
if (place) render(<ComponentsPage />, place);
