import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import { pathToFileURL } from "node:url"

const PORTS = pathToFileURL(path.resolve(__dirname, "../../../scripts/lib/ports.mjs")).href
const WISHED = 20_000 + (process.pid % 10_000)

/** Chooses a port, as `npm start` does, and does not listen on it yet. */
const CHOOSE = `import { freePort } from ${JSON.stringify(PORTS)}
console.log(await freePort(${WISHED}))
setInterval(() => {}, 1000)`

describe("the port that a script chooses", () => {
  const scripts: ChildProcess[] = []
  afterEach(() => scripts.splice(0).forEach((script) => script.kill("SIGKILL")))

  async function choose(): Promise<number> {
    const script = spawn(process.execPath, ["--input-type=module", "-e", CHOOSE])
    scripts.push(script)
    const [chunk] = await once(script.stdout, "data")
    return Number(String(chunk))
  }

  it("is another one for each of three that start at the same moment", async () => {
    const ports = await Promise.all([choose(), choose(), choose()])
    expect(new Set(ports).size).toBe(3)
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(WISHED)
  })

  it("is free again when its script has ended, even by a kill", async () => {
    const port = await choose()
    const [script] = scripts.splice(0) as [ChildProcess]
    const gone = once(script, "exit")
    script.kill("SIGKILL")
    await gone
    expect(await choose()).toBe(port)
  })
})
