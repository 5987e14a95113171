/** Puts the caller's page on the screen. */

import { render } from "preact";
import "../shared/base.css";
import "./call.css";
import { CallPage } from "./page";

const place = document.getElementById("page");
if (place) render(<CallPage />, place);
