import { main } from "../main"
import { packageVersion } from "../version"

function terminal() {
  const out: string[] = []
  const err: string[] = []
  return { out, err, output: { out: (line: string) => out.push(line), err: (line: string) => err.push(line) } }
}

async function run(...argv: string[]) {
  const { out, err, output } = terminal()
  const code = await main(argv, output, AbortSignal.abort())
  return { code, out: out.join("\n"), err: err.join("\n") }
}

describe("the command line", () => {
  it("tells its version and its commands", async () => {
    expect(await run("--version")).toMatchObject({ code: 0, out: packageVersion() })
    expect(packageVersion()).toMatch(/^\d+\.\d+\.\d+/)
    expect(await run("--help")).toMatchObject({ code: 0, out: expect.stringContaining("simulate [--port 4100]") })
    expect(await run("simulate", "--help")).toMatchObject({ code: 0, out: expect.stringContaining("--host") })
    expect(await run("doctor", "--help")).toMatchObject({ code: 0, out: expect.stringMatching(/--live +also issues/) })
    expect((await run()).code).toBe(2)
  })

  it.each([
    [["simulat"], "Unknown command: simulat"],
    [["toString"], "Unknown command: toString"],
    [["simulate", "--prot", "1"], "--prot"],
    [["simulate", "--port", "x"], "--port must be a whole number"],
    [["simulate", "--port", "70000"], "--port must be a whole number"],
    [["simulate", "extra"], "extra"],
  ])("does not understand %j", async (argv, message) => {
    expect(await run(...argv)).toMatchObject({ code: 2, err: expect.stringContaining(message) })
  })

  it("simulates until it is stopped", async () => {
    const { out, output } = terminal()
    const stop = new AbortController()
    const running = main(["simulate", "--port", "0"], output, stop.signal)
    while (out.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const url = /QPAY_BASE_URL=(\S+)/.exec(out.join())?.[1] ?? ""
    expect(out.join()).toContain("QPAY_INVOICE_CODE=TEST_INVOICE")
    expect((await fetch(url)).status).toBe(200)

    const port = new URL(url).port
    expect(await run("simulate", "--port", port)).toMatchObject({ code: 2, err: expect.stringContaining("is taken") })

    stop.abort()
    expect(await running).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })
})
