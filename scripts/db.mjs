// PostgreSQL for the demo and the tests from npm binaries: no system install, loopback only.
//   node scripts/db.mjs start|stop|status|reset [name]
import { pathToFileURL } from "node:url"
import { reset, start, status, stop } from "./postgres/server.mjs"

export { reset, start, status, stop }

async function main([command = "start", name = "demo"]) {
  const began = Date.now()
  if (command === "start") {
    const pg = await start(name)
    console.log(`PostgreSQL (${name}) on ${pg.host}:${pg.port}, ${Date.now() - began} ms\n${pg.url("postgres")}`)
  } else if (command === "stop") stop(name)
  else if (command === "reset") reset(name)
  else if (command === "status") {
    const port = await status(name)
    console.log(port ? `running on localhost:${port}` : "not running")
    if (!port) process.exitCode = 1
  } else {
    console.error("usage: node scripts/db.mjs start|stop|status|reset [name]")
    process.exitCode = 2
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
