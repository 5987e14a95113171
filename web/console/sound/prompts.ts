/** Prompts that an operator plays: of functions/shared/grammars/media.py those that are said to people in a conference. */

export const PROMPTS = [
  "welcome",
  "please_wait",
  "please_unmute",
  "recording_started",
  "recording_stopped",
  "recorded",
  "ends_soon",
  "goodbye",
] as const;

/** In the language of who listens. */
export const promptIn = (language: "de" | "en", prompt: string): string => `${language}/${prompt}`;
