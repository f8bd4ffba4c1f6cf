import { type HubSource, StatusHub } from "../hub"

/** A source whose values a test sets, and that counts how often it is read. */
class Source implements HubSource<string> {
  readonly values = new Map<string, string>()
  readings: string[][] = []
  failing = false
  /** So many readings get a dead connection. */
  dead = 0

  async versions(keys: string[]) {
    this.readings.push(keys)
    if (this.failing) throw new Error("away")
    if (this.dead-- > 0) return new Promise<never>(() => undefined)
    return new Map(keys.flatMap((key) => (this.values.has(key) ? [[key, this.values.get(key)!] as const] : [])))
  }

  async read(key: string) {
    const value = this.values.get(key)
    return value === undefined ? null : { version: value, value }
  }
}

const LIMITS = { everyMs: 20, patienceMs: 5_000, most: 3, mostPerKey: 2 }

describe("StatusHub", () => {
  let source: Source
  let errors: Error[]
  let hub: StatusHub<string>
  const leave: (() => void)[] = []
  const open = (key: string, seen: string | null, heard: string[] = []) => {
    const close = hub.open(key, seen, ({ value }) => heard.push(value))
    if (close) leave.push(close)
    return close
  }
  const until = async (holds: () => boolean) => {
    for (let n = 0; n < 200 && !holds(); n++) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(holds()).toBe(true)
  }

  beforeEach(() => {
    source = new Source()
    errors = []
    hub = new StatusHub(source, LIMITS, (error) => errors.push(error))
  })
  afterEach(() => leave.splice(0).forEach((close) => close()))

  it("tells each page what it has not seen, once", async () => {
    source.values.set("a", "1")
    const fresh: string[] = []
    const upToDate: string[] = []
    open("a", null, fresh)
    open("a", "1", upToDate)
    await until(() => fresh.length === 1)
    source.values.set("a", "2")
    await until(() => upToDate.length === 1)
    expect([fresh, upToDate]).toEqual([["1", "2"], ["2"]])
  })

  it("reads all keys at once, and nothing when no page is open", async () => {
    expect(source.readings).toEqual([])
    const first = open("a", "")!
    const second = open("b", "")!
    await until(() => source.readings.length >= 2)
    expect(source.readings[0]).toEqual(["a", "b"])
    first()
    second()
    const count = source.readings.length
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(source.readings.length).toBeLessThanOrEqual(count + 1)
    expect(hub.size).toBe(0)
  })

  it("looks at once at what was touched, in one reading for many touches", async () => {
    hub = new StatusHub(source, { ...LIMITS, everyMs: 60_000 }, (error) => errors.push(error))
    const heard: string[] = []
    open("a", "1", heard)
    open("b", "1", heard)
    source.values.set("a", "2")
    source.values.set("b", "2")
    hub.touch("a")
    hub.touch("b")
    hub.touch("nobody's")
    await until(() => heard.length === 2)
    expect(source.readings).toEqual([["a", "b"]])
  })

  it("turns pages away beyond its limits, and lets others in when some leave", () => {
    const first = open("a", "")!
    open("a", "")
    expect(open("a", "")).toBeNull()
    open("b", "")
    expect(open("c", "")).toBeNull()
    first()
    first() // twice is once
    expect(hub.size).toBe(2)
    expect(open("c", "")).not.toBeNull()
  })

  it("goes on after a reading that failed", async () => {
    const heard: string[] = []
    source.failing = true
    source.values.set("a", "2")
    open("a", "1", heard)
    await until(() => errors.length > 0)
    source.failing = false
    await until(() => heard.length === 1)
  })

  it("gives up a reading on a dead connection and looks again; until it can, it says that it does not watch", async () => {
    const watching: boolean[] = []
    hub = new StatusHub(source, { ...LIMITS, patienceMs: 50 }, () => watching.push(hub.isWatching))
    const heard: string[] = []
    source.dead = 2
    source.values.set("a", "2")
    expect(hub.isWatching).toBe(true)
    open("a", "1", heard)
    await until(() => heard.length === 1)
    expect(watching).toEqual([false, false])
    await until(() => hub.isWatching)
  })

  it("does not use up all connections while the database hangs, and tries again after a while", async () => {
    hub = new StatusHub(source, { ...LIMITS, patienceMs: 50 }, (error) => errors.push(error))
    const heard: string[] = []
    source.dead = 3
    source.values.set("a", "2")
    open("a", "1", heard)
    await until(() => errors.length === 3)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(source.readings).toHaveLength(3)
    expect(hub.isWatching).toBe(false)
    await until(() => heard.length === 1)
    expect(errors.map(({ message }) => message)).toEqual(Array(3).fill("the database does not answer"))
  })

  it("does not tell what a reading brings that was given up", async () => {
    hub = new StatusHub(source, { ...LIMITS, patienceMs: 50 }, (error) => errors.push(error))
    const heard: string[] = []
    let bring = (_old: { version: string; value: string }): void => undefined
    jest.spyOn(source, "read").mockReturnValueOnce(new Promise((resolve) => (bring = resolve)))
    source.values.set("a", "2")
    open("a", "1", heard)
    await until(() => errors.length === 1)
    source.values.set("a", "3")
    await until(() => heard.length === 1)
    bring({ version: "2", value: "2" })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard).toEqual(["3"])
  })
})
