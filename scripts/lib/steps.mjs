// Every step says what it is while it runs, and what it took when it is done.
import { colour } from "./colour.mjs"

const WIDTH = 26

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`.padStart(8)

function line(mark, name, ms, note) {
  return `${mark} ${name.padEnd(WIDTH)}${seconds(ms)}  ${colour.dim(note)}`.trimEnd()
}

/** On a terminal one line counts up; in a log the start is a line of its own, so a slow step is seen to be alive. */
function announce(name, began) {
  if (!process.stdout.isTTY) {
    console.log(`… ${name}`)
    return () => {}
  }
  const draw = () => process.stdout.write(`\r\x1b[K${line("…", name, Date.now() - began, "")}`)
  draw()
  const timer = setInterval(draw, 500)
  return () => {
    clearInterval(timer)
    process.stdout.write("\r\x1b[K")
  }
}

const taken = []

/** Work that goes on beside the steps. It prints nothing: the step that waits for it tells of a failure. */
export function beside(name, work) {
  const began = Date.now()
  const note = () => taken.push({ name, ms: Date.now() - began, note: "beside the others" })
  const done = Promise.resolve().then(work)
  done.then(note, () => {}) // whoever waits for it hears of the error
  return done
}

/** Where the time went: one line for each piece of work that took some. */
export const timetable = () => taken.filter(({ ms }) => ms >= 50).map(({ name, ms, note }) => line(" ", name, ms, note))

/** `work` may call the function it gets to add a note to the line: step("Install", (note) => note("nothing to do")). */
export async function step(name, work) {
  const began = Date.now()
  const clear = announce(name, began)
  let remark = ""
  try {
    const result = await work((text) => (remark = text))
    clear()
    const ms = Date.now() - began
    taken.push({ name, ms, note: remark })
    console.log(line(colour.green("✓"), name, ms, remark))
    return result
  } catch (error) {
    clear()
    console.log(line(colour.red("✗"), name, Date.now() - began, remark))
    throw error
  }
}
