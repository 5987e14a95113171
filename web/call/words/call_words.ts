/** The words of the caller's page in the language of the moment. */

import { inLanguages } from "../../shared/language/language";
import { de } from "./de";
import { en } from "./en";

export const callWords = inLanguages({ en, de });
