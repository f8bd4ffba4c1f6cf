// npm run doctor [-- --json] [-- --live]
// The doctor in a clone: looks at the running demo, else at the store that the shell's variables describe.
import { spawn } from "node:child_process"
import path from "node:path"
import { root } from "./lib/paths.mjs"
import { runningDemo } from "./start/state.mjs"

const cli = ["node_modules/tsx/dist/cli.mjs", "src/cli/index.ts"].map((file) => path.join(root, file))
const child = spawn(process.execPath, [...cli, "doctor", ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, ...runningDemo()?.env },
  stdio: "inherit",
})
child.once("exit", (code) => (process.exitCode = code ?? 1))
