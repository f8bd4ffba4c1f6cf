import { stopAfterRun } from "../scripts/postgres/test-run.mjs"

/** KEEP_PG=1 leaves the server running, to look at what a test left. The next run removes it. */
export default function teardown() {
  if (process.env.KEEP_PG !== "1") stopAfterRun()
}
