/** Puts the caller's page on the screen. */

import { render } from "preact";
import "../shared/base.css";
import "./call.css";
import { CallPage } from "./page";

const named = document.querySelector<HTMLMetaElement>('meta[name="sip-servers"]')?.content ?? "";
const place = document.getElementById("page");
if (place) render(<CallPage servers={named.split(" ").filter(Boolean)} />, place);
