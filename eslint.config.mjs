import js from "@eslint/js"
import prettier from "eslint-config-prettier"
import globals from "globals"
import typescript from "typescript-eslint"
import { arrows } from "./scripts/lint/arrows.mjs"

const unused = ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }]

export default typescript.config(
  {
    ignores: ["node_modules", ".medusa", ".pg", ".demo", "coverage", "src/storefront/dist", "src/modules/*/migrations"],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,

  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: typescript.configs.recommended,
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.check.json", "./src/admin/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": unused,
      // A forgotten await on money is a lost payment; a forgotten status is a wrong one.
      "@typescript-eslint/no-floating-promises": "error",
      // Only in conditions: query builders take callbacks that return another query.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "no-control-regex": "off", // control characters are looked for to be removed
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["src/**"],
    ignores: ["src/cli/**", "src/scripts/**", "**/__tests__/**"],
    rules: { "no-console": "error" },
  },
  {
    files: ["src/**"],
    plugins: { house: { rules: { arrows } } },
    rules: { "house/arrows": "error" },
  },
  {
    files: ["**/__tests__/**", "integration-tests/**/*.ts"],
    // Answers of an HTTP API and broken input on purpose
    rules: { "@typescript-eslint/no-explicit-any": "off" },
  },

  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: { globals: globals.node },
    rules: { "no-unused-vars": unused, eqeqeq: ["error", "always", { null: "ignore" }] },
  },
  { files: ["**/*.js"], ignores: ["scripts/**"], languageOptions: { sourceType: "commonjs" } },
  { files: ["scripts/demo-shop/public/**"], languageOptions: { globals: globals.browser, sourceType: "module" } },

  prettier
)
