// Lint and types as programs that can run side by side. The longest is first.
import path from "node:path"
import { root } from "../lib/paths.mjs"

const bin = (file) => path.join(root, "node_modules", file)
const TSC = bin("typescript/bin/tsc")
const CACHE = "node_modules/.cache/qpay"
const keep = (name) => ["--incremental", "--tsBuildInfoFile", `${CACHE}/${name}.tsbuildinfo`]

export const CHECKS = [
  { kind: "lint", name: "eslint", args: [bin("eslint/bin/eslint.js"), "."] },
  { kind: "types", name: "types", args: [TSC, "--noEmit", "-p", "tsconfig.check.json", ...keep("check")] },
  {
    kind: "lint",
    name: "prettier",
    args: [
      bin("prettier/bin/prettier.cjs"),
      "--check",
      "--cache",
      "--cache-strategy=content",
      `--cache-location=${CACHE}/prettier`,
      ".",
    ],
  },
  { kind: "types", name: "types of admin", args: [TSC, "-p", "src/admin/tsconfig.json", ...keep("admin")] },
  { kind: "lint", name: "guarantees", args: [path.join(root, "scripts/lint/guarantees.mjs")] },
]
