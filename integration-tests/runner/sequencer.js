const path = require("node:path")
const Sequencer = require("@jest/test-sequencer").default

/** The longest spec files. A fresh clone has no timings, and a long file that starts last leaves one worker idle. */
const LONGEST = [
  "chaos.spec.ts",
  "model.spec.ts",
  "hostile.spec.ts",
  "browser/admin.spec.ts",
  "two-servers.spec.ts",
  "crash.spec.ts",
  "browser/pay-page.spec.ts",
]

const rank = (file) => {
  const place = LONGEST.indexOf(path.relative(path.join(__dirname, ".."), file).replaceAll(path.sep, "/"))
  if (place >= 0) return place
  return file.includes(`${path.sep}groups${path.sep}`) ? LONGEST.length : LONGEST.length + 1
}

module.exports = class extends Sequencer {
  async sort(tests) {
    const usual = await super.sort(tests)
    return [...usual].sort((a, b) => rank(a.path) - rank(b.path)) // a stable sort: ties keep jest's order
  }
}
