#!/usr/bin/env node
import { main } from "./main"

const stop = new AbortController()
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => stop.abort())
}

void main(
  process.argv.slice(2),
  { out: (line) => console.log(line), err: (line) => console.error(line) },
  stop.signal
).then((code) => {
  process.exitCode = code
})
