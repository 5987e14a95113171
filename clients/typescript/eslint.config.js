/** typescript-eslint's strictest rules, with types; each exception has its reason. */

import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores(["dist/", "scripts/", "src/api_types.ts"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["eslint.config.js"] } } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // A number in a text is what it looks like.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An empty name is no name: `name || user`.
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: true }],
      // `onClick={() => send()}` says no more with braces.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["tests/**"],
    rules: {
      // What is not there fails the test, which is what it is for.
      "@typescript-eslint/no-non-null-assertion": "off",
      // `afterEach(() => caller?.close())`: where the opening failed there is none, whatever its type says.
      "@typescript-eslint/no-unnecessary-condition": "off",
    },
  },
);
